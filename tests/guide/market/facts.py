"""Snapshots of invented openings, as files that the market is read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from upslope.store.snapshots.facts import FACTS, VISITS, write

DAY = date(2026, 6, 1)


def opening(id: str, **facts: Any) -> dict[str, Any]:
    """Return an open ML engineer's posting of Quillfish in Berlin; ``facts`` say what differs."""
    return {
        "id": id,
        "source": "greenhouse",
        "board": "quillfish",
        "employer": "quillfish",
        "company": "Quillfish",
        "role": "ml_engineer",
        "seniority": "senior",
        "remote": "onsite",
        "employment_type": "full_time",
        "degree": "none_stated",
        "degree_or_equivalent": False,
        "visa": "unstated",
        "industry": None,
        "countries": ["DE"],
        "places": ["Berlin, DE"],
        "posted": None,
        "first_seen": date(2026, 5, 1),
        "closed": None,
        "open": True,
        "copy": False,
        "earlier": None,
        "skills": [],
        "required": [],
        "duties": [],
        "areas": [],
        **facts,
    }


def snapshot(
    folder: Path,
    number: int,
    rows: Sequence[Mapping[str, Any]] = (),
    visits: Sequence[tuple[str, str, date]] = (),
    *,
    day: date = DAY,
) -> None:
    """Write what a snapshot adds: rows that changed, and (source, board, day) of visits."""
    folder.mkdir(exist_ok=True)
    stamp = {"snapshot": number, "day": day}
    if rows:
        with (folder / f"facts-{number:06}.parquet").open("wb") as file:
            write(file, FACTS, [{**row, "gone": row.get("gone", False), **stamp} for row in rows])
    if visits:
        seen = [
            {"source": source, "board": board, "day": on, "snapshot": number}
            for source, board, on in visits
        ]
        with (folder / f"visits-{number:06}.parquet").open("wb") as file:
            write(file, VISITS, seen)
