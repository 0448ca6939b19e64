"""Exports: every posting, typed, whole or not at all, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.store.made_up import ended, posting, salary, understanding

from upslope.errors import StoreError, UsageError
from upslope.records import Responsibility
from upslope.store import Store
from upslope.store.export import export

OWN_CELLS = [
    "=1",
    "=1+1",
    "+49 30",
    "-5",
    "@SUM(1)",
    "\t=1",
    "\n=1",
    "＝1",
    "\u200b=1",
    "'=1",
    " =1",
    "-",
]


@pytest.fixture
def filled(store: Store) -> Store:
    run = ended(store.runs.start("greenhouse", "quillfeather"))
    rows = [
        posting(
            1,
            description="Mail jo.doe+ml@quillfeather.example today",
            base_salary=salary(-1, 150_000),
            title="=1+1",
        ),
        posting(2, closed=True, date_posted=None, hiring_organization=None, title='Ünïcode, "q"'),
        posting(3, valid_through="2026-12-31T23:59:00+01:00"),
    ]
    read = [
        understanding(
            "gh-1",
            "python",
            "c++",
            min_years=3,
            responsibilities={"data": Responsibility(present=True, evidence="jo@x.example")},
        ),
        understanding("gh-2", base_salary=salary(10, 20, "hour", "EUR")),
        understanding("gh-3", "sql"),
    ]
    store.postings.ingest(run, rows, read, fingerprints=["same", None, "same"])
    return store


def read_back(path: Path, format: str) -> list[dict[str, Any]]:
    if format == "parquet":
        return pq.read_table(path).to_pylist()  # type: ignore[no-any-return]
    if format == "jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if format == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM postings ORDER BY id")]


@pytest.mark.parametrize("format", ["parquet", "csv", "jsonl", "sqlite"])
def test_every_format_has_every_posting_and_no_mail_address(
    filled: Store, tmp_path: Path, format: export.Format
) -> None:
    path = tmp_path / f"postings.{format}"
    export.write(filled, path, format)

    rows = read_back(path, format)
    assert [row["id"] for row in rows] == ["gh-1", "gh-2", "gh-3"]
    assert list(rows[0]) == list(export.COLUMNS)
    assert rows[0]["description"] == "Mail [mail] today"
    assert rows[2]["duplicate_of"] == "gh-1"
    assert rows[1]["base_salary_currency"] == "EUR"
    assert "@" not in str(rows)

    stream = io.BytesIO()
    export.write(filled, stream, format)
    if format != "sqlite":  # whose header counts changes
        assert stream.getvalue() == path.read_bytes()
    assert list(tmp_path.glob(".export-*")) == list(filled.folder.glob(".export-*")) == []


def test_parquet_columns_have_types(filled: Store, tmp_path: Path) -> None:
    export.write(filled, tmp_path / "p", "parquet")
    first, second, third = read_back(tmp_path / "p", "parquet")
    assert first["base_salary_max_value"] == 150_000.0
    assert first["min_years"] == 3
    assert first["skills"] == first["skills_required"] == ["python", "c++"]
    assert first["responsibilities"] == ["data"]
    assert first["date_posted"] == date(2026, 3, 1)
    assert third["valid_through"] == date(2026, 12, 31)
    assert (first["closed"], second["closed"]) == (False, True)
    assert second["date_posted"] is None
    assert second["hiring_organization"] is None
    assert second["min_years"] is None
    assert first["countries"] == ["DE"]


def test_sqlite_export_answers_questions(filled: Store, tmp_path: Path) -> None:
    export.write(filled, tmp_path / "p", "sqlite")
    with closing(sqlite3.connect(tmp_path / "p")) as connection:
        query = (
            "SELECT p.title FROM postings p JOIN posting_skills s ON s.posting = p.id"
            " WHERE s.skill = 'c++' AND p.base_salary_max_value > 100000"
        )
        assert connection.execute(query).fetchall() == [("=1+1",)]


def test_csv_numbers_stay_numbers_and_text_is_no_formula(filled: Store, tmp_path: Path) -> None:
    export.write(filled, tmp_path / "p", "csv")
    first, second, _ = read_back(tmp_path / "p", "csv")
    assert first["title"] == "'=1+1"
    assert float(first["base_salary_min_value"]) == -1
    assert first["skills"] == "python; c++"
    assert second["title"] == 'Ünïcode, "q"'
    assert second["min_years"] == ""


def assert_harmless(store: Store, tmp_path: Path, cells: list[str]) -> None:
    run = ended(store.runs.start("greenhouse", "cells"))
    rows = [posting(f"{n:03}", title=cell) for n, cell in enumerate(cells)]
    store.postings.ingest(run, rows, [understanding(row.id) for row in rows])
    export.write(store, tmp_path / "p", "csv")

    titles = [row["title"] for row in read_back(tmp_path / "p", "csv")]
    for written, original in zip(titles, cells, strict=True):
        visible = written.lstrip(" \u200b\u200c\u200d\u2060\ufeff\xa0")
        assert visible[:1] not in set("=+-@\t\r\n＝＋－＠")
        assert written in (original, f"'{original}")
    assert len(set(titles)) == len(set(cells))  # so the original can be told


def test_cells_cannot_run(store: Store, tmp_path: Path) -> None:
    assert_harmless(store, tmp_path, [*OWN_CELLS, "C++", "plain", "a=b", "; =1"])


@pytest.mark.shared
def test_hostile_cells_cannot_run(store: Store, tmp_path: Path, shared: Path) -> None:
    cells = json.loads((shared / "hostile" / "bombs" / "csv_cells.json").read_text("utf-8"))
    assert_harmless(store, tmp_path, cells)


def test_an_empty_workspace_exports_an_empty_table(store: Store, tmp_path: Path) -> None:
    for format in ("parquet", "csv", "jsonl", "sqlite"):
        export.write(store, tmp_path / format, format)
        assert read_back(tmp_path / format, format) == []


def test_a_failed_export_keeps_the_file_that_was_there(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "postings.csv"
    path.write_text("yesterday")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("upslope.store.export.writers._csv_value", full)
    with pytest.raises(StoreError, match=r"No space left.*untouched"):
        export.write(filled, path, "csv")
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["postings.csv"]
    assert path.read_text() == "yesterday"


def test_bad_targets_are_errors_with_advice(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no format xlsx.*parquet, csv"):
        export.write(filled, tmp_path / "p", "xlsx")  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="could not be written"):
        export.write(filled, tmp_path / "missing" / "p", "csv")
