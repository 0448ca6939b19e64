"""Statistics of the difference between two windows, for the truth and its permutations at once.

They are those of chi-square, Kolmogorov-Smirnov and the largest z, scaled by how much the means of
employers differ (Rao and Scott 1981, https://doi.org/10.1080/01621459.1981.10477633), which keeps
permutation tests right where the windows differ in size and spread (Janssen 1997, Chung and Romano
2013).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from upslope.models.lifecycle.windows import Matrix

_BORROWED = 4.0  # employers' worth of the common spread that each window's own is mixed with

Kind = Literal["chi-square", "kolmogorov-smirnov", "largest z"]


class Differences(NamedTuple):
    """Of each permutation (rows) and column: the difference of means, and its variance."""

    of_means: Matrix
    variance: Matrix
    pooled: Matrix


def differences(means: Matrix, sizes: Matrix, windows: Matrix) -> Differences:
    """Compare the analysis window with the reference, once for each row of ``windows``.

    Args:
        means: of each employer in each window (rows) the share of postings by class, step or word.
        sizes: of each, the number of its postings.
        windows: permutations x rows of ``means``, 1.0 for the analysis window.
    """
    each = np.hstack([np.ones((len(means), 1)), 1 / sizes[:, None], means, means**2])
    in_analysis = windows @ each
    now, before = (_window(means, sums) for sums in (in_analysis, each.sum(axis=0) - in_analysis))
    return Differences(now.mean - before.mean, now.variance + before.variance, means.mean(axis=0))


class _Window(NamedTuple):
    mean: Matrix
    variance: Matrix


def _window(means: Matrix, sums: Matrix) -> _Window:
    """Mean of the employers in a window, and how sure it is, from sums over them.

    The spread between employers is taken for no less than that of shares counted on so few
    postings: where a rare word happens to be missing, it looks like none.
    """
    number = sums[:, :1]
    mean, square = np.hsplit(sums[:, 2:] / number, 2)
    own = np.maximum(square - mean**2, 0.0) * number + means.var(axis=0) * _BORROWED
    share = means.mean(axis=0)
    counted = share * (1 - share) * (sums[:, 1:2] / number)
    return _Window(mean, np.maximum(own / (number + _BORROWED), counted) / number)


def _chi_square(found: Differences) -> Matrix:
    """Chi-square of the shares over the one expected from the spread between employers."""
    weights = 1 / found.pooled
    scale = (found.variance * weights).sum(axis=1) / max(len(weights) - 1, 1)
    return np.asarray((found.of_means**2 * weights).sum(axis=1) / scale)


def _largest_step(found: Differences) -> Matrix:
    """Largest difference of the two distributions over its mean standard error."""
    return np.asarray(np.abs(found.of_means).max(axis=1) / np.sqrt(found.variance.mean(axis=1)))


def _largest_z(found: Differences) -> Matrix:
    return np.asarray((np.abs(found.of_means) / np.sqrt(found.variance)).max(axis=1))


STATISTICS: dict[Kind, Callable[[Differences], Matrix]] = {
    "chi-square": _chi_square,
    "kolmogorov-smirnov": _largest_step,
    "largest z": _largest_z,
}
