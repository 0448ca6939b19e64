"""In which order to learn: by readiness gained per hour, or simply by how many ask.

An order is a list of bundles: a skill and before it what it needs. Its worth is the area under the
readiness of held openings over the hours (anytime), so what opens much soon comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from upslope.guide.gap.evidence import KNOWN, LEARNT, implied
from upslope.guide.gap.resample import Array
from upslope.guide.plan.demand import HALF, Demand, sigmoid
from upslope.guide.plan.units import Units

HORIZON = 400.0
"""Hours that an order is made for and judged over: ten a week for forty weeks."""

SHRUNK = 30.0
"""Employers at which half is believed of what readiness says of a step, and half of popularity.
Set by ``benchmarks/plan_quality.py --sweep``."""

MOST = 80
"""Skills that are weighed at each step: those that most openings ask."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A skill that was chosen, with what it needs before it.

    Args:
        target: the skill that was chosen.
        skills: in the order of learning; the target is the last.
        hours: low and high of each.
    """

    target: str
    skills: tuple[str, ...]
    hours: tuple[tuple[float, float], ...]

    @property
    def middle(self) -> float:
        """Hours of all together, the middle of their ranges."""
        return sum(map(sum, self.hours)) / 2


class Learner:
    """What a person can show while they learn.

    Args:
        demand: what openings ask.
        units: what can be learnt.
        beliefs: what the person shows now, 0 to 1.
    """

    def __init__(self, demand: Demand, units: Units, beliefs: Mapping[str, float]) -> None:
        self.demand, self.units = demand, units
        self.shown = implied(beliefs, units.taxonomy)
        self.vector = demand.vector(self.shown)
        self.logits = demand.logits(self.vector)
        asked = demand.weights @ demand.asked
        names = sorted(demand.columns, key=lambda skill: (-asked[demand.columns[skill]], skill))
        self._named = [name for name in names if asked[demand.columns[name]]]

    def bundles(self, most: int = MOST) -> list[Bundle]:
        """Return what could be learnt next, most asked first."""
        ahead = (
            skill
            for skill in self._named
            if self.shown.get(skill, 0.0) < KNOWN and self.units.learnable(skill)
        )
        return [self.bundle(skill) for skill in islice(ahead, most)]

    def bundle(self, skill: str) -> Bundle:
        """Return a skill with what it needs that is not known yet."""
        skills = self.units.closure(skill, self.shown)
        return Bundle(skill, tuple(skills), tuple(self.units.hours(s, self.shown) for s in skills))

    def gains(self, bundles: Sequence[Bundle]) -> Array:
        """Return what each bundle adds to the readiness of each opening: openings x bundles."""
        columns = self.demand.columns
        more = np.zeros((len(bundles), len(columns)))
        for row, one in enumerate(bundles):
            named = [columns[skill] for skill in one.skills if skill in columns]
            more[row, named] = np.maximum(0.0, LEARNT - self.vector[named])
        touched = more.any(axis=0)
        now = self.logits[:, None]
        added = self.demand.pull[touched].T @ more[:, touched].T
        return sigmoid(now + added) - sigmoid(now)

    def learn(self, skill: str) -> None:
        """Take a skill as learnt by study alone, which says nothing of wider ones.

        Were ten hours with one service of a cloud a part of the cloud, plans would be made of
        such shortcuts: on openings judged without them they did worse than popularity an hour.
        """
        self.shown[skill] = max(LEARNT, self.shown.get(skill, 0.0))
        if (column := self.demand.columns.get(skill)) is not None:
            more = max(0.0, LEARNT - self.vector[column])
            self.vector[column] += more
            self.logits += more * self.demand.pull[column]


def worths(
    demand: Demand, gains: Array, bundles: Sequence[Bundle], weights: Array, shrunk: float
) -> Array:
    """Return what each bundle is worth, drawn towards what its popularity says.

    Empirical Bayes: of few employers little is believed but how many ask. Popularity is put on
    the scale of the gains, so that both sum to the same.

    Args:
        demand: what openings ask.
        gains: openings x bundles.
        bundles: what could be learnt.
        weights: rounds x openings, how much each opening counts.
        shrunk: employers at which half is believed of either.

    Returns:
        rounds x bundles.
    """
    columns = [demand.columns[one.target] for one in bundles]
    gained = weights @ gains
    popular = weights @ demand.asked[:, columns]
    popular *= gained.sum(axis=1, keepdims=True) / popular.sum(axis=1, keepdims=True).clip(1e-12)
    count = len(np.unique(demand.companies))
    trust = count / (count + shrunk)
    return np.asarray(trust * gained + (1 - trust) * popular)


def best_order(
    learner: Learner, horizon: float = HORIZON, shrunk: float = SHRUNK
) -> Iterator[Bundle]:
    """Yield bundles, the one of most worth an hour first, until the hours are used up.

    Every bundle is weighed anew at each step: that is greedy without the shortcut of upper bounds,
    which would not hold, because what lies behind a prerequisite may grow more urgent.
    """
    used, demand = 0.0, learner.demand
    while used < horizon and (bundles := learner.bundles()):
        hours = np.array([one.middle for one in bundles])
        worth = worths(demand, learner.gains(bundles), bundles, demand.weights[None, :], shrunk)[0]
        chosen = bundles[int((worth / hours).argmax())]
        yield chosen
        used += chosen.middle
        for skill in chosen.skills:
            learner.learn(skill)


def popular_order(learner: Learner, horizon: float = HORIZON) -> Iterator[Bundle]:
    """Yield bundles, the skill that most openings ask first, until the hours are used up."""
    used = 0.0
    while used < horizon and (bundles := learner.bundles(1)):
        yield bundles[0]
        used += bundles[0].middle
        for skill in bundles[0].skills:
            learner.learn(skill)


def area(
    learner: Learner, order: Sequence[Bundle], horizon: float = HORIZON, share: float = HALF
) -> Array:
    """Return for each opening the share of the hours in which it is opened, 0 to 1.

    Args:
        learner: a person before they learn; other openings than the order was made for show
            whether it carries over.
        order: what they learn.
        horizon: hours that are looked at.
        share: of what an opening requires that must be known.
    """
    used, found = 0.0, np.zeros(len(learner.demand.ids))
    steps = [
        (skill, sum(h) / 2) for one in order for skill, h in zip(one.skills, one.hours, strict=True)
    ]
    for skill, hours in [*steps, (None, horizon)]:
        spent = min(hours, horizon - used)
        found += spent * learner.demand.opened(learner.vector, share)
        used += spent
        if skill:
            learner.learn(skill)
    return found / horizon
