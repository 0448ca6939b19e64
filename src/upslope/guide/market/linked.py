"""An index chained from week to week over the boards that were seen in both.

A board that is added is then no growth, and one that falls silent no decline. What one board counts
is scaled by the same factor in all weeks, so that over boards that stay the same the index comes
back to where it was when their counts do. (Limits on each week's change, tried first, let a third
of an index drift away within ten months, as boards post in bursts and close one by one.)
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from upslope.guide.market.survival import Flags, Floats

LARGEST = 0.05
"""Share of a week that one board has at most; of fewer than forty boards, twice an even share."""
LEAST_BOARDS = 5
"""Boards with openings in both of two weeks, below which they are not linked."""
DRAWS = 200
"""Times that boards are drawn anew for an interval."""
_USUAL = 0.1  # of the boards that usually link two weeks: fewer tell of other boards than the rest
_ROUNDS = 3  # after which the largest has no more than its share, within a hundredth
_BUNDLES = 500  # of boards: where there are more, several are drawn together
_SEED = 11


class Index(NamedTuple):
    """An index by week.

    Args:
        value: 100 in the first week, and after a gap; ``nan`` in a week that is linked to none.
        low: lower end of the 95 % interval, by drawing boards again.
        high: upper end.
        boards: with openings in a week and the one before, from the second week on.
        largest: share that the largest of them has.
        starts: weeks in which it is 100 because nothing links them to an earlier one.
    """

    value: Floats
    low: Floats
    high: Floats
    boards: list[int]
    largest: list[float]
    starts: list[int]


def chained(counts: Floats) -> Index:
    """Chain an index over weeks.

    Args:
        counts: boards x weeks; ``nan`` where a board was not seen.

    >>> counts = np.full((10, 4), 20.0)
    >>> counts[:, 2] = 22
    >>> counts[9, :2] = np.nan  # a board that is added in the third week
    >>> chained(counts).value.round(3).tolist()
    [100.0, 100.0, 110.0, 100.0]
    """
    scaled = counts * scales(counts)[:, None]
    links = [(matched(*weeks), *weeks) for weeks in pairwise(scaled.T)]
    boards = [int(np.count_nonzero(both)) for both, *_ in links]
    least = max(LEAST_BOARDS, _USUAL * float(np.median([some for some in boards if some] or [0])))
    times = _times(len(counts))
    drawn, starts = np.full((len(times), counts.shape[1]), np.nan), []
    for week, (both, before, after) in enumerate(links, 1):
        if boards[week - 1] < least or not (before[both].any() and after[both].any()):
            continue
        if np.isnan(drawn[0, week - 1]):
            starts.append(week - 1)
            drawn[:, week - 1] = 100
        sums = (_sums(np.where(both, part, 0), times) for part in (before, after))
        drawn[:, week] = drawn[:, week - 1] * _ratio(*sums)
    low, high = np.percentile(drawn[1:], [2.5, 97.5], axis=0)
    return Index(drawn[0], low, high, boards, [_largest(*one) for one in links], starts)


def matched(before: Floats, after: Floats) -> Flags:
    """Say which boards were seen in both weeks and had any opening.

    >>> matched(np.array([1, 0, 0, np.nan]), np.array([0, 2, 0, 4])).tolist()
    [True, True, False, False]
    """
    return np.isfinite(before) & np.isfinite(after) & (before + after > 0)


def scales(counts: Floats) -> Floats:
    """Return what to multiply each board's counts with, so that none outweighs the others.

    In no two weeks, then, has a board more than its share of the larger counts.

    >>> counts = np.full((100, 3), 50.0)
    >>> counts[7, 2] = 1_050  # a thousand copies of one posting
    >>> scales(counts)[6:9].round(2).tolist()
    [1.0, 0.25, 1.0]
    """
    found = np.ones(len(counts))
    for _ in range(_ROUNDS):
        cut = np.ones(len(counts))
        for before, after in pairwise((counts * found[:, None]).T):
            both = matched(before, after)
            size = np.maximum(before[both], after[both])
            if len(size) >= LEAST_BOARDS:
                level = most(size, max(LARGEST, 2 / len(size)))
                cut[both] = np.minimum(cut[both], level / size)
        found *= cut
    return found


def most(sizes: Floats, share: float) -> float:
    """Return the size to which the largest are cut, so that none has more than a share of the sum.

    >>> most(np.array([90.0, 10, 10, 10]), 0.5), most(np.array([30.0, 30, 30, 30]), 0.5)
    (30.0, 60.0)
    """
    down = np.sort(sizes)[::-1]
    rest = down.sum() - np.append(0, np.cumsum(down))
    for cut, size in enumerate(down):
        if size <= (level := share * rest[cut] / (1 - cut * share)) * (1 + 1e-9):
            return float(level)
    return float(down[0])


def _times(boards: int) -> Floats:
    """Return how often each bundle of boards counts: once, then as it is drawn."""
    bundles = min(boards, _BUNDLES)
    even = np.full(bundles, 1 / bundles)
    drawn = np.random.default_rng(_SEED).multinomial(bundles, even, DRAWS)
    return np.vstack([np.ones(bundles), drawn])


def _sums(counts: Floats, times: Floats) -> Floats:
    bundles = times.shape[1]
    bundle = np.arange(len(counts)) % bundles
    return np.asarray(times @ np.bincount(bundle, weights=counts, minlength=bundles))


def _ratio(before: Floats, after: Floats) -> Floats:
    """Return by how much each sum grew; a draw that has none of the boards says that none did."""
    told = (before > 0) & (after > 0)
    return np.divide(after, before, out=np.ones_like(before), where=told)


def _largest(both: Flags, before: Floats, after: Floats) -> float:
    size = np.maximum(before[both], after[both])
    return float(size.max() / size.sum()) if len(size) else np.nan
