"""Openings asked for and stored: from boards, pages, files and mailboxes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from upslope.errors import UsageError
from upslope.records import Run
from upslope.workspace.understood import Understood

if TYPE_CHECKING:
    from upslope.pipeline import Progress
    from upslope.workspace.visits import Visits


class Collected(Understood):
    """An opened folder that openings are collected into."""

    if TYPE_CHECKING:  # it is made by the workspace, which stands above this

        @property
        def visits(self) -> Visits:
            """Which boards are wanted."""

    def keys(self) -> dict[str, str]:
        """Names of the person's own keys that something here can use, with what for."""
        of_sources = self.sources().values()
        wanted = {key: source.label for source in of_sources for key in source.keys}
        return {**wanted, "imap_password": "job alerts from your mailbox", "kaggle": "Kaggle"}

    def collect(
        self,
        boards: Mapping[str, Sequence[str]] | None = None,
        *,
        groups: Sequence[str] = (),
        only_ml: bool = False,
        progress: Progress | None = None,
        stop: threading.Event | None = None,
    ) -> list[Run]:
        """Ask boards for their openings and store them: one run a board, whatever happens to it.

        Args:
            boards: names of sources with their boards; default: those of
                :meth:`upslope.workspace.visits.Visits.boards`.
            groups: of the directory's employers, in place of boards.
            only_ml: keep machine-learning and data-science roles only.
            progress: told what was done last, how many boards are done and how many there are.
            stop: ends the asking once it is set; what came is kept.

        Raises:
            UsageError: there is no such source, or no board to ask.
        """
        if boards is not None:  # a person who asks by name need not wait for our own patience
            self.store.hosts.allow_a_try()
        asked = self.visits.boards(groups)
        if boards is not None:
            asked = [(name, board) for name, names in boards.items() for board in names]
        if not asked:
            raise UsageError(
                "There is no board to collect.",
                next="Name one: upslope collect --source greenhouse --company NAME",
            )
        return self.visit(asked, only_ml=only_ml, progress=progress, stop=stop)

    def visit(
        self,
        boards: Iterable[tuple[str, str]],
        *,
        only_ml: bool = False,
        progress: Progress | None = None,
        stop: threading.Event | None = None,
    ) -> list[Run]:
        """Visit boards, each given with its source's name; see :meth:`collect`."""
        from upslope import pipeline

        pairs = [(self.source(name), board) for name, board in boards]
        runs = pipeline.collect(
            pairs,
            self.door,
            self.store,
            only_ml=only_ml,
            models=self.models,
            progress=progress,
            stop=stop,
        )
        self.follow()
        return runs

    def collect_from(
        self,
        origin: str,
        source: str | None = None,
        *,
        company: str = "",
        only_ml: bool = False,
        columns: Mapping[str, str] | None = None,
    ) -> Run:
        """Store the openings of a page (a URL), a file (a saved reply, an export) or a mailbox.

        Args:
            origin: ``https://...``, a file's path, a Maildir folder or ``imaps://user@host/Folder``.
            source: whose reader to use; default: the one that understands the file best.
            company: whose board it is, for a saved reply that does not say so.
            only_ml: keep machine-learning and data-science roles only.
            columns: for a table: which column holds a field, e.g. ``{"title": "Position"}``.

        Raises:
            UsageError: there is no such file or source, or a page is given a company or columns.
        """
        from upslope import pipeline
        from upslope.workspace.origin import is_page, saved

        if is_page(origin) and (company or columns):
            raise UsageError(
                "A page is asked for as it is: whose it is and what its parts are, it says itself.",
                next="Leave out --company and --column, or save the page and give the file.",
            )
        if is_page(origin):
            return self.collect({source or "jsonld": [origin]}, only_ml=only_ml)[0]
        reader, reply, note = saved(origin, self, source, columns)
        run = pipeline.take_in(
            reader,
            reply,
            self.store,
            board=company or reply.url,
            company=company,
            only_ml=only_ml,
            models=self.models,
        )
        run.reason = " ".join(filter(None, [run.reason, note]))
        self.follow()
        return run
