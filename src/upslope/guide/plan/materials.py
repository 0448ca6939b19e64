"""What each step can be learnt from, and the projects that train most of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from upslope.guide.gap.evidence import STEP_SHOWS
from upslope.guide.gap.resample import Array
from upslope.guide.plan.demand import Demand
from upslope.guide.plan.result import PlanStep
from upslope.records import Brief, Resource
from upslope.records.learning import Confidence

MOST = 3
"""Resources, and projects, that are named for a step."""
PROJECTS = 5
"""Projects that are named for a whole plan."""

_SURE: tuple[Confidence, ...] = ("official", "third_party", "conflict", "memory")


class Materials(msgspec.Struct, frozen=True):
    """What there is to learn from.

    Args:
        resources: courses, books and the like.
        briefs: projects by their id.
    """

    resources: Sequence[Resource] = ()
    briefs: Mapping[str, Brief] = {}

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

    def projects(self, demand: Demand, shown: Array) -> list[str]:
        """Return projects that together train most of what is asked and not yet shown in use.

        Each is chosen for what those before it leave (greedy cover, by share of openings).

        Args:
            demand: what openings ask.
            shown: beliefs over its columns.
        """
        share = demand.weights @ demand.asked
        open_ = {
            skill: float(share[column])
            for skill, column in demand.columns.items()
            if shown[column] < STEP_SHOWS["called"]
        }
        found: list[str] = []
        for _ in range(PROJECTS):
            worth = {
                one.id: sum(open_.get(skill, 0.0) for skill in {*one.skills})
                for one in self.briefs.values()
                if one.id not in found
            }
            best = max(sorted(worth), key=lambda one: worth[one], default=None)
            if best is None or not worth[best]:
                break
            found.append(best)
            for skill in self.briefs[best].skills:
                open_.pop(skill, None)
        return found
