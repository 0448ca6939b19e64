"""How sure a skill or a coverage is: origins drawn anew in blocks, all places of one together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Span = tuple[float, float, float]
"""An estimate with the ends of its interval, of 95 % unless it is said."""
Draws = tuple[Ints, Array]
"""Number of each error's origin; how often each origin was drawn: rounds x origins."""

LEVEL = 0.95
ROUNDS = 2000
SEED = 7
TINY = 1e-12
"""Errors below it are rounding."""


def block_draws(month: Ints, length: int) -> Draws:
    """Draw origins anew, in blocks, because errors of neighbouring ones share most of their months.

    Circular block bootstrap (Politis and Romano 1992). All places of an origin are drawn together.

    Args:
        month: origin of each error.
        length: of a block, in origins: the horizon, but a third of the origins at most.

    Returns:
        number of each error's origin; how often each origin was drawn: rounds x origins.

    >>> of, times = block_draws(np.array([7, 7, 8, 9]), 2)
    >>> of.tolist(), times.shape, set(times.sum(axis=1).tolist())
    ([0, 0, 1, 2], (2000, 3), {3.0})
    """
    origin, of = np.unique(month, return_inverse=True)
    count = len(origin)
    length = max(1, min(length, count // 3))
    starts = np.random.default_rng(SEED).integers(0, count, (ROUNDS, -(-count // length)))
    drawn = (starts[..., None] + np.arange(length)) % count
    drawn = drawn.reshape(ROUNDS, -1)[:, :count] + count * np.arange(ROUNDS)[:, None]
    times = np.bincount(drawn.ravel(), minlength=ROUNDS * count).reshape(ROUNDS, count)
    return of, times.astype(np.float64)


def ratio(above: Array, below: Array, draws: Draws, level: float = LEVEL) -> Span:
    """Return the ratio of two sums with its interval; 1 where both are nothing."""
    of, times = draws
    sums = np.stack([np.bincount(of, each) for each in (above, below)])
    drawn = _divide(*(times @ sums.T).T)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(_divide(*sums.sum(axis=1))), float(low), float(high)


def _divide(above: Array, below: Array) -> Array:
    """Divide; nothing by nothing is 1."""
    return np.asarray(np.maximum(above, TINY) / np.maximum(below, TINY))


def skill(error: Array, naive: Array, draws: Draws, among: int = 1) -> Span:
    """Return 1 - error / error of naive, with its 95 % interval over the same origins.

    Args:
        error: sizes of the errors of a method.
        naive: those of naive.
        draws: from ``block_draws``.
        among: how many methods the best is taken of. All their intervals hold together in 95 % of
            cases (Bonferroni), so that the best of several by luck is not taken for skill.

    >>> skill(np.array([1.0, 1.0]), np.array([2.0, 2.0]), block_draws(np.array([7, 8]), 1))
    (0.5, 0.5, 0.5)
    """
    middle, low, high = ratio(error, naive, draws, 1 - (1 - LEVEL) / among)
    return 1 - middle, 1 - high, 1 - low
