"""What ``upslope evidence`` does: keep what shows what the person can do."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from upslope.errors import ReadError, UsageError
from upslope.formats.gatherings.read import web
from upslope.formats.kaggle import read_evidence
from upslope.records import Evidence, EvidenceKind, Problem
from upslope.store.evidence import EvidenceKept
from upslope.workspace.given import reply_of

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace

_KAGGLE = (
    "kernels/list?group=profile&pageSize=100",
    "datasets/list?group=my",
    "competitions/list?group=entered",
)


class Pieces:
    """The evidence of one workspace.

    Args:
        workspace: whose store and door.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept = EvidenceKept(workspace.store.database)

    def all(self) -> list[Evidence]:
        """Return all evidence, the newest first."""
        return self._kept.all()

    def add(
        self,
        title: str,
        *,
        url: str | None = None,
        at: date | None = None,
        kind: EvidenceKind = "project",
        shows: str | None = None,
    ) -> Evidence:
        """Keep a piece of work that the person names; the same again replaces it.

        Raises:
            UsageError: it has no title, or the address is none.
        """
        if not title.strip():
            raise UsageError(
                "A piece of evidence needs a title.", next="Give one: --title 'Fish counter'"
            )
        if url is not None and web(url) is None:
            raise UsageError(
                f"'{url}' is not an address of the web.", next="One begins with https://"
            )
        key = hashlib.sha256(f"{url or ''}\n{title.strip().casefold()}".encode()).hexdigest()[:12]
        made = Evidence(
            id=key,
            kind=kind,
            title=title.strip(),
            url=web(url),
            at=at.isoformat() if at else None,
            shows=shows,
        )
        self._kept.put([made])
        return made

    def remove(self, beginning: str) -> Evidence:
        """Remove one piece by its id or the beginning of it.

        Raises:
            UsageError: none begins so, or several do.
        """
        return self._kept.remove(beginning)

    def kaggle(self, file: Path | None = None) -> tuple[list[Evidence], list[Problem]]:
        """Keep the person's public notebooks, data sets and competitions on Kaggle.

        Args:
            file: a list of them, as the API or ``kaggle ... --csv`` gave it; else the API is asked,
                with the person's own token.

        Raises:
            UsageError: there is no token, or no such file.
            NetworkError: a list did not come; those before it are kept.
            ReadError: it is no such list.
        """
        from upslope.sources.feeds import kaggle_request

        if file is not None:
            found, problems = read_evidence(reply_of(file).body, file.name)
            self._kept.put(found)
            return found, problems
        found, problems = [], []
        for path in _KAGGLE:
            reply = self._workspace.door.get(kaggle_request(path))
            if reply.body.strip() == b"":
                raise ReadError(
                    "Kaggle sent an empty reply; what came before it is kept.",
                    next="Try again later, or give a file: upslope evidence kaggle --from FILE",
                )
            more, wrong = read_evidence(reply.body)
            self._kept.put(more)
            found, problems = found + more, problems + wrong
        return found, problems
