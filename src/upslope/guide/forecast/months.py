"""Days become months: means of whole months, up to the newest, as far back as none is missing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

WHOLE = 0.75
"""Share of the usual number of values that a month must have, to count as whole."""
LARGEST = 1e12
"""No index, share or growth rate is beyond it; sums and squares of what is below stay finite."""


@dataclass(frozen=True, kw_only=True)
class Months:
    """Consecutive months of one place.

    Args:
        first: the first month, counted from January of year 0 (see ``month_number``).
        values: means of the months; empty if no month is whole.
        left_out: values that were not used, by reason.
    """

    first: int
    values: Array
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The newest month."""
        return self.first + len(self.values) - 1

    def above_zero(self) -> Months:
        """Return what comes after the last month that is not above zero: what has a logarithm.

        >>> known = Months(first=24000, values=np.array([3.0, 0.0, 1.0, 2.0])).above_zero()
        >>> known.values.tolist(), known.left_out
        ([1.0, 2.0], {'months up to one that is not above zero': 2})
        """
        bad = np.flatnonzero(self.values <= 0)
        start = int(bad[-1]) + 1 if len(bad) else 0
        left_out = dict(self.left_out)
        _count(left_out, "months up to one that is not above zero", start)
        return Months(first=self.first + start, values=self.values[start:], left_out=left_out)


def month_number(day: str) -> int:
    """Return the number of a day's month, counted from January of year 0.

    >>> month_number("2026-07-21") - month_number("2025-07-01")
    12
    """
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def first_day(month: int) -> str:
    """Return the first day of a month, ISO 8601.

    >>> first_day(month_number("2026-07-21") + 6)
    '2027-01-01'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}-01"


def months(series: Sequence[tuple[str, float]], as_of: str) -> Months:
    """Average days, weeks or months of a series into months, as it was known on a day.

    A month counts if it was over on that day and has three quarters of the usual number of values.
    What lies before a missing month is not used: no method here can bridge a gap.

    Args:
        series: days (ISO 8601) with values, in any order; of one day twice the last counts.
        as_of: the day, ISO 8601. Later days are left out.

    >>> days = [(f"2026-0{m}-{day:02d}", 1.0 * m) for m in (1, 2) for day in range(1, 29)]
    >>> known = months([*days, ("2026-03-01", 9.0), ("2027-01-01", 9.0)], "2026-03-02")
    >>> first_day(known.first), known.values.tolist(), known.left_out
    ('2026-01-01', [1.0, 2.0], {'dated after the file': 1, 'in a month that is not whole': 1})
    """
    days, values, left_out = _usable(series, int(as_of[:10].replace("-", "")))
    number = days // 10000 * 12 + days // 100 % 100 - 1
    start = int(number.min()) if len(number) else 0
    counts = np.bincount(number - start)
    means = np.bincount(number - start, values) / np.maximum(counts, 1)
    usual = float(np.median(counts[counts > 0])) if len(number) else 0
    whole = counts >= max(WHOLE * usual, 1)
    if usual > 1 and len(whole) and not _is_over(start + len(whole) - 1, as_of):
        whole[-1] = False
    _count(left_out, "in a month that is not whole", counts[~whole].sum())
    return _unbroken(start, means, whole, left_out)


def _usable(series: Sequence[tuple[str, float]], as_of: int) -> tuple[Ints, Array, dict[str, int]]:
    """Return days (as 20260721) with values, each day once, and what was left out by reason."""
    values = np.array([value for _, value in series], dtype=np.float64)
    days = _numbers([day for day, _ in series])
    number, dated = np.abs(values) <= LARGEST, days > 0
    known = days <= as_of
    left_out: dict[str, int] = {}
    _count(left_out, "not a number that can be", (~number).sum())
    _count(left_out, "without a day as 2026-07-21", (number & ~dated).sum())
    _count(left_out, "dated after the file", (number & dated & ~known).sum())
    good = number & dated & known
    days, newest = np.unique(days[good][::-1], return_index=True)
    return days, values[good][::-1][newest], left_out


def _numbers(texts: list[str]) -> Ints:
    """Return days as numbers, 2026-07-21 as 20260721; 0 for what is not written so."""
    letters = np.array(texts, dtype="U10").view(np.uint32).reshape(-1, 10).astype(np.int64)
    digits = letters[:, [0, 1, 2, 3, 5, 6, 8, 9]] - ord("0")
    days = digits @ 10 ** np.arange(7, -1, -1)
    written = ((digits >= 0) & (digits <= 9)).all(axis=1) & (letters[:, [4, 7]] == ord("-")).all(1)
    month, day = days // 100 % 100, days % 100
    is_day = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    return np.where(written & is_day, days, 0)


def _count(left_out: dict[str, int], reason: str, times: int) -> None:
    """Note how many were left out, if any were."""
    if times:
        left_out[reason] = int(times)


def _is_over(month: int, as_of: str) -> bool:
    """Say whether a month had ended on a day."""
    length = monthrange(month // 12, month % 12 + 1)[1]
    return as_of >= f"{first_day(month)[:8]}{length}"


def _unbroken(
    start: int, means: Array, whole: NDArray[np.bool_], left_out: dict[str, int]
) -> Months:
    """Return the months up to the newest whole one, from where on none is missing."""
    last = int(np.flatnonzero(whole)[-1]) if whole.any() else -1
    missing = np.flatnonzero(~whole[: last + 1])
    first = int(missing[-1]) + 1 if len(missing) else 0
    _count(left_out, "months before a missing one", whole[:first].sum())
    return Months(first=start + first, values=means[first : last + 1], left_out=left_out)
