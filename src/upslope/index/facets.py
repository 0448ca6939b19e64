"""How many of the postings found have which role, place, skill and so on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tantivy import Query, Searcher

_SHOWN = {
    "role": 10,
    "seniority": 10,
    "remote": 10,
    "source": 10,
    "country": 10,
    "skill": 20,
    "company": 10,
}
_FIELDS = {name: "employer" if name == "company" else name for name in _SHOWN}
SIDE_BY_SIDE = (["skill"], [name for name in _SHOWN if name != "skill"])
"""Skills, of which a posting has many, take as long to count as all the others together."""
# Each part of the index tells so many of its most frequent values before they are added up.
_ASKED_OF_EACH_PART = 4
Counts = dict[str, dict[str, int]]


def facets(searcher: Searcher, query: Query, names: Sequence[str]) -> Counts:
    """Count what a query matches by the most frequent values, most frequent first."""
    asked = {
        name: {
            "terms": {
                "field": _FIELDS[name],
                "size": _SHOWN[name],
                "segment_size": _SHOWN[name] * _ASKED_OF_EACH_PART,
            }
        }
        for name in names
    }
    counted: dict[str, Any] = searcher.aggregate(query, asked)
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
        for name in asked
    }


def in_order(parts: Iterable[Counts]) -> Counts:
    """Put together what was counted side by side."""
    counted = {name: counts for part in parts for name, counts in part.items()}
    return {name: counted[name] for name in _SHOWN if name in counted}
