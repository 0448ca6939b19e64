"""What saved searches find: what is new since they were saved, and the newest as a feed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from upslope.errors import NotFoundError, UsageError
from upslope.guide.alerts import Entry, News, atom, fresh
from upslope.records import SavedSearch
from upslope.store import alerts

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace

IN_A_FEED = 50
"""Openings in a feed: the newest."""


class Findings:
    """The saved searches of a person, and what they find.

    Args:
        workspace: the person's own.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @cached_property
    def _kept(self) -> alerts.Alerts:
        return alerts.Alerts(self._workspace.store.database)

    def searches(self) -> list[SavedSearch]:
        """Return the saved searches, oldest first."""
        return self._kept.searches() if self._workspace.has_store() else []

    def search(self, asked: str) -> SavedSearch:
        """Return a saved search by its name, or by its id or the beginning of it.

        Raises:
            UsageError: there is none, or several begin so.
        """
        every = self.searches()
        found = [one for one in every if one.name == asked] or [
            one for one in every if asked and one.id.startswith(asked)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"Several saved searches begin with {asked!r}.", next="Say its name.")
        names = ", ".join(one.name for one in every) or "none yet"
        raise NotFoundError(f"No saved search is called {asked!r}.", next=f"There are: {names}.")

    def found(self, search: SavedSearch, channel: str | None = None) -> list[News]:
        """Return what appeared since a search was saved, best first, each opening once.

        Args:
            search: which one.
            channel: leave out what this channel was told of.

        Raises:
            UsageError: a filter has a value that is none, or no resume is set for ``min_score``.
        """
        appeared = self._kept.appeared(search.after)
        if not appeared:
            return []
        told = self._kept.told(channel) if channel else set()
        ids = [id for id in self._ids(search) if id in appeared and id not in told]
        ids = fresh(ids, appeared, self._kept.same_opening(ids), told)
        return self._news(search, self._over_the_line(search, ids))

    def _ids(self, search: SavedSearch) -> list[str]:
        """Return what a search finds and the person has not hidden."""
        from upslope.guide.search import search_ids

        found = search_ids(search.filters, self._workspace.store, self._workspace.index)
        hidden = self._workspace.person.hidden()
        return [id for id in found if id not in hidden]

    def _over_the_line(self, search: SavedSearch, ids: list[str]) -> dict[str, float | None]:
        """Leave out what matches worse than the person wants; best first, with their scores."""
        if not ids or (search.min_score is None and not search.tell_scores):
            return dict.fromkeys(ids)
        score = self._workspace.ranking.score_of(ids)
        scores = zip(ids, score(self._workspace.person.resume(None)).tolist(), strict=True)
        line = search.min_score or 0
        return dict(sorted((p for p in scores if p[1] >= line), key=lambda pair: -pair[1]))

    def _news(self, search: SavedSearch, scores: Mapping[str, float | None]) -> list[News]:
        found = self._workspace.store.postings.by_ids(list(scores))
        says = search.tell_scores
        return [News(posting, scores[posting.id] if says else None) for posting, _ in found]

    def feed(self, search_id: str | None = None, *, here: str = "") -> bytes:
        """Write the newest openings of one saved search, or of all, as an Atom feed.

        Args:
            search_id: its name or id; default: all saved searches.
            here: the address under which the feed is read.

        Raises:
            UsageError: there is no such search.
        """
        searches = [self.search(search_id)] if search_id else self.searches()
        entries: dict[str, Entry] = {}
        for search in searches:
            entries = self._entries(search) | entries
        newest = sorted(entries.values(), key=lambda entry: (entry.seen, entry.key), reverse=True)
        name = searches[0].name if search_id else "saved searches"
        return atom(searches[0].id if search_id else "all", name, newest[:IN_A_FEED], here=here)

    def _entries(self, search: SavedSearch) -> dict[str, Entry]:
        """Give its newest openings by the posting of each that was there first."""
        scores = self._over_the_line(search, self._ids(search))
        seen = self._kept.first_seen(scores)
        newest = sorted(seen, key=lambda id: (seen[id], id), reverse=True)[:IN_A_FEED]
        same = self._kept.same_opening(newest)
        seen |= self._kept.first_seen({id for ids in same.values() for id in ids})
        entries = {}
        for one in self._news(search, {id: scores[id] for id in newest}):
            first = min(same[one.posting.id], key=lambda id: (seen.get(id, "9"), id))
            entries[first] = Entry(first, one, seen.get(first, ""))
        return entries
