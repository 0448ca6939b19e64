"""The page of events: what is to come, from files, feeds and calendars."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.apps.web.conftest import Browser
from tests.replay import Replay

_SOON = datetime.now(UTC) + timedelta(days=20)
CALENDAR = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//invented//EN
BEGIN:VEVENT
UID:1@meet.example
SUMMARY:Quillfish ML Meetup <script>alert(1)</script>
DTSTART:{_SOON:%Y%m%dT%H%M%SZ}
DTEND:{_SOON + timedelta(hours=2):%Y%m%dT%H%M%SZ}
LOCATION:Leeds, United Kingdom
URL:javascript:alert(1)
END:VEVENT
BEGIN:VEVENT
UID:2@meet.example
SUMMARY:Long ago
DTSTART:20200101T180000Z
DTEND:20200101T200000Z
LOCATION:Berlin, Germany
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
FEED = "https://meet.example/ml.ics"


def ended(browser: Browser) -> str:
    work = browser.site.works.of("events")
    assert work is not None
    work.join(30)
    return str(browser.get("/events").text)


def send(browser: Browser) -> str:
    sent = {"file": ("../ml meetups.ics", CALENDAR.encode(), "text/calendar")}
    browser.write("/events/file", {}, files=sent)
    return ended(browser)


def test_without_any_it_says_how_to_get_them(browser: Browser, replay: Replay) -> None:
    browser.site.own.door = replay.door()
    assert "No events are kept yet" in browser.get("/events").text
    assert replay.asked == []


def test_a_calendar_file_is_read_and_what_is_past_hidden(browser: Browser) -> None:
    page = send(browser)
    assert "1 new event<" in page
    assert "Quillfish ML Meetup" in page
    assert "<script>alert" not in page
    assert "1 event to come" in page
    assert "Long ago" not in page
    assert "javascript:" not in page
    assert "0 new events" in send(browser)  # the same file again takes its own place
    assert browser.site.own.events.coming()[0].gathering.origin == "ml meetups.ics"


def test_filters_and_the_calendar_file_say_the_same(browser: Browser) -> None:
    send(browser)
    assert "Nothing fits" in browser.get("/events?country=Germany").text
    assert "Quillfish" in browser.get("/events?country=GB&within=30").text
    taken = browser.get("/events/calendar.ics?country=GB")
    assert taken.headers["content-type"].startswith("text/calendar")
    assert "attachment" in taken.headers["content-disposition"]
    assert b"Quillfish ML Meetup" in taken.content
    assert b"Quillfish" not in browser.get("/events/calendar.ics?country=DE").content


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("country=Atlantis", "There is no country"),
        ("within=soon", "Write a number"),
        ("kind=party", "Choose one of these"),
    ],
)
def test_a_wrong_filter_is_said(browser: Browser, query: str, says: str) -> None:
    send(browser)
    for path in ("/events", "/events/calendar.ics"):
        found = browser.get(f"{path}?{query}")
        assert found.status_code == 422
        assert says in found.text


def test_a_calendar_is_asked_by_its_address(browser: Browser, replay: Replay) -> None:
    browser.site.own.door = replay.door()
    replay.serve(FEED, CALENDAR, headers={"Content-Type": "text/calendar"})
    replay.serve("https://meet.example/robots.txt", b"", 404)
    browser.write("/events/collect", {"url": FEED})
    assert "1 new event<" in ended(browser)
    replay.serve("https://away.example/ml.ics", b"", 503)
    browser.write("/events/collect", {"url": "https://away.example/ml.ics"})
    page = ended(browser)
    assert "0 new events" in page
    assert "503" in page


@pytest.mark.parametrize(
    ("path", "sent", "says"),
    [
        ("/events/collect", {"url": "file:///etc/passwd"}, "is no feed of events"),
        ("/events/collect", {"feed": "<b>none"}, "is no feed of events"),
        ("/events/file", {}, "Choose a file"),
    ],
)
def test_what_is_wrong_is_said(
    browser: Browser, replay: Replay, path: str, sent: dict[str, str], says: str
) -> None:
    browser.site.own.door = replay.door()
    found = browser.write(path, sent)
    assert found.status_code == 422
    assert says in found.text
    assert "<b>none" not in found.text
    assert replay.asked == []
