"""Days on which whole lists of boards were seen; of the time between them nothing is known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Integers = NDArray[np.int64]

UNKNOWN = -1_000_000
"""A day that is not known; days are counted from 1970-01-01."""
BOARDS = """boards AS (
    SELECT source, board, row_number() OVER (ORDER BY source, board) - 1 AS number
    FROM (SELECT DISTINCT source, board FROM visits))"""
"""Part of a query: boards that were seen whole, with the numbers that ``Visits`` has."""
_SPAN = 1 << 22  # more than there are days from UNKNOWN to the year 9999


def key(board: Integers, day: Integers) -> Integers:
    """Return numbers that sort by board, then by day.

    >>> (np.diff(key(np.array([0, 0, 1]), np.array([5, 20_000, 3]))) > 0).tolist()
    [True, True]
    """
    return board * _SPAN + (day - UNKNOWN)


class Visits(NamedTuple):
    """Visits in order of board and day, each once.

    Args:
        board: numbers from 0; every number has a visit.
        day: since 1970-01-01.
    """

    board: Integers
    day: Integers

    @classmethod
    def of(cls, board: Integers, day: Integers) -> Visits:
        """Sort visits that come in any order.

        >>> Visits.of(np.array([1, 0, 1, 1]), np.array([5, 7, 3, 5])).day.tolist()
        [7, 3, 5]
        """
        keys = np.sort(key(board, day))
        once = keys[np.diff(keys, prepend=-1) > 0]
        return cls(once // _SPAN, once % _SPAN + UNKNOWN)

    def before(self, board: Integers, day: Integers) -> Integers:
        """Return the last visit of each board before a day, ``UNKNOWN`` if there was none.

        There is none before an unknown day either.

        >>> visits = Visits.of(np.array([0, 0, 1]), np.array([3, 5, 4]))
        >>> visits.before(np.array([0, 0, 1]), np.array([5, 9, 4])).tolist()
        [3, 5, -1000000]
        """
        before = np.full(len(day), UNKNOWN)
        asked = np.flatnonzero(day != UNKNOWN)
        at = np.searchsorted(key(self.board, self.day), key(board[asked], day[asked])) - 1
        known = (at >= 0) & (self.board[at] == board[asked])
        before[asked[known]] = self.day[at[known]]
        return before

    def last(self) -> Integers:
        """Return the last visit of each board.

        >>> Visits.of(np.array([0, 0, 1]), np.array([3, 5, 4])).last().tolist()
        [5, 4]
        """
        ends = np.diff(self.board, append=-1) != 0
        return np.asarray(self.day[ends])

    @classmethod
    def read(cls, connection: DuckDBPyConnection) -> Visits:
        """Read the view ``visits``; boards are numbered as in :data:`BOARDS`."""
        found = connection.execute(
            f"WITH {BOARDS} SELECT number, {days('day')} AS day "  # noqa: S608  (no words of others)
            "FROM visits JOIN boards USING (source, board)"
        ).fetchnumpy()
        return cls.of(found["number"].astype(np.int64), found["day"].astype(np.int64))

    def since(self) -> date:
        """Return the first day of any visit.

        >>> Visits.of(np.array([0, 1]), np.array([0, 31])).since()
        datetime.date(1970, 1, 1)
        """
        return date(1970, 1, 1) + timedelta(days=int(self.day.min()))


def days(column: str) -> str:
    """Write the part of a query that gives a date's day, ``UNKNOWN`` if it has none.

    >>> days("closed")
    "coalesce(closed - DATE '1970-01-01', -1000000)"
    """
    return f"coalesce({column} - DATE '1970-01-01', {UNKNOWN})"
