"""Asking the index for a number, or for all that a query matches."""

from __future__ import annotations

from typing import cast

from tantivy import DocAddress, Query, Searcher


def count(searcher: Searcher, query: Query) -> int:
    """Count what a query matches."""
    return cast("int", searcher.search(query, 1).count)  # type: ignore[attr-defined]


def matches(searcher: Searcher, query: Query) -> list[DocAddress]:
    """Return all that a query matches, in no order."""
    number = count(searcher, query)
    return [hit for _, hit in searcher.search(query, number, count=False).hits] if number else []
