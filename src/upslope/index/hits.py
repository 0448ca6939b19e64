"""Asking the index for a number, or for all that a query matches."""

from __future__ import annotations

from typing import cast

from tantivy import DocAddress, Query, Searcher


def unscored(query: Query) -> Query:
    """Match what a query matches, without the work of scoring it."""
    return Query.const_score_query(query, 0.0)


def count(searcher: Searcher, query: Query) -> int:
    """Count what a query matches."""
    return cast("int", searcher.search(unscored(query), 1).count)  # type: ignore[attr-defined]


def matches(searcher: Searcher, query: Query, most: int) -> list[DocAddress]:
    """Return all that a query matches, in no order, if there are not more than ``most``."""
    return [hit for _, hit in searcher.search(unscored(query), max(most, 1), count=False).hits]
