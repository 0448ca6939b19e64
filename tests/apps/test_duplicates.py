"""What a person sees of duplicates: decided, shown with reasons, taken apart and joined."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from upslope.apps.cli import cli

TEXT = (
    "Quillfish maps the sea for those who sail it. You design experiments and ship ranking models "
    "to millions of travellers every single week. You own data pipelines from raw events to "
    "features, and you watch what they do in production. You explain it to people at sea. "
)
OWN = {"title": "ML Engineer", "company": "Quillfish", "location": "Bergen", "description": TEXT}
COPY = OWN | {"title": "ML Engineer - Apply now", "company": "Quillfish AS", "source": "linkedin"}


def upslope(*words: str, given: str = "") -> Result:
    return CliRunner().invoke(cli, list(words), input=given)


def test_every_pair_of_a_file_is_answered(tmp_path: Path) -> None:
    pairs = [
        {"pair": 1, "a": OWN, "b": COPY},
        {"pair": 2, "a": OWN, "b": COPY | {"location": "Oslo, Norway"}},
        {"pair": 3, "a": OWN},
    ]
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(pair) + "\n" for pair in pairs))
    result = upslope("duplicates", str(file))
    said = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["pair"], one["same"]) for one in said] == [(1, True), (2, False), (3, False)]
    assert all(list(one) == ["pair", "same", "probability", "why"] for one in said)
    assert result.exit_code == 0


def test_a_line_that_is_no_pair_is_said_and_the_others_answered() -> None:
    result = upslope("duplicates", "-", given='{"pair": 1}\nno pair\n{"pair": 2}\n')
    assert [json.loads(line)["pair"] for line in result.stdout.splitlines()] == [1, 2]
    assert "line 2" in result.stderr
    assert result.exit_code == 1


@pytest.fixture
def ids(tmp_path: Path) -> list[str]:
    rows = [OWN | {"url": "https://jobs.example/1"}, COPY | {"url": "https://portal.example/2"}]
    file = tmp_path / "openings.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert upslope("collect", "--from", str(file)).exit_code == 0
    (shown,) = found()
    (link,) = json.loads(upslope("show", shown, "--json").stdout)["same_opening"]
    assert link["canonical"] == shown
    return [shown, str(link["posting"])]


def found() -> list[str]:
    return [json.loads(line)["id"] for line in upslope("search", "--json").stdout.splitlines()]


def test_copies_are_shown_with_the_reason_taken_apart_and_joined(ids: list[str]) -> None:
    shown, copy = ids
    told = upslope("show", shown).stdout
    assert f"{copy} is shown as {shown}" in told
    assert "of the shorter text is in the other" in told
    assert upslope("unlink", copy[:8], "--json").exit_code == 0
    assert sorted(found()) == sorted(ids)
    assert "same opening as" not in upslope("show", shown).stdout
    upslope("unlink", shown, "--same-as", copy)
    assert found() == [copy]


def test_unlinking_what_is_not_there_says_so() -> None:
    result = upslope("unlink", "zz")
    assert result.exit_code == 1
    assert "no posting zz" in str(result.exception)
