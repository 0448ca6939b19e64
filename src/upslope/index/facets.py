"""How many of the postings found have which role, place, skill and so on."""

from __future__ import annotations

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
# Each part of the index tells so many of its most frequent values before they are added up.
_ASKED_OF_EACH_PART = 4


def facets(searcher: Searcher, query: Query) -> dict[str, dict[str, int]]:
    """Count what a query matches by the most frequent values, most frequent first."""
    asked = {
        name: {
            "terms": {
                "field": _FIELDS[name],
                "size": size,
                "segment_size": size * _ASKED_OF_EACH_PART,
            }
        }
        for name, size in _SHOWN.items()
    }
    counted: dict[str, Any] = searcher.aggregate(query, asked)
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
        for name in asked
    }
