"""The methods that are compared: each says what comes next, from every past month on.

A method takes ``values`` (series x months), ``horizon`` and ``first``, and returns series x cuts x
horizon: the cut ``i`` knows the first ``first + i`` months and nothing later.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from upslope.guide.forecast.smoothing import DAMPED, HOLT, SIMPLE, Smoothing, fit

Array = NDArray[np.float64]
Method = Callable[[Array, int, int], Array]

_EXACT = 1e-18
"""Variances below it are rounding: no model fits better than another then."""


def naive(values: Array, horizon: int, first: int) -> Array:
    """It stays as it is.

    >>> naive(np.array([[1.0, 2.0, 3.0]]), horizon=2, first=2).tolist()
    [[[2.0, 2.0], [3.0, 3.0]]]
    """
    return np.repeat(values[:, first - 1 :, None], horizon, axis=2)


def ets(values: Array, horizon: int, first: int) -> Array:
    """Exponential smoothing: level, trend or damped trend, whichever has the least AICc.

    >>> ets(np.arange(30.0)[None], horizon=2, first=30).round(6).tolist()
    [[[30.0, 31.0]]]
    """
    known = np.arange(first, values.shape[1] + 1)
    models = (SIMPLE, HOLT, DAMPED)
    fits = [fit(values, model, first) for model in models]
    scores = [aicc(one.squares, known, model) for one, model in zip(fits, models, strict=True)]
    ahead = np.array([one.ahead(horizon) for one in fits])
    best = np.argmin(scores, axis=0)
    return np.asarray(np.take_along_axis(ahead, best[None, ..., None], axis=0)[0])


def aicc(squares: Array, known: NDArray[np.intp], model: Smoothing) -> Array:
    """Return Akaike's criterion, corrected for few observations (Hurvich and Tsai 1989).

    Args:
        squares: sums of squared errors.
        known: how many months each stands on.
        model: whose parameters are counted.
    """
    k = model.parameters
    fitted = known * np.log(np.maximum(squares / known, _EXACT))
    return np.asarray(fitted + 2 * k + 2 * k * (k + 1) / (known - k - 1))


def theta(values: Array, horizon: int, first: int) -> Array:
    """Return Theta: simple smoothing with half the slope of a straight line as drift.

    Hyndman and Billah, "Unmasking the Theta method", International Journal of Forecasting 19
    (2003), show that this is the method of Assimakopoulos and Nikolopoulos (2000).

    >>> theta(np.zeros((1, 24)), horizon=2, first=24).tolist()
    [[[0.0, 0.0]]]
    """
    simple = fit(values, SIMPLE, first)
    known = np.arange(first, values.shape[1] + 1)
    drift = np.stack([_slope(values[:, :count]) for count in known], axis=1) / 2
    behind = (1 - (1 - simple.alpha) ** known) / simple.alpha
    steps = np.arange(horizon) + behind[..., None]
    return simple.ahead(horizon) + drift[..., None] * steps


def _slope(values: Array) -> Array:
    """Return the slope of the straight line through each series by least squares."""
    time = np.arange(values.shape[1]) - (values.shape[1] - 1) / 2
    return np.asarray((values * time).sum(axis=1) / (time * time).sum())


METHODS: dict[str, Method] = {"naive": naive, "ets": ets, "theta": theta}
