"""When a deadline is: a time as people write it, and the zone they mean, become UTC.

"Anywhere on Earth" (AoE) is UTC-12: as long as it is still that day somewhere, it is not over
(IEEE 802.16 calls it so). Names of the IANA database follow summer time.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

AOE = timezone(timedelta(hours=-12), "AoE")
_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s*([+\-−–])\s*(\d{1,2})(?::?(\d{2}))?", re.I)
_HOURS = {  # as written, so PST is -8 in summer too; names that mean several zones are not here
    "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "EST": -5, "EDT": -4, "CET": 1, "CEST": 2,
    "EET": 2, "EEST": 3, "JST": 9, "KST": 9, "SGT": 8, "AEST": 10, "AEDT": 11, "HST": -10,
    "WEST": 1, "WET": 0, "MSK": 3, "HKT": 8, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_NAMED = {
    "PT": "America/Los_Angeles",
    "PACIFIC": "America/Los_Angeles",
    "ET": "America/New_York",
    "EASTERN": "America/New_York",
}
_WRITTEN = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_FIRST, _LAST = 1970, 2100
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPAN = re.compile(
    r"([A-Za-z]{3,9})\.?,?\s+(\d{1,2})(?:st|nd|rd|th)?"
    r"(?:\s*(?:-|–|—|to|until)\s*(?:([A-Za-z]{3,9})\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?)?,?\s+(\d{4})"
)


def zone_of(name: str | None) -> tzinfo | None:
    """Give the zone of a name; ``None`` if it has none or could mean several.

    >>> [zone_of(name).utcoffset(None) for name in ("AoE", "UTC-12", "GMT+5:30", "UTC")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [datetime.timedelta(days=-1, seconds=43200), datetime.timedelta(days=-1, seconds=43200),
     datetime.timedelta(seconds=19800), datetime.timedelta(0)]
    >>> zone_of("America/New_York"), zone_of("IST")
    (zoneinfo.ZoneInfo(key='America/New_York'), None)
    """
    said = " ".join((name or "").split())
    short = said.upper()
    if short in {"AOE", "ANYWHERE ON EARTH", "ANYWHERE"}:
        return AOE
    if short in {"UTC", "GMT", "Z", "UTC+0", "UTC-0", "ETC/UTC"}:
        return UTC
    if short in _HOURS:
        return timezone(timedelta(hours=_HOURS[short]), short)
    if offset := _OFFSET.fullmatch(said):
        return _fixed(*offset.groups())
    return _of_the_database(_NAMED.get(short, said))


@lru_cache(maxsize=1024)
def _of_the_database(name: str) -> tzinfo | None:
    if not re.fullmatch(r"[A-Za-z_]{2,20}(?:/[A-Za-z0-9_+-]{2,30}){1,2}", name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "America/Argentina", a folder
        return None


def _fixed(sign: str, hours: str, minutes: str | None) -> tzinfo | None:
    after = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if after > timedelta(hours=14):
        return None
    return timezone(after if sign == "+" else -after)


def moment(written: str | None, zone: str | None = None) -> str | None:
    """Give a written time as ``2026-05-07T11:59:59Z``, or its day where no time is told.

    A zone in the time itself wins. Without any zone UTC is taken. A local time that a clock shows
    twice is the earlier one, so that nobody is late.

    Raises:
        ValueError: the zone has a name that nobody knows, or there is no such day or time.

    >>> moment("2026-05-06 23:59:59", "AoE"), moment("2026-05-06")
    ('2026-05-07T11:59:59Z', '2026-05-06')
    >>> moment("2026-11-01 01:30", "America/New_York"), moment("TBD")
    ('2026-11-01T05:30:00Z', None)
    """
    found = _WRITTEN.match((written or "").strip())
    if found is None:
        return None
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None:
        return day.isoformat()
    named = found[7] or zone
    place = zone_of(named)
    if place is None and named:
        raise ValueError(f"nobody knows the time zone '{named[:40]}'")
    return utc(_local(day, int(found[4]), int(found[5]), int(found[6] or 0)), place or UTC)


def _local(day: date, hour: int, minute: int, second: int) -> datetime:
    """Give a time of a day; 24:00 is the end of it."""
    if (hour, minute, second) == (24, 0, 0):
        return datetime(day.year, day.month, day.day) + timedelta(days=1)
    return datetime(day.year, day.month, day.day, hour, minute, min(second, 59))


def utc(local: datetime, zone: tzinfo | None = None) -> str:
    """Write a moment in UTC, to the second.

    Raises:
        ValueError: it is before 1970 or after 2100, so not meant.
    """
    known = local if zone is None else local.replace(tzinfo=zone)
    if not _FIRST <= known.year <= _LAST:
        raise ValueError(f"the year {known.year} cannot be meant")
    return known.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def span(written: str | None) -> tuple[str | None, str | None]:
    """Read the days of a conference, as people write them.

    >>> span("November 30 - December 7, 2025"), span("July 6-11, 2026"), span("Spring 2026")
    (('2025-11-30', '2025-12-07'), ('2026-07-06', '2026-07-11'), (None, None))
    """
    found = _SPAN.search(written or "")
    if found is None:
        return None, None
    first, last = _month(found[1]), _month(found[3] or found[1])
    try:
        end = date(int(found[5]), last, int(found[4] or found[2]))
        start = date(end.year - (first > last), first, int(found[2]))
    except ValueError:
        return None, None
    return start.isoformat(), end.isoformat()


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in _MONTHS else 0


def instant(at: str) -> datetime:
    """Give a stored moment as a time in UTC; a day is over when its last second is.

    >>> instant("2026-05-06").isoformat(), instant("2026-05-07T11:59:59Z").isoformat()
    ('2026-05-06T23:59:59+00:00', '2026-05-07T11:59:59+00:00')
    """
    if len(at) == len("2026-05-06"):
        at += "T23:59:59"
    read = datetime.fromisoformat(at)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
