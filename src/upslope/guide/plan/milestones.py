"""What is reached after some hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

import msgspec

from upslope.guide.plan.order import Learner
from upslope.guide.plan.result import Milestone, PlanStep

AT = (40.0, 100.0, 200.0, 400.0)
"""Hours at which a person looks up."""

Passing = Callable[[Sequence[str]], int]


TOLD = 8
"""Skills that a milestone names."""


def milestones(
    steps: Sequence[PlanStep],
    learner: Learner,
    starts: date,
    hours_per_week: float,
    passing: Passing | None = None,
) -> Iterator[Milestone]:
    """Yield what is reached at each of :data:`AT` hours, up to the first at which all is done.

    Where there is nothing to learn, nothing is reached.

    Args:
        steps: in the order of learning.
        learner: the person before the first step; learns on the way.
        starts: the first day.
        hours_per_week: above 0.
        passing: how many openings pass the line of the match with these skills more.
    """
    if not steps:
        return
    middle = list(accumulate(sum(one.hours) / 2 for one in steps))
    slow = list(accumulate(one.hours[1] for one in steps))
    done = 0
    for hours in AT:
        before, count = done, sum(at <= hours for at in middle)
        for one in steps[done:count]:
            learner.learn(one.skill)
        done = max(done, count)
        learnt = [one.skill for one in steps[:done]]
        found = Milestone(
            hours=hours,
            date=(starts + timedelta(days=round(7 * hours / hours_per_week))).isoformat(),
            learnt=learnt,
            surely=learnt[: sum(at <= hours for at in slow)],
            opened=int(learner.demand.opened(learner.vector).sum()),
            passing=passing(learnt) if passing else None,
        )
        yield msgspec.structs.replace(found, says=_says(found, before, len(learner.demand.ids)))
        if done == len(steps):
            return


def _says(one: Milestone, before: int, total: int) -> str:
    """Tell a milestone in plain words: what is new since the one before.

    >>> one = Milestone(hours=40, date="2026-03-01", learnt=["sql", "docker"], surely=[], opened=6)
    >>> _says(one, 1, 20)
    'By 2026-03-01, 40 hours in: docker. 6 of 20 openings are opened.'
    """
    new = one.learnt[before:]
    more = f" and {len(new) - TOLD} more" if len(new) > TOLD else ""
    skills = f"{', '.join(new[:TOLD])}{more}" if new else "nothing more is finished yet"
    passing = "" if one.passing is None else f" {one.passing} pass your line."
    return (
        f"By {one.date}, {one.hours:.0f} hours in: {skills}. {one.opened} of {total} openings are"
        f" opened.{passing}"
    )
