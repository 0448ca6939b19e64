"""How sure a share or a median is, when one employer's postings are alike.

An employer's thousand postings are not a thousand votes. Two things keep them from being that: no
employer counts for more than a cap, and intervals stand on how much employers differ, not on how
many postings there are (Korn and Graubard 1998, "Confidence intervals for proportions with small
expected number of positive counts estimated from survey data", Survey Methodology 24).
"""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

FEWEST, FEWEST_EMPLOYERS = 10, 5
"""Openings, and employers, below which a number would be those few and not the market."""

MAY_BE_CHANCE = "may be chance"
"""The verdict on a difference that does not hold for all looked at together."""

_CAP = 0.05
_Z = NormalDist().inv_cdf(0.975)


def limit(sizes: ArrayLike) -> float:
    """Return for how many openings an employer counts at most.

    That is 5 % of what counts in all, or twice an even share where employers are few (below 40).
    An opening of an employer with more counts for ``limit / openings of the employer``.

    >>> limit([2, 3, 2]), round(limit([1000, *[1] * 50]), 2)
    (3.0, 2.63)
    """
    few = np.sort(np.asarray(sizes, dtype=float))
    if not len(few):
        return 0.0
    cap = max(_CAP, 2 / len(few))
    if few[-1] <= cap * few.sum():
        return float(few[-1])
    # With the m largest held to t, t = cap * (what the others have + m * t).
    held = np.arange(1, len(few))
    others = few.sum() - np.cumsum(few[::-1])[:-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        at = cap * others / (1 - cap * held)
    fits = (1 - cap * held > 0) & (few[::-1][1:] <= at)
    return float(at[np.argmax(fits)])


def student(employers: int) -> float:
    """Return how many standard errors a 95 % interval reaches, for a few employers or many.

    Student's quantile by its expansion (Abramowitz and Stegun 1964, 26.7.5), good to 1 % from
    four employers on.

    >>> [round(student(number), 2) for number in (5, 11, 1000)]
    [2.77, 2.23, 1.96]
    """
    z, degrees = _Z, employers - 1
    return float(
        z
        + (z**3 + z) / (4 * degrees)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * degrees**3)
    )


def wilson(share: ArrayLike, number: ArrayLike) -> tuple[Floats, Floats]:
    """Return the 95 % intervals of shares (Wilson 1927); of no observations, all is possible.

    >>> low, high = wilson([0.9, 0.5], [10, 0])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.596, 0.0], [0.982, 1.0])
    """
    p, n = np.asarray(share, dtype=float), np.asarray(number, dtype=float)
    z2 = _Z**2
    middle = (n * p + z2 / 2) / (n + z2)
    half = _Z * np.sqrt(n * p * (1 - p) + z2 / 4) / (n + z2)
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


class Told(NamedTuple):
    """What openings count for, by group, in sums over employers.

    Args:
        sum: weight times openings of the group.
        squares: the square of that.
        products: that, times weight times all openings of the employer.
    """

    sum: Floats
    squares: Floats
    products: Floats


class Shares(NamedTuple):
    """Shares of all openings, with 95 % intervals; nan below five employers."""

    share: Floats
    low: Floats
    high: Floats


def shares(told: Told, sizes: ArrayLike, most: float) -> Shares:
    """Return the shares that groups have of all openings, and how sure they are.

    The Wilson interval is taken at the effective number of openings: that at which a share of
    independent ones would vary as much as this does between employers, and never more than the
    weights leave.

    Args:
        told: of the groups.
        sizes: how many openings each employer has in all.
        most: for how many it counts, from :func:`limit`.

    >>> told = Told(np.array([3.0]), np.array([3.0]), np.array([3.0]))
    >>> [round(float(one[0]), 2) for one in shares(told, [1] * 10, 1.0)]
    [0.3, 0.09, 0.66]
    """
    of = np.asarray(sizes, dtype=float)
    weight = np.minimum(1.0, most / np.maximum(of, 1.0))
    counted, employers = weight * of, len(of)
    total = max(float(counted.sum()), 1e-9)
    share = np.minimum(told.sum / total, 1.0)
    if employers < FEWEST_EMPLOYERS:
        return Shares(share, np.full_like(share, np.nan), np.full_like(share, np.nan))
    spread = told.squares - 2 * share * told.products + share**2 * float((counted**2).sum())
    variance = np.maximum(spread, 0.0) / total**2 * employers / (employers - 1)
    number = np.full_like(share, total**2 / float((weight * counted).sum()))
    by_employers = np.divide(share * (1 - share), variance, out=number.copy(), where=variance > 0)
    low, high = wilson(share, np.minimum(number, by_employers) * (_Z / student(employers)) ** 2)
    return Shares(share, low, high)


def at_once(chances: Floats, rate: float = 0.05) -> NDArray[np.bool_]:
    """Say which of many findings hold, looked at together (Benjamini and Hochberg 1995).

    Args:
        chances: of each finding, how likely chance alone would show as much.
        rate: share of false ones among those that are said to hold.

    >>> at_once(np.array([0.001, 0.03, 0.9, 0.04])).tolist()
    [True, False, False, False]
    """
    order = np.argsort(chances, kind="stable")
    below = chances[order] <= rate * np.arange(1, len(chances) + 1) / max(len(chances), 1)
    found = np.zeros(len(chances), dtype=bool)
    if below.any():
        found[order[: int(np.flatnonzero(below)[-1]) + 1]] = True
    return found
