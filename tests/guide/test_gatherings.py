"""What is to come: filters, order, what two feeds have alike, and the calendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from upslope.errors import UsageError
from upslope.guide.calendar_file import calendar_file
from upslope.guide.gatherings import Wanted, coming, located, remaining, together
from upslope.records import Deadline, Gathering

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def conference(id: str = "1", **fields: Any) -> Gathering:
    usual = {
        "kind": "conference",
        "title": "QFC 2027",
        "fields": ["machine-learning", "computer-vision"],
        "place": "Oslo, Norway",
        "starts": "2027-03-01",
        "ends": "2027-03-05",
        "deadlines": [
            Deadline(at="2026-12-02T11:59:59Z", label="Abstract", kind="abstract", zone="AoE"),
            Deadline(at="2026-12-09T11:59:59Z", label="Paper", kind="paper", zone="AoE"),
            Deadline(at="2026-11-30T00:00:00Z", label="News", kind="notification", enters=False),
        ],
        "origin": "a",
        "seen_at": "2026-11-01T08:00:00+00:00",
    }
    return located([Gathering(id=id, **{**usual, **fields})])[0]


def meetup(id: str = "m", **fields: Any) -> Gathering:
    starts = "2026-11-26T17:00:00Z"
    usual = {"title": "ML Oslo", "starts": starts, "ends": starts, "fields": ["machine-learning"]}
    return located(
        [
            Gathering(
                id=id, kind="meetup", seen_at="2026-11-01T08:00:00+00:00", **{**usual, **fields}
            )
        ]
    )[0]


def titles(*those: Gathering, now: datetime = NOW, **wanted: Any) -> list[str]:
    return [one.gathering.title for one in coming(those, Wanted(**wanted), now)]


@pytest.mark.parametrize(
    ("now", "what", "told"),
    [
        (NOW, "Abstract", "2026-12-02T11:59:59Z"),
        (datetime(2026, 12, 2, 11, 59, 59, tzinfo=UTC), "Abstract", "2026-12-02T11:59:59Z"),
        (datetime(2026, 12, 2, 12, tzinfo=UTC), "Paper", "2026-12-09T11:59:59Z"),
        (datetime(2026, 12, 10, tzinfo=UTC), "starts", "2027-03-01"),
        (datetime(2027, 3, 1, 0, 0, 1, tzinfo=UTC), "ends", "2027-03-05"),
        (datetime(2027, 3, 5, 23, tzinfo=UTC), "ends", "2027-03-05"),
    ],
)
def test_what_comes_next(now: datetime, what: str, told: str) -> None:
    (one,) = coming([conference()], now=now)
    assert (one.what, one.told) == (what, told)


def test_what_is_over_is_shown_only_when_asked_for() -> None:
    later = datetime(2027, 3, 6, tzinfo=UTC)
    assert titles(conference(), now=later) == []
    assert titles(conference(), now=later, past=True) == ["QFC 2027"]
    assert titles(conference(cancelled=True)) == []


def test_the_nearest_comes_first() -> None:
    other = conference("2", title="Pike", starts="2026-11-25", ends="2026-11-26", deadlines=[])
    assert titles(conference(), meetup(), other) == ["Pike", "ML Oslo", "QFC 2027"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"field": "cv"}, True),
        ({"field": "Computer Vision"}, True),
        ({"field": "nlp"}, False),
        ({"place": "oslo"}, True),
        ({"place": "Rome"}, False),
        ({"place": "online"}, False),
        ({"country": "norway"}, True),
        ({"country": "NO"}, True),
        ({"country": "Italy"}, False),
        ({"kind": "meetup"}, False),
        ({"kind": "conference"}, True),
        ({"within": 10}, False),
        ({"within": 11}, True),
        ({"before": date(2026, 12, 1)}, False),
        ({"before": date(2026, 12, 2)}, True),
    ],
)
def test_filters(wanted: dict[str, Any], found: bool) -> None:
    assert bool(titles(conference(), **wanted)) is found


def test_a_country_that_is_none_is_said() -> None:
    with pytest.raises(UsageError, match="no country 'Atlantis'"):
        coming([conference()], Wanted(country="Atlantis"), NOW)


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Quillfish Conference (QFC) 2027", "url": "https://www.qfc.example/"},
        {"title": "QFC"},
        {"title": "The Fish Days", "url": "http://qfc.example/2027?x=1"},
        {"title": "QFC", "place": None},
    ],
)
def test_the_same_event_of_two_feeds_is_shown_once(other: dict[str, Any]) -> None:
    first = conference(url="https://qfc.example/2027")
    more = [Deadline(at="2026-11-28", label="Talks", kind="cfp")]
    second = conference("2", **{"origin": "b", "deadlines": more, "fields": ["data"], **other})
    for order in ([first, second], [second, first]):
        (one,) = together(order)
        assert one.title == "QFC 2027"
        assert [told.label for told in one.deadlines] == ["Abstract", "Paper", "News", "Talks"]
        assert one.fields == ["machine-learning", "computer-vision", "data"]


@pytest.mark.parametrize(
    "other",
    [
        {"starts": "2027-03-02"},
        {"title": "Pike Days"},
        {"place": "Rome, Italy"},
        {"place": "Bergen, Norway"},
        {"title": "PyData Oslo", "url": "https://pydata.example"},
    ],
)
def test_different_events_stay_apart(other: dict[str, Any]) -> None:
    assert len(together([conference(), conference("2", **{"origin": "b", **other})])) == 2


def test_a_feed_tells_its_own_meetups_apart() -> None:
    assert len(together([meetup("1", origin="a"), meetup("2", origin="a")])) == 2
    assert len(together([meetup("1", origin="a"), meetup("2", origin="b")])) == 1


@given(st.integers(0, 10**8))
def test_remaining_is_never_more_than_there_is(seconds: int) -> None:
    said = remaining(NOW + timedelta(seconds=seconds), NOW)
    units = {"d": 86_400, "h": 3_600, "min": 60}
    words = said.split()
    told = sum(int(n) * units[unit] for n, unit in zip(words[::2], words[1::2], strict=True))
    assert 0 <= seconds - told < (86_400 if told >= 14 * 86_400 else 3_600)


def read_back(*those: Gathering) -> list[Any]:
    written = calendar_file(coming(those, now=NOW), NOW)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    calendar = Calendar.from_ical(written)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    return list(calendar.walk("VEVENT"))


def test_a_calendar_file_holds_the_event_and_its_open_deadlines() -> None:
    event, abstract, paper = read_back(
        conference(note="Zürich; it, too\nis far", url="https://q.example")
    )
    assert event["DTSTART"].dt == date(2027, 3, 1)
    assert event["DTEND"].dt == date(2027, 3, 6)  # the day after the last
    assert "Zürich; it, too\nis far" in str(event["DESCRIPTION"])
    assert abstract["DTSTART"].dt == datetime(2026, 12, 2, 11, 59, 59, tzinfo=UTC)
    assert str(abstract["SUMMARY"]) == "QFC 2027: Abstract"
    assert "AoE" in str(abstract["DESCRIPTION"])
    alarms = [alarm["TRIGGER"].dt for alarm in paper.walk("VALARM")]
    assert alarms == [timedelta(days=-7), timedelta(days=-1)]
    assert event.walk("VALARM") == []


def test_the_same_data_give_the_same_bytes() -> None:
    later = NOW + timedelta(hours=5)
    those = coming([conference(), meetup()], now=NOW)
    assert calendar_file(those, NOW) == calendar_file(those, later)
    moved = msgspec.structs.replace(conference(), starts="2027-03-08", ends="2027-03-12")
    assert [e["UID"] for e in read_back(conference())] == [e["UID"] for e in read_back(moved)]
    uids = [e["UID"] for e in read_back(conference(), meetup())]
    assert len(set(uids)) == len(uids)


def test_an_end_is_later_than_the_start_and_rounds_have_uids_of_their_own() -> None:
    rounds = [
        Deadline(at=f"2026-{month}-01T11:59:59Z", label="Paper", kind="paper")
        for month in ("10", "12")
    ]
    twice = conference(deadlines=[*rounds, Deadline(at="2027-01-01", label="Paper", kind="paper")])
    events = read_back(twice, meetup())
    assert all("DTEND" not in e or e["DTEND"].dt > e["DTSTART"].dt for e in events)
    uids = [str(event["UID"]) for event in events]
    assert sorted(uids) == [
        "1-paper-paper-2@upslope",
        "1-paper-paper-3@upslope",
        "1@upslope",
        "m@upslope",
    ]


def test_times_and_days_in_a_calendar_file() -> None:
    (event,) = read_back(meetup(ends="2026-11-26T19:00:00Z"))
    assert event["DTEND"].dt == datetime(2026, 11, 26, 19, tzinfo=UTC)
    (there,) = read_back(meetup(starts="2026-11-26T18:00:00", ends="2026-11-26T20:00:00"))
    assert there["DTSTART"].dt == datetime(2026, 11, 26, 18)  # by the clock of the place
    day = conference(deadlines=[Deadline(at="2026-12-01", label="Talks", kind="cfp")])
    assert read_back(day)[1]["DTSTART"].dt == date(2026, 12, 1)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_can_be_written_and_read_back(title: str, note: str) -> None:
    event = read_back(conference(title=title, note=note, deadlines=[]))[0]
    assert event["UID"] == "1@upslope"
