"""Boards visited as they fall due: one round at a time, nothing forgotten, nobody held up."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from upslope.errors import DamagedError, StatusError, StoreError, UpslopeError, UsageError
from upslope.pipeline import schedule
from upslope.records import Reply, Request, Run
from upslope.sources.systems.ashby import Ashby
from upslope.store.disk.owner import alone_if
from upslope.workspace import Workspace, visits

HOUR = 3600.0
ROWS = [
    {"id": "1", "text": "ML Engineer", "categories": {}},
    {"id": "2", "text": "Cook", "categories": {}},
]


class Played:
    """A door that answers by host and path; ``broken`` paths are answered by 503."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.rows: list[dict[str, Any]] = ROWS
        self.broken = set[str]()

    def get(self, request: Request, *_: Any, **__: Any) -> Reply:
        path = urlsplit(request.url).path
        self.asked.append(path)
        if path.rsplit("/", 1)[-1] in self.broken:
            raise StatusError("It answered 503.", status=503)
        jobs = {"jobs": [{"id": "1", "title": "ML Engineer", "jobUrl": "https://q.example/1"}]}
        body = jobs if "ashby" in request.url else self.rows
        return Reply(url=request.url, body=json.dumps(body).encode())


class Clock:
    """The time, as the modules that plan visits see it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(visits, "time", made)
    import_module("upslope.pipeline.collect")
    monkeypatch.setattr(sys.modules["upslope.pipeline.collect"], "time", made)
    return made


@pytest.fixture
def door() -> Played:
    return Played()


@pytest.fixture
def workspace(tmp_path: Path, door: Played) -> Iterator[Workspace]:
    with Workspace(tmp_path / "workspace") as opened:
        opened.__dict__["door"] = door
        opened.visits.add("lever", "quillfish", "Quillfish")
        yield opened


def run(workspace: Workspace) -> list[str | None]:
    return [one.verdict for one in workspace.visits.visit_due() or ()]


def test_a_board_is_visited_when_it_is_due_and_not_before(
    workspace: Workspace, clock: Clock, door: Played
) -> None:
    assert run(workspace) == ["complete"]
    assert run(workspace) == []
    clock.now += 5.9 * HOUR
    assert run(workspace) == []
    clock.now += 1.0 * HOUR
    assert run(workspace) == ["complete"]
    assert len(door.asked) == 2


def test_a_board_without_news_is_asked_ever_more_rarely_and_news_bring_it_back(
    workspace: Workspace, clock: Clock, door: Played
) -> None:
    pauses = []
    for round_ in range(12):
        if round_ == 10:
            door.rows = [*ROWS, {"id": "3", "text": "Data Scientist", "categories": {}}]
        assert run(workspace) == ["complete"]
        [board] = workspace.store.boards.added()
        pauses.append(round((board.every or 0) / HOUR))
        clock.now = board.next_visit + 1
    assert pauses == [6, 9, 14, 20, 30, 46, 68, 72, 72, 72, 36, 54]


def test_the_plan_outlives_the_process(workspace: Workspace, clock: Clock, door: Played) -> None:
    run(workspace)
    with Workspace(workspace.settings.home) as again:
        again.__dict__["door"] = door
        assert run(again) == []
        clock.now += 7 * HOUR
        assert run(again) == ["complete"]


def test_what_a_sleep_missed_is_caught_up_once(
    workspace: Workspace, clock: Clock, door: Played
) -> None:
    run(workspace)
    clock.now += 30 * 24 * HOUR
    assert [run(workspace), run(workspace)] == [["complete"], []]
    assert len(door.asked) == 2


@pytest.mark.parametrize("jump", [-24 * HOUR, -HOUR, 10 * 365 * 24 * HOUR])
def test_a_clock_that_jumps_stops_no_visits(
    workspace: Workspace, clock: Clock, jump: float
) -> None:
    clock.now += max(jump, 0)
    run(workspace)
    clock.now -= abs(jump)
    clock.now += 2 * 72 * HOUR  # at the latest
    assert run(workspace) == ["complete"]


def test_a_host_that_said_when_is_not_asked_before(
    workspace: Workspace, clock: Clock, door: Played
) -> None:
    workspace.store.hosts.put("api.lever.co", clock.now + 20 * HOUR, 0)
    run(workspace)
    [board] = workspace.store.boards.added()
    assert board.next_visit >= clock.now + 20 * HOUR
    del door


def test_a_doubted_list_is_asked_for_again_after_six_hours() -> None:
    doubted = Run(id="1", source="lever", board="q", started_at="", verdict="quarantined")
    planned = schedule.plan(doubted, now=0, least=HOUR, every=72 * HOUR, not_before=0)
    assert 6 * HOUR <= planned.next_visit <= 7 * HOUR
    assert planned.every == 72 * HOUR


def test_a_board_that_was_not_reached_is_tried_again_soon() -> None:
    lost = Run(id="1", source="lever", board="q", started_at="", verdict="failed")
    plan = partial(schedule.plan, lost, now=0, least=6 * HOUR, every=24 * HOUR)
    planned = plan(not_before=0, reached=False)
    assert planned.next_visit < HOUR
    assert planned.every == 24 * HOUR
    assert plan(not_before=5 * HOUR, reached=False).next_visit == 5 * HOUR
    assert plan(not_before=0).next_visit >= 24 * HOUR


def test_a_source_sets_the_least_pause() -> None:
    news = Run(id="1", source="lever", board="q", started_at="", verdict="complete", new=1)
    planned = schedule.plan(news, now=0, least=100 * HOUR, every=None, not_before=0)
    assert planned.next_visit >= planned.every == 100 * HOUR


def test_two_rounds_never_overlap(workspace: Workspace, clock: Clock, door: Played) -> None:
    with alone_if(workspace.store.folder / "running" / "visits") as ours:
        assert ours
        assert workspace.visits.visit_due() is None
    assert door.asked == []
    assert run(workspace) == ["complete"]
    del clock


def test_one_source_that_breaks_never_holds_up_another(
    workspace: Workspace, clock: Clock, door: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.visits.add("ashby", "umbrella")
    workspace.visits.add("lever", "gone")
    door.broken.add("gone")

    def crash(*_: object) -> None:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr(Ashby, "read", crash)
    for _ in range(3):
        found = {one.board: one for one in workspace.visits.visit_due() or ()}
        assert found["quillfish"].verdict == "complete"
        assert found["umbrella"].verdict == found["gone"].verdict == "failed"
        assert "ZeroDivisionError" in found["umbrella"].reason
        clock.now += 12 * HOUR


def test_watching_goes_on_after_an_error_and_stops_at_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, told = threading.Event(), list[object]()
    came: list[list[Run] | UpslopeError] = [StoreError("The disk is full."), []]

    def visit_due(**_: object) -> list[Run]:
        one = came.pop(0)
        if isinstance(one, UpslopeError):
            raise one
        return one

    def tell(one: object) -> None:
        told.append(one)
        if not came:
            stop.set()

    monkeypatch.setattr(workspace.visits, "visit_due", visit_due)
    monkeypatch.setattr(visits, "LONGEST_SLEEP", 0.01)
    workspace.visits.watch(stop, tell)
    assert [str(one) for one in told] == ["The disk is full.", "[]"]


def test_what_cannot_be_done_now_is_not_tried_each_second(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = list[float]()

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout or 0.0)
            if len(waited) == 2:
                self.set()
            return self.is_set()

    def visit_due(**_: object) -> None:
        if waited:
            raise StoreError("The disk is full.")

    monkeypatch.setattr(workspace.visits, "visit_due", visit_due)  # first another process is at it
    workspace.visits.watch(Stop(), lambda _: None)
    assert waited == [visits.LONGEST_SLEEP] * 2


def test_watching_a_damaged_database_ends(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(**_: object) -> None:
        raise DamagedError("A page is damaged.")

    monkeypatch.setattr(workspace.visits, "visit_due", damaged)
    with pytest.raises(DamagedError):
        workspace.visits.watch(threading.Event(), lambda _: None)


def test_boards_are_added_once_and_removed(workspace: Workspace) -> None:
    assert not workspace.visits.add("lever", "quillfish")
    assert workspace.visits.wanted() == [("lever", "quillfish")]
    workspace.visits.remove("lever", "quillfish")
    assert workspace.visits.wanted() == []
    with pytest.raises(UsageError, match="was not added"):
        workspace.visits.remove("lever", "quillfish")
    with pytest.raises(UsageError, match="There is no source"):
        workspace.visits.add("leverr", "quillfish")


def test_the_ledger_shows_wanted_and_visited_boards(workspace: Workspace, clock: Clock) -> None:
    [lever] = workspace.visits.standing(["lever"])
    assert [(each.board.company, each.run) for each in lever.boards] == [("Quillfish", None)]
    run(workspace)
    workspace.visits.remove("lever", "quillfish")
    [lever] = workspace.visits.standing(["lever"])
    assert [each.run and (each.run.verdict, each.run.seen) for each in lever.boards] == [
        ("complete", 2)
    ]
    del clock
    assert {one.source.name for one in workspace.visits.standing()} == set(workspace.sources())


def test_a_posting_of_a_round_is_stored(workspace: Workspace, clock: Clock) -> None:
    run(workspace)
    assert {posting.title for posting, _ in workspace.store.postings.all()} == {
        "ML Engineer",
        "Cook",
    }
    del clock
