"""Rough use: starts cut short, closed pipes, odd bytes, interrupts, mistaken settings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner

from upslope import __version__, pipeline, sample
from upslope.apps.cli import cli
from upslope.errors import DocumentError
from upslope.workspace import Workspace

RESUME = str(sample.resumes()["student"])
MAIN = [sys.executable, "-c", "from upslope.apps.cli import main; main()"]


def run(
    *words: str, text: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [*MAIN, *words],
        check=False,
        input=text,
        capture_output=True,
        timeout=60,
        env=os.environ | (env or {}),
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def rows(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def understood(*given: bytes) -> tuple[int, list[dict[str, Any]], str]:
    done = run("understand", "-", text=b"\n".join(given))
    return done.returncode, rows(done), done.stderr.decode()


def test_half_an_emoji_loses_no_posting() -> None:
    text = r"\ud83d Python and \ud800 SQL"
    line = f'{{"id":"1","title":"ML \\udc00 Engineer","description":"{text}"}}'
    status, [answer], _ = understood(line.encode())
    given = json.loads(line)
    assert status == 0
    assert {mention["skill"] for mention in answer["skills"]} >= {"python", "sql"}
    for mention in answer["skills"]:
        assert given[mention["field"]][mention["start"] : mention["end"]] == mention["surface"]


@pytest.mark.parametrize(
    "line",
    [
        b'{"id":"1","title":"ML Engineer","description":"Python","pay":NaN}',
        '{"id":"1","title":"Ingénieur ML","description":"Python"}'.encode("cp1252"),
        '\ufeff{"id":"1","title":"ML Engineer","description":"Python"}\r'.encode(),
        b'{"id":"1","title":"ML Engineer","description":"a\tPython"}',
    ],
)
def test_lines_as_pandas_excel_and_windows_write_them(line: bytes) -> None:
    status, answers, _ = understood(line)
    assert (status, [answer["id"] for answer in answers]) == (0, ["1"])


def test_many_bad_lines_are_counted_not_listed() -> None:
    good = b'{"id":"1","title":"","description":""}'
    status, answers, said = understood(*[b"bad"] * 500, b"[" * 100_000, good)
    assert (status, len(answers)) == (1, 1)
    assert "501 lines in all" in said
    assert len(said.splitlines()) < 10


def test_match_of_given_postings_prints_the_contract() -> None:
    postings = b'{"id":"1","title":"ML Engineer","description":"Python"}\n{}\n'
    answers = rows(run("match", "--resume", RESUME, "--postings", "-", text=postings))
    assert [list(answer) for answer in answers] == [["posting", "score", "reasons"]] * 2


@pytest.mark.in_file
def test_a_start_cut_short_is_made_whole_by_the_next(tmp_path: Path) -> None:
    home = tmp_path / "fresh"
    with Workspace(home / f"sample-{__version__}") as half:  # as a killed start leaves it
        name, board, reply = next(sample.recordings())
        pipeline.take_in(half.source(name), reply, half.store, board=board, company=board)
        half.store.runs.start("greenhouse", "the-one-it-died-in")
    with Workspace(home) as workspace:
        assert len(list(workspace.stocked().store.postings.all())) > 150


def test_two_first_starts_at_once_show_the_same(tmp_path: Path) -> None:
    first = [*MAIN, "--workspace", str(tmp_path / "new"), "start", "--json", "--resume", RESUME]
    both = [subprocess.Popen(first, stdout=subprocess.PIPE) for _ in range(2)]
    one, other = (child.communicate(timeout=120)[0] for child in both)
    assert one == other
    assert [child.returncode for child in both] == [0, 0]


@pytest.mark.parametrize(
    "words", [["search", "--json"], ["export", "--format", "jsonl"], ["export", "--format", "csv"]]
)
def test_a_reader_that_has_seen_enough_hears_no_complaint(words: list[str]) -> None:
    with subprocess.Popen([*MAIN, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        said = child.stderr.read().decode()
    assert "Traceback" not in said
    assert "could not" not in said
    assert "Exception" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["search", "--json"], ["search"], ["--help"]])
def test_a_full_disk_is_one_plain_sentence(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*MAIN, *words], check=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert "No space left" in done.stderr.decode().splitlines()[-1]
    assert "Traceback" not in done.stderr.decode()


#: As at a terminal, also where the tests run in the background, which ignores interrupts.
HEEDING = """
import signal
from upslope.apps.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
print("begins", flush=True)
main()
"""


def test_an_interrupt_ends_with_130_and_one_sentence(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HEEDING, "understand", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"begins\n"
        time.sleep(1)
        child.send_signal(signal.SIGINT)
        _, told = child.communicate(timeout=30)
    said = told.decode()
    assert child.returncode == 130
    assert said.strip() == "upslope: stopped. What was stored before is kept."


def test_a_terminal_without_the_letters_still_shows_the_table() -> None:
    done = run("search", "--limit", "50", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert b"?" in done.stdout


def test_tables_are_as_wide_as_columns_says() -> None:
    tables = [
        run("search", env={"COLUMNS": str(n)}).stdout.decode().splitlines() for n in (80, 200)
    ]
    narrow, wide = tables
    assert max(map(len, narrow)) <= 80 < max(map(len, wide)) <= 200
    assert len(narrow) > len(wide)


def test_an_export_does_not_take_the_place_of_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run("export", "--format", "jsonl", "--output", str(pipe)).returncode == 0
    reader.join(10)
    assert pipe.is_fifo()
    assert len(got[0].splitlines()) > 100


@pytest.mark.in_file
@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('resum = "cv.pdf"', "resum"),
        ('home = "/x"', "home"),
        ('database_url = "nonsense"', "database_url"),
        ('database_url = "nosuch://host/name"', "database_url"),
    ],
)
def test_a_mistaken_setting_is_named(tmp_path: Path, written: str, says: str) -> None:
    (tmp_path / "home" / "config.toml").write_text(written)
    done = run("start")
    assert done.returncode == 2
    assert says in done.stderr.decode()


def test_a_failed_visit_leaves_the_sample_in_place(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html>Just a moment")
    done = run("collect", "--from", str(page), "--json")
    assert done.returncode == 1
    assert [row["verdict"] for row in rows(done)] == ["quarantined"]
    assert len(rows(run("search", "--json"))) == 20


@pytest.mark.parametrize("origin", ["ftp://example.com/a", "file:///etc/hostname", ""])
def test_odd_origins_are_refused(origin: str) -> None:
    assert run("collect", "--from", origin).returncode in {1, 2}


@pytest.mark.parametrize("name", ["", "!!!"])
def test_a_name_of_nothing_is_not_asked_for(name: str) -> None:
    done = run("collect", "--source", "greenhouse", "--company", name)
    assert done.returncode == 1
    assert "tried nothing" in done.stderr.decode()


@pytest.mark.parametrize("command", ["match", "start"])
def test_top_must_be_positive(command: str) -> None:
    assert run(command, "--resume", RESUME, "--top", "-3").returncode == 2


def test_read_exits_1_when_a_row_could_not_be_read(tmp_path: Path) -> None:
    board = tmp_path / "board.json"
    board.write_text('{"jobs": [{"id": 1, "title": "ML Engineer"}, {"id": 2}]}')
    result = CliRunner().invoke(cli, ["read", "--source", "greenhouse", str(board)])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "row 2" in result.stderr


def test_endless_wording_is_understood_in_bounded_time() -> None:
    posting = {"id": "1", "title": "ML Engineer", "description": "5+ years of Python. " * 100_000}
    result = CliRunner().invoke(cli, ["understand", "-"], input=json.dumps(posting))
    [line] = result.stdout.splitlines()
    assert json.loads(line)["min_years"] == 5


def test_a_resume_error_names_the_file(tmp_path: Path) -> None:
    short = tmp_path / "mine.txt"
    short.write_text("Python")
    result = CliRunner().invoke(cli, ["match", "--resume", str(short)])
    assert isinstance(result.exception, DocumentError)
    assert str(result.exception).startswith("mine.txt: ")
