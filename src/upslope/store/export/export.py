"""All postings in one file of a common format, whole or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Literal, get_args

import msgspec
from sqlalchemy import select

from upslope.errors import StoreError, UsageError
from upslope.records import DUTIES, Posting, Understanding
from upslope.store.database.schema import duplicate_links, postings, understandings
from upslope.store.export.cells import without_mail
from upslope.store.export.writers import WRITERS, Kind, Line
from upslope.store.rows import POSTING_COLUMNS, posting_of, understanding_of
from upslope.store.store import Store

Format = Literal["parquet", "csv", "jsonl", "sqlite"]

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
    if isinstance(target, Path) and target.exists() and not target.is_file():
        with target.open("wb") as stream:  # a pipe or a device keeps its place
            return write(store, stream, format)
    folder = target.parent if isinstance(target, Path) else store.folder / "running"
    try:
        part = store.owner.part(folder)
        try:
            part.touch(mode=0o600)
            WRITERS[format](part, COLUMNS, _lines(store))
            with part.open("rb+") as file:
                if isinstance(target, Path):
                    os.fsync(file.fileno())  # on the disk before it gets its name
                else:
                    shutil.copyfileobj(file, target)
            if isinstance(target, Path):
                part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except BrokenPipeError:
        raise  # whoever reads our standard output has seen enough
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
    values["skills"] = [m.skill for m in understanding.affirmed]
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
    )
    for row in store.database.stream(query):
        known = {name: row[name] for name in (*ours, "duplicate_of")}
        yield line(posting_of(row), understanding_of(row["document"])) | known
