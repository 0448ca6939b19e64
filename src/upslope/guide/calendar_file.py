"""What is to come as a calendar file (RFC 5545), for any calendar program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Component, Event

from upslope import __version__
from upslope.formats.gatherings.moments import instant
from upslope.guide.gatherings import Coming
from upslope.records import Deadline, Gathering

REMINDERS = (timedelta(days=7), timedelta(days=1))
"""How long before a deadline a calendar reminds of it."""
_DAY = len("2026-12-06")


def calendar_file(found: Iterable[Coming], now: datetime) -> bytes:
    """Write gatherings, and each of their deadlines to come, with reminders.

    The same data give the same bytes: an entry's UID is made of its gathering, and its DTSTAMP is
    when the feed last said something new of it.

    >>> icml = Gathering(id="1", kind="conference", title="ICML", starts="2026-07-06",
    ...                  ends="2026-07-11", seen_at="2026-01-01T00:00:00+00:00")
    >>> now = datetime(2026, 1, 1, tzinfo=UTC)
    >>> b"DTEND;VALUE=DATE:20260712" in calendar_file([Coming(icml, "starts", "", now)], now)
    True
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Upslope//Upslope {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Upslope events")
    for one in found:
        for entry in _entries(one.gathering, now):
            calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written


def _entries(one: Gathering, now: datetime) -> Iterator[Component]:
    if one.starts and instant(one.ends or one.starts) >= now:
        yield _event(one)
    rounds = Counter[str]()
    for deadline in one.deadlines:
        uid = f"{one.id}-{deadline.kind}-{deadline.label}".casefold().replace(" ", "-")
        rounds[uid] += 1  # those that are over count too, or the next round would take their place
        if deadline.enters and instant(deadline.at) >= now:
            yield _deadline(one, deadline, f"{uid}-{rounds[uid]}" if rounds[uid] > 1 else uid)


def _event(one: Gathering) -> Event:
    event = _entry(one, one.id, one.title)
    starts, ends = str(one.starts), one.ends or str(one.starts)
    if len(starts) == _DAY or len(ends) == _DAY:
        event.add("dtstart", date.fromisoformat(starts[:_DAY]))
        event.add("dtend", date.fromisoformat(ends[:_DAY]) + timedelta(days=1))
    else:
        event.add("dtstart", _moment(starts))
        if ends > starts:
            event.add("dtend", _moment(ends))
    event.add("transp", "TRANSPARENT")
    return event


def _deadline(one: Gathering, deadline: Deadline, uid: str) -> Event:
    event = _entry(one, uid, f"{one.title}: {deadline.label}")
    if len(deadline.at) == _DAY:
        event.add("dtstart", date.fromisoformat(deadline.at))
    else:
        event.add("dtstart", _moment(deadline.at))  # without an end it ends when it starts
    event.add("transp", "TRANSPARENT")
    for before in REMINDERS:
        event.add_component(_alarm(event, before))
    return event


def _entry(one: Gathering, uid: str, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@upslope")
    event.add("dtstamp", datetime.fromisoformat(one.seen_at).astimezone(UTC))
    event.add("summary", summary)
    about = [one.full_name, one.note, _zones(one)]
    if said := "\n".join(filter(None, about)):
        event.add("description", said)
    if one.url:
        event.add("url", one.url)
    if where := one.place or ("Online" if one.online else None):
        event.add("location", where)
    if one.fields:
        event.add("categories", one.fields)
    return event


def _zones(one: Gathering) -> str | None:
    named = sorted({told.zone for told in one.deadlines if told.zone})
    return f"Deadlines were given in: {', '.join(named)}" if named else None


def _alarm(event: Event, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", -before)
    return alarm


def _moment(at: str) -> datetime:
    """Give a moment in UTC, or as the clock of the place shows it where no zone is told."""
    read = datetime.fromisoformat(at)
    return read.astimezone(UTC) if read.tzinfo else read
