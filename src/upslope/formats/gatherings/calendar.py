"""iCalendar feeds (RFC 5545): meetups of Meetup, Luma and any other, one gathering an occurrence.

Read with icalendar, repeated with dateutil, both kept in bounds: a feed of more than 2 MiB, 50,000
lines or deep nesting is refused, and 2,000 occurrences are the most that one gives; its own
definitions of time zones are not run (zones are known by name); rules repeat by day, week, month or
year only, in forms that always find a day, and for 400 days and 100 occurrences at most.
Organizers and attendees are not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from icalendar import Calendar, Event

from upslope.errors import ReadError
from upslope.formats.gatherings.moments import utc, zone_of
from upslope.formats.gatherings.read import Gathered, fields_of, gathering_id, plain, required, web
from upslope.formats.gatherings.repeats import repeat
from upslope.formats.values import RowError
from upslope.records import Gathering, Problem

FEED = "calendar"
MAX_BYTES = 2 * 2**20
MAX_LINES = 50_000
MAX_DEPTH = 8
MOST_IN_ALL = 2_000
_BLOCK = re.compile(rb"^(BEGIN|END):([A-Za-z-]{1,40})[ \t]*\r?$", re.M | re.I)
_LINK = re.compile(r"https?://[^\s<>\"')\]]+")


def read_calendar(body: bytes, today: date, sender: str = "the file") -> Gathered:
    r"""Read a feed: what is not over on a day, and what repeats, up to 400 days ahead.

    Args:
        body: the whole feed.
        today: from when on; what repeats is never past.
        sender: who sent it, for the error's sentence.

    Raises:
        ReadError: it is no calendar, or passes a bound.

    >>> feed = (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:ML Oslo\r\n"
    ...         b"DTSTART;TZID=Europe/Oslo:20261203T180000\r\nRRULE:FREQ=MONTHLY;BYDAY=1TH\r\n"
    ...         b"END:VEVENT\r\nEND:VCALENDAR\r\n")
    >>> [one.starts for one in read_calendar(feed, date(2026, 11, 21)).gatherings][:2]
    ['2026-12-03T17:00:00Z', '2027-01-07T17:00:00Z']
    """
    gathered = Gathered()
    events = _events(_without_zones(body, sender), sender)
    moved = {(_text(e, "UID"), _instant(e["RECURRENCE-ID"])) for e in events if _is_moved(e)}
    for number, event in enumerate(events, 1):
        if len(gathered.gatherings) >= MOST_IN_ALL:
            left = f"the feed is longer than {MOST_IN_ALL:,}; {len(events) - number + 1:,} left out"
            gathered.problems.append(Problem(where=f"event {number}", why=left))
            break
        try:
            skip = (
                set()
                if _is_moved(event)
                else {at for uid, at in moved if uid == _text(event, "UID")}
            )
            gathered.gatherings += _occurrences(event, today, skip)
        except (ValueError, TypeError, OverflowError, AttributeError, KeyError) as error:
            gathered.problems.append(Problem(where=f"event {number}", why=str(error)[:200]))
    return gathered


def _without_zones(body: bytes, sender: str) -> bytes:
    """Give a feed without its definitions of zones, whose rules may never end.

    Raises:
        ReadError: it is no calendar, or passes a bound.
    """
    if len(body) > MAX_BYTES or body.count(b"\n") > MAX_LINES:
        raise ReadError(f"{sender} sent a calendar of {len(body):,} bytes, more than is ever read.")
    if not re.match(rb"\s*(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR", body, re.I):
        raise ReadError(f"{sender} sent no calendar.")
    kept, depth, start, hidden = list[bytes](), 0, 0, 0
    for mark in _BLOCK.finditer(body):
        begins, kind = mark[1].upper() == b"BEGIN", mark[2].upper()
        depth += 1 if begins else -1
        if depth > MAX_DEPTH:
            raise ReadError(f"{sender} sent a calendar that is nested too deeply to be true.")
        if kind == b"VTIMEZONE" and begins and not hidden:
            kept.append(body[start : mark.start()])
            hidden = depth
        elif kind == b"VTIMEZONE" and hidden and depth < hidden:
            start, hidden = mark.end() + 1, 0
    return b"".join([*kept, b"" if hidden else body[start:]])


def _events(body: bytes, sender: str) -> list[Event]:
    try:
        calendars = Calendar.from_ical(body.decode("utf-8", "replace"), multiple=True)
        found = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        return [event for event in found if isinstance(event, Event)]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        why = " ".join(str(error).split())[:120]
        raise ReadError(f"{sender} sent a damaged calendar ({why}).") from None


def _is_moved(event: Event) -> bool:
    return isinstance(_dt(event.get("RECURRENCE-ID")), date)


def _dt(value: Any) -> Any:
    """Give what a property means; ``None`` if it is broken or repeated."""
    try:
        return value.dt
    except (AttributeError, ValueError):
        return None


def _text(event: Event, name: str) -> str | None:
    value = event.get(name)
    return plain(str(value[0] if isinstance(value, list) else value)) if value else None


def _instant(value: Any) -> str:
    return _written(_moment(value))


def _moment(value: Any) -> date | datetime:
    """Give a day, or a time: with its zone, or without where no zone is known.

    Raises:
        RowError: it is neither.
    """
    found = _dt(value)
    if isinstance(found, datetime) and found.tzinfo is None:
        zone = zone_of(str(value.params.get("TZID") or "")) if hasattr(value, "params") else None
        return found.replace(tzinfo=zone)
    if not isinstance(found, date):
        raise RowError("a time of it cannot be read")
    return found


def _written(when: date | datetime) -> str:
    if not isinstance(when, datetime):
        return when.isoformat()
    if when.tzinfo is None:
        return when.isoformat(timespec="seconds")
    return utc(when)


def _occurrences(event: Event, today: date, skip: set[str]) -> Iterator[Gathering]:
    if "DTSTART" not in event:
        raise RowError("it has no start")
    title = required(_text(event, "SUMMARY"), "title")
    first = _moment(event["DTSTART"])
    lasts = _length(event, first)
    dropped = skip | set(_dates(event, "EXDATE"))
    for start in _starts(event, first, today):
        if _written(start) in dropped or _day(start + lasts) < today:
            continue
        yield _gathering(event, title, start, start + lasts)


def _dates(event: Event, name: str) -> Iterator[str]:
    found = event.get(name)
    for group in found if isinstance(found, list) else [found] if found else []:
        for one in islice(getattr(group, "dts", []), MOST_IN_ALL):
            yield _instant(one)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _length(event: Event, first: date | datetime) -> timedelta:
    """Say how long an event is. The end of one by days is the day after its last."""
    least = timedelta(days=1) if not isinstance(first, datetime) else timedelta()
    if "DTEND" in event:
        end = _moment(event["DTEND"])
        if isinstance(end, datetime) is not isinstance(first, datetime):
            return timedelta()
        if isinstance(end, datetime) and isinstance(first, datetime):
            if (end.tzinfo is None) is not (first.tzinfo is None):
                return timedelta()
            return max(end - first, timedelta())
        return max(end - first - least, timedelta())
    duration = _dt(event.get("DURATION"))
    return max(duration - least, timedelta()) if isinstance(duration, timedelta) else timedelta()


def _starts(event: Event, first: date | datetime, today: date) -> Iterator[date | datetime]:
    rule = event.get("RRULE")
    if not rule or _is_moved(event):
        yield first
        return
    local = first if isinstance(first, datetime) else datetime(first.year, first.month, first.day)
    repeated = repeat(rule, local.replace(tzinfo=None), today)
    for naive in repeated:
        at = naive.replace(tzinfo=local.tzinfo)
        yield at if isinstance(first, datetime) else at.date()


def _gathering(event: Event, title: str, start: date | datetime, end: date | datetime) -> Gathering:
    note, place = _text(event, "DESCRIPTION"), _text(event, "LOCATION")
    link = _LINK.search(f"{place or ''} {note or ''}")
    number = _text(event, "UID") or title
    return Gathering(
        id=gathering_id(FEED, number, title, _written(start)),
        kind="meetup",
        title=title[:300],
        fields=fields_of(title, _categories(event)),
        place=None if place is None or place.startswith("http") else place[:300],
        online=_is_online(place, note),
        starts=_written(start),
        ends=_written(end),
        url=web(_text(event, "URL")) or (link[0] if link else None),
        note=note[:500] if note else None,
        cancelled=(_text(event, "STATUS") or "").upper() == "CANCELLED",
    )


def _categories(event: Event) -> list[str]:
    found = event.get("CATEGORIES")
    groups = found if isinstance(found, list) else [found] if found else []
    return [str(name)[:60] for group in groups for name in islice(getattr(group, "cats", []), 20)]


def _is_online(place: str | None, note: str | None) -> bool | None:
    said = f"{place or ''} {(note or '')[:300]}"
    met = r"\b(?:online|virtual|zoom\.us|meet\.google|teams\.microsoft)\b"
    return True if re.search(met, said, re.I) or (place or "").startswith("http") else None
