"""Where a posting is settles which dollar "$" is, and which of several ranges is its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from upslope.normalize.place import places
from upslope.records.posting import Place


@dataclass(frozen=True)
class Home:
    """Where a posting is; its places are read only once there is something to settle.

    Args:
        location: as the posting has it.
        told: the country if it is known, ISO 3166-1 alpha-2.
    """

    location: str = ""
    told: str | None = None

    @cached_property
    def places(self) -> list[Place]:
        """All places that the location names."""
        return places([self.location])[0] if self.location else []

    @cached_property
    def country(self) -> str | None:
        """The country, where there is one only.

        >>> Home("Toronto, ON").country, Home("London; Paris").country
        ('CA', None)
        """
        found = {place.country for place in self.places if place.country}
        return self.told or (found.pop() if len(found) == 1 else None)
