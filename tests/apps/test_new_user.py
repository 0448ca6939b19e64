"""The first hour of a new user: three companies by address, two collects, no network in between."""

from __future__ import annotations

import json
from pathlib import Path

import httpcore
import pytest
from click.testing import CliRunner
from tests.replay import FakeClock, Replay
from tests.sources.systems import test_ashby, test_greenhouse, test_lever

from upslope.apps.cli import cli
from upslope.sources.door.http import Door
from upslope.workspace import Workspace

BOARDS = {
    "greenhouse": (
        "https://careers.quillfish.example/",
        '<iframe src="https://boards.greenhouse.io/embed/job_board?for=quillfish"></iframe>',
        "https://boards-api.greenhouse.io/v1/boards/quillfish/jobs?content=true",
        {"jobs": [test_greenhouse.ROW], "meta": {"total": 1}},
    ),
    "lever": (
        "https://jobs.lever.co/fernwick",
        "",
        "https://api.lever.co/v0/postings/fernwick?mode=json&skip=0&limit=100",
        [test_lever.ROW],
    ),
    "ashby": (
        "https://umbrella.example/jobs",
        '<a href="https://jobs.ashbyhq.com/umbrella">Openings</a>',
        "https://api.ashbyhq.com/posting-api/job-board/umbrella?includeCompensation=true",
        {"jobs": [test_ashby.ROW]},
    ),
}


class Network:
    """A door for each workspace that leads to the replay, or nowhere."""

    def __init__(self, replay: Replay) -> None:
        self.replay, self.down = replay, False

    def dial(self, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        if self.down:
            raise httpcore.ConnectError("Network is unreachable")
        return self.replay.dial(host, port, timeout)

    def door(self, workspace: Workspace) -> Door:
        kept = workspace.store
        return Door(kept.replies, kept.hosts, dial=self.dial, clock=FakeClock())


@pytest.fixture
def network(replay: Replay, monkeypatch: pytest.MonkeyPatch) -> Network:
    for site, page, api, body in BOARDS.values():
        replay.serve(site, f"<html><body>{page}</body></html>")
        replay.serve(api, json.dumps(body), headers={"ETag": '"1"'})
    made = Network(replay)
    monkeypatch.setattr(Workspace, "door", property(made.door))
    return made


def ask(folder: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["--workspace", str(folder), *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def standing(folder: Path) -> dict[str, dict[str, object]]:
    lines = map(json.loads, ask(folder, "sources", "--json")[1].splitlines())
    return {line["name"]: line["boards"][0] for line in lines if line["boards"]}


def test_three_companies_two_collects_and_no_network_in_between(
    tmp_path: Path, network: Network
) -> None:
    for site, *_ in BOARDS.values():
        code, told = ask(tmp_path, "sources", "find", site, "--yes")
        assert (code, "is visited from now on" in told) == (0, True), told
        assert "ML Engineer" in told or "Machine Learning Engineer" in told

    code, told = ask(tmp_path, "collect")
    assert code == 0, told
    assert {name: (one["verdict"], one["seen"]) for name, one in standing(tmp_path).items()} == {
        "greenhouse": ("complete", 1),
        "lever": ("complete", 1),
        "ashby": ("complete", 1),
    }

    network.down = True
    code, told = ask(tmp_path, "collect")
    assert code == 1
    offline = standing(tmp_path)
    assert {one["verdict"] for one in offline.values()} == {"failed"}
    assert all("unreachable" in str(one["reason"]) or one["reason"] for one in offline.values())
    assert len(ask(tmp_path, "search", "--json")[1].splitlines()) == 3  # nothing was closed

    network.down = False
    code, told = ask(tmp_path, "collect", "--source", "lever", "--company", "fernwick")
    assert (code, standing(tmp_path)["lever"]["verdict"]) == (0, "complete"), told
    assert "fernwick" in ask(tmp_path, "sources", "show", "lever")[1]


def test_without_a_network_find_says_what_it_knows_and_adds_nothing(
    tmp_path: Path, network: Network
) -> None:
    network.down = True
    code, said = ask(tmp_path, "sources", "find", "Anthropic", "--yes")
    assert code == 1
    assert "greenhouse anthropic (in the directory)" in said
    assert "sources add SOURCE BOARD" in said
    assert standing(tmp_path) == {}


def test_the_next_visit_is_that_of_boards_that_are_visited(tmp_path: Path) -> None:
    ask(tmp_path, "sources", "add", "lever", "fernwick")
    assert "due" in ask(tmp_path, "sources")[1]
    with Workspace(tmp_path) as workspace:
        for board in ("fernwick", "umbrella"):  # the second was asked by name, once
            run = workspace.store.runs.start("lever", board)
            run.verdict = "complete"
            workspace.store.runs.finish(run)
            workspace.store.boards.schedule("lever", board, next_visit=4e9, every=3600.0)
        [lever] = workspace.visits.standing(["lever"])
    assert {one.board.board: one.board.next_visit for one in lever.boards} == {
        "fernwick": 4e9,
        "umbrella": 0.0,
    }
    assert "due" not in ask(tmp_path, "sources")[1]


def test_many_boards_that_fail_are_said_once_a_source(tmp_path: Path, network: Network) -> None:
    network.down = True
    boards = [part for n in range(21) for part in ("--company", f"quillfish{n}")]
    code, said = ask(tmp_path, "collect", "--source", "lever", *boards)
    assert code == 1
    assert said.count("\n") == 2
    assert "lever: 21 boards not read whole" in said
