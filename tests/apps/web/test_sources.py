"""The page of the sources: what it shows, and that collecting from it stands up to bad boards."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from tests.apps.web.conftest import Browser
from tests.replay import Asked, Replay, reply

from upslope.apps.web.site import Site
from upslope.records import Filters
from upslope.workspace import Workspace

SAVED = """<html><script type="application/ld+json">{"@context": "https://schema.org",
"@type": "JobPosting", "title": "Machine Learning Engineer", "description": "Train models.",
"hiringOrganization": {"name": "Quillfish"}, "url": "https://quillfish.example/1"}</script></html>
"""


def board(name: str) -> str:
    return f"https://boards-api.greenhouse.io/v1/boards/{name}/jobs?content=true"


def listing(*numbers: int) -> str:
    jobs = [
        {
            "id": number,
            "title": f"Machine Learning Engineer {number}",
            "absolute_url": f"https://quillfish.example/{number}",
            "location": {"name": "Leeds, UK"},
            "content": "Train models in Python.",
        }
        for number in numbers
    ]
    return json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}})


@pytest.fixture
def collecting(browser: Browser, replay: Replay) -> Browser:
    """A browser whose workspace asks the loopback replay."""
    own = browser.site.own
    own.door = replay.door(validators=own.store.replies)
    return browser


def ended(browser: Browser, kind: str = "collect") -> str:
    """Wait until a work has ended, and return the page of the sources then."""
    work = browser.site.works.of(kind)
    assert work is not None
    work.join(30)
    assert not work.is_running
    return str(browser.get("/sources").text)


def test_looking_asks_nothing_of_the_network(collecting: Browser, replay: Replay) -> None:
    for path in ("/sources", "/sources/greenhouse", "/sources/adzuna", "/sources/hn"):
        found = collecting.get(path)
        assert found.status_code == 200
    assert replay.asked == []
    assert "Greenhouse" in collecting.get("/sources").text
    assert "not set" in collecting.get("/sources/adzuna").text


def test_one_bad_board_never_stops_the_others(collecting: Browser, replay: Replay) -> None:
    for name in ("quillfish", "maintained", "away"):
        collecting.write("/sources/add", {"source": "greenhouse", "board": name})
    replay.serve(board("quillfish"), listing(1, 2))
    replay.serve(board("maintained"), "<html>maintenance</html>")
    replay.serve(board("away"), b"", 503)
    assert collecting.write("/sources/collect").url.path == "/sources"
    page = ended(collecting)
    assert "1 of 3 boards read" in page
    assert "Not read whole: 2" in page
    assert "2 new" in page
    assert "Sample openings" not in collecting.get("/market").text
    shown = collecting.get("/sources/greenhouse").text
    assert "a web page, not JSON" in shown
    assert "not read" in shown


def test_two_at_once_are_refused_and_a_stopped_one_keeps_what_came(
    collecting: Browser, replay: Replay
) -> None:
    going_on = threading.Event()

    def slow(_: Asked) -> Iterator[bytes]:
        going_on.wait(10)
        yield reply(listing(3))

    replay.serve(board("a-quick"), listing(1))
    replay.play(board("b-slow"), slow)
    for name in ("a-quick", "b-slow", "c-later"):
        collecting.write("/sources/add", {"source": "greenhouse", "board": name})
    collecting.write("/sources/collect")
    while not collecting.site.works.of("collect").done:  # type: ignore[union-attr]
        threading.Event().wait(0.02)
    part = collecting.part("/sources").text
    assert "<progress" in part
    assert "1 of 3" in part
    assert "<h1" not in part
    assert "One thing at a time" in collecting.write("/sources/collect").text
    collecting.write("/work/collect/stop", {"next": "/sources"})
    page = ended(collecting)
    going_on.set()
    assert "stopped" in page
    assert "2 were not asked" in page
    assert len(collecting.site.own.search(Filters()).rows) == 1


def test_work_ends_with_the_server(workspace: Workspace, replay: Replay) -> None:
    workspace.door = replay.door(validators=workspace.store.replies)
    workspace.visits.add("greenhouse", "slow")
    opened = threading.Event()

    def slow(_: Asked) -> Iterator[bytes]:
        opened.wait(10)
        yield reply(listing(1))

    replay.play(board("slow"), slow)
    with Browser(Site(workspace)) as browser:
        browser.come_in()
        browser.write("/sources/collect")
    assert not [one for one in threading.enumerate() if one.name.startswith("work-")]
    opened.set()


def test_beside_another_process_nothing_is_asked(collecting: Browser, replay: Replay) -> None:
    collecting.write("/sources/add", {"source": "greenhouse", "board": "quillfish"})
    with collecting.site.own.visits.alone():
        collecting.write("/sources/collect")
        page = ended(collecting)
    assert "is visiting boards now" in page
    assert replay.asked == []
    collecting.write("/work/collect/forget", {"next": "/sources"})
    assert "is visiting boards now" not in collecting.get("/sources").text


def test_a_board_is_found_shown_and_added_only_when_agreed(
    collecting: Browser, replay: Replay
) -> None:
    replay.serve(board("quillfish"), listing(1, 2))
    collecting.write("/sources/find", {"asked": "https://boards.greenhouse.io/quillfish"})
    page = ended(collecting, "find")
    assert "Machine Learning Engineer 2" in page
    assert "Add this board" in page
    assert collecting.site.own.visits.wanted() == []
    said = collecting.write("/sources/add", {"source": "greenhouse", "board": "quillfish"}).text
    assert "is visited from now on" in said
    assert collecting.site.own.visits.wanted() == [("greenhouse", "quillfish")]
    removed = collecting.write("/sources/remove", {"source": "greenhouse", "board": "quillfish"})
    assert "is not visited any more" in removed.text
    assert collecting.site.own.visits.wanted() == []


def test_one_board_is_collected_and_a_wrong_closing_undone(
    collecting: Browser, replay: Replay
) -> None:
    replay.serve(board("quillfish"), listing(1, 2))
    replay.serve(board("quillfish"), listing(1))
    for _ in range(2):
        collecting.write("/sources/greenhouse/collect", {"board": "quillfish"})
        page = ended(collecting)
    assert "1 closed" in page
    own = collecting.site.own
    [run] = own.store.runs.list(closing=True)
    assert run.id in page
    said = collecting.write("/sources/undo", {"run": run.id}).text
    assert "1 openings of greenhouse quillfish are open again" in said
    assert len(own.search(Filters()).rows) == 2


def test_a_file_is_read_and_not_kept(collecting: Browser) -> None:
    sent = {"file": ("../../saved page.html", SAVED.encode(), "text/html")}
    collecting.write("/sources/file", {"company": ""}, files=sent)
    page = ended(collecting, "file")
    assert "1 new" in page
    own = collecting.site.own
    [run] = own.store.runs.list()
    assert run.board == "saved page.html"
    assert not [one for one in (own.store.folder / "running").iterdir() if one.is_dir()]


def test_a_file_that_is_none_is_said_to_be(collecting: Browser) -> None:
    sent = {"file": ("<b>x</b>.html", b"\x00\x01\x02 nothing", "text/html")}
    collecting.write("/sources/file", {}, files=sent)
    page = ended(collecting, "file")
    assert "<b>x" not in page
    assert "0 new" in page or "problem" in page


@pytest.mark.parametrize(
    ("path", "sent", "says"),
    [
        ("/sources/collect", {}, "No board of yours is known yet"),
        ("/sources/find", {"asked": " "}, "Write the company"),
        ("/sources/directory", {"group": "<i>none"}, "The directory has no group"),
        ("/sources/file", {"company": "Quillfish"}, "Choose a file"),
        ("/sources/page", {"url": "javascript:alert(1)"}, "An address begins with https://"),
        ("/sources/email_alerts/collect", {"board": "<b>x"}, "cannot be asked over the network"),
        ("/sources/add", {"source": "greenhouse", "board": ""}, "Write its name."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(
    collecting: Browser, replay: Replay, path: str, sent: dict[str, Any], says: str
) -> None:
    found = collecting.write(path, sent)
    assert found.status_code == 422
    assert says in found.text
    assert "<i>none" not in found.text
    assert "<b>x" not in found.text
    if "company" in sent:
        assert 'value="Quillfish"' in found.text
    assert replay.asked == []


def test_a_source_that_is_none_is_said_to_be(collecting: Browser) -> None:
    found = collecting.get("/sources/nowhere")
    assert found.status_code == 400
    assert "There is no source" in found.text


def test_the_directory_is_asked_for_groups_of_openings_of_the_field(
    collecting: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def collect(*given: Any, **options: Any) -> list[Any]:
        asked.append((given, options["groups"], options["only_ml"]))
        return []

    monkeypatch.setattr(collecting.site.own, "collect", collect)
    collecting.write("/sources/directory", {"group": ["labs", "health"]})
    ended(collecting)
    collecting.write("/sources/directory")
    ended(collecting)
    assert asked == [((None,), ["labs", "health"], True), ((None,), [], True)]
