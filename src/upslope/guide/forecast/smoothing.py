"""Exponential smoothing without seasons: level, trend and damped trend, fitted at every past month.

The models are (A,N,N), (A,A,N) and (A,Ad,N) of Hyndman, Koehler, Ord and Snyder, "Forecasting with
Exponential Smoothing" (Springer 2008), in the form with one source of error::

    value[t] = level[t-1] + damping * slope[t-1] + error[t]
    level[t] = level[t-1] + damping * slope[t-1] + alpha * error[t]
    slope[t] = damping * slope[t-1] + beta * error[t]

Weights come from a grid. For each of its points the best start (level and slope before the first
month) follows exactly by least squares, because the errors are linear in it: one pass from a start
of zero, with what each error owes to the start kept beside it. As one pass also gives the sum of
squares after every month, all past months are fitted for the price of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_RIDGE = 1e-10
"""Keeps the start defined where the first months say nothing of it."""


@dataclass(frozen=True, kw_only=True)
class Smoothing:
    """A model with the weights that are tried.

    Args:
        alpha: weights of the newest error in the level; one for each point of the grid, as all.
        beta: its weights in the slope.
        damping: what is left of the slope after a month.
        start: 1 if only the level is estimated at the start, 2 if the slope is too.
        parameters: how many numbers are estimated, with the start and the error's variance.
    """

    alpha: Array
    beta: Array
    damping: Array
    start: int
    parameters: int


@dataclass(frozen=True, kw_only=True)
class Fit:
    """The best of a grid after each month; all arrays are series x cuts.

    Args:
        level: after the last known month.
        slope: as level.
        alpha: chosen weight.
        beta: as alpha.
        damping: as alpha.
        squares: sum of the squared one-month errors.
    """

    level: Array
    slope: Array
    alpha: Array
    beta: Array
    damping: Array
    squares: Array

    def ahead(self, horizon: int) -> Array:
        """Return the forecasts 1 to ``horizon`` months on: series x cuts x horizon."""
        steps = np.cumsum(self.damping[..., None] ** np.arange(1, horizon + 1), axis=-1)
        return self.level[..., None] + self.slope[..., None] * steps


def _grid(betas: list[float], dampings: list[float], start: int, parameters: int) -> Smoothing:
    points = product(np.linspace(0.1, 1, 10), betas, dampings)
    alpha, share, damping = np.array(list(points)).T
    return Smoothing(
        alpha=alpha, beta=alpha * share, damping=damping, start=start, parameters=parameters
    )


_SHARES = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9]
SIMPLE = _grid([0.0], [0.0], start=1, parameters=3)
HOLT = _grid(_SHARES, [1.0], start=2, parameters=5)
DAMPED = _grid(_SHARES, [0.8, 0.9, 0.98], start=2, parameters=6)


def fit(values: Array, model: Smoothing, first: int) -> Fit:
    """Fit a model to the first ``first`` months, to one more, and so on to all of them.

    Args:
        values: series x months.
        model: one of ``SIMPLE``, ``HOLT``, ``DAMPED``.
        first: months that the shortest fit knows.

    Returns:
        the best fits: series x (months - first + 1).

    >>> line = np.arange(30.0)[None]
    >>> fit(line, HOLT, first=30).ahead(2).round(6).tolist()
    [[[30.0, 31.0]]]
    """
    one_pass, fits = _Pass(model, len(values)), []
    for known, month in enumerate(values.T, start=1):
        one_pass.take(month)
        if known >= first:
            fits.append(one_pass.best())
    level, slope, alpha, beta, damping, squares = np.stack(fits, axis=-1)
    return Fit(level=level, slope=slope, alpha=alpha, beta=beta, damping=damping, squares=squares)


class _Pass:
    """One pass through the months from a start of zero, for all points of a grid.

    ``owed`` is what level and slope owe to the level and slope at the start (points x 2);
    ``normal`` and ``right`` are the normal equations of the best start.
    """

    def __init__(self, model: Smoothing, series: int) -> None:
        points = len(model.alpha)
        self.model = model
        self.level, self.slope, self.squares = np.zeros((3, series, points))
        self.owed_level, self.owed_slope = np.tile(np.eye(2)[:, None], (1, points, 1))
        self.normal, self.right = np.zeros((points, 2, 2)), np.zeros((points, 2, series))

    def take(self, month: Array) -> None:
        """Go on by one month: one value of each series."""
        model = self.model
        alpha, beta, damping = model.alpha[:, None], model.beta[:, None], model.damping[:, None]
        owed = self.owed_level + damping * self.owed_slope
        expected = self.level + model.damping * self.slope
        error = month[:, None] - expected
        self.squares += error**2
        self.normal += owed[:, :, None] * owed[:, None, :]
        self.right += owed[:, :, None] * error.T[:, None, :]
        self.level = expected + model.alpha * error
        self.slope = model.damping * self.slope + model.beta * error
        self.owed_level = (1 - alpha) * owed
        self.owed_slope = damping * self.owed_slope - beta * owed

    def best(self) -> Array:
        """Return the best point of each series: the six fields of ``Fit`` x series."""
        model, start = self.model, self._start()
        squares = np.maximum(self.squares - (self.right * start).sum(axis=1).T, 0)
        best = squares.argmin(axis=1)
        row = np.arange(len(best))
        begun = start[best, :, row]
        return np.array(
            [
                self.level[row, best] + (self.owed_level[best] * begun).sum(axis=1),
                self.slope[row, best] + (self.owed_slope[best] * begun).sum(axis=1),
                model.alpha[best],
                model.beta[best],
                model.damping[best],
                squares[row, best],
            ]
        )

    def _start(self) -> Array:
        """Return the level and slope with the least squares: points x 2 x series."""
        normal = self.normal + _RIDGE * np.eye(2)
        (level, both), (_, slope) = normal.transpose(1, 2, 0)[..., None]
        of_level, of_slope = self.right.transpose(1, 0, 2)
        if self.model.start == 1:
            return np.stack([of_level / level, np.zeros_like(of_level)], axis=1)
        start = [slope * of_level - both * of_slope, level * of_slope - both * of_level]
        return np.asarray(np.stack(start, axis=1) / (level * slope - both**2)[:, None])
