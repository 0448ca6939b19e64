"""The page of the day: what is new, what is due, and where a first visit leads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from starlette.requests import Request
from tests.apps.web.conftest import Browser
from tests.store.made_up import posting, take

from upslope.apps.web.forms import Form
from upslope.apps.web.parts.fresh import cookie, since
from upslope.records import Application, Suggestion
from upslope.workspace import Workspace

TODAY = date.today()


def _day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


@pytest.fixture
def sample(workspace: Workspace) -> Workspace:
    return workspace.stocked()


@pytest.fixture
def tracked(sample: Workspace) -> Application:
    return sample.tracker.add(company="Tidewheel", title="Forecaster", day=_day(-9))


def test_who_comes_first_is_led_to_the_welcome(browser: Browser) -> None:
    found = browser.get("/", follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (303, "/welcome")


def test_who_tracks_something_without_a_resume_is_asked_for_one(
    browser: Browser, tracked: Application
) -> None:
    found = browser.get("/")
    assert found.status_code == 200
    assert "Choose a resume" in found.text
    assert "1 applied" not in found.text
    assert "Nothing moved" in found.text


def test_new_openings_are_ranked_and_those_on_the_board_left_out(
    browser: Browser, sample: Workspace
) -> None:
    sample.person.keep_sample_resume("data_scientist")
    ranked = sample.rank(top=2).rows
    best, second = ranked.values()
    sample.tracker.track(best[0])
    text = _whole(browser)
    assert f"/openings/{best[0].id}" not in text
    assert f'href="/openings/{second[0].id}"' in text
    assert "You both name" in text
    assert "in the last 7 days" in text


def test_a_resume_that_is_damaged_is_said(browser: Browser, tracked: Application) -> None:
    home = browser.site.own.settings.home
    browser.site.own.person.keep_sample_resume("data_scientist")
    file = browser.site.own.person.resume_file()
    assert file is not None and file.is_relative_to(home)
    file.write_bytes(b"%PDF-1.4 nothing")
    found = browser.get("/")
    assert found.status_code == 200
    assert "Your resume could not be used" in found.text


def test_what_is_due_is_done_or_put_off(
    browser: Browser, sample: Workspace, tracked: Application
) -> None:
    sample.tracker.remind(tracked, _day(-2), "Ask <b>them</b>")
    text = browser.get("/").text
    assert "2 days overdue" in text
    assert "Ask &lt;b&gt;them&lt;/b&gt;" in text
    [reminder] = sample.tracker.get(tracked.id).written
    sent = {"day": _day(7), "seen": reminder.number, "back": "/"}
    for _ in range(2):  # a double click
        put_off = browser.write(f"/tracker/{tracked.id}/written/{reminder.id}", sent)
        assert put_off.status_code == 200
    [later] = sample.tracker.get(tracked.id).written
    assert later.data == {"day": _day(7), "text": "Ask <b>them</b>"}
    assert len(sample.tracker.journal(tracked)) == 4
    browser.write(f"/tracker/{tracked.id}/done/{reminder.id}", {"back": "/"})
    assert "Ask &lt;b&gt;" not in browser.get("/").text


def test_closings_and_deadlines_of_what_is_saved(browser: Browser, workspace: Workspace) -> None:
    both = [posting(1, valid_through=_day(5)), posting(2)]
    take(workspace.store, both)
    workspace.tracker.track("gh-1")
    one = workspace.tracker.track("gh-2")
    text = browser.get("/").text
    assert "apply by" in text
    assert "Adverts that closed" not in text
    assert "1 board." in text
    take(workspace.store, both[:1])
    assert "Adverts that closed" in browser.get("/").text
    browser.write(f"/tracker/{one.id}/closing", {"back": "/"})
    assert "Adverts that closed" not in browser.get("/").text


def test_what_a_mail_suggests_waits_here(
    browser: Browser, sample: Workspace, tracked: Application
) -> None:
    says = Suggestion(
        id="s1",
        application=tracked.id,
        status="interview",
        day=_day(0),
        quote="<script>alert(1)</script>",
        sender="hr@tidewheel.example",
        subject="",
    )
    sample.own.store.suggestions.put([says])
    text = browser.get("/").text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    browser.write("/suggestions/s1", {"answer": "agree", "back": "/"})
    again = browser.write("/suggestions/s1", {"answer": "agree", "back": "/"})
    assert "answered already" in again.text
    assert [step.status for step in sample.tracker.get(tracked.id).steps] == [
        "applied",
        "interview",
    ]


@pytest.mark.parametrize(
    ("kept", "asked", "day", "keeps"),
    [
        ("", {}, -7, f".{_day(0)}"),
        (f".{_day(-3)}", {}, -3, f"{_day(-3)}.{_day(0)}"),
        (f"{_day(-3)}.{_day(0)}", {}, -3, f"{_day(-3)}.{_day(0)}"),
        (f".{_day(-500)}", {}, -90, f"{_day(-500)}.{_day(0)}"),
        (f".{_day(-3)}", {"days": "30"}, -30, f"{_day(-3)}.{_day(0)}"),
        ("nonsense", {"days": "99999"}, -90, f".{_day(0)}"),
    ],
)
def test_new_is_what_came_since_the_last_visit(
    kept: str, asked: dict[str, str], day: int, keeps: str
) -> None:
    visit = _Visit(kept, asked)
    found = since(visit, TODAY)  # type: ignore[arg-type]
    assert (found.day, found.kept) == (_day(day), keeps)


class _Visit:
    """As much of a visit as the question takes."""

    def __init__(self, kept: str, asked: dict[str, str]) -> None:
        self.asked = Form({name: [text] for name, text in asked.items()})
        headers = [(b"host", b"127.0.0.1:8571")]
        scope = {"type": "http", "headers": headers, "path": "/", "query_string": b""}
        self.request = Request(scope)
        self.request._cookies = {cookie(self): kept}  # type: ignore[arg-type]


def test_the_browser_keeps_the_day_of_the_visit(browser: Browser, tracked: Application) -> None:
    assert f".{_day(0)}" in browser.get("/").headers["set-cookie"]
    assert "HttpOnly" in browser.get("/").headers["set-cookie"]


def _whole(browser: Browser) -> str:
    for _ in range(200):
        text = browser.get("/").text
        if "Ranking what is new" not in text:
            return text
    raise AssertionError("it never ends")
