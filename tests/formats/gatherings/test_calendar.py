"""Feeds of meetups: times, repetition, what moved or fell out, and hostile feeds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upslope.errors import ReadError
from upslope.formats.gatherings.calendar import read_calendar
from upslope.formats.gatherings.read import Gathered
from upslope.formats.gatherings.repeats import MOST_OCCURRENCES

TODAY = date(2026, 11, 21)
BASE = {"UID": "1@x", "SUMMARY": "ML Oslo", "DTSTART;TZID=Europe/Oslo": "20261203T180000"}
WHERE = {
    "DTEND;TZID=Europe/Oslo": "20261203T200000",
    "LOCATION": r"Quill House\, Oslo",
    "DESCRIPTION": r"Talks on NLP.\nSee https://quill.example/1",
    "CATEGORIES": "Data Science,NLP",
    "ORGANIZER;CN=Ada": "mailto:ada@quill.example",
    "ATTENDEE": "mailto:bob@quill.example",
    "STATUS": "CANCELLED",
}


def event(*more: dict[str, str], **plain: str) -> str:
    lines: dict[str, str] = {}
    for part in (BASE, *more, plain):
        lines |= part
    written = "\r\n".join(f"{name}:{value}" for name, value in lines.items() if value)
    return f"BEGIN:VEVENT\r\n{written}\r\nEND:VEVENT\r\n"


def read(*events: str, zones: str = "", today: date = TODAY) -> Gathered:
    body = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + zones + "".join(events) + "END:VCALENDAR\r\n"
    return read_calendar(body.encode(), today)


def starts(*events: str, today: date = TODAY) -> list[str | None]:
    got = read(*events, today=today)
    assert got.problems == []
    return [one.starts for one in got.gatherings]


def test_reads_every_field_and_nobody() -> None:
    (got,) = read(event(WHERE)).gatherings
    assert (got.title, got.kind, got.place) == ("ML Oslo", "meetup", "Quill House, Oslo")
    assert (got.starts, got.ends) == ("2026-12-03T17:00:00Z", "2026-12-03T19:00:00Z")
    assert got.fields == ["data-science", "nlp", "machine-learning"]
    assert (got.url, got.cancelled) == ("https://quill.example/1", True)
    assert not any(name in repr(got) for name in ("ada", "Ada", "bob"))


@pytest.mark.parametrize(
    ("start", "written"),
    [
        ({"DTSTART": "20261203T180000Z"}, "2026-12-03T18:00:00Z"),
        ({"DTSTART": "20261203T180000"}, "2026-12-03T18:00:00"),
        ({"DTSTART;VALUE=DATE": "20261203"}, "2026-12-03"),
        ({"DTSTART;TZID=UTC-8": "20261203T180000"}, "2026-12-04T02:00:00Z"),
        ({"DTSTART;TZID=Pacific Standard Time": "20261203T180000"}, "2026-12-04T02:00:00Z"),
        ({"DTSTART;TZID=Nowhere": "20261203T180000"}, "2026-12-03T18:00:00"),
    ],
)
def test_times(start: dict[str, str], written: str) -> None:
    assert starts(event({"DTSTART;TZID=Europe/Oslo": ""}, start)) == [written]


def test_events_of_days_end_on_their_last_one() -> None:
    day = {"DTSTART;TZID=Europe/Oslo": "", "DTSTART;VALUE=DATE": "20261203"}
    assert read(event(day)).gatherings[0].ends == "2026-12-03"
    assert read(event(day, {"DTEND;VALUE=DATE": "20261206"})).gatherings[0].ends == "2026-12-05"
    assert read(event(DURATION="PT90M")).gatherings[0].ends == "2026-12-03T18:30:00Z"
    assert read(event(day, DURATION="P3D")).gatherings[0].ends == "2026-12-05"


def test_what_is_over_is_left_out() -> None:
    assert starts(event(), today=date(2026, 12, 4)) == []
    assert len(starts(event(), today=date(2026, 12, 3))) == 1


def test_repetition_keeps_the_clock_of_the_place() -> None:
    weekly = {"DTSTART;TZID=Europe/Oslo": "20260924T180000", "RRULE": "FREQ=WEEKLY;BYDAY=TH"}
    first, *_ = found = starts(event(weekly))
    assert first == "2026-11-26T17:00:00Z"
    assert "2027-04-01T16:00:00Z" in found  # summer time
    assert 50 < len(found) <= MOST_OCCURRENCES
    assert starts(event(weekly), today=date(2026, 9, 24))[0] == "2026-09-24T16:00:00Z"


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=1TH;COUNT=2", ["2026-12-03", "2027-01-07"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", ["2026-12-31", "2027-01-29"]),
        ("FREQ=DAILY;UNTIL=20261205T235959Z", ["2026-12-03", "2026-12-04", "2026-12-05"]),
        ("FREQ=DAILY;UNTIL=20261204", ["2026-12-03", "2026-12-04"]),
        ("FREQ=YEARLY", ["2026-12-03", "2027-12-03"]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=2", ["2026-12-03", "2026-12-17"]),
    ],
)
def test_rules(rule: str, days: list[str]) -> None:
    assert [at and at[:10] for at in starts(event(RRULE=rule))] == days


def test_what_fell_out_or_moved() -> None:
    weekly = {"RRULE": "FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Oslo": "20261210T180000"}
    moved = {
        "RECURRENCE-ID;TZID=Europe/Oslo": "20261217T180000",
        "DTSTART;TZID=Europe/Oslo": "20261218T190000",
    }
    assert starts(event(weekly), event(moved)) == ["2026-12-03T17:00:00Z", "2026-12-18T18:00:00Z"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=1",
        "FREQ=HOURLY;COUNT=99999999",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=366",
        "FREQ=YEARLY;BYEASTER=1",
        "FREQ=DAILY;BYSECOND=0,1,2,3,4,5",
        "COUNT=3",
    ],
)
def test_rules_that_may_never_end_are_problems(rule: str) -> None:
    got = read(event(RRULE=rule), event(UID="2@x"))
    assert len(got.gatherings) == 1
    assert len(got.problems) == 1


@pytest.mark.parametrize(
    "rule",
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "FREQ=DAILY"],
)
def test_rules_that_find_nothing_or_much_end(rule: str) -> None:
    old = {"DTSTART;TZID=Europe/Oslo": "19900203T180000", "RRULE": rule}
    assert len(read(event(old)).gatherings) <= MOST_OCCURRENCES


def test_a_zone_with_an_endless_rule_is_not_run() -> None:
    endless = (
        "BEGIN:VTIMEZONE\r\nTZID:Evil/Zone\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
        "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
        "END:VTIMEZONE\r\n"
    )
    got = read(event({"DTSTART;TZID=Europe/Oslo": "", "DTSTART;TZID=Evil/Zone": "20261203T1800"}))
    assert len(got.gatherings) + len(got.problems) == 1
    got = read(
        event({"DTSTART;TZID=Europe/Oslo": "", "DTSTART;TZID=Evil/Zone": "20261203T180000"}),
        zones=endless,
    )
    assert [one.starts for one in got.gatherings] == ["2026-12-03T18:00:00"]
    cut = endless.replace("END:VTIMEZONE\r\n", "")
    assert read(event(), zones=cut.replace("Evil", "X")) is not None


def test_bad_events_hide_no_others() -> None:
    got = read(
        event(SUMMARY=""),
        event({"DTSTART;TZID=Europe/Oslo": ""}),
        event({"DTSTART;TZID=Europe/Oslo": "soon"}),
        event({"DTEND": "20260101T000000Z"}),
        event(UID="5@x"),
    )
    assert [len(got.gatherings), len(got.problems)] == [2, 3]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no calendar"),
        (b"<html>", "no calendar"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 9, "too deeply"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 25_001, "more than"),
        (b"BEGIN:VCALENDAR\r\n" + b" x" * 2**20, "more than"),
    ],
)
def test_what_is_refused(body: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        read_calendar(body, TODAY)


def test_a_feed_gives_no_more_than_a_person_could_look_at() -> None:
    daily = [event(UID=f"{number}@x", RRULE="FREQ=DAILY") for number in range(25)]
    got = read(*daily)
    assert len(got.gatherings) == 2_000
    assert "5 left out" in got.problems[0].why


@given(
    st.lists(
        st.sampled_from(["DTSTART", "DTEND", "RRULE", "EXDATE", "UID", "SUMMARY", "RECURRENCE-ID"])
    ),
    st.text(alphabet="FREQ=DAILYWKN;:,0123456789TZ+-\\ \r\n\t", max_size=80),
)
def test_any_value_is_read_or_a_problem(names: list[str], value: str) -> None:
    try:
        got = read(event(dict.fromkeys(names, value)))
    except ReadError:
        return
    assert len(got.gatherings) <= MOST_OCCURRENCES


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        read_calendar(b"BEGIN:VCALENDAR\r\n" + body, TODAY)
    except ReadError as error:
        assert "\n" not in str(error)
