"""``upslope watch`` as a service: ended amid a visit, it ends soon and loses nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from upslope.apps.cli import cli
from upslope.errors import UsageError
from upslope.store import Store
from upslope.workspace import Workspace

SLOW = """
import json, signal, sys, time
from upslope.apps.cli import main
from upslope.records import Reply
from upslope.workspace import Workspace

class Slow:
    def get(self, request, *_, **__):
        if "silent" in request.url:
            print("asking", flush=True)
            time.sleep(60)
        rows = [{"id": "1", "text": "ML Engineer", "categories": {}}]
        return Reply(url=request.url, body=json.dumps(rows).encode())

Workspace.door = Slow()
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where tests run in the background
sys.argv[0] = "upslope"
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "workspace"
    with Workspace(made) as workspace:
        workspace.visits.add("lever", "quillfish")
        workspace.visits.add("lever", "silent")
    return made


def wait_until_stored(folder: Path, board: str) -> None:
    with Store(folder) as store:
        until = time.monotonic() + 30
        while not (run := store.runs.last("lever", board)) or run.verdict is None:
            assert time.monotonic() < until
            time.sleep(0.1)


@pytest.mark.in_file
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_ended_in_the_middle_of_a_visit(folder: Path, sent: signal.Signals) -> None:
    command = [sys.executable, "-c", SLOW, "--workspace", str(folder), "watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"asking\n"
        wait_until_stored(folder, "quillfish")
        began = time.monotonic()
        process.send_signal(sent)
        _, told = process.communicate(timeout=30)
    assert time.monotonic() - began < 10
    assert process.returncode == {signal.SIGTERM: 143, signal.SIGINT: 130}[sent]
    assert b"Traceback" not in told
    with Store(folder) as store:
        runs = {run.board: run for run in store.runs.list()}
        assert runs["silent"].verdict == "failed"
        assert runs["silent"].reason.startswith("interrupted")
        assert store.boards.all()["lever", "silent"].next_visit == 0  # it is still due
        assert (runs["quillfish"].verdict, store.postings.is_empty()) == ("complete", False)


def ask(folder: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["--workspace", str(folder), *words])
    return done.exit_code, done.output


def test_boards_are_added_shown_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    assert "visited from now on" in ask(folder, "sources", "add", "greenhouse", "quillfish")[1]
    assert "added before" in ask(folder, "sources", "add", "greenhouse", "quillfish")[1]
    code, told = ask(folder, "sources", "show", "greenhouse", "--json")
    [board] = json.loads(told)["boards"]
    assert (code, board["board"], board["added"], board["last_visit"]) == (
        0, "quillfish", True, None,
    )  # fmt: skip
    assert "quillfish" in ask(folder, "sources", "show", "greenhouse")[1]
    assert "not visited any more" in ask(folder, "sources", "remove", "greenhouse", "quillfish")[1]


def test_every_source_is_listed_with_its_way_in(tmp_path: Path) -> None:
    code, told = ask(tmp_path, "sources", "--all", "--json")
    lines = {line["name"]: line for line in map(json.loads, told.splitlines())}
    assert code == 0
    assert all(line["way_in"] and line["terms"] and line["limits"] for line in lines.values())


def test_nothing_due_is_said(folder: Path) -> None:
    with Workspace(folder) as workspace:
        boards = workspace.store.boards
        for one in boards.added():
            later = time.time() + 3600
            boards.schedule(one.source, one.board, next_visit=later, every=3600)
    assert ask(folder, "watch", "--once") == (0, "Nothing is due.\n")


def test_without_a_board_of_ones_own_the_directory_is_asked(tmp_path: Path) -> None:
    with Workspace(tmp_path) as workspace:
        assert len(workspace.visits.boards()) > 300
        assert ("hn", "") in workspace.visits.boards()
        labs = workspace.visits.boards(["labs"])
        assert 20 < len(labs) < len(workspace.visits.boards(["all"]))
        workspace.visits.add("lever", "quillfish")
        assert workspace.visits.boards() == [("lever", "quillfish")]
        with pytest.raises(UsageError, match="no group"):
            workspace.visits.boards(["robots"])
