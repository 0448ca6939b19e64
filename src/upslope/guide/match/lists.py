"""Many lists of numbers end to end in one array: what thousands of postings name, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


class Lists(NamedTuple):
    """``items[starts[i] : starts[i + 1]]`` is the list of row ``i``.

    >>> two = Lists.of([[3, 4], [], [5]], np.dtype("i8"))
    >>> two.sums(two.items).tolist(), two.take(np.array([2, 0])).items.tolist()
    ([7, 0, 5], [5, 3, 4])
    """

    starts: Whole
    items: NDArray[Any]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]], dtype: np.dtype[Any]) -> Lists:
        """Put lists end to end."""
        items = [item for row in rows for item in row]
        return cls(_starts(map(len, rows)), np.array(items, dtype))

    @classmethod
    def joined(cls, parts: Sequence[Lists]) -> Lists:
        """Return the rows of all parts, one part after the other."""
        lengths = np.concatenate([np.diff(part.starts) for part in parts])
        return cls(_starts(lengths), np.concatenate([part.items for part in parts]))

    def sums(self, values: NDArray[Any]) -> Whole:
        """Sum a whole number for each item over each row: exact, whatever stands beside it."""
        running = np.zeros(len(values) + 1, np.int64)
        np.cumsum(values, out=running[1:])
        return np.asarray(running[self.starts[1:]] - running[self.starts[:-1]])

    def take(self, rows: Whole) -> Lists:
        """Return these rows, in this order."""
        lengths = np.diff(self.starts)[rows]
        starts = _starts(lengths)
        within = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        return Lists(starts, self.items[np.repeat(self.starts[rows], lengths) + within])

    def row(self, number: int) -> NDArray[Any]:
        """Return the list of one row."""
        return np.asarray(self.items[self.starts[number] : self.starts[number + 1]])


def _starts(lengths: Iterable[int]) -> Whole:
    sizes = np.fromiter(lengths, np.int64)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
