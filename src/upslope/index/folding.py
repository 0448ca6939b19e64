"""Of a group of duplicates, one: what is found, what is counted and what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import DocAddress, Occur, Query, Searcher

from upslope.index.conditions import Part, any_of, but_not, unscored, whole

BEHIND = whole("behind", 1)
"""The postings that another one stands for; nearly all stand for themselves alone."""
_LEADING = whole("behind", 0)
"""The ones that stand for them."""
Member = tuple[int, DocAddress]
"""A posting of a group, with the group's number: even for the one that stands for it."""


def orphans(searcher: Searcher, found: Sequence[Part]) -> list[Member]:
    """Return what is found of the groups of which the one that stands for them is not found."""
    behind = _members(searcher, found, BEHIND)
    if not behind:
        return []
    led = dict(_members(searcher, found, _LEADING))
    return [(group, hit) for group, hit in behind if group - 1 not in led]


def hidden(searcher: Searcher, lost: Sequence[Member]) -> Query:
    """Match what is not shown, for another one of its group is: of orphans, the one first seen."""
    if not lost:
        return BEHIND
    return but_not(BEHIND, any_of("id", _first_seen(searcher, lost)))


def _members(searcher: Searcher, found: Sequence[Part], which: Query) -> list[Member]:
    most = max(searcher.doc_freq("grouped", 1), 1)
    query = unscored(Query.boolean_query([*found, (Occur.Must, which)]))
    return searcher.search(query, most, count=False, order_by_field="group").hits


def _first_seen(searcher: Searcher, lost: Sequence[Member]) -> list[str]:
    """Return the id of the one first seen in each group."""
    first: dict[int, tuple[bytes, str]] = {}
    for group, hit in lost:
        stored = searcher.doc(hit)
        seen = (bytes(stored.get_first("first_seen") or b""), str(stored.get_first("id")))
        first[group] = min(first.get(group, seen), seen)
    return [id for _, id in first.values()]
