"""Days and reminders of applications as a calendar file (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from upslope import __version__
from upslope.records import Application, Written

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_NINE = timedelta(hours=9)
"""A calendar reminds at nine in the morning of the day; before a date, a day earlier too."""


def calendar(applications: Iterable[Application]) -> bytes:
    """Write each day and each reminder that is not done as an all-day entry that reminds of it.

    The same data give the same bytes. An entry's UID is of the line that began it and its SEQUENCE
    of the one that wrote it last, so that a calendar that reads the file again moves the entry.

    >>> talk = Written(id="7", kind="date", data={"day": "2026-12-01", "text": "Interview"},
    ...                at="2026-11-02T08:00:00+00:00", number=7)
    >>> written = calendar([Application(id="a", company="Quillfish", written=[talk])])
    >>> b"DTSTART;VALUE=DATE:20261201" in written, b"UID:a-7@upslope" in written
    (True, True)
    """
    made = Calendar()
    made.add("prodid", f"-//Upslope//Upslope {__version__}//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Upslope applications")
    for one in applications:
        for written in one.written:
            is_day = written.kind in ("date", "reminder") and "day" in written.data
            if is_day and not written.done and not one.removed:
                made.add_component(_entry(one, written))
    text: bytes = made.to_ical()
    return text


def _entry(one: Application, written: Written) -> Event:
    day = date.fromisoformat(written.data["day"])
    told = _shown(written.data.get("text", "")).strip()
    what = told or ("Follow up" if written.kind == "reminder" else "Date")
    about = _shown(", ".join(filter(None, [one.title, one.company])))
    event = Event()
    event.add("uid", f"{one.id}-{written.id}@upslope")
    event.add("dtstamp", _moment(written.at))
    event.add("sequence", written.number)
    event.add("summary", ": ".join(filter(None, [about, what.splitlines()[0][:200]])))
    event.add("description", what)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if one.url:
        event.add("url", one.url)
    if one.place and written.kind == "date":
        event.add("location", _shown(one.place))
    for before in [_NINE] if written.kind == "reminder" else [_NINE - timedelta(days=1), _NINE]:
        event.add_component(_alarm(event, before))
    return event


def _alarm(event: Event, after_midnight: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", after_midnight)
    return alarm


def _shown(text: str) -> str:
    """Leave out what a calendar file may not hold (RFC 5545, 3.1): controls but tab and newline."""
    return _CONTROLS.sub(" ", text)


def _moment(at: str) -> datetime:
    try:
        return datetime.fromisoformat(at).astimezone(UTC)
    except (ValueError, OverflowError):  # of a journal that was put back
        return datetime(2000, 1, 1, tzinfo=UTC)
