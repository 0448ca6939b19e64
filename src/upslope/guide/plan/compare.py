"""Does the plan beat the popularity list on employers it was not made on?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from upslope.guide.gap.resample import SEED, Array, between, draws
from upslope.guide.plan.demand import Demand
from upslope.guide.plan.order import HORIZON, Bundle, Learner, area, best_order, popular_order
from upslope.guide.plan.result import Comparison
from upslope.guide.plan.units import Units

HALVINGS = 3
"""Times that the employers are parted in two halves, each of which is held out once."""

LEAST = 10
"""Employers below which nothing can be said."""

Order = Callable[[Learner], Iterable[Bundle]]


def compared(
    demand: Demand, units: Units, beliefs: Mapping[str, float], horizon: float = HORIZON
) -> Comparison:
    """Compare the plan's order with the popularity order on held-out employers.

    Both are made on half of the employers and lived through on the openings of the others: what
    counts is the share of the hours in which an opening is opened. The interval is over resampled
    employers, paired, so that it is not narrowed by an employer who posts much.

    >>> from upslope.guide.plan.demand import demand
    >>> compared(demand([], []), Units(), {}).better
    False
    """
    employers = len(np.unique(demand.companies))
    if employers < LEAST:
        return _too_few(len(demand.ids), employers)

    def held_out(order: Order) -> Array:
        found = np.zeros(len(demand.ids))
        for train, test in _halves(demand.companies):
            bundles = list(order(Learner(demand.rows(train), units, beliefs)))
            found[test] += area(Learner(demand.rows(test), units, beliefs), bundles, horizon)
        return found / HALVINGS

    ours = held_out(lambda learner: best_order(learner, horizon))
    popular = held_out(lambda learner: popular_order(learner, horizon))
    weights = draws(demand.companies) * demand.weights
    low, high = between(weights @ (ours - popular) / weights.sum(axis=1))
    better = low > 0
    return Comparison(
        better=better,
        plan=float(demand.weights @ ours),
        popularity=float(demand.weights @ popular),
        between=(low, high),
        openings=len(demand.ids),
        employers=employers,
        says=_says(better, float(demand.weights @ ours), float(demand.weights @ popular)),
    )


def _halves(companies: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    count = int(companies.max()) + 1
    for number in range(HALVINGS):
        first = np.random.default_rng(SEED + number).permutation(count) < count // 2
        yield first[companies], ~first[companies]
        yield ~first[companies], first[companies]


def _says(better: bool, plan: float, popularity: float) -> str:
    figures = f"{plan:.1%} of the time, against {popularity:.1%} in the order of popularity"
    tested = "On employers that were kept apart, an opening counts as opened"
    if better:
        return f"{tested} {figures}. So the plan is shown."
    return f"{tested} {figures}: not surely better. So the order of popularity is shown."


def _too_few(openings: int, employers: int) -> Comparison:
    return Comparison(
        better=False,
        plan=0.0,
        popularity=0.0,
        between=(0.0, 0.0),
        openings=openings,
        employers=employers,
        says=f"These openings are of {employers} employers; from {LEAST} on the plan can be tested."
        " Until then the order of popularity is shown.",
    )
