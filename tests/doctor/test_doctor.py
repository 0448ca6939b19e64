"""The doctor finds what is wrong, says how to mend it, and changes nothing."""

from __future__ import annotations

import gzip
import json
import shutil
import time
from pathlib import Path

import httpcore
import pytest
from click.testing import CliRunner, Result
from tests.replay import FakeClock, Replay, reply

from upslope.apps.cli import cli
from upslope.doctor import Finding, examine
from upslope.sources.door.http import Door
from upslope.workspace import Workspace

BOARD = "https://boards-api.greenhouse.io/v1/boards/fernwick/jobs?content=true"
JOB = {
    "id": 1,
    "title": "ML Engineer",
    "absolute_url": "https://jobs.example.com/1",
    "content": "Train models.",
}


def look(home: Path) -> dict[str, Finding]:
    return {one.about: one for one in examine(home, reach=False)}


def doctor(home: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(home), "doctor", "--offline", *options])


@pytest.fixture
def home(tmp_path: Path, replay: Replay) -> Path:
    """A workspace with one board that was read."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "config.toml").write_text('[boards]\ngreenhouse = ["fernwick"]\n')
    replay.serve(BOARD, json.dumps({"jobs": [JOB], "meta": {"total": 1}}))
    with Workspace(home) as workspace:
        workspace.door = replay.door()
        assert [run.verdict for run in workspace.collect()] == ["complete"]
    return home


def test_a_healthy_workspace_has_nothing_to_mend(home: Path) -> None:
    found = look(home)
    assert {one.state for one in found.values()} <= {"ok", "note"}
    assert "1 postings stored" in found["database"].says
    assert found["greenhouse fernwick"].state == "ok"
    done = doctor(home, "--json")
    assert done.exit_code == 0
    assert [json.loads(line)["state"] for line in done.stdout.splitlines()] == [
        one.state for one in found.values()
    ]


def test_looking_changes_nothing(home: Path) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*.gz")}
    look(home)
    assert {path: path.read_bytes() for path in home.rglob("*.gz")} == before
    assert look(home).keys() == look(home).keys()


@pytest.mark.in_file
def test_a_damaged_database_is_found_and_the_rest_is_still_looked_at(home: Path) -> None:
    file = home / "upslope.db"
    body = bytearray(file.read_bytes())
    body[8192:20_000] = bytes(range(256)) * 46 + bytes(32)
    file.write_bytes(body)
    found = look(home)
    assert found["database"].state == "bad"
    assert found["database"].next
    assert found["folder"].state == "ok"
    assert doctor(home).exit_code == 1


def test_a_damaged_reply_is_found(home: Path) -> None:
    (kept,) = home.rglob("raw/*/*.gz")
    kept.write_bytes(gzip.compress(b"something else"))
    found = look(home)["replies"]
    assert (found.state, "1 of them damaged" in found.says) == ("bad", True)


@pytest.mark.parametrize(
    ("written", "about"),
    [
        ("boards = 3", "settings"),
        ("nonsense = ", "settings"),
        ('resume = "gone.pdf"', "resume"),
        ('[boards]\nnowhere = ["x"]', "nowhere x"),
        ('[boards]\ngreenhouse = ["fernwick"]\nsimplify = ["no list"]', "simplify no list"),
    ],
)
def test_what_is_wrong_in_the_settings_is_said(home: Path, written: str, about: str) -> None:
    (home / "config.toml").write_text(written)
    found = look(home)[about]
    assert found.state == "bad"
    assert found.says
    assert doctor(home).exit_code == 1


def test_boards_that_were_never_read_or_failed_are_said(home: Path, replay: Replay) -> None:
    (home / "config.toml").write_text('[boards]\ngreenhouse = ["fernwick"]\nlever = ["quill"]\n')
    assert look(home)["lever quill"].says == "Never collected."
    replay.serve(BOARD, "<html>maintenance</html>")
    with Workspace(home) as workspace:
        workspace.door = replay.door()
        workspace.collect({"greenhouse": ["fernwick"]})
        workspace.collect({"greenhouse": ["fernwick"]})
    found = look(home)["greenhouse fernwick"]
    assert (found.state, "not JSON" in found.says) == ("bad", True)
    assert "upslope collect --source greenhouse --company fernwick" in found.next


def test_hosts_are_asked_for_their_robots_txt_only(
    home: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config.toml").write_text('[boards]\ngreenhouse = ["fernwick", "b"]\nlever = ["c"]\n')
    replay.serve("https://boards-api.greenhouse.io/robots.txt", "", 404)
    replay.play("https://api.lever.co/robots.txt", lambda _: [reply(b"", 503)])
    monkeypatch.setattr(Workspace, "door", replay.door())
    asked = len(replay.asked)
    found = {one.about: one for one in examine(home)}
    assert found["boards-api.greenhouse.io"].says == "It answers."
    assert found["api.lever.co"].state == "note"
    assert {one.path for one in replay.asked[asked:]} == {"/robots.txt"}


def test_no_network_is_a_finding(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no route to host")

    monkeypatch.setattr(Workspace, "door", Door(dial=nowhere, clock=FakeClock()))
    found = {one.about: one for one in examine(home)}
    assert found["boards-api.greenhouse.io"].state == "bad"


def test_a_host_that_asked_to_wait_is_left_alone(
    home: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace(home) as workspace:
        workspace.store.hosts.put("boards-api.greenhouse.io", time.time() + 3600, failures=0)
    monkeypatch.setattr(Workspace, "door", replay.door())
    asked = len(replay.asked)
    found = {one.about: one for one in examine(home)}["boards-api.greenhouse.io"]
    assert (found.state, "asked us to wait" in found.says) == ("note", True)
    assert len(replay.asked) == asked


def test_a_lost_or_damaged_text_index_is_no_loss(home: Path) -> None:
    assert look(home)["text index"].state == "ok"
    (folder,) = home.glob("index-*")
    for file in folder.glob("*.store"):
        file.write_bytes(b"damaged")
    (folder / "meta.json").write_bytes(b"{}")
    assert look(home)["text index"].state == "note"
    shutil.rmtree(folder)
    assert look(home)["text index"].says == "There is none."
    assert doctor(home).exit_code == 0
