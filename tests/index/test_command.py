"""``upslope search`` on the embedded sample."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from upslope.apps.cli import cli


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(sample_home, tmp_path_factory.mktemp("index") / "home")


def search(home: Path, *words: str) -> Result:
    result = CliRunner().invoke(cli, ["--workspace", str(home), "search", *words])
    assert result.exit_code == 0, result.output
    return result


def titles(home: Path, *words: str) -> list[str]:
    lines = search(home, *words, "--json").stdout.splitlines()
    return [json.loads(line)["title"] for line in lines]


def test_fields_phrases_and_exclusion_reach_the_index(home: Path) -> None:
    found = titles(home, '"machine learning" title:engineer -title:senior')
    assert found
    assert all("engineer" in title.lower() and "senior" not in title.lower() for title in found)


def test_what_was_found_is_counted_where_not_all_is_shown(home: Path) -> None:
    result = search(home, "engineer", "--limit", "2")
    assert "2 of " in result.stderr
    assert "  by role: ml_engineer " in result.stderr
    assert "by role" not in search(home, "engineer", "--limit", "2", "--json").stderr
    assert "  by role" not in search(home, "zzzz").stderr


def test_help_says_how_to_ask(home: Path) -> None:
    said = search(home, "--help").stdout
    assert "engineer -java" in said
    assert "title:engineer company:acme" in said
