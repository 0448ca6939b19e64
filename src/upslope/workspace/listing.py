"""The stored openings a page at a time: in some order, with what is not shown and why."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import msgspec

from upslope.records import Filters, Mark, Posting, Understanding
from upslope.store.sorting import UNKNOWN, Sorting, SortKeys

if TYPE_CHECKING:
    from upslope.index import Hits
    from upslope.workspace.workspace import Workspace

Sort = Literal["best", "newest", "match", "pay"]
SORTS: tuple[Sort, ...] = get_args(Sort)
"""``best`` is by the words of the query, ``match`` by scores, ``pay`` by the most that is paid."""
Only = Literal["", "hidden", "folded"]

_KEPT = 16
"""Searches whose ids are kept: the next page and another order need not search again."""


class Listed(NamedTuple):
    """A page of openings.

    Args:
        rows: the openings shown.
        total: of all pages.
        left_out: by filter, how many do not say what it asks; see :class:`upslope.records.Found`.
        facets: counts by value.
        hidden: how many the person hid.
        folded: how many postings stand behind others that are listed.
        others: by id of a row, the other postings of its opening.
        currency: that amounts are compared in, where they are sorted.
    """

    rows: list[tuple[Posting, Understanding]]
    total: int
    left_out: dict[str, int]
    facets: dict[str, dict[str, int]]
    hidden: int
    folded: int
    others: dict[str, list[Posting]]
    currency: str | None


class _Known(NamedTuple):
    """What holds until something stored changes."""

    mark: Mark
    keys: dict[str, SortKeys]
    behind: dict[str, str]
    groups: dict[str, list[str]]
    found: OrderedDict[Filters, Hits]


class Listing:
    """Lists what one workspace stores.

    Args:
        workspace: whose openings, and whose person.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = Lock()
        self._last: _Known | None = None

    def page(  # noqa: PLR0913  (what a page can be asked)
        self,
        filters: Filters,
        sort: Sort = "best",
        *,
        start: int = 0,
        most: int = 25,
        only: Only = "",
        scores: Mapping[str, float] | None = None,
    ) -> Listed:
        """Return some of the openings that pass the filters, without those that the person hid.

        Args:
            filters: what is searched; ``limit`` is not looked at.
            sort: the order; ``best`` without words is ``newest``.
            start: how many to pass over.
            most: how many to return.
            only: those that the person hid, or that other postings stand behind.
            scores: by posting id, for ``match``; what has none stands last.

        Raises:
            UsageError: a filter has a value that is none.
        """
        known = self._known()
        hits = self._hits(msgspec.structs.replace(filters, limit=None), known)
        mine = self._workspace.person.hidden()
        roots = known.behind
        hidden = [id for id in hits.ids if id in mine] if mine else []
        shown = [id for id in hits.ids if id not in mine] if hidden else hits.ids
        folds = [id for id in shown if roots.get(id, id) in known.groups] if known.groups else []
        ids = hidden if only == "hidden" else folds if only == "folded" else shown
        ordered, currency = self._ordered(ids, sort, filters, known, scores or {})
        rows = self._workspace.store.postings.by_ids(ordered[start : start + most])
        others = {row[0].id: _others(row[0].id, known) for row in rows}
        stored = self._postings([one for few in others.values() for one in few])
        return Listed(
            rows=rows,
            total=len(ids),
            left_out=hits.left_out,
            facets=hits.facets,
            hidden=len(hidden),
            folded=sum(len(known.groups[roots.get(id, id)]) - 1 for id in folds),
            others={
                id: [stored[one] for one in few if one in stored]
                for id, few in others.items()
                if few
            },
            currency=currency,
        )

    def count(self, filters: Filters) -> int:
        """Return how many openings pass the filters, hidden ones among them."""
        return self._hits(msgspec.structs.replace(filters, limit=0, facets=False)).total

    def _hits(self, filters: Filters, known: _Known | None = None) -> Hits:
        from upslope.guide.search import search_hits

        if known and filters in known.found:
            return known.found[filters]
        found = search_hits(filters, self._workspace.store, self._workspace.index)
        followed = self._workspace.index.mark()
        # Where the index could not keep up, its answer does not hold for the next page.
        if known and followed and followed.revision == known.mark.revision:
            with self._lock:
                known.found[filters] = found
                while len(known.found) > _KEPT:
                    known.found.popitem(last=False)
        return found

    def _known(self) -> _Known:
        from upslope.store.changes import Changes

        database = self._workspace.store.database
        mark = Changes(database).mark()
        with self._lock:
            if self._last is None or self._last.mark != mark:
                sorting = Sorting(database)
                behind = sorting.behind()
                groups: dict[str, list[str]] = {}
                for posting, shown in behind.items():
                    groups.setdefault(shown, [shown]).append(posting)
                self._last = _Known(mark, sorting.keys(), behind, groups, OrderedDict())
            return self._last

    def _ordered(
        self,
        ids: Sequence[str],
        sort: Sort,
        filters: Filters,
        known: _Known,
        scores: Mapping[str, float],
    ) -> tuple[Sequence[str], str | None]:
        """Put ids in order; what they are sorted by decides, then the order they come in."""
        if sort == "match":
            return sorted(ids, key=lambda id: -scores.get(id, -1.0)), None
        if sort == "pay":
            return _by_pay(ids, known.keys, filters.pay_currency)
        if sort == "newest" and filters.query.strip():
            newest = sorted(ids, key=lambda id: known.keys.get(id, UNKNOWN)[:2], reverse=True)
            return newest, None
        return ids, None

    def _postings(self, ids: Sequence[str]) -> dict[str, Posting]:
        return {posting.id: posting for posting, _ in self._workspace.store.postings.by_ids(ids)}


def _by_pay(
    ids: Sequence[str], keys: Mapping[str, SortKeys], currency: str | None
) -> tuple[list[str], str | None]:
    """Put the best paid first. Only one currency is compared: the one asked for, or the usual."""
    paid = {id: key for id in ids if (key := keys.get(id, UNKNOWN)).pay is not None}
    told = Counter(key.currency for key in paid.values() if key.currency)
    usual = currency or next((name for name, _ in told.most_common(1)), None)

    def place(id: str) -> tuple[int, float]:
        if id not in paid:
            return 2, 0.0
        return (0, -(paid[id].pay or 0)) if paid[id].currency == usual else (1, 0.0)

    return sorted(ids, key=place), usual


def _others(id: str, known: _Known) -> list[str]:
    return [one for one in known.groups.get(known.behind.get(id, id), ()) if one != id]
