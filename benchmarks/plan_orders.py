"""Orders of learning that ``plan_quality.py`` compares; each takes a learner on what it may see."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import numpy as np

from upslope.guide.gap.evidence import KNOWN, LEARNT
from upslope.guide.gap.resample import Array
from upslope.guide.learning import prerequisites
from upslope.guide.plan.order import Bundle, Learner, best_order, popular_order
from upslope.guide.plan.units import Units

Order = Callable[[Learner, float], Iterable[Bundle]]


def follow(learner: Learner, targets: Iterable[str], horizon: float) -> Iterator[Bundle]:
    """Learn skills in a given order, what they need first, until the hours are used up."""
    used = 0.0
    for target in targets:
        if used >= horizon:
            return
        if learner.shown.get(target, 0.0) < KNOWN:
            bundle = learner.bundle(target)
            yield bundle
            used += bundle.middle
            for skill in bundle.skills:
                learner.learn(skill)


def random_order(learner: Learner, horizon: float, seed: int = 0) -> Iterator[Bundle]:
    """Shuffle the forty skills that most openings ask."""
    targets = [one.target for one in learner.bundles(40)]
    random.Random(seed).shuffle(targets)
    return follow(learner, targets, horizon)


def popular_per_hour(learner: Learner, horizon: float) -> Iterator[Bundle]:
    """Take the skill that most openings ask for each hour that it takes."""
    return _greedy(learner, horizon, lambda bundles: _asked(learner, bundles))


def hard(learner: Learner, horizon: float) -> Iterator[Bundle]:
    """Take what opens most openings an hour; popularity decides between equals."""

    def worth(bundles: Sequence[Bundle]) -> Array:
        before = learner.demand.opened(learner.vector)
        opened = [
            learner.demand.weights @ (learner.demand.opened(_after(learner, one)) & ~before)
            for one in bundles
        ]
        return np.array(opened) + 1e-6 * _asked(learner, bundles)

    return _greedy(learner, horizon, worth)


def beside(learner: Learner, horizon: float) -> Iterator[Bundle]:
    """Take what is most often asked together with what is known (co-occurrence)."""
    asked = learner.demand.asked

    def worth(bundles: Sequence[Bundle]) -> Array:
        known = asked[:, learner.vector >= KNOWN]
        columns = [learner.demand.columns[one.target] for one in bundles]
        shares = known.T @ asked[:, columns] / known.sum(axis=0)[:, None].clip(1)
        return np.asarray(shares.sum(axis=0) + 1e-6 * _asked(learner, bundles))

    return _greedy(learner, horizon, worth, by_hours=False)


def roadmap(learner: Learner, horizon: float) -> Iterator[Bundle]:
    """Take what most other skills build on first, whatever the openings ask."""
    every = prerequisites()
    below: dict[str, int] = dict.fromkeys(every, 0)
    for skill in every:
        for need in Units().closure(skill, {}):
            below[need] = below.get(need, 0) + 1
    return follow(learner, sorted(below, key=lambda skill: (-below[skill], skill)), horizon)


def _greedy(
    learner: Learner,
    horizon: float,
    worth: Callable[[Sequence[Bundle]], Array],
    *,
    by_hours: bool = True,
) -> Iterator[Bundle]:
    used = 0.0
    while used < horizon and (bundles := learner.bundles()):
        hours = np.array([one.middle if by_hours else 1.0 for one in bundles])
        chosen = bundles[int((worth(bundles) / hours).argmax())]
        yield chosen
        used += chosen.middle
        for skill in chosen.skills:
            learner.learn(skill)


def _asked(learner: Learner, bundles: Sequence[Bundle]) -> Array:
    columns = [learner.demand.columns[one.target] for one in bundles]
    return np.asarray(learner.demand.weights @ learner.demand.asked[:, columns])


def _after(learner: Learner, bundle: Bundle) -> Array:
    return np.maximum(learner.vector, learner.demand.vector(dict.fromkeys(bundle.skills, LEARNT)))


ORDERS: dict[str, Order] = {
    "static roadmap": roadmap,
    "popularity": popular_order,
    "co-occurrence": beside,
    "popularity per hour": popular_per_hour,
    "greedy, hard": hard,
    "Upslope": best_order,
}
ORACLE = partial(best_order, shrunk=0.0)  # on the openings that it is judged on
