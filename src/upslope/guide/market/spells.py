"""Each opening's time under watch: from the age at which it was first seen until it closed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from upslope.guide.market.survival import DAY, YEAR, Flags, Integers
from upslope.guide.market.visited import UNKNOWN, Visits

AT_ONCE = 3
"""Days within which a repost is the old opening more often than not (``normalize.reposts``)."""

NEVER_WHOLE = "on boards that were never seen whole"
NO_START = "open since an unknown day"
NO_END = "closed on an unknown day"
TOO_OLD = "older than a year when first seen"
NO_TIME = "seen on one day only so far"


class Openings(NamedTuple):
    """Openings as they are known, an array each; days since 1970-01-01, or ``UNKNOWN``.

    Args:
        board: its number, as in ``Visits``; -1 for a board without visits.
        first_seen: never unknown.
        posted: as stated, if that can be believed.
        closed: the day of the visit that lacked it.
        open: whether it is still open.
        earlier: place in these arrays of the posting that it is a repost of; -1 for none.
    """

    board: Integers
    first_seen: Integers
    posted: Integers
    closed: Integers
    open: Flags
    earlier: Integers


class Spells(NamedTuple):
    """Times under watch, ages in half days.

    Args:
        entered: age when it was first seen.
        left: age when it closed, or at its board's last visit.
        closed: whether it closed.
        of: place of the opening in the arrays that it comes from.
        excluded: how many are left out, by reason.
        joined: how many were taken for the same opening as an earlier one.
        loose: half days between the two visits that each closing lies between.
    """

    entered: Integers
    left: Integers
    closed: Flags
    of: Integers
    excluded: dict[str, int]
    joined: int
    loose: Integers


def spells(openings: Openings, visits: Visits) -> Spells:
    """Lay out how long each opening was watched.

    - It began on the day that is stated; else in the middle between the visit that first had it
      and the one before. One that was there at its board's first visit, and states no day, began
      nobody knows when and is left out.
    - It counts from the age at which it was first seen (left truncation): what began as long ago
      and closed before anybody looked is in no list.
    - It closed in the middle between the last visit that had it and the one that lacked it. What
      is still open, or whose board was not seen again, is open at its board's last visit.
    - A repost that came at once goes on with the first one's age.

    >>> one_board = Visits.of(np.zeros(4, dtype=np.int64), np.array([100, 104, 108, 112]))
    >>> day = lambda *days: np.array(days)
    >>> found = spells(Openings(day(0, 0), day(100, 104), day(90, UNKNOWN), day(108, UNKNOWN),
    ...                         np.array([False, True]), day(-1, -1)), one_board)
    >>> (found.entered / 2).tolist(), (found.left / 2).tolist(), found.closed.tolist()
    ([10.0, 2.0], [16.0, 10.0], [True, False])
    """
    seen = openings.board >= 0
    board = np.where(seen, openings.board, 0)
    had = np.maximum(visits.before(board, openings.closed), openings.first_seen)
    begin = _begin(openings, board, visits)
    entry, renewed = _joined(openings, begin, had)
    begin = begin[entry]
    entered = DAY * openings.first_seen[entry] - begin
    ends = np.where(openings.open, DAY * visits.last()[board], had + openings.closed)
    left = ends - begin
    reasons = (
        (NEVER_WHOLE, ~seen),
        (NO_END, ~openings.open & (openings.closed == UNKNOWN)),
        (NO_START, begin == DAY * UNKNOWN),
        (TOO_OLD, entered >= YEAR),
        (NO_TIME, left <= entered),
    )
    kept, excluded = ~renewed, {}
    for reason, where in reasons:
        if number := int(np.count_nonzero(kept & where)):
            excluded[reason] = number
        kept &= ~where
    of = np.flatnonzero(kept)
    closed = ~openings.open[of]
    loose = DAY * (openings.closed - had)[of][closed]
    joined = int(np.count_nonzero(renewed))
    return Spells(entered[of], left[of], closed, of, excluded, joined, loose)


def _begin(openings: Openings, board: Integers, visits: Visits) -> Integers:
    """Return the half day on which each began."""
    stated = openings.posted != UNKNOWN
    before = visits.before(board, np.where(stated, UNKNOWN, openings.first_seen))
    middle = np.where(before == UNKNOWN, DAY * UNKNOWN, openings.first_seen + before)
    return np.where(stated, DAY * openings.posted, middle)


def _joined(openings: Openings, begin: Integers, had: Integers) -> tuple[Integers, Flags]:
    """Follow reposts back: whose beginning counts for each, and which go on as another one."""
    first = np.arange(len(begin))
    gap = openings.first_seen - had[openings.earlier]
    at_once = (openings.earlier >= 0) & (openings.earlier != first) & (gap >= 0) & (gap <= AT_ONCE)
    at_once &= ~openings.open[openings.earlier]
    renewed = np.zeros(len(begin), dtype=np.bool_)
    renewed[openings.earlier[at_once]] = True
    first[at_once] = openings.earlier[at_once]
    for _ in range(16):  # each round doubles the length of the chains that are followed
        first = first[first]
    return first, renewed
