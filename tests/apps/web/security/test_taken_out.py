"""SECURITY.md 42, 72, 73: what is taken out runs in no spreadsheet, terminal or log."""

from __future__ import annotations

import ast
import csv
import io
import json
import logging
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.apps.web.security.conftest import Stage
from tests.store.made_up import posting, take

import upslope
from upslope.apps.cli import cli
from upslope.records import Filters
from upslope.sources.door import deliver

CELLS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\ufeff=1",
    "\u200b=1",
    "\uff1d1+1",
    "\uff0b1",
    '=HYPERLINK("https://evil.example","x")',
    'x",=1,"y',
    "a\n=1",
    "C++",
    "-",
    "C#",
    "'=1",
    "- led a team",
]
RUNS = re.compile(r"^[\s\ufeff\u200b-\u200f\u2060]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
TERMINAL = "\x1b]0;owned\x07\x1b[31mRed\x1b[0m\x9b2J\u202egnp.exe\u2066x\u2069\u200b"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def runs(cell: str) -> bool:
    """Say whether a spreadsheet could take a cell for a formula; a number or a dash it may be."""
    plain = re.fullmatch(r"[-+]?\d+(\.\d+)?", cell) or cell.strip() in ("-", "+", "")
    return bool(RUNS.match(cell)) and not plain


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_no_cell_of_the_applications_runs(own_stage: Stage) -> None:
    tracker = own_stage.own.tracker
    for cell in CELLS:
        one = tracker.add(company=f"{cell}", title=cell or "x", place=cell)
        tracker.note(one, cell)
    found = own_stage.browser.get("/tracker/applications.csv")
    assert "attachment" in found.headers["content-disposition"]
    assert [one for row in rows(found.content) for one in row if runs(one)] == []


def test_applications_come_back_as_they_were(own_stage: Stage, tmp_path: Path) -> None:
    from upslope.workspace import Workspace

    tracker = own_stage.own.tracker
    for cell in CELLS:  # what cannot be seen is left out when it is read
        if cell.isprintable():
            tracker.add(company="Quillfish", title=cell, place="Bonn")
    written = own_stage.browser.get("/tracker/applications.csv").content
    with Workspace(tmp_path / "other") as other:
        other.tracker.read_file("applications.csv", written)
        back = {one.title for one in other.tracker.all()}
    assert {one.title for one in tracker.all()} <= back


@pytest.mark.shared
def test_collected_cells_do_not_run(own_stage: Stage, shared: Path) -> None:
    told = json.loads((shared / "hostile" / "bombs" / "csv_cells.json").read_text("utf-8"))
    texts = [one if isinstance(one, str) else str(next(iter(one.values()), "")) for one in told]
    for text in texts:
        own_stage.own.tracker.add(company="Quillfish", title=text or "x")
    found = own_stage.browser.get("/tracker/applications.csv").content
    assert [one for row in rows(found) for one in row if runs(one)] == []


def test_no_cell_of_the_openings_runs(own_stage: Stage) -> None:
    made = [
        posting(number, title=cell, hiring_organization=cell, job_location=[cell])
        for number, cell in enumerate(CELLS)
    ]
    take(own_stage.own.store, made)
    found = own_stage.browser.get("/settings/data/openings?format=csv")
    assert found.status_code == 200 and len(rows(found.content)) > len(CELLS)
    assert [one for row in rows(found.content) for one in row if runs(one)] == []


@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl", "sqlite", "../../x", "csv\r\nX: y"])
def test_names_of_what_is_taken_out_are_ours(own_stage: Stage, kind: str) -> None:
    found = own_stage.browser.get("/settings/data/openings", params={"format": kind})
    assert found.status_code in (200, 404, 422)
    if found.status_code == 200:
        name = found.headers["content-disposition"]
        assert re.search(r'filename="upslope-openings-[\d-]+\.(parquet|csv|jsonl|sqlite)"', name), (
            name
        )
        assert found.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "words", ["track", "track due", "track journal", "alerts", "alerts channel", "track show"]
)
def test_no_title_moves_the_terminal(
    own_stage: Stage, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "check", deliver.kind_of)
    one = own_stage.own.tracker.add(company=f"Quillfish{TERMINAL}", title=f"Engineer{TERMINAL}")
    own_stage.own.tracker.note(one, f"Called{TERMINAL}")
    own_stage.own.tracker.remind(one, "2026-11-01", f"Ask{TERMINAL}")
    own_stage.own.alerts.save(f"Search{TERMINAL}", Filters(query=f"python{TERMINAL}"))
    typed = [*words.split(), *([one.id] if words == "track show" else [])]
    done = CliRunner().invoke(cli, ["--workspace", str(own_stage.home), *typed])
    assert done.exit_code == 0, done.output
    assert CONTROL.findall(done.output.replace("\n", "")) == []


def test_each_event_is_one_line_of_the_log(
    own_stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    title = "Engineer\nERROR forged\r\nroot logged in\x1b[2J"
    take(own_stage.own.store, [posting(1, title=title, hiring_organization=title)])
    with caplog.at_level(logging.DEBUG, logger="upslope"):
        for path in ("/", "/openings", "/openings/gh-1", "/match", f"/openings?q={title!r}"):
            own_stage.browser.get(path)
        own_stage.browser.get("/nowhere%0aERROR%20forged")
        own_stage.browser.write("/tracker/add", {"company": title, "day": title})
    assert "forged" not in caplog.text
    assert [one for one in caplog.messages if "\n" in one or "\r" in one] == []


def test_what_the_faces_log_is_no_text_of_others() -> None:
    """A log line of the web app, the API and the MCP server holds kinds and errors of ours."""
    allowed = re.compile(r"type\(error\).__name__|self\.kind|\berror\b")
    for file in sorted((Path(upslope.__file__).parent / "apps").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("_log."):
                for said in node.args[1:]:
                    assert allowed.fullmatch(ast.unparse(said)), f"{file.name}: {ast.unparse(node)}"
