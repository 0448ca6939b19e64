"""What is found of a question: the best of it, how many there are, and what cannot be judged.

Each of them is a pass over the index. Where much is found a pass takes milliseconds, and tantivy
lets go of the interpreter meanwhile: passes that need nothing of each other run side by side.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import NamedTuple, cast

from tantivy import Occur, Query, Searcher, SearchResult

from upslope.index.asked import Asked
from upslope.index.conditions import Condition, Part, conditions, unscored
from upslope.index.facets import SIDE_BY_SIDE, facets, in_order
from upslope.index.folding import BEHIND, hidden, orphans
from upslope.index.names import Names
from upslope.records import Filters
from upslope.records.query import Clause

_THREADS = 2
"""Beside the one that asks. They are kept: to start them anew costs a millisecond a search."""


class Hits(NamedTuple):
    """Ids of the postings found, best first, and the counts of :class:`~upslope.records.Found`."""

    ids: list[str]
    total: int
    left_out: dict[str, int]
    facets: dict[str, dict[str, int]]


def answer(searcher: Searcher, names: Names, clauses: Sequence[Clause], filters: Filters) -> Hits:
    """Find what passes all filters: best first, without words newest first.

    Raises:
        UsageError: a filter has a value that is none.
    """
    asked, pool = Asked(searcher, names), _pool(os.getpid())
    choices = list(conditions(filters, names))
    words = (Occur.Must, asked.matching(clauses, scored=False))
    passing = [one.part for one in choices]
    most = searcher.num_docs if filters.limit is None else filters.limit
    unjudged = {
        name: pool.submit(_number, searcher, [words, *parts]) for name, parts in _unjudged(choices)
    }
    shown = [*passing, (Occur.MustNot, hidden(searcher, orphans(searcher, [words, *passing])))]
    found = Query.boolean_query([words, *shown])
    fields = SIDE_BY_SIDE if filters.facets else ()
    counted = [pool.submit(facets, searcher, found, some) for some in fields]
    if clauses:
        total = pool.submit(_count, searcher, found)
        tiers = (Query.boolean_query([*tier, *shown]) for tier in _tiers(asked, clauses))
        ids, number = _best(searcher, tiers, most), total.result()
    else:
        ids, number = _newest(searcher, found, most)
    left_out = {name: count for name, one in unjudged.items() if (count := one.result())}
    return Hits(ids, number, left_out, in_order(one.result() for one in counted))


@lru_cache(maxsize=1)
def _pool(_process: int) -> ThreadPoolExecutor:
    """Return the threads of this process; one that was forked has none of its parent's."""
    return ThreadPoolExecutor(_THREADS, thread_name_prefix="search")


def _unjudged(choices: Sequence[Condition]) -> Iterator[tuple[str, list[Part]]]:
    """Yield, by filter, what passes all the others and does not say what this one asks."""
    for one in choices:
        if one.unknown is not None:
            others = [other.part for other in choices if other is not one]
            yield one.name, [*others, Condition(one.name, one.unknown).part]


def _number(searcher: Searcher, parts: Sequence[Part]) -> int:
    """Count what is found, of each group of duplicates one."""
    groups = {group for group, _ in orphans(searcher, parts)}
    found = Query.boolean_query([*parts, (Occur.MustNot, BEHIND)])
    return _count(searcher, found) + len(groups)


def _tiers(asked: Asked, clauses: Sequence[Clause]) -> Iterator[list[Part]]:
    """Yield what is found in parts, best first: all the words in the heading make the best."""
    wishes = [(Occur.Should, wish) for wish in asked.wishes(clauses)]
    words = asked.matching(clauses)
    if not wishes:
        yield [(Occur.Must, words)]
        return
    heading = asked.matching(clauses, "heading", scored=False)
    yield [(Occur.Must, unscored(heading)), *wishes]
    yield [(Occur.Must, words), (Occur.MustNot, heading), *wishes]


def _best(searcher: Searcher, tiers: Iterable[Query], most: int) -> list[str]:
    """Return the ids of the best; mostly the first part has enough of them."""
    ids: list[str] = []
    for tier in tiers:
        if len(ids) >= most:
            break
        left = most - len(ids)
        ids += _ids(searcher, searcher.search(tier, left, count=False, weight_by_field="recency"))
    return ids


def _newest(searcher: Searcher, found: Query, most: int) -> tuple[list[str], int]:
    result = searcher.search(unscored(found), max(most, 1), order_by_field="newest")
    return _ids(searcher, result)[:most], _counted(result)


def _ids(searcher: Searcher, result: SearchResult) -> list[str]:
    return [str(searcher.doc(hit).get_first("id")) for _, hit in result.hits]


def _count(searcher: Searcher, found: Query) -> int:
    return _counted(searcher.search(unscored(found), 1))


def _counted(result: SearchResult) -> int:
    return cast("int", result.count)  # type: ignore[attr-defined]
