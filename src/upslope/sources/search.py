"""What is searched for on a source whose board is a search, and what of it cannot be asked there.

A search is written as words with filters among them: ``machine learning place:Berlin country:de``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from upslope.errors import UsageError

FILTERS = ("words", "place", "country", "remote", "level", "category", "within", "pay")
"""Everything a search may say; ``within`` is days since posting, ``pay`` the least a year."""

_FILTER = re.compile(r'(?:(?<=\s)|^)([a-z]+):(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True)
class Search:
    """Words to find, and filters by name (:data:`FILTERS`)."""

    words: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, board: str) -> Search:
        """Read a search as people write it.

        Raises:
            UsageError: there is no such filter.

        >>> Search.parse('ml engineer place:"New York" remote:yes')
        Search(words='ml engineer', filters={'place': 'New York', 'remote': 'yes'})
        """
        found = {name: quoted or plain for name, quoted, plain in _FILTER.findall(board)}
        if unknown := [name for name in found if name not in FILTERS[1:]]:
            raise UsageError(
                f"A search has no filter '{unknown[0]}'.", next=f"There are: {', '.join(FILTERS)}."
            )
        return cls(" ".join(_FILTER.sub(" ", board).split()), found)

    def beyond(self, known: frozenset[str]) -> list[str]:
        """Give what is asked for that a source, which knows some filters, cannot be asked.

        >>> Search.parse("ml place:Berlin country:de").beyond(frozenset({"words", "country"}))
        ['place']
        """
        asked = [*(["words"] if self.words else []), *self.filters]
        return [name for name in asked if name not in known]
