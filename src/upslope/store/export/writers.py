"""Lines of named, typed columns written to a file: CSV, JSON Lines, Parquet, SQLite."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

import msgspec

from upslope.formats.values import day
from upslope.store.batches import chunks
from upslope.store.export.cells import cell

Kind = Literal["text", "number", "integer", "boolean", "date", "list"]
Columns = Mapping[str, Kind]
Line = Mapping[str, Any]


def _write_jsonl(path: Path, _: Columns, lines: Iterable[Line]) -> None:
    with path.open("wb") as file:
        for one in lines:
            file.write(msgspec.json.encode(one) + b"\n")


def _write_csv(path: Path, columns: Columns, lines: Iterable[Line]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(columns)
        for one in lines:
            table.writerow([_csv_value(value) for value in one.values()])


def _csv_value(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return cell("; ".join(value))
    return cell(value) if isinstance(value, str) else value


def _write_parquet(path: Path, columns: Columns, lines: Iterable[Line]) -> None:
    import pyarrow as pa  # noqa: PLC0415  (0.2 s to import: only this format pays)
    import pyarrow.parquet as pq  # noqa: PLC0415

    types = {
        "text": pa.string(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
    with pq.ParquetWriter(path, schema, compression="zstd") as table:
        for chunk in chunks(lines):
            rows = [
                {name: _typed(value, columns[name]) for name, value in one.items()} for one in chunk
            ]
            table.write_table(pa.Table.from_pylist(rows, schema=schema))


def _typed(value: Any, kind: Kind) -> Any:
    """A date in a source's own form, which could not be read as a day, is unknown."""
    return day(value) if kind == "date" else value


def _write_sqlite(path: Path, columns: Columns, lines: Iterable[Line]) -> None:
    kinds = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}
    table = ", ".join(f"{name} {kinds.get(kind, 'TEXT')}" for name, kind in columns.items())
    places = ", ".join("?" for _ in columns)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE postings ({table}, PRIMARY KEY (id))")
        connection.execute(
            "CREATE TABLE posting_skills (posting TEXT REFERENCES postings (id), skill TEXT,"
            " PRIMARY KEY (posting, skill))"
        )
        for chunk in chunks(lines):
            connection.executemany(
                f"INSERT INTO postings VALUES ({places})",  # noqa: S608  (question marks only)
                [[_flat(value) for value in one.values()] for one in chunk],
            )
            connection.executemany(
                "INSERT INTO posting_skills VALUES (?, ?)",
                [(one["id"], skill) for one in chunk for skill in dict.fromkeys(one["skills"])],
            )


def _flat(value: Any) -> Any:
    return msgspec.json.encode(value).decode() if isinstance(value, list) else value


WRITERS: dict[str, Callable[[Path, Columns, Iterable[Line]], None]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
    "sqlite": _write_sqlite,
}
"""By the name of the format: write the lines to a new file, a few hundred in memory at a time."""
