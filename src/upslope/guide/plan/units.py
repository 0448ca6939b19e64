"""What can be learnt, in how many hours for this person, and what must come first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from upslope.guide.gap.evidence import KNOWN
from upslope.guide.learning import unit
from upslope.records import Prerequisite
from upslope.taxonomy import Taxonomy

Hours = tuple[float, float]

NEIGHBOURS_SAVE: Hours = (0.5, 0.25)
"""Share of the low and of the high end of the hours that knowing every helpful skill saves; an
assumption, so that it widens the range."""


class Units:
    """Skills as things to learn.

    Args:
        find: how a skill is learnt, ``None`` where it is nothing that one learns by itself.
        taxonomy: says what is a kind of what.

    >>> units = Units()
    >>> units.closure("docker", {}), units.closure("docker", {"linux": 0.9})
    (['linux', 'docker'], ['docker'])
    """

    def __init__(
        self,
        find: Callable[[str], Prerequisite | None] = unit,
        taxonomy: Taxonomy | None = None,
    ) -> None:
        self.taxonomy = taxonomy or Taxonomy.load()
        self.find = cache(find)

    def learnable(self, skill: str) -> bool:
        """Whether a skill can be a step of a plan."""
        return skill in self.taxonomy.skills and self.find(skill) is not None

    def closure(self, skill: str, shown: Mapping[str, float]) -> list[str]:
        """Return what is needed and not yet known, then the skill itself; needs come first.

        A circle in the data is cut where it closes; a need that is nothing to learn is left out.
        """
        found: list[str] = []
        self._visit(skill, shown, found, {skill})
        return found

    def _visit(
        self, skill: str, shown: Mapping[str, float], found: list[str], seen: set[str]
    ) -> None:
        one = self.find(skill)
        for need in one.needs if one else ():
            if need not in seen and shown.get(need, 0.0) < KNOWN and self.learnable(need):
                seen.add(need)
                self._visit(need, shown, found, seen)
        found.append(skill)

    def hours(self, skill: str, shown: Mapping[str, float]) -> Hours:
        """Return how long a skill takes, low and high; what helps and is known saves time.

        >>> units = Units(lambda skill: Prerequisite(skill=skill, helps=["go"], hours=(4, 8)))
        >>> units.hours("rust", {}), units.hours("rust", {"go": 1.0})
        ((4.0, 8.0), (2.0, 6.0))
        """
        one = self.find(skill)
        if one is None:
            return 0.0, 0.0
        known = sum(shown.get(near, 0.0) >= KNOWN for near in one.helps)
        saved = known / max(1, len(one.helps))
        low, high = one.hours
        return low * (1 - NEIGHBOURS_SAVE[0] * saved), high * (1 - NEIGHBOURS_SAVE[1] * saved)
