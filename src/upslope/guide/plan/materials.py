"""What each step can be learnt from, and the projects that train it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from upslope.guide.learning import resources
from upslope.guide.plan.result import PlanStep
from upslope.guide.practice import briefs
from upslope.records import Brief, Resource
from upslope.records.learning import Confidence

MOST = 3
"""Resources, and projects, that are named for a step."""

_SURE: tuple[Confidence, ...] = ("official", "third_party", "conflict", "memory")


class Materials(msgspec.Struct, frozen=True):
    """What there is to learn from.

    Args:
        resources: courses, books and the like; default: those that ship.
        briefs: projects by their id; default: those that ship.

    >>> Materials()._resources("docker") != []
    True
    """

    resources: Sequence[Resource] = msgspec.field(default_factory=resources)
    briefs: Mapping[str, Brief] = msgspec.field(default_factory=briefs)

    def added(self, steps: Iterable[PlanStep]) -> Iterator[PlanStep]:
        """Yield the steps with ids of what to learn them from and of projects that train them."""
        every = list(steps)
        planned = {one.skill for one in every}
        for one in every:
            yield msgspec.structs.replace(
                one, resources=self._resources(one.skill), briefs=self._briefs(one.skill, planned)
            )

    def _resources(self, skill: str) -> list[str]:
        """Return the surest first, free ones before paid ones, short ones before long ones."""
        fit = [one for one in self.resources if skill in one.skills]
        fit.sort(key=lambda one: (_SURE.index(one.confidence), not one.free, one.hours, one.id))
        return [one.id for one in fit[:MOST]]

    def _briefs(self, skill: str, planned: set[str]) -> list[str]:
        """Return those first that train most of the other steps too."""
        fit = [one for one in self.briefs.values() if skill in one.skills]
        fit.sort(key=lambda one: (-len(planned.intersection(one.skills)), one.hours, one.id))
        return [one.id for one in fit[:MOST]]
