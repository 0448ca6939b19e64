"""How a cost grows with size: the slope of a line through logarithms, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Growth(NamedTuple):
    """The exponent of size in a cost for each posting, with its 95 % interval.

    0: each posting costs the same, however many there are. 1: ten times as many cost ten times as
    much each. Below 0: what is paid once is shared by more.
    """

    exponent: float
    low: float
    high: float


def growth(sizes: Sequence[float], costs: Sequence[float]) -> Growth:
    """Fit ``cost = a * size ** exponent`` by least squares of the logarithms.

    Args:
        sizes: how many postings, several rounds of each size.
        costs: of one posting, in any unit, above zero.

    Raises:
        ValueError: fewer than three measurements, or one size only.

    >>> growth([10, 100, 1000, 10000], [5.0, 5.0, 5.0, 5.0]).exponent
    0.0
    >>> round(growth([10, 100, 1000], [1.0, 10.0, 100.0]).exponent, 6)
    1.0
    """
    from scipy.stats import t  # noqa: PLC0415  # slow to load, for one number

    if len(costs) < 3 or len(set(sizes)) < 2:
        raise ValueError("a slope needs three measurements of two sizes")
    x, y = np.log(sizes), np.log(costs)
    apart = x - x.mean()
    slope = float(apart @ (y - y.mean()) / (apart @ apart))
    left = y - y.mean() - slope * apart
    error = float(np.sqrt(left @ left / (len(x) - 2) / (apart @ apart)))
    around = float(t.ppf(0.975, len(x) - 2)) * error
    return Growth(slope, slope - around, slope + around)
