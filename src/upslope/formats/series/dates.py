"""Which day each line speaks of, decided from the whole column.

``1/2/25`` alone is the first of February or the second of January. In a column it is settled by
days that only one of the two orders can have, else by which gives a value every day (or month).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from upslope.errors import ReadError
from upslope.records.series import Step

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?")
_NAMED = re.compile(r"(?:(\d{1,2})[-/. ])?([A-Za-z]{3,9})[-/., ']+(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4}|\d{2})[-/. ]([A-Za-z]{3,9})")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST_WRONG = 0.01
_REGULAR, _IRREGULAR = 0.9, 0.5


def days(column: Sequence[str], step: Step, until: date) -> list[date | None]:
    """Read a column of dates; of months, the first day.

    Args:
        column: dates as they are written.
        step: how often the series has a value.
        until: the day of the vintage: what it says of later days cannot be known.

    Returns:
        A day for each cell; ``None`` if it is none.

    Raises:
        ReadError: day and month could be either way round.

    >>> days(["30/1/19", "1/2/19", "soon"], "day", date(2019, 2, 14))
    [datetime.date(2019, 1, 30), datetime.date(2019, 2, 1), None]
    >>> days(["Dec-18", "19-Jan"], "month", date(2019, 2, 14))
    [datetime.date(2018, 12, 1), datetime.date(2019, 1, 1)]
    """
    written = dict.fromkeys(column)
    read = {cell: _clear(cell, step) for cell in written}
    read |= _ordered([cell for cell in written if _NUMBERS.fullmatch(cell)], step, until)
    if step == "month":
        read = {cell: day and day.replace(day=1) for cell, day in read.items()}
    return [read[cell] for cell in column]


def _clear(cell: str, step: Step) -> date | None:
    """Read a date that can be read in one way only."""
    if iso := _ISO.fullmatch(cell):
        year, month, day = iso.groups()
        return _day(year, int(month), day, step)
    if named := _NAMED.fullmatch(cell):
        day, name, year = named.groups()
        return _day(year, _month(name), day, step)
    if first := _YEAR_FIRST.fullmatch(cell):
        year, name = first.groups()
        return _day(year, _month(name), None, step)
    return None


def _ordered(cells: list[str], step: Step, until: date) -> dict[str, date | None]:
    """Read dates of three numbers, the day or the month first, whichever fits them all."""
    first, second = ({cell: _numbers(cell, at) for cell in cells} for at in (0, 1))
    either = [cell for cell in cells if first[cell] or second[cell]]
    late = timedelta(days=1)  # it may be tomorrow already where the file was made

    def is_possible(read: dict[str, date | None]) -> bool:
        wrong = sum((day := read[cell]) is None or day - until > late for cell in either)
        return wrong <= _MOST_WRONG * len(either)

    possible = [read for read in (first, second) if is_possible(read)]
    if len(possible) == 1 or first == second:
        return (possible or [first])[0]
    by_step = sorted((_regularity(read.values(), step), n) for n, read in enumerate(possible))
    if possible and by_step[1][0] >= _REGULAR and by_step[0][0] < _IRREGULAR:
        return possible[by_step[1][1]]
    raise ReadError(
        f"The dates ({either[0]} ...) can be read with the day first and with the month first."
        if possible
        else f"The dates ({either[0]} ...) fit neither the day first nor the month first.",
        next="Write them as YYYY-MM-DD.",
    )


def _regularity(read: Iterable[date | None], step: Step) -> float:
    """Give the share of values, 0 to 1, that follow one step after the one before."""
    known = [day for day in read if day]
    at = {day.toordinal() if step == "day" else day.year * 12 + day.month for day in known}
    gaps = [later - earlier for earlier, later in pairwise(sorted(at))]
    return gaps.count(1) / len(gaps) if gaps else 0.0


def _numbers(cell: str, day_at: int) -> date | None:
    match = _NUMBERS.fullmatch(cell)
    parts = match.groups() if match else ("", "", "")
    return _day(parts[2], int(parts[1 - day_at]), parts[day_at], "day")


def _month(name: str) -> int:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _day(year: str, month: int, day: str | None, step: Step) -> date | None:
    """Make a day; a series of days needs one, and a year of two digits is of this century."""
    if day is None and step == "day":
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day or 1))
    except ValueError:
        return None
