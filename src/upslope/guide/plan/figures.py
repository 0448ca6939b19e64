"""What each step of an order is worth, how surely, and what it opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from upslope.guide.gap.resample import SEED, Array, between, draws
from upslope.guide.plan.order import SHRUNK, Bundle, Learner, worths
from upslope.guide.plan.result import PlanStep
from upslope.guide.share import counted

ROUNDS = 200
"""Draws of employers and hours for each step."""


def described(
    learner: Learner, order: Iterable[Bundle], starts: date, hours_per_week: float
) -> Iterator[PlanStep]:
    """Yield the steps of an order with dates and figures; the learner learns them on the way.

    Args:
        learner: the person before the first step.
        order: bundles, in the order of learning.
        starts: the first day.
        hours_per_week: above 0.
    """
    drawn = draws(learner.demand.companies, ROUNDS) * learner.demand.weights
    used = 0.0
    for bundle in order:
        best = _best(learner, bundle, drawn)
        for skill, hours in zip(bundle.skills, bundle.hours, strict=True):
            days = [7 * spent / hours_per_week for spent in (used, used + sum(hours) / 2)]
            first, last = (starts + timedelta(days=round(day)) for day in days)
            yield _step(learner, bundle, skill, hours, (first, last), drawn, best)
            used += sum(hours) / 2


def _best(learner: Learner, bundle: Bundle, drawn: Array) -> float:
    """Return the share of draws in which no other bundle is worth more an hour."""
    bundles = learner.bundles()
    ranges = np.array([np.sum(one.hours, axis=0) for one in bundles])
    low, high = ranges.T
    hours = np.random.default_rng(SEED).uniform(low, high, size=(len(drawn), len(bundles)))
    worth = worths(learner.demand, learner.gains(bundles), bundles, drawn, SHRUNK)
    place = [one.target for one in bundles].index(bundle.target)
    return float(np.mean((worth / hours).argmax(axis=1) == place))


def _step(  # noqa: PLR0913, PLR0917  (the step, its place and its draws)
    learner: Learner,
    bundle: Bundle,
    skill: str,
    hours: tuple[float, float],
    days: tuple[date, date],
    drawn: Array,
    best: float,
) -> PlanStep:
    demand = learner.demand
    count, before = len(demand.ids), demand.opened(learner.vector)
    gains = learner.gains([Bundle(skill, (skill,), (hours,))])[:, 0]
    learner.learn(skill)
    opened = demand.opened(learner.vector) & ~before
    gain = count * float(demand.weights @ gains)
    asked, required, employers = _counts(learner, skill)
    took = np.random.default_rng(SEED).uniform(*hours, size=len(drawn))
    spread = between(count * (drawn @ gains) / drawn.sum(axis=1) / took)
    needed_for = None if skill == bundle.target else bundle.target
    known = learner.units.find(skill)
    return PlanStep(
        skill=skill,
        needed_for=needed_for,
        hours=hours,
        starts=days[0].isoformat(),
        ends=days[1].isoformat(),
        gain=gain,
        gain_per_hour=gain / (sum(hours) / 2),
        between=spread,
        best=best,
        asked=asked,
        required=required,
        employers=employers,
        opens=[one for one, new in zip(demand.ids, opened, strict=True) if new],
        why=known.why if known else "",
        guessed=bool(known and known.guessed),
        says=_says(skill, needed_for, hours, (asked, count, employers), int(opened.sum())),
    )


def _counts(learner: Learner, skill: str) -> tuple[int, int, int]:
    """Return how many openings ask a skill, how many require it, and of how many employers."""
    demand = learner.demand
    if skill not in demand.columns:
        return 0, 0, 0
    column = demand.columns[skill]
    asked = demand.asked[:, column] > 0
    required = demand.required[:, column] > 0
    return int(asked.sum()), int(required.sum()), len(np.unique(demand.companies[asked]))


def _says(
    skill: str,
    needed_for: str | None,
    hours: tuple[float, float],
    counts: Sequence[int],
    opens: int,
) -> str:
    """Tell a step in plain words.

    >>> _says("docker", None, (10, 25), (84, 212, 61), 6)[:56]
    'docker, 10 to 25 hours: 84 of 212 openings ask for it, a'
    """
    asked, total, employers = counts
    who = f"{asked} of {total} openings ask for it, at {counted(employers, 'employer')}."
    purpose = f" It comes before {needed_for}, which needs it." if needed_for else ""
    more = f" It opens {opens} more." if opens else ""
    said = f"{who}{purpose}" if asked else f"no opening names it, but {needed_for} needs it."
    return f"{skill}, {hours[0]:.0f} to {hours[1]:.0f} hours: {said}{more}"
