"""Events and evidence end to end: feeds over the wire, files, folders, commands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from upslope.apps.cli import cli
from upslope.errors import StatusError, UsageError
from upslope.records import Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.feeds import FEEDS, requests_of
from upslope.workspace import Workspace

LIST = """
- title: QFC
  year: 2099
  id: qfc99
  link: https://qfc.example
  deadlines: [{type: paper, label: Paper, date: '2098-12-01 23:59:59', timezone: AoE}]
  city: Oslo
  country: Norway
  start: 2099-03-01
  end: 2099-03-05
  tags: [machine-learning]
"""
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:ML Oslo\r\n"
    "DTSTART:20981203T180000Z\r\nLOCATION:Oslo\\, Norway\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
NOTEBOOKS = [{"ref": "ada/fish", "title": "Fish", "kernelType": "notebook", "totalVotes": 7}]


class Door:
    """Answers from a table; what is not in it is not there."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self.pages, self.asked = pages, list[Request]()

    def get(
        self,
        request: Request,
        allow_hosts: tuple[str, ...] = (),
        *,
        interval: float = 1.0,
        caps: Caps | None = None,
    ) -> Reply:
        self.asked.append(request)
        for part, body in self.pages.items():
            if part in request.url:
                return Reply(url=request.url, body=body.encode())
        raise StatusError(f"{request.url} answered 404.", status=404)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Door:
    made = Door({"icml.yml": LIST, "oslo.ics": CALENDAR, "kernels/list": json.dumps(NOTEBOOKS)})
    made.pages |= {"datasets/list": "[]", "competitions/list": "[]"}  # type: ignore[operator]
    monkeypatch.setattr(Workspace, "door", made)
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def test_without_anything_it_says_how_to_get_some() -> None:
    done = run("events")
    assert done.exit_code == 0
    assert "upslope events collect" in done.stderr


def test_feeds_are_collected_and_calendars_remembered(door: Door) -> None:
    with Workspace() as workspace:
        fed = list(workspace.events.collect(["ai-deadlines", "webcal://meet.example/oslo.ics"]))
        assert [(one.stored.new, one.error) for one in fed] == [(1, None), (1, None)]
        door.asked.clear()
        again = list(workspace.events.collect())
    assert sum(one.stored.same for one in again) == 2
    asked = [request.url for request in door.asked]
    assert "https://meet.example/oslo.ics" in asked
    assert not any("kaggle" in url for url in asked)
    assert any("conference-data" in url for url in asked)


def test_a_calendar_that_is_not_there_is_said(door: Door) -> None:
    done = run("events", "collect", "https://meet.example/none.ics")
    assert isinstance(done.exception, StatusError)
    with pytest.raises(UsageError, match="no feed"), Workspace() as workspace:
        list(workspace.events.collect(["nowhere"]))


def test_files_and_folders_are_imported_and_bad_ones_said(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    (folder / "in").mkdir(parents=True)
    (folder / "qfc.yml").write_text(LIST + "- {title: Pike, start: 2099-02-31}\n")
    (folder / "in/oslo.ics").write_text(CALENDAR)
    (folder / "page.json").write_text("<html>")
    (folder / "notes.txt").write_text("not a list")
    done = run("events", "collect", "--from", str(folder))
    assert done.exit_code == 0, done.output
    assert "2 new events" in done.stderr and "from 2 lists" in done.stderr
    assert "qfc.yml, row 2" in done.stderr and "page.json" in done.stderr
    assert isinstance(run("events", "collect", "--from", str(tmp_path / "x")).exception, UsageError)


@pytest.fixture
def collected(tmp_path: Path) -> None:
    (tmp_path / "qfc.yml").write_text(LIST)
    (tmp_path / "oslo.ics").write_text(CALENDAR)
    for name in ("qfc.yml", "oslo.ics"):
        assert run("events", "collect", "--from", str(tmp_path / name)).exit_code == 0


@pytest.mark.usefixtures("collected")
def test_events_are_shown_filtered_and_given_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    __import__("time").tzset()
    shown = run("events").stdout
    assert "2098-12-02 06:59 EST" in shown and "2098-12-02 11:59 UTC" in shown
    assert "(AoE)" in shown
    lines = [json.loads(line) for line in run("events", "--json").stdout.splitlines()]
    assert [line["title"] for line in lines] == ["QFC 2099", "ML Oslo"]
    assert lines[0]["next_at"] == "2098-12-02T11:59:59Z"
    assert lines[0]["next_local"] == "2098-12-02T06:59:59-05:00"
    assert lines[0]["country"] == "NO"
    assert run("events", "--kind", "meetup", "--json").stdout.count("\n") == 1
    assert "0 of 0" in run("events", "--within", "30").stderr
    assert run("events", "--before", "soon").exit_code == 2
    monkeypatch.undo()
    __import__("time").tzset()


@pytest.mark.usefixtures("collected")
def test_a_calendar_file_is_written(tmp_path: Path) -> None:
    file = tmp_path / "out.ics"
    assert "2 events" in run("events", "--ics", str(file)).stderr
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in events} == {"QFC 2099", "QFC 2099: Paper", "ML Oslo"}


def test_kaggle_is_asked_with_the_persons_own_key(door: Door) -> None:
    done = run("evidence", "kaggle", "--json")
    assert json.loads(done.stdout)["title"] == "Fish"
    assert [request.url.rpartition("/v1/")[2].partition("?")[0] for request in door.asked] == [
        "kernels/list",
        "datasets/list",
        "competitions/list",
    ]
    assert all(request.keys == ("kaggle",) for request in door.asked)
    assert all("{kaggle:basic}" in request.headers["Authorization"] for request in door.asked)


def test_evidence_is_added_listed_and_removed(tmp_path: Path) -> None:
    assert "Nothing is kept" in run("evidence").stderr
    add = ("evidence", "add", "--title", "Fish counter", "--at", "2026-05-01")
    assert run(*add, "--url", "https://you.example/fish", "--shows", "95 % counted").exit_code == 0
    assert run(*add, "--url", "https://you.example/fish").exit_code == 0  # the same, anew
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(NOTEBOOKS))
    assert "1 piece of" in run("evidence", "kaggle", "--from", str(file)).stderr
    lines = [json.loads(line) for line in run("evidence", "--json").stdout.splitlines()]
    assert [line["title"] for line in lines] == ["Fish counter", "Fish"]
    assert "Fish counter" in run("evidence").stdout
    assert run("evidence", "remove", lines[0]["id"][:6]).exit_code == 0
    assert run("evidence", "--json").stdout.count("\n") == 1
    assert isinstance(run(*add, "--url", "javascript:x").exception, UsageError)


def test_every_feed_is_asked_at_a_known_host() -> None:
    day = date(2026, 11, 21)
    urls = {name: [request.url for request in requests_of(name, day)] for name in FEEDS}
    assert len(urls["ai-deadlines"]) >= 65
    assert any(url.endswith("/ruleml%2Brr.yml") for url in urls["ai-deadlines"])
    assert any(url.endswith("/2027/data.json") for url in urls["confs.tech"])
    hosts = {url.split("/")[2] for of in urls.values() for url in of}
    assert hosts == {"raw.githubusercontent.com", "www.kaggle.com"}


@pytest.mark.shared
def test_all_shared_events_are_taken_in_once(shared: Path) -> None:
    with Workspace() as workspace:
        fed = list(workspace.events.collect_from(str(shared / "data/events")))
        again = list(workspace.events.collect_from(str(shared / "data/events")))
        every: list[Any] = workspace.events.coming()
    assert sum(one.stored.new for one in fed) == 122 + 1310
    assert not any(one.problems or one.error for one in fed)
    assert sum(one.stored.new + one.stored.changed for one in again) == 0
    assert every == sorted(every, key=lambda one: one.at)
