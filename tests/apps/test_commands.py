"""The commands as a program or a person meets them: what goes to which stream, and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from upslope import sample
from upslope.apps.cli import cli

COMMANDS = cli.list_commands(click.Context(cli))
RESUME = str(sample.resumes()["student"])
BOARD = next(r for r in sample.recordings() if r.source == "greenhouse")
READ_KEYS = [
    "id",
    "source",
    "source_id",
    "url",
    "title",
    "hiring_organization",
    "job_location",
    "job_location_type",
    "employment_type",
    "date_posted",
    "valid_through",
    "base_salary",
    "description",
    "closed",
]
UNDERSTOOD_KEYS = [
    "id",
    "role",
    "role_probability",
    "seniority",
    "min_years",
    "degree_required",
    "degree_or_equivalent",
    "degree_fields",
    "remote",
    "employment_type",
    "visa",
    "application_areas",
    "industry",
    "base_salary",
    "skills",
    "responsibilities",
]


def upslope(*words: str, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, words, input=text)


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def board_file(tmp_path: Path) -> str:
    file = tmp_path / "board.json"
    file.write_bytes(BOARD.reply.body)
    return str(file)


def test_the_list_of_commands_is_the_one_that_click_makes() -> None:
    context = click.Context(cli, terminal_width=100)
    ours, plain = context.make_formatter(), context.make_formatter()
    cli.format_commands(context, ours)
    click.Group.format_commands(cli, context, plain)
    assert ours.getvalue() == plain.getvalue()
    assert "search" in ours.getvalue()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = upslope(name, "--help")
    assert result.exit_code == 0
    assert "Example" in result.output
    assert f"upslope {name}" in result.output


WITHOUT_A_TABLE = {"data", "export", "mcp", "resume", "serve"}  # or with one a subcommand


@pytest.mark.parametrize("name", [n for n in COMMANDS if n not in WITHOUT_A_TABLE])
def test_every_command_that_prints_a_table_takes_json(name: str) -> None:
    assert "--json" in upslope(name, "--help").output


def test_start_works_on_the_sample_and_says_so() -> None:
    result = upslope("start")
    assert result.exit_code == 0, result.output
    assert "embedded sample" in result.stderr
    assert "upslope show" in result.stderr
    assert result.stdout.count("Skills: ") == result.stdout.count("Role: ") == 10


def test_start_json_gives_ten_matches() -> None:
    found = lines(upslope("start", "--json", "--resume", RESUME))
    assert len(found) == 10
    assert [m["score"] for m in found] == sorted((m["score"] for m in found), reverse=True)


def test_start_twice_gives_the_same_bytes() -> None:
    assert upslope("start", "--json").stdout == upslope("start", "--json").stdout


def test_read_prints_the_contract(board_file: str) -> None:
    rows = lines(upslope("read", "--source", "greenhouse", board_file))
    assert len(rows) == len(json.loads(BOARD.reply.body)["jobs"])
    assert all(list(row) == READ_KEYS for row in rows)
    assert all(row["description"] and "<" not in row["description"] for row in rows)


def test_read_goes_on_after_a_bad_file_and_exits_1(board_file: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("<html></html>")
    result = upslope("read", "--source", "greenhouse", str(bad), board_file)
    assert result.exit_code == 1
    assert "bad.json" in result.stderr
    assert len(result.stdout.splitlines()) == len(json.loads(BOARD.reply.body)["jobs"])


def test_understand_answers_every_id_in_order() -> None:
    records: list[dict[str, Any]] = [
        {"id": str(n), "title": "ML Engineer", "description": "Python."} for n in range(600)
    ]
    records[7] = {"id": 7, "title": None, "extra": [1]}
    text = "\n".join(map(json.dumps, records))
    rows = lines(upslope("understand", "-", text=text))
    assert [row["id"] for row in rows] == [str(n) for n in range(600)]
    assert all(set(UNDERSTOOD_KEYS) <= set(row) for row in rows)
    assert set(rows[0]["responsibilities"]) == {
        *("data", "modelling", "tuning"),
        *("deployment", "monitoring", "collaboration"),
    }


def test_understand_says_which_line_is_bad_and_answers_the_others() -> None:
    result = upslope("understand", text=b'{"id": "1"}\nno json\n\n[1]\n{"id": "2"}\n')
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["1", "2"]
    assert "line 2" in result.stderr
    assert "line 4" in result.stderr


def test_match_ranks_given_postings(board_file: str, tmp_path: Path) -> None:
    postings = tmp_path / "postings.jsonl"
    postings.write_bytes(upslope("read", "--source", "greenhouse", board_file).stdout_bytes)
    rows = lines(upslope("match", "--resume", RESUME, "--postings", str(postings)))
    assert {row["posting"] for row in rows} == {
        json.loads(line)["id"] for line in postings.read_text().splitlines()
    }
    assert all(isinstance(row["score"], float) and "reasons" in row for row in rows)


def test_search_filters_and_says_what_was_left_out() -> None:
    result = upslope("search", "--role", "ml_engineer", "--pay", "150000", "--json")
    rows = lines(result)
    assert rows
    assert {row["role"] for row in rows} == {"ml_engineer"}
    assert "do not state pay" in upslope("search", "--pay", "150000", "--json").stderr


def test_search_knows_a_skill_by_its_other_names() -> None:
    by_alias = upslope("search", "--skill", "K8s", "--json").stdout
    assert by_alias
    assert by_alias == upslope("search", "--skill", "kubernetes", "--json").stdout


def test_show_takes_the_beginning_of_an_id() -> None:
    (first,) = lines(upslope("search", "--limit", "1", "--json"))
    result = upslope("show", first["id"][:10])
    assert result.exit_code == 0
    assert first["title"] in result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["show", "nosuch"],
        ["read", "--source", "nosuch", __file__],
        ["collect", "--group", "nosuch"],
        ["collect", "--company", "acme"],
        ["collect", "--from", "missing.csv"],
        ["search", "--role", "wizard"],
        ["search", "--since", "yesterday"],
        ["match", "--resume", "missing.pdf"],
        ["nosuch"],
    ],
)
def test_bad_usage_exits_2_in_one_plain_sentence(words: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "upslope", "--workspace", str(tmp_path / "w"), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_unreadable_resume_exits_1_and_says_what_to_do(tmp_path: Path) -> None:
    empty = tmp_path / "resume.pdf"
    empty.write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "upslope", "match", "--resume", str(empty)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_export_to_standard_output(form: str) -> None:
    result = upslope("export", "--format", form)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) >= 150


@pytest.mark.parametrize("form", ["parquet", "sqlite", "csv", "jsonl"])
def test_export_to_a_file(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{form}"
    result = upslope("export", "--format", form, "--output", str(file))
    assert result.exit_code == 0, result.output
    assert file.stat().st_size > 10_000


def test_titles_cannot_steer_the_terminal(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"title": "ML \x1b[31mEngineer [bold]x[/bold]", "company": "Acme"}))
    assert upslope("collect", "--from", str(rows)).exit_code == 0
    shown = upslope("search").stdout
    assert "\x1b" not in shown
    assert "[bold]x[/bold]" in shown
