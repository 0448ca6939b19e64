"""How long until something ends, when not all is seen: Kaplan and Meier's estimate on a grid.

Ages are whole half days up to a year, so that a curve is an array and many groups, or many draws of
boards, are one calculation.

Sources: Kaplan and Meier 1958 (doi:10.1080/01621459.1958.10501452) for the estimate; Tsai, Jewell
and Wang 1987 (doi:10.1093/biomet/74.4.883) for those that come under watch late; Williams 1995
(doi:10.2307/2533336) for the variance where those of one board go together.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAY = 2
"""Half days in a day: what closed between two visits counts by the middle."""
YEAR = 365 * DAY
"""Nothing is said of ages beyond."""
FEWEST = 5
"""At risk: with fewer, one closing would be all there is to know."""
DRAWS = 200
"""Times that boards are drawn anew for an interval."""
_SEED = 7
_Z = 1.959964  # of a normal distribution, 95 % within


class Counts(NamedTuple):
    """How many were open and under watch at each age, and how many closed there.

    Both have the shape ... x ``YEAR + 1``; a cell is a board, or some boards.
    """

    at_risk: Floats
    closed: Floats


def count(entered: Integers, left: Integers, closed: Flags, cell: Integers, cells: int) -> Counts:
    """Count by cell and age; one is at risk at the ages after ``entered``, up to ``left``.

    Args:
        entered: age in half days when it came under watch, 0 to ``YEAR``.
        left: age when it closed, or when the watch over it ended; after ``entered``.
        closed: whether it closed. What leaves after ``YEAR`` is still open then.
        cell: number of the cell that it belongs to.
        cells: how many there are.

    >>> one = count(np.array([0]), np.array([3]), np.array([True]), np.array([0]), 1)
    >>> one.at_risk[0, :5].tolist(), one.closed[0, :5].tolist()
    ([0.0, 1.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0, 0.0])
    """
    ages = YEAR + 3  # room for all who stay beyond a year
    row = cell * ages
    end = row + np.minimum(left, YEAR + 1)

    def table(places: Integers) -> Floats:
        counted = np.bincount(places, minlength=cells * ages).astype(np.float32)
        return counted.reshape(cells, ages)[:, : YEAR + 1]

    at_risk = np.cumsum(table(row + entered + 1) - table(end + 1), axis=1)
    return Counts(at_risk, table(end[closed]))


def together(counts: Counts) -> Counts:
    """Return the counts of all cells as one.

    >>> together(Counts(np.ones((3, 2)), np.ones((3, 2)))).closed
    array([3., 3.])
    """
    return Counts(*(part.sum(axis=0, dtype=np.float64) for part in counts))


def still_open(counts: Counts, fewest: int = FEWEST) -> Floats:
    """Return the share that is still open after each age, from 1 to 0, of the counts' shape.

    Closings among fewer than ``fewest`` are passed over, and where no more are left, the curve ends
    in ``nan``, unless it came to 0.

    >>> four = count(np.array([0, 0, 0, 2]), np.array([4, 6, 8, 9]),
    ...              np.array([True, True, True, False]), np.zeros(4, dtype=np.int64), 1)
    >>> still_open(four, fewest=1)[0, [3, 4, 6, 8, 9]]
    array([1.  , 0.75, 0.5 , 0.25, 0.25])
    """
    enough = counts.at_risk >= fewest
    hazard = np.zeros(enough.shape)
    np.divide(counts.closed, counts.at_risk, out=hazard, where=enough, dtype=np.float64)
    follows = np.flip(np.logical_or.accumulate(np.flip(enough, axis=-1), axis=-1), axis=-1)
    curve = np.cumprod(1 - hazard, axis=-1)
    return np.where(follows | (curve == 0), curve, np.nan)


def age_when(closed: float, curve: Floats) -> Floats:
    """Return the age in days by which that share has closed, ``inf`` where it is not reached.

    >>> age_when(0.5, np.array([1, 0.75, 0.5, 0.25])).item(), age_when(0.8, np.ones(3)).item()
    (1.0, inf)
    """
    reached = curve <= 1 - closed + 1e-12
    return np.where(reached.any(axis=-1), reached.argmax(axis=-1) / DAY, np.inf)


def between(counts: Counts, fewest: int = FEWEST) -> tuple[Floats, Floats]:
    """Return the 95 % interval of a group's curve, age by age, from the counts of its boards.

    On the scale of log(-log), so that it stays between 0 and 1. Variance is Greenwood's, or the
    same sum taken over whole boards where that is more: openings of one employer close together.
    ``nan`` before the first closing.
    """
    at_risk, closed = total = together(counts)
    curve = still_open(total, fewest)
    usable = (at_risk >= fewest) & (closed < at_risk)
    scale = np.divide(1, at_risk - closed, out=np.zeros_like(curve), where=usable)
    hazard = np.divide(closed, at_risk, out=np.zeros_like(curve), where=usable)
    greenwood = np.cumsum(hazard * scale)
    moved = np.cumsum((counts.closed - counts.at_risk * hazard) * scale, axis=1)
    variance = np.maximum(greenwood, (moved**2).sum(axis=0))
    log = np.log(curve, out=np.full_like(curve, np.nan), where=(curve > 0) & (curve < 1))
    width = np.exp(_Z * np.sqrt(variance) / -log)
    return curve**width, curve ** (1 / width)


def median_between(counts: Counts, fewest: int = FEWEST) -> tuple[float, float]:
    """Return the 95 % interval of a group's median in days, by drawing its boards again.

    ``inf`` where it is not reached.
    """
    boards = len(counts.closed)
    times = np.random.default_rng(_SEED).multinomial(boards, np.full(boards, 1 / boards), DRAWS)
    weights = times.astype(np.float32)
    drawn = Counts(*(weights @ part for part in counts))
    medians = np.sort(age_when(0.5, still_open(drawn, fewest)))
    low, high = medians[[round(0.025 * (DRAWS - 1)), round(0.975 * (DRAWS - 1))]]
    return float(low), float(high)
