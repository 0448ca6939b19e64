"""Lay a panel of boards out as the snapshots of a store, so that the market can be told from it.

    python benchmarks/panel_facts.py OUT [FOLDER]

FOLDER holds ``postings.jsonl.gz`` and ``snapshots.csv.gz``; default: the shared Greenhouse panel.
It has titles only, so roles and levels are read from those. A posting is taken for a repost where
the employer's own number of the opening is that of one that closed before.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from upslope.normalize.place import places
from upslope.store.snapshots import FACTS, VISITS
from upslope.store.snapshots.facts import write
from upslope.understand.document import Document
from upslope.understand.seniority import seniority

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "greenhouse_panel"
ROLES = {
    "ml_engineer": r"machine learning|\bml\b|\bai\b|deep learning|\bnlp\b|computer vision|llm",
    "data_scientist": r"data scien|applied scientist|research scientist|statistic",
    "data_engineer": r"data engineer|analytics engineer|data platform",
    "data_analyst": r"data analyst|business intelligence|\bbi\b",
    "software_engineer": r"software|developer|backend|frontend|full.?stack|devops|sre\b"
    r"|platform engineer",
    "other": "",
}
"""Words of titles, the most special role first."""
Days = dict[str, list[date]]


def main() -> None:
    """Write the files and say how many rows they have."""
    out = Path(sys.argv[1])
    lay_out(Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER, out)
    print(*sorted(out.iterdir()), sep="\n")


def lay_out(folder: Path, out: Path, added: date = date.min) -> None:
    """Write the panel in ``folder`` as facts and visits into ``out``.

    Every second board is taken for one that was ``added`` on that day.
    """
    whole = visits(folder / "snapshots.csv.gz")
    since = {board: added if place % 2 else date.min for place, board in enumerate(sorted(whole))}
    late = {board: [day for day in days if day >= since[board]] for board, days in whole.items()}
    seen = {board: days for board, days in late.items() if days}
    stamp = {"snapshot": 1, "day": max(days[-1] for days in seen.values())}
    out.mkdir(parents=True, exist_ok=True)
    with (out / "facts-000001.parquet").open("wb") as file:
        write(file, FACTS, ({**fact, **stamp} for fact in facts(folder, seen)))
    rows = (
        {"snapshot": 1, "source": "greenhouse", "board": board, "day": day}
        for board, days in seen.items()
        for day in days
    )
    with (out / "visits-000001.parquet").open("wb") as file:
        write(file, VISITS, rows)


def visits(file: Path) -> Days:
    """Give the days on which each board was seen, in order."""
    seen: defaultdict[str, list[date]] = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            seen[row["board"]].append(date.fromisoformat(row["date"]))
    return {board: sorted(days) for board, days in seen.items()}


def facts(folder: Path, seen: Days) -> Iterator[dict[str, Any]]:
    """Yield the facts of each posting, in the order in which they were seen first."""
    with gzip.open(folder / "postings.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["board"] in seen]
    rows.sort(key=lambda row: (row["first_seen"], row["last_seen"]))
    before: dict[tuple[str, int], tuple[str, str]] = {}
    for row in rows:
        begun = str(seen[row["board"]][0])
        if row["last_seen"] < begun:
            continue
        row["first_seen"] = max(row["first_seen"], begun)
        id, number = f"{row['board']}:{row['id']}", (row["board"], row["internal_job_id"])
        last, last_seen = before.get(number, ("", ""))
        earlier = last if row["internal_job_id"] and last_seen < row["first_seen"] else None
        before[number] = (id, row["last_seen"])
        yield {"id": id, "earlier": earlier or None, **fact(row, seen[row["board"]])}


def fact(row: dict[str, Any], seen: list[date]) -> dict[str, Any]:
    """Lay one posting out; it closed on the first visit that lacked it."""
    after = bisect_right(seen, date.fromisoformat(row["last_seen"]))
    found, way = where(row["location"] or "")
    return {
        "source": "greenhouse",
        "board": row["board"],
        "employer": row["board"],
        "company": row["board"],
        "role": next(role for role, words in ROLES.items() if re.search(words, row["title"], re.I)),
        "seniority": level(row["title"]),
        "remote": way or "unstated",
        "countries": found,
        "posted": day(row["first_published"]),
        "first_seen": day(row["first_seen"]),
        "closed": seen[after] if after < len(seen) else None,
        "open": after == len(seen),
        "gone": False,
        "copy": False,
        "skills": [],
    }


def day(said: str | None) -> date | None:
    """Read a day, if there is one."""
    return date.fromisoformat(said[:10]) if said else None


@cache
def where(place: str) -> tuple[list[str], str | None]:
    """Read countries and way of working."""
    found, way = places([place])
    return sorted({one.country for one in found if one.country}), way


@cache
def level(title: str) -> str:
    """Read the level."""
    return str(seniority(Document(id="", title=title, description=""))["seniority"])


if __name__ == "__main__":
    main()
