"""The distinct names in the index, such as all places, listed once for a state of the index."""

from __future__ import annotations

from functools import cache

from tantivy import Searcher


class Names:
    """Distinct values of fields that are not cut into words; a few thousand, to look through."""

    def __init__(self, searcher: Searcher) -> None:
        self.of = cache(lambda field: [name for name, _ in searcher.terms_with_prefix(field, "")])
