"""Quiet hours, by the clock on the wall: over midnight, and when summer time begins or ends."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

from upslope.errors import UsageError
from upslope.records import QuietHours

_HOURS = re.compile(r"\s*(\d{1,2}:\d{2})\s*(?:-|–|to|until)\s*(\d{1,2}:\d{2})\s*")
_MINUTE, _MINUTES_A_DAY = timedelta(minutes=1), 24 * 60


def quiet_hours(text: str) -> QuietHours | None:
    """Read quiet hours; an empty text says that there are none.

    Raises:
        UsageError: they cannot be read, or have no length.

    >>> quiet_hours("22:00-7:30")
    QuietHours(begins='22:00', ends='07:30')
    """
    if not text.strip():
        return None
    found = _HOURS.fullmatch(text)
    try:
        begins, ends = (_time(part) for part in found.groups()) if found else (None, None)
    except ValueError:
        begins = ends = None
    if begins is None or ends is None or begins == ends:
        raise UsageError(
            f"{text[:40]!r} are no quiet hours.", next="Write them so: 22:00-07:30, or leave empty."
        )
    return QuietHours(begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")


def quiet_until(
    quiet: QuietHours | None, now: datetime, zone: tzinfo | None = None
) -> datetime | None:
    """Return when quiet hours end, in ``zone``; ``None`` if it is not quiet now.

    The clock is asked minute by minute, so an hour that is skipped or comes twice is right: they
    end at the first minute whose time of day lies outside of them.

    Args:
        quiet: the hours; ``None`` if there are none.
        now: with its zone.
        zone: whose clock is on the wall; default: this machine's.

    >>> from zoneinfo import ZoneInfo
    >>> oslo, hours = ZoneInfo("Europe/Oslo"), QuietHours(begins="22:00", ends="02:30")
    >>> quiet_until(hours, datetime(2026, 3, 28, 23, tzinfo=oslo), oslo).isoformat()  # no 02:30
    '2026-03-29T03:00:00+02:00'
    """
    if quiet is None:
        return None
    begins, ends = _time(quiet.begins), _time(quiet.ends)
    if not _within(now.astimezone(zone).time(), begins, ends):
        return None
    minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    for _ in range(2 * _MINUTES_A_DAY):
        minute += _MINUTE
        local = minute.astimezone(zone)
        if not _within(local.time(), begins, ends):
            return local
    return None  # the hours are of a file that somebody wrote by hand: never silent for good


def _within(at: time, begins: time, ends: time) -> bool:
    return begins <= at < ends if begins < ends else at >= begins or at < ends


def _time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
