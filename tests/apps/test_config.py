"""``upslope config``: every setting from one table, where its value comes from, no password."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from upslope.apps.cli import cli
from upslope.errors import UsageError
from upslope.settings import TABLE, without_password


def upslope(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def test_every_setting_is_listed_with_value_origin_default_and_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text('resume = "cv.pdf"\n[boards]\nlever = ["fernwick"]\n')
    monkeypatch.setenv("UPSLOPE_DATABASE_URL", "sqlite:///elsewhere.db")
    done = upslope("--workspace", str(tmp_path), "config", "--json")
    lines = {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert list(lines) == [setting.name for setting in TABLE]
    assert all(line["help"] and line["default"] for line in lines.values())
    assert {name: line["from"] for name, line in lines.items()} == {
        "home": "command line",
        "database_url": "environment",
        "resume": "config.toml",
        "jobspy": "default",
        "language_model_url": "default",
        "language_model": "default",
        "boards": "config.toml",
    }
    assert lines["resume"]["value"] == str(tmp_path / "cv.pdf")
    assert lines["boards"]["value"] == "lever: fernwick"


def test_one_setting_is_printed_alone(tmp_path: Path) -> None:
    assert upslope("--workspace", str(tmp_path), "config", "home").stdout == f"{tmp_path}\n"
    refused = upslope("config", "hom").exception
    assert isinstance(refused, UsageError)
    assert "There are: home, database_url" in str(refused)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:secret@localhost/jobs",
        "postgresql://ada:sec@secret@localhost/jobs",
        "postgresql://:secret@localhost/jobs",
        "postgresql://localhost/jobs?user=ada&password=secret",
    ],
)
def test_no_password_is_shown(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("UPSLOPE_DATABASE_URL", url)
    shown = upslope("config", "database_url").stdout
    assert "secret" not in shown
    assert "localhost/jobs" in shown
    assert without_password("sqlite:///file.db") == "sqlite:///file.db"
