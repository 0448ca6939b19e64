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
from upslope.guide.share import counted

HALVINGS = 3
"""Times that the employers are parted in two halves, each of which is held out once."""

LEAST = 10
"""Employers below which nothing can be said."""

SURE = 0.9
"""Share of draws of employers in which the plan must do better. Where it was 0.975, small stores
were shown popularity though the plan was better (``benchmarks/plan_quality.py``)."""

Order = Callable[[Learner], Iterable[Bundle]]


def compared(
    demand: Demand, units: Units, beliefs: Mapping[str, float], horizon: float = HORIZON
) -> Comparison:
    """Compare the plan's order with the popularity order on held-out employers.

    Both are made on half of the employers and lived through on the openings of the others: what
    counts is the share of the hours in which an opening is opened. Employers are drawn anew,
    paired, so that one who posts much does not make it look surer.

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
    drawn = weights @ (ours - popular) / weights.sum(axis=1)
    sure = float(np.mean(drawn > 0))
    return Comparison(
        better=sure >= SURE,
        sure=sure,
        plan=float(demand.weights @ ours),
        popularity=float(demand.weights @ popular),
        between=between(drawn),
        openings=len(demand.ids),
        employers=employers,
        says=_says(sure, float(demand.weights @ ours), float(demand.weights @ popular)),
    )


def _halves(companies: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    count = int(companies.max()) + 1
    for number in range(HALVINGS):
        first = np.random.default_rng(SEED + number).permutation(count) < count // 2
        yield first[companies], ~first[companies]
        yield ~first[companies], first[companies]


def _says(sure: float, plan: float, popularity: float) -> str:
    shown = "the plan" if sure >= SURE else "the order of popularity"
    return (
        f"On employers that were kept apart, an opening counts as opened {plan:.1%} of the time,"
        f" against {popularity:.1%} in the order of popularity; the plan is ahead in {sure:.0%} of"
        f" draws of employers, and {SURE:.0%} are asked for. So {shown} is shown."
    )


def _too_few(openings: int, employers: int) -> Comparison:
    return Comparison(
        better=False,
        sure=0.0,
        plan=0.0,
        popularity=0.0,
        between=(0.0, 0.0),
        openings=openings,
        employers=employers,
        says=f"These openings are of {counted(employers, 'employer')}; from {LEAST} on the plan can"
        " be tested. Until then the order of popularity is shown.",
    )
