"""The middle of what employers state, with its interval, no employer counting for too much."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from upslope.guide.market.interval import FEWEST, FEWEST_EMPLOYERS, Floats, limit, student


class Median(NamedTuple):
    """The middle of amounts, and what they spread over.

    Args:
        n: amounts.
        employers: that state them.
        median: half of them are below.
        low: lower end of its 95 % interval.
        high: upper end.
        p10: a tenth is below.
        p90: nine tenths are below.
    """

    n: int
    employers: int
    median: float
    low: float
    high: float
    p10: float
    p90: float


def median(amounts: ArrayLike, voices: ArrayLike) -> Median | None:
    """Return the middle of amounts; ``None`` if they are too few to say.

    The interval is Woodruff's (1952, "Confidence intervals for medians and other position
    measures", JASA 47): that of the share below the median, told from how much employers differ,
    read off the amounts. It asks nothing of their distribution.

    Args:
        amounts: finite.
        voices: of each amount, a number for its employer.

    >>> median([100.0, 120.0, 110.0], [1, 2, 3]) is None
    True
    >>> found = median([*range(100, 200, 10)], [*range(10)])
    >>> found.median, found.low < found.median < found.high
    (145.0, True)
    """
    values = np.asarray(amounts, dtype=float)
    of, voice, sizes = np.unique(np.asarray(voices), return_inverse=True, return_counts=True)
    if len(values) < FEWEST or len(of) < FEWEST_EMPLOYERS:
        return None
    weight = np.minimum(1.0, limit(sizes) / sizes)[voice]
    order = np.lexsort((weight, values))  # rows in another order must give the same answer
    ranked, below = values[order], _below(weight[order])
    p10, middle, p90 = np.interp([0.1, 0.5, 0.9], below, ranked).tolist()
    # On which side of the middle: where many state the same amount, some of them on each.
    side = (values < middle) + 0.5 * (values == middle) - 0.5
    moved = np.bincount(voice, weight * side)
    by_employers = float((moved**2).sum()) * len(of) / (len(of) - 1)
    by_chance = 0.25 * float((weight**2).sum())
    reach = student(len(of)) * np.sqrt(max(by_employers, by_chance)) / weight.sum()
    low, high = np.interp([0.5 - reach, 0.5 + reach], below, ranked).tolist()
    return Median(len(values), len(of), middle, low, high, p10, p90)


def _below(weight: Floats) -> Any:
    """Return which share of the whole lies below the middle of each weight (Hazen 1914)."""
    return (np.cumsum(weight) - weight / 2) / weight.sum()
