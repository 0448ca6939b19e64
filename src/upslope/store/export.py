"""All postings in one file of a common format, whole or not at all."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import IO, Any, Literal, get_args

import msgspec
from sqlalchemy import select

from upslope.errors import StoreError, UsageError
from upslope.records import DUTIES, Posting, Understanding
from upslope.store.batches import chunks
from upslope.store.cells import cell, without_mail
from upslope.store.rows import POSTING_COLUMNS, posting_of, understanding_of
from upslope.store.schema import duplicate_links, postings, understandings
from upslope.store.store import Store

Format = Literal["parquet", "csv", "jsonl", "sqlite"]
Line = Mapping[str, Any]
Kind = Literal["text", "number", "integer", "boolean", "date", "list"]

COLUMNS: dict[str, Kind] = {
    "id": "text",
    "source": "text",
    "source_id": "text",
    "url": "text",
    "title": "text",
    "clean_title": "text",
    "hiring_organization": "text",
    "job_location": "list",
    "countries": "list",
    "job_location_type": "text",
    "employment_type": "text",
    "date_posted": "date",
    "valid_through": "date",
    "base_salary_currency": "text",
    "base_salary_min_value": "number",
    "base_salary_max_value": "number",
    "base_salary_unit_text": "text",
    "description": "text",
    "language": "text",
    "closed": "boolean",
    "closed_why": "text",
    "first_seen": "text",
    "last_seen": "text",
    "duplicate_of": "text",
    "role": "text",
    "role_probability": "number",
    "seniority": "text",
    "min_years": "integer",
    "degree_required": "text",
    "degree_or_equivalent": "boolean",
    "degree_fields": "list",
    "remote": "text",
    "visa": "text",
    "application_areas": "list",
    "industry": "text",
    "skills_required": "list",
    "skills_preferred": "list",
    "skills": "list",
    "responsibilities": "list",
}
"""The columns of an export, in order: schema.org JobPosting in snake_case, then our reading.

``base_salary_*`` is stated pay, by the source or else in the text; ``skills`` are all that are not
ruled out; ``responsibilities`` those of the six that are asked for; ``duplicate_of`` the id of the
posting that is shown for this one.
"""


def write(store: Store, target: Path | IO[bytes], format: Format) -> None:
    """Write every stored posting, open or closed.

    Text cells of CSV cannot run as formulas; mail addresses in descriptions become ``[mail]``. A
    file appears under its name only when it is complete.

    Args:
        store: where the postings are.
        target: a path, replaced if it is there, or a binary stream.
        format: ``parquet``, ``csv``, ``jsonl`` or ``sqlite`` (tables postings, posting_skills).

    Raises:
        UsageError: no such format.
        StoreError: the target could not be written; what was there before is still.
    """
    if format not in get_args(Format):
        known = ", ".join(get_args(Format))
        raise UsageError(f"There is no format {format}.", next=f"Choose one of {known}.")
    folder = target.parent if isinstance(target, Path) else store.folder
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".export-", suffix=".part")
        part = Path(name)
        try:
            os.close(handle)
            _WRITERS[format](part, _lines(store))
            if isinstance(target, Path):
                part.replace(target)
            else:
                with part.open("rb") as file:
                    shutil.copyfileobj(file, target)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreError(
            f"The export could not be written: {error}.",
            kept="A file that was there before is untouched.",
            next="Check the folder and the free space, then export again.",
        ) from error


def line(posting: Posting, understanding: Understanding) -> dict[str, Any]:
    """Return a posting as one flat line of an export, without what only the store knows."""
    values = msgspec.to_builtins(understanding) | msgspec.to_builtins(posting)
    pay = posting.base_salary or understanding.base_salary
    values |= {f"base_salary_{k}": v for k, v in (msgspec.to_builtins(pay) or {}).items()}
    values["description"] = posting.description and without_mail(posting.description)
    values["countries"] = sorted({place.country for place in posting.places if place.country})
    if values["employment_type"] is None and understanding.employment_type != "unstated":
        values["employment_type"] = understanding.employment_type
    duties = understanding.responsibilities
    values["responsibilities"] = [
        duty for duty in DUTIES if duty in duties and duties[duty].present
    ]
    for need in ("required", "preferred"):
        values[f"skills_{need}"] = [m.skill for m in understanding.skills if m.need == need]
    values["skills"] = [m.skill for m in understanding.skills if m.need != "negated"]
    return {name: values.get(name) for name in COLUMNS}


def _lines(store: Store) -> Iterator[Line]:
    ours = ("closed_why", "first_seen", "last_seen")
    query = (
        select(
            *POSTING_COLUMNS,
            postings.c.open,
            *(postings.c[name] for name in ours),
            understandings.c.document,
            duplicate_links.c.canonical.label("duplicate_of"),
        )
        .join(understandings, understandings.c.posting == postings.c.id)
        .outerjoin(duplicate_links, duplicate_links.c.posting == postings.c.id)
        .order_by(postings.c.id)
        .execution_options(yield_per=500)
    )
    with store.database.read() as connection:
        for row in connection.execute(query).mappings():
            known = {name: row[name] for name in (*ours, "duplicate_of")}
            yield line(posting_of(row), understanding_of(row["document"])) | known


def _write_jsonl(path: Path, lines: Iterable[Line]) -> None:
    with path.open("wb") as file:
        for one in lines:
            file.write(msgspec.json.encode(one) + b"\n")


def _write_csv(path: Path, lines: Iterable[Line]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for one in lines:
            table.writerow([_csv_value(value) for value in one.values()])


def _csv_value(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return cell("; ".join(value))
    return cell(value) if isinstance(value, str) else value


def _write_parquet(path: Path, lines: Iterable[Line]) -> None:
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
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    with pq.ParquetWriter(path, schema, compression="zstd") as table:
        for chunk in chunks(lines):
            rows = [
                {name: _typed(value, COLUMNS[name]) for name, value in one.items()} for one in chunk
            ]
            table.write_table(pa.Table.from_pylist(rows, schema=schema))


def _typed(value: Any, kind: Kind) -> Any:
    if kind != "date" or value is None:
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None  # a source's own form that could not be read as a day


def _write_sqlite(path: Path, lines: Iterable[Line]) -> None:
    kinds = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}
    columns = ", ".join(f"{name} {kinds.get(kind, 'TEXT')}" for name, kind in COLUMNS.items())
    places = ", ".join("?" for _ in COLUMNS)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE postings ({columns}, PRIMARY KEY (id))")
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


_WRITERS: dict[str, Callable[[Path, Iterable[Line]], None]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "parquet": _write_parquet,
    "sqlite": _write_sqlite,
}
