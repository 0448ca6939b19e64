"""The opening on the page that a person looks at: read, and stored if they want that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import msgspec

from upslope.errors import UsageError
from upslope.records import Application, Match, Posting, RawPosting, Reply, Status, Understanding
from upslope.sources.seen import How, SeenPage, read_seen

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace

BOARD = "seen in the browser"
"""The board of postings that were stored so, in the ledger of sources."""

_UNRESERVED = ":/?#[]@!$&'()*+,;=%"


class Look(NamedTuple):
    """The opening of a page: as it was read, and how; and whether it is stored already."""

    raw: RawPosting
    how: How
    posting: Posting
    understanding: Understanding
    is_stored: bool


class SeenPages:
    """Reads pages that the browser hands on; nothing is asked over the network.

    Args:
        workspace: the person's own.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def look(self, page: SeenPage) -> Look:
        """Read the opening of a page; nothing is kept.

        Raises:
            UsageError: the page shows none, or several.
        """
        from upslope.normalize import normalize

        plain = msgspec.structs.replace(page, url=_plain(page.url))
        raw, how = read_seen(plain, self._workspace.sources())
        [posting] = normalize([raw])
        [understanding] = self._workspace.understand([posting])
        known = self._workspace.store.postings.by_ids([posting.id])
        return Look(raw, how, posting, understanding, bool(known))

    def match(self, look: Look) -> Match:
        """Hold an opening that need not be stored against the person's resume.

        Raises:
            DocumentError: the resume could not be read.
            UsageError: none is chosen yet.
        """
        from upslope.guide.match import match

        person, ranking = self._workspace.person, self._workspace.ranking
        [found] = match(
            person.resume(None),
            [look.posting],
            [look.understanding],
            profile=person.profile(),
            preferences=ranking.preferences(),
        )
        return found

    def keep(self, page: SeenPage, status: Status = "saved") -> tuple[Posting, Application]:
        """Store the opening of a page, and track it. Of the page nothing else is kept.

        Raises:
            UsageError: the page shows none, or several.
        """
        look = self.look(page)
        self._store(look)
        posting, _ = self._workspace.store.postings.get(look.posting.id)
        return posting, self._workspace.tracker.track(posting, status)

    def _store(self, look: Look) -> None:
        from upslope.pipeline.take_in import store_visit
        from upslope.sources.visit import Visit

        workspace, store = self._workspace, self._workspace.store
        source = workspace.source(look.raw.source)
        # A page may show messages and names of others: only what was read of it is kept.
        said = Reply(url=look.raw.url or "", body=msgspec.json.encode([look.raw]))
        visit = Visit(source, BOARD, "", replies=[said], raws=[look.raw])
        run = store.runs.start(source.name, BOARD)
        store.replies.keep(said)
        store_visit(visit, run, store, closes=False, models=workspace.models)
        workspace.follow()


def _plain(url: str) -> str:
    """Return an address as it can be stored: browsers leave some signs in it as they are.

    Raises:
        UsageError: it is none of a page of the web.
    """
    from upslope.normalize.identity import web_url

    plain = web_url(quote(url.strip(), safe=_UNRESERVED)) if re.match("https?://", url) else None
    if plain is None:
        raise UsageError("Only pages of the web can be read.", next="Open one first.")
    return plain
