"""The README's commands do what it says: each is run, those that need the network are parsed."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from upslope import sample
from upslope.apps.cli import cli
from upslope.apps.cli.state import State
from upslope.workspace import Workspace

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)( network)?\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    pytest.param(line, bool(network), id=line)
    for language, network, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.startswith("upslope ")
]
OPENINGS = "title,company,description\nML Engineer,Fernwick Labs,Python and PyTorch required.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(sample.resumes()["student"], tmp_path / "resume.txt")
    (tmp_path / "openings.csv").write_text(OPENINGS, encoding="utf-8")
    applications = "Company,Position,Status\nFernwick Labs,ML Engineer,Interview\n"
    (tmp_path / "applications.csv").write_text(applications, encoding="utf-8")
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@mail.example")
    for words in (("init",), ("add", "openings.csv"), (*who, "commit", "--message", "Begin")):
        subprocess.run(["git", *words], check=True, capture_output=True)
    return tmp_path


@pytest.mark.parametrize(("line", "network"), COMMANDS)
def test_command(line: str, network: bool, folder: Path, sample_home: Path) -> None:
    words = shlex.split(line)[1:]
    if network:
        command = cli.get_command(None, words[0])  # type: ignore[arg-type]
        assert command is not None
        command.make_context(words[0], words[1:], obj=State(folder))
        return
    if words[0] != "start":  # which takes the sample in by itself, as on the first day
        shutil.copytree(sample_home, folder / "home")
    if words[0] == "restore":
        assert CliRunner().invoke(cli, ["backup", words[1]]).exit_code == 0
    if "FIRST" in words:
        words = [_first_id() if word == "FIRST" else word for word in words]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    assert result.output.strip()


def _first_id() -> str:
    with Workspace() as workspace:
        return next(iter(workspace.stocked().store.postings.all()))[0].id


def test_python_example_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = [block for language, _, block in BLOCKS if language == "python"]
    exec(code, {})
    assert capsys.readouterr().out.split() == ["ml_engineer", "senior", "5"]


def test_both_make_commands_are_there() -> None:
    targets = (Path(__file__).resolve().parents[1] / "Makefile").read_text(encoding="utf-8")
    for name in ("run", "test"):
        assert f"make {name}" in README
        assert re.search(rf"^{name}:", targets, re.MULTILINE)
