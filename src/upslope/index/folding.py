"""Of a group of duplicates, one: what is found, what is counted and what is shown."""

from __future__ import annotations

from typing import cast

from tantivy import DocAddress, Query, Searcher

from upslope.index.conditions import any_of, both, but_not, whole
from upslope.index.hits import matches

_BEHIND = whole("behind", 1)
"""The postings that another one stands for."""


def folded(searcher: Searcher, query: Query) -> Query:
    """Narrow a query to one posting of each group that it matches.

    That one is the posting that stands for the group if it matches, else the one first seen.
    """
    most = searcher.doc_freq("behind", 1)
    behind = matches(searcher, both([query, _BEHIND]), most) if most else []
    if not behind:
        return query
    groups = _groups(searcher, behind)
    in_front = both([but_not(query, _BEHIND), any_of("group", sorted(set(groups)))])
    led = set(_groups(searcher, matches(searcher, in_front, len(groups))))
    orphans = [(group, hit) for group, hit in zip(groups, behind, strict=True) if group not in led]
    if not orphans:
        return but_not(query, _BEHIND)
    return but_not(query, but_not(_BEHIND, any_of("id", _first_seen(searcher, orphans))))


def _groups(searcher: Searcher, hits: list[DocAddress]) -> list[int]:
    return cast("list[int]", searcher.fast_field_values("group", hits))


def _first_seen(searcher: Searcher, hits: list[tuple[int, DocAddress]]) -> list[str]:
    """Return the id of the one first seen in each group."""
    first: dict[int, tuple[str, str]] = {}
    for group, hit in hits:
        stored = searcher.doc(hit)
        seen = (str(stored.get_first("first_seen")), str(stored.get_first("id")))
        first[group] = min(first.get(group, seen), seen)
    return [id for _, id in first.values()]
