"""What is due, what was applied to before, and both as a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from upslope.guide.tracker.already import already
from upslope.guide.tracker.calendar import calendar
from upslope.guide.tracker.due import due
from upslope.records import Application, Status, StatusStep, Written

TODAY = date(2026, 11, 22)


def written(id: str, kind: Any, day: str, text: str = "", **more: Any) -> Written:
    at = "2026-11-02T08:00:00.000+00:00"
    data = {"day": day, **({"text": text} if text else {})}
    return Written(id=id, kind=kind, data=data, at=at, number=int(id), **more)


def application(company: str, *statuses: Status, **fields: Any) -> Application:
    steps = [
        StatusStep(status=status, day=f"2026-11-0{number}", at="")
        for number, status in enumerate(statuses, 1)
    ]
    return Application(id=company.casefold(), company=company, steps=steps, **fields)


def test_reminders_stay_due_and_days_pass() -> None:
    one = application(
        "Quillfish",
        written=[
            written("1", "reminder", "2026-11-30"),
            written("2", "reminder", "2026-11-01"),
            written("3", "reminder", "2026-11-01", done=True),
            written("4", "date", "2026-11-21"),
            written("5", "date", "2026-11-22"),
            written("6", "reminder", "2027-01-01"),
            Written(id="7", kind="note", data={"text": "x"}, at="", number=7),
        ],
    )
    gone = application("Tarnbeck", written=one.written, removed=True)
    found = due([one, gone], date(2026, 11, 30), TODAY)
    assert [what.id for _, what in found] == ["2", "5", "1"]


def test_the_same_employer_is_found_by_any_spelling() -> None:
    known = [
        application("Quillfish GmbH", "saved", "applied", "rejected"),
        application("The QUILLFISH", "applied", posting="gh-1"),
        application("Quillfish", "saved"),
        application("Quillfish AG", "applied", removed=True),
        application("Tarnbeck", "applied"),
        application("", "applied"),
    ]
    found = already(known, ["gh-1", "gh-2"], "Quillfish, Inc.")
    assert [(one.same, one.day, one.status) for one in found] == [
        ("opening", "2026-11-01", "applied"),
        ("employer", "2026-11-02", "rejected"),
    ]
    assert already(known, [], None) == already(known, [], "  ") == []


def events(applications: list[Application]) -> dict[str, Any]:
    read = Calendar.from_ical(calendar(applications))
    return {str(event["UID"]): event for event in read.walk("VEVENT")}


def test_an_entry_keeps_its_uid_when_it_is_moved() -> None:
    first = application("Quillfish", written=[written("1", "date", "2026-12-01", "Interview")])
    [(uid, event)] = events([first]).items()
    assert event.decoded("DTSTART") == date(2026, 12, 1)
    assert event.decoded("DTEND") == date(2026, 12, 2)
    assert len(event.walk("VALARM")) == 2
    moved = Written(id="1", kind="date", data={"day": "2026-12-05"}, at="2026-11-03", number=9)
    [(again, later)] = events([application("Quillfish", written=[moved])]).items()
    assert again == uid
    assert later.decoded("DTSTART") == date(2026, 12, 5)
    assert later["SEQUENCE"] > event["SEQUENCE"]


def test_what_is_done_or_removed_is_in_no_calendar() -> None:
    over = application("Quillfish", written=[written("1", "reminder", "2026-12-01", done=True)])
    gone = application("T", removed=True, written=[written("2", "date", "2026-12-01")])
    assert events([over, gone]) == {}


@given(st.text(), st.text(), st.text())
def test_any_text_gives_a_calendar_that_can_be_read(title: str, text: str, place: str) -> None:
    hostile = [written("1", "date", "2026-12-01", text), written("2", "reminder", "2026-12-01")]
    one = Application(id="a", title=title, place=place, url="https://x.example", written=hostile)
    assert len(events([one])) == 2
    assert b"\nBEGIN:VEVENT" in calendar([one])
    assert calendar([one]).count(b"\nBEGIN:VEVENT") == 2


def test_a_line_of_any_time_is_in_the_calendar() -> None:
    for at in ("", "yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        one = msgspec.structs.replace(written("7", "date", "2026-12-01"), at=at)
        [event] = Calendar.from_ical(calendar([application("Quillfish", written=[one])])).events
        assert event.start == date(2026, 12, 1), at
