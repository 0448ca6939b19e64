"""Of a group of duplicates, one: what is found, what is counted and what is shown."""

from __future__ import annotations

from typing import cast

from tantivy import DocAddress, Query, Searcher

from upslope.index.conditions import any_of, both, but_not, whole
from upslope.index.hits import matches

_BEHIND = whole("behind", 1)
"""The postings that another one stands for."""
_GROUPED = whole("grouped", 1)
"""Those and the ones that stand for them."""


def folded(searcher: Searcher, query: Query) -> Query:
    """Narrow a query to one posting of each group that it matches.

    That one is the posting that stands for the group if it matches, else the one first seen.
    """
    most = searcher.doc_freq("grouped", 1)
    hits = matches(searcher, both([query, _GROUPED]), most) if most else []
    behind = searcher.fast_field_values("behind", hits)
    if not any(behind):
        return query
    groups = cast("list[int]", searcher.fast_field_values("group", hits))
    members = list(zip(groups, behind, hits, strict=True))
    led = {group for group, is_behind, _ in members if not is_behind}
    orphans = [(group, hit) for group, is_behind, hit in members if is_behind and group not in led]
    if not orphans:
        return but_not(query, _BEHIND)
    return but_not(query, but_not(_BEHIND, any_of("id", _first_seen(searcher, orphans))))


def _first_seen(searcher: Searcher, hits: list[tuple[int, DocAddress]]) -> list[str]:
    """Return the id of the one first seen in each group."""
    first: dict[int, tuple[str, str]] = {}
    for group, hit in hits:
        stored = searcher.doc(hit)
        seen = (str(stored.get_first("first_seen")), str(stored.get_first("id")))
        first[group] = min(first.get(group, seen), seen)
    return [id for _, id in first.values()]
