"""How far off a forecast may be: conformal intervals from the errors of past origins.

Weighted split conformal prediction (Barber, Candès, Ramdas and Tibshirani, "Conformal prediction
beyond exchangeability", Annals of Statistics 51, 2023): each end is a quantile of past errors of
the same horizon, pooled over places, in which the error to come takes part as an infinite one. Two
things make it careful. Places move together, so all errors of one origin weigh as one. And newer
errors weigh more, by a half-life of a year, because markets change their pace.

Both ends have their own quantile, so an interval leans to where the errors went.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from upslope.guide.forecast.origins import NEVER, Origins

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

NOMINAL = 0.8
"""Share of truths that an interval is meant to hold."""
HALF_LIFE = 12.0
"""Months after which an error weighs half."""


def errors(origins: Origins, method: str, horizon: int) -> Array:
    """Return what was published first less what was forecast; NaN where nothing was yet."""
    return origins.first[:, horizon - 1] - origins.forecasts[method][:, horizon - 1]


def upper(past: Array, weights: Array, share: float) -> float:
    """Return the weighted quantile of past errors with one of weight 1 at infinity.

    Args:
        past: errors.
        weights: of each.
        share: of all the weight, that of the error to come included, which must not lie above.

    Returns:
        infinity if the past weighs too little to tell.

    >>> upper(np.arange(1.0, 10.0), np.ones(9), 0.9), upper(np.arange(8.0), np.ones(8), 0.9)
    (9.0, inf)
    """
    order = np.argsort(past)
    reached = np.cumsum(weights[order])
    needed = share * (weights.sum() + 1) * (1 - 1e-12)
    position = int(np.searchsorted(reached, needed))
    return float(past[order[position]]) if position < len(past) else np.inf


def bounds(
    origins: Origins,
    method: str,
    horizon: int,
    moment: tuple[int, int],
    half_life: float = HALF_LIFE,
) -> tuple[float, float]:
    """Return the lowest and the highest error to expect, from what was known at a moment.

    Args:
        origins: past forecasts and truths.
        method: whose errors.
        horizon: in months.
        moment: the day by which truths must have been published, as an ordinal, and the last
            month known then. A day of 0 is of a vintage cut later: what counts is the month alone.
        half_life: in months.

    Returns:
        around 0, so that the forecast is inside; infinite if the past cannot tell.
    """
    day, month = moment
    target = origins.month + horizon
    known = origins.told[:, horizon - 1] <= (day or NEVER - 1)
    known &= (target <= month) | (day > 0)
    past = errors(origins, method, horizon)[known]
    if not len(past):
        return -np.inf, np.inf
    _, origin, places = np.unique(origins.month[known], return_inverse=True, return_counts=True)
    age = np.maximum(month - target[known], 0)
    weights = 0.5 ** (age / half_life) / places[origin]
    side = (1 + NOMINAL) / 2
    return min(-upper(-past, weights, side), 0.0), max(upper(past, weights, side), 0.0)


def replayed(
    origins: Origins, method: str, horizon: int, rows: Bools, half_life: float = HALF_LIFE
) -> tuple[Array, Array]:
    """Return the bounds of some origins as each would have had them then; others have NaN."""
    low, high = np.full((2, len(rows)), np.nan)
    moments = np.column_stack([origins.day, origins.month])[rows]
    different, of = np.unique(moments, axis=0, return_inverse=True)
    found = [
        bounds(origins, method, horizon, (day, month), half_life)
        for day, month in different.tolist()
    ]
    low[rows], high[rows] = np.array(found).reshape(-1, 2)[of.ravel()].T
    return low, high
