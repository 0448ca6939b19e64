"""Days as people and programs write them; which of two numbers is the month, the file decides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from upslope.formats.values import RowError
from upslope.normalize.dates import iso_date

Order = Literal["day first", "month first"]

_YEARS = range(2000, 2051)
_BEFORE = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"  # a weekday
_ISO = re.compile(rf"{_BEFORE}(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?!\d)")
_NUMBERS = re.compile(rf"{_BEFORE}(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{4}}|\d{{2}})(?!\d)")
_DAY_MONTH = re.compile(
    rf"{_BEFORE}(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s/-]*(?:of |de |del )?"
    r"([^\W\d_]{3,10})\.?,?[\s/-]*(?:de |del )?(\d{4}|\d{2})(?![\d:])"
)
_MONTH_DAY = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,\s+)?([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)"
)
_SERIAL = re.compile(r"([345]\d{4})(?:[.,]\d+)?")  # days since the end of 1899, as in Excel
_NOTHING = re.compile(r"\W*|n/?a|none|null|tb[ad]|unknown|-+|never|not yet", re.I)

_MONTHS = {
    **{"jan": 1, "ene": 1, "feb": 2, "fev": 2, "mar": 3, "mae": 3, "mrz": 3, "apr": 4, "avr": 4},
    **{"abr": 4, "may": 5, "mai": 5, "jun": 6, "juin": 6, "jul": 7, "juil": 7, "aug": 8, "aou": 8},
    **{"ago": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12},
    **{"dic": 12},
}
"""By how their names begin in English, German, French and Spanish, without accents."""


def order_of(values: Iterable[str]) -> Order | None:
    """Say in which order a file writes day and month, by those that leave no doubt.

    ``None`` if none does, or if they contradict each other. Dots say nothing: with them the day is
    always first.

    >>> order_of(["3/4/2026", "25/4/2026"]), order_of(["3/4/2026"])
    ('day first', None)
    """
    found: set[Order] = set()
    for value in values:
        if (numbers := _NUMBERS.match(value.strip())) and numbers[2] != ".":
            first, second = int(numbers[1]), int(numbers[3])
            if first > 12 >= second:
                found.add("day first")
            elif second > 12 >= first:
                found.add("month first")
    return found.pop() if len(found) == 1 else None


def read_day(value: str, order: Order | None = None) -> str | None:
    """Read a day; ``None`` where none is written.

    Raises:
        RowError: it is no day, or it could be two.

    >>> read_day("Mon, 5 Jan 2026"), read_day("1/15/26, 3:04 PM"), read_day("5. März 2026")
    ('2026-01-05', '2026-01-15', '2026-03-05')
    >>> read_day("3/4/2026", "day first"), read_day("n/a")
    ('2026-04-03', None)
    """
    written = " ".join(value.split())[:60]
    if _NOTHING.fullmatch(written):
        return None
    try:
        day = _read(written, order)
    except ValueError as error:
        if isinstance(error, RowError):
            raise
        day = None
    if day is None or day.year not in _YEARS:
        raise RowError(f"“{written}” is no day that is understood")
    return day.isoformat()


def _read(written: str, order: Order | None) -> date | None:
    if found := _ISO.match(written):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMBERS.match(written):
        first, second, year = int(found[1]), int(found[3]), _year(found[4])
        return _numbers(written, first, second, year, "day first" if found[2] == "." else order)
    if found := _MONTH_DAY.match(written):
        return _named(int(found[2]), found[1], int(found[3]))
    if found := _DAY_MONTH.match(written):
        return _named(int(found[1]), found[2], _year(found[3]))
    if found := _SERIAL.fullmatch(written):
        return date(1899, 12, 30) + timedelta(days=int(found[1]))
    other = iso_date(written)
    return date.fromisoformat(other) if other else None


def _numbers(written: str, first: int, second: int, year: int, order: Order | None) -> date:
    if first > 12 or (first == second) or (order == "day first" and second <= 12):
        return date(year, second, first)
    if second > 12 or order == "month first":
        return date(year, first, second)
    raise RowError(f"“{written}” can be two days: which number is the month is not clear")


def _named(day: int, month: str, year: int) -> date | None:
    plain = unicodedata.normalize("NFKD", month.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    number = _MONTHS.get(plain[:4]) or _MONTHS.get(plain[:3])
    return date(year, number, day) if number else None


def _year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)
