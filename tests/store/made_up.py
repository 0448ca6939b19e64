"""Postings of invented employers, and the shortest ways to store and look at them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from upslope.records import Place, Posting, Run, Salary, SkillMention, Understanding, Verdict
from upslope.store import Store
from upslope.store.database.schema import metadata


def posting(number: int | str = 1, **fields: Any) -> Posting:
    defaults: dict[str, Any] = {
        "id": f"gh-{number}",
        "source": "greenhouse",
        "source_id": str(number),
        "url": f"https://jobs.example/{number}",
        "title": f"ML Engineer {number}",
        "hiring_organization": "Quillfeather Analytics",
        "job_location": ["Bonn, Germany"],
        "date_posted": "2026-03-01",
        "description": "Train models.\n- Deploy them",
        "clean_title": "ML Engineer",
        "places": [Place(city="Bonn", country="DE")],
        "language": "en",
    }
    return Posting(**{**defaults, **fields})


def understanding(id: str, *skills: str, **fields: Any) -> Understanding:
    mentions = [
        SkillMention(skill=s, surface=s, need="required", field="description", start=0, end=len(s))
        for s in skills
    ]
    defaults: dict[str, Any] = {"role": "ml_engineer", "role_probability": 0.9, "skills": mentions}
    return Understanding(id=id, **{**defaults, **fields})


def salary(low: float, high: float, unit: str = "year", currency: str | None = "USD") -> Salary:
    return msgspec.convert(
        {"currency": currency, "min_value": low, "max_value": high, "unit_text": unit}, Salary
    )


def ended(run: Run, verdict: Verdict = "complete") -> Run:
    return msgspec.structs.replace(run, verdict=verdict)


def take(
    store: Store,
    postings: Sequence[Posting],
    verdict: Verdict = "complete",
    board: str = "quillfeather",
    **options: Any,
) -> Run:
    run = ended(store.runs.start("greenhouse", board), verdict)
    understandings = [understanding(one.id, "python") for one in postings]
    return store.postings.ingest(run, postings, understandings, **options)


def open_ids(store: Store) -> list[str]:
    return [one.id for one, _ in store.postings.all(fold_duplicates=False)]


def contents(store: Store, *, without: Sequence[str] = ()) -> dict[str, str]:
    """Return a hash of each table's rows."""
    hashes = {}
    with store.database.read() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in without]
            rows = connection.execute(table.select().with_only_columns(*columns)).all()
            hashes[table.name] = hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
    return hashes
