"""Of a group of duplicates, one: what is found, what is counted and what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import DocAddress, Occur, Query, Searcher

from upslope.index.conditions import Part, any_of, but_not, unscored, whole

_BEHIND = whole("behind", 1)
"""The postings that another one stands for; nearly all stand for themselves alone."""
_GROUPED = whole("grouped", 1)
"""Those and the ones that stand for them."""


def hidden(searcher: Searcher, found: Sequence[Part]) -> Query:
    """Match what is not shown of what is found, for another one of its group is.

    That one is the posting that stands for the group if it is found, else the one first seen.
    """
    most = searcher.doc_freq("grouped", 1)
    query = unscored(Query.boolean_query([*found, (Occur.Must, _GROUPED)]))
    hits = searcher.search(query, max(most, 1), count=False, order_by_field="group").hits
    led = {group for group, _ in hits if not group & 1}
    orphans = [(group, hit) for group, hit in hits if group & 1 and group - 1 not in led]
    if not orphans:
        return _BEHIND
    return but_not(_BEHIND, any_of("id", _first_seen(searcher, orphans)))


def _first_seen(searcher: Searcher, hits: list[tuple[int, DocAddress]]) -> list[str]:
    """Return the id of the one first seen in each group."""
    first: dict[int, tuple[str, str]] = {}
    for group, hit in hits:
        stored = searcher.doc(hit)
        seen = (str(stored.get_first("first_seen")), str(stored.get_first("id")))
        first[group] = min(first.get(group, seen), seen)
    return [id for _, id in first.values()]
