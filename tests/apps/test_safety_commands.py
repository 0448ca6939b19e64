"""backup, restore and undo, as a person types them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from upslope.apps.cli import cli
from upslope.errors import DamagedError, StoreError, UsageError
from upslope.store import Store
from upslope.workspace import Workspace

HEAD = "id,title,description\n"


def upslope(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def line(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    (only,) = result.stdout.splitlines()
    found: dict[str, Any] = json.loads(only)
    return found


def collect(tmp_path: Path, *titles: str) -> None:
    file = tmp_path / "openings.csv"
    file.write_text(HEAD + "".join(f"{n},{t},Train models.\n" for n, t in enumerate(titles)))
    assert upslope("collect", "--from", str(file)).exit_code == 0


def titles(*options: str) -> set[str]:
    done = upslope(*options, "search", "--json")
    assert done.exit_code == 0, done.output
    return {json.loads(one)["title"] for one in done.stdout.splitlines()}


@pytest.mark.in_file
def test_a_day_in_the_life_of_a_backup(tmp_path: Path) -> None:
    collect(tmp_path, "ML Engineer", "Data Scientist")
    made = upslope("backup")
    assert made.exit_code == 0, made.output
    assert made.stdout == ""
    assert "2 postings" in made.stderr
    assert "upslope restore '" in made.stderr
    (file,) = (tmp_path / "home" / "backups").iterdir()

    collect(tmp_path, "Something else entirely", "Data Scientist")
    done = line(upslope("restore", str(file), "--json"))
    assert done["backup"]["postings"] == 2
    assert titles() == {"ML Engineer", "Data Scientist"}
    assert titles("--workspace", done["moved_to"]) == {"Something else entirely", "Data Scientist"}

    there = str(tmp_path / "elsewhere")
    shown = upslope("--workspace", there, "restore", str(file))
    assert shown.exit_code == 0, shown.output
    assert "2 postings as of 20" in shown.stderr
    assert titles("--workspace", there) == {"ML Engineer", "Data Scientist"}


@pytest.mark.in_file
def test_json_says_what_a_backup_holds(tmp_path: Path) -> None:
    collect(tmp_path, "ML Engineer")
    made = line(upslope("backup", str(tmp_path), "--json"))
    assert (made["postings"], made["runs"], made["replies"]) == (1, 1, 1)
    assert Path(made["file"]).stat().st_size == made["size"]


@pytest.mark.in_file
def test_only_the_newest_are_kept_if_asked(tmp_path: Path) -> None:
    collect(tmp_path, "ML Engineer")
    for _ in range(3):
        upslope("backup")
    assert len([*(tmp_path / "home" / "backups").iterdir()]) == 3
    assert upslope("backup", "--keep", "2").exit_code == 0
    assert len([*(tmp_path / "home" / "backups").iterdir()]) == 2
    assert upslope("backup", str(tmp_path / "x.zip"), "--keep", "2").exit_code == 2
    assert upslope("backup", "--keep", "0").exit_code == 2


@pytest.mark.parametrize("words", [["restore"], ["restore", "missing.zip"], ["undo", "missing"]])
def test_bad_usage(words: list[str]) -> None:
    done = upslope(*words)
    assert done.exit_code == 2 or isinstance(done.exception, UsageError), done.output


@pytest.mark.in_file
def test_a_damaged_backup_changes_nothing(tmp_path: Path) -> None:
    collect(tmp_path, "ML Engineer")
    made = tmp_path / "kept.zip"
    upslope("backup", str(made))
    data = bytearray(made.read_bytes())
    with zipfile.ZipFile(made) as archive:
        database = archive.getinfo("upslope.db")
    data[database.header_offset + database.compress_size // 2] ^= 1
    made.write_bytes(data)
    done = upslope("restore", str(made))
    assert isinstance(done.exception, DamagedError)
    assert "upslope.db" in str(done.exception)
    assert "Nothing was changed" in str(done.exception)
    assert titles() == {"ML Engineer"}


@pytest.mark.in_file
def test_a_workspace_that_is_open_elsewhere_is_not_restored(tmp_path: Path) -> None:
    collect(tmp_path, "ML Engineer")
    made = line(upslope("backup", "--json"))["file"]
    with Store(tmp_path / "home"):
        done = upslope("restore", made)
    assert isinstance(done.exception, StoreError)
    assert "is open in" in str(done.exception)


@pytest.mark.in_file
def test_another_database_is_not_restored_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect(tmp_path, "ML Engineer")
    made = line(upslope("backup", "--json"))["file"]
    monkeypatch.setenv("UPSLOPE_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    done = upslope("restore", made)
    assert isinstance(done.exception, UsageError)
    assert "database_url" in str(done.exception)


@pytest.mark.in_file
def test_a_python_program_goes_on_after_a_restore(tmp_path: Path) -> None:
    with Workspace(tmp_path / "w") as workspace:
        file = tmp_path / "a.csv"
        file.write_text(HEAD + "1,ML Engineer,Train models.\n")
        workspace.collect_from(str(file))
        made = workspace.backup()
        file.write_text(HEAD + "1,Changed,Train models.\n")
        workspace.collect_from(str(file))
        workspace.restore(Path(made.file))
        assert [one.title for one, _ in workspace.store.postings.all()] == ["ML Engineer"]


@pytest.fixture
def closed(tmp_path: Path) -> str:
    """A board whose second list lacked one of four postings; the id of that run."""
    from tests.pipeline.test_belief import Played
    from tests.pipeline.test_belief import board as listed

    with Workspace(tmp_path / "home") as workspace:
        workspace.door = Played(listed(1, 2, 3, 4))
        workspace.collect({"greenhouse": ["acme"]})
        workspace.door = Played(listed(1, 2, 3))
        (run,) = workspace.collect({"greenhouse": ["acme"]})
        assert run.closed == 1
        return run.id


def test_undo_reopens_once(closed: str) -> None:
    assert titles() == {"Engineer 1", "Engineer 2", "Engineer 3"}
    assert line(upslope("undo", "--json"))["id"] == closed
    assert closed in upslope("undo").stdout
    done = line(upslope("undo", closed[:8], "--json"))
    assert (done["reopened"], done["left"], done["run"]["id"]) == (1, 0, closed)
    assert "Engineer 4" in titles()
    again = upslope("undo", closed)
    assert again.exit_code == 0
    assert "0 postings" in again.stderr


def test_nothing_to_undo() -> None:
    done = upslope("undo")
    assert done.exit_code == 0
    assert "No run has closed" in done.stderr


def test_collect_says_how_to_undo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from upslope.apps.cli.runs import show_runs
    from upslope.records import Run

    at = "2026-01-01T00:00:00+00:00"
    run = Run(id="ab12", source="lever", board="acme", started_at=at, verdict="complete", closed=3)
    show_runs([run])
    assert "upslope undo ab12" in capsys.readouterr().err
    run.closed = 0
    show_runs([run])
    assert "undo" not in capsys.readouterr().err
