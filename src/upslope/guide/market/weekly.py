"""How many openings each board had, and how many were new there, week by week."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from upslope.guide.market.survival import Flags, Floats, Integers
from upslope.guide.market.visited import UNKNOWN, Visits, key

WEEK = 7


def week_of(day: Integers) -> Integers:
    """Return the number of the week, which begins on Monday, since that of 1970-01-01.

    >>> week_of(np.array([3, 4, 10, 11])).tolist()
    [0, 1, 1, 2]
    """
    return (day + 3) // WEEK  # 1970-01-01 was a Thursday


def monday(week: int) -> str:
    """Return the first day of a week, ISO 8601.

    >>> monday(2912)
    '2025-10-20'
    """
    return str(np.datetime64(WEEK * week - 3, "D"))


class Stays(NamedTuple):
    """Openings: the board of each, when it was first seen, and the visit that lacked it.

    ``closed`` is ``UNKNOWN`` for what is still open.
    """

    board: Integers
    first_seen: Integers
    closed: Integers

    def some(self, chosen: Flags) -> Stays:
        """Return some of them."""
        return Stays(*(part[chosen] for part in self))


class Weekly(NamedTuple):
    """Counts of boards x weeks, ``nan`` where a board was not seen.

    Args:
        active: open at the board's last visit of the week.
        fresh: first seen since its last visit of the week before, for each seven days between.
    """

    active: Floats
    fresh: Floats


def last_visits(visits: Visits, weeks: Integers) -> Integers:
    """Return the day of each board's last visit in each week, ``UNKNOWN`` without one.

    >>> visits = Visits.of(np.array([0, 0, 1]), np.array([4, 6, 11]))
    >>> last_visits(visits, np.array([1, 2])).tolist()
    [[6, -1000000], [-1000000, 11]]
    """
    seen = np.full((visits.board.max() + 1, len(weeks)), UNKNOWN)
    week = week_of(visits.day) - weeks[0]
    asked = (week >= 0) & (week < len(weeks))
    np.maximum.at(seen, (visits.board[asked], week[asked]), visits.day[asked])
    return seen


def weekly(stays: Stays, seen: Integers) -> Weekly:
    """Count on each board's last visits of the weeks.

    >>> stays = Stays(np.array([0, 0]), np.array([4, 9]), np.array([12, UNKNOWN]))
    >>> found = weekly(stays, np.array([[5, 12]]))
    >>> found.active.tolist(), found.fresh.tolist()
    ([[1.0, 1.0]], [[nan, 1.0]])
    """
    known = seen != UNKNOWN
    begun = _until(stays.board, stays.first_seen, seen)
    over = stays.closed != UNKNOWN
    ended = _until(stays.board[over], np.maximum(stays.closed, stays.first_seen)[over], seen)
    fresh = np.full(seen.shape, np.nan)
    both = known[:, 1:] & known[:, :-1]
    between = np.where(both, np.diff(seen, axis=1), 1)
    fresh[:, 1:] = np.where(both, np.diff(begun, axis=1) * WEEK / between, np.nan)
    return Weekly(np.where(known, begun - ended, np.nan), fresh)


def _until(board: Integers, day: Integers, seen: Integers) -> Integers:
    """Count for each board what happened there up to each of some days."""
    keys = np.sort(key(board, day))
    boards = np.broadcast_to(np.arange(len(seen))[:, None], seen.shape)
    return np.searchsorted(keys, key(boards, seen), "right") - np.searchsorted(
        keys, key(boards, np.full(seen.shape, UNKNOWN))
    )


def uncorrected(stays: Stays, weeks: Integers) -> tuple[Integers, Integers]:
    """Return what plain counting tells of each week: open at its end, and first seen in it.

    >>> stays = Stays(np.array([0, 0]), np.array([4, 9]), np.array([12, UNKNOWN]))
    >>> [counted.tolist() for counted in uncorrected(stays, np.array([1, 2]))]
    [[2, 1], [2, 0]]
    """
    ends = WEEK * weeks + 3
    begun = np.sort(stays.first_seen)
    over = stays.closed[stays.closed != UNKNOWN]
    until = np.searchsorted(begun, ends, "right")
    active = until - np.searchsorted(np.sort(over), ends, "right")
    return active, until - np.searchsorted(begun, ends - WEEK, "right")
