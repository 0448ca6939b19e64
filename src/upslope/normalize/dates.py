"""Dates of postings become ISO 8601 days; what is ambiguous or absurd becomes ``None``."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

_FIRST_YEAR = 2000
"""No posting is older; 1970 is what an empty field of a database looks like."""
_LAST_YEAR = 2050
_YEARS_AHEAD = 3
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LONGEST = 80
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](.{1,40}))?$")
_TIME = re.compile(
    r"(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(?:Z|UTC|GMT|([+-]\d\d):?(\d\d)?)?", re.IGNORECASE
)
_NAMED = re.compile(
    r"^(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})$"
)
_NUMBERS = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$")
_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2})")
_AGO = re.compile(r"(\d+)(\+?)\s*(hour|day|week|month|h\b|d\b|w\b)", re.IGNORECASE)


@lru_cache(maxsize=4096)  # a board's postings share a few days
def iso_date(value: str | float | None, now: date | None = None) -> str | None:
    """Return the day of a date in any form that sources use, as ``YYYY-MM-DD``.

    Args:
        value: ISO text with or without time and zone, RFC 822 text, "September 15, 2026",
            "15.09.2026", epoch seconds or milliseconds, "3 days ago" or "Oct 24".
        now: the day on which the reply was fetched, for words such as "yesterday".

    A slash date that could be either day or month first is ``None``, and so is any day before
    2000 or more than three years ahead of ``now`` (after 2050, without it).

    >>> iso_date("2026-08-11 20:45:29 UTC"), iso_date(1786480529000), iso_date("15.09.2026")
    ('2026-08-11', '2026-08-11', '2026-09-15')
    >>> iso_date("03/04/2026"), iso_date("0000-00-00"), iso_date(0)
    (None, None, None)
    """
    try:
        day = _epoch(value) if isinstance(value, int | float) else _read((value or "").strip(), now)
    except (ValueError, OverflowError, OSError):
        return None
    latest = now.year + _YEARS_AHEAD if now else _LAST_YEAR
    return day.isoformat() if day and _FIRST_YEAR <= day.year <= latest else None


def _epoch(value: float) -> date:
    """Read seconds, or milliseconds if they would be past the year 5000."""
    seconds = value / 1000 if abs(value) > 1e11 else value
    return datetime.fromtimestamp(seconds, UTC).date()


def _read(text: str, now: date | None) -> date | None:
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?", text):
        return _epoch(float(text))
    if re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} ", text[:_LONGEST]):
        return parsedate_to_datetime(text[:_LONGEST]).date()
    for pattern, reader in _FORMS:
        if found := pattern.match(text):
            return reader(*found.groups())
    return _relative(text.lower(), now) if now and len(text) < _LONGEST else None


def _iso(year: str, month: str, day: str, time: str | None) -> date:
    """Read an ISO date; a time or offset that no clock shows ("+99:99") refuses it.

    Raises:
        ValueError: there is no such day, time or offset.
    """
    if time:
        zoned = _TIME.fullmatch(time)
        if zoned is None or abs(int(zoned[2] or 0)) > 14 or int(zoned[3] or 0) > 59:
            raise ValueError(time)
        datetime.fromisoformat(f"2000-01-01T{zoned[1]}")
    return date(int(year), int(month), int(day))


def _named(before: str | None, month: str, after: str | None, year: str) -> date | None:
    day = before or after
    if day is None or month[:3].lower() not in _MONTHS:
        return None
    return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))


def _numbers(first: str, mark: str, second: str, year: str) -> date | None:
    """Read a date of three numbers: dots mean day first, else the order must be plain."""
    a, b = int(first), int(second)
    if mark == "." or a > 12 or a == b:
        return date(int(year), b, a)
    return date(int(year), a, b) if b > 12 else None


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., date | None]], ...] = (
    (_ISO, _iso),
    (_NAMED, _named),
    (_NUMBERS, _numbers),
)


def _relative(text: str, now: date) -> date | None:
    if re.search(r"just (?:now|posted)|today|an? hour|minutes? ago", text):
        return now
    if "yesterday" in text:
        return now - timedelta(days=1)
    if (day := _DAY.fullmatch(text)) and day[1][:3] in _MONTHS:
        return _last(_MONTHS.index(day[1][:3]) + 1, int(day[2]), now)
    ago = _AGO.search(text)
    if ago is None or ago[2]:  # "30+ days ago" says only that it is old
        return None
    days = {"h": 0, "d": 1, "w": 7, "m": 30}[ago[3][0].lower()]
    return now - timedelta(days=days * int(ago[1]))


def _last(month: int, day: int, now: date) -> date:
    """Give the latest such day, tomorrow at most: it may be later where the list was written.

    Raises:
        ValueError: no year has that day.
    """
    years = (year for year in range(now.year, now.year - 9, -1) if _is_day(year, month, day))
    days = (date(year, month, day) for year in years)
    found = next((one for one in days if one <= now + timedelta(days=1)), None)
    if found is None:
        raise ValueError(f"no year has a day {month}-{day}")
    return found


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= day <= monthrange(year, month)[1]
