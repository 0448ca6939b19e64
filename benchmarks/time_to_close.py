"""How long openings stay open, by group of roles, on a panel of boards seen every few days.

    python benchmarks/time_to_close.py [FOLDER] [--draws 200] [--json]

FOLDER holds ``postings.jsonl.gz`` and ``snapshots.csv.gz``; default: the shared Greenhouse panel.
Kaplan-Meier with what a panel does to ages taken into account:

- An opening that was there at its board's first snapshot began some unknown time before: it counts
  from its stated date of publishing, and only from the age at which it was first seen (left
  truncation); without such a date, and within the panel's first month, it is left out.
- One that was still there at its board's last snapshot may be open to this day (right censoring),
  also where the board ends before the panel does.
- One that closed did so between two snapshots: the middle counts.

Intervals are of 95 %, by drawing boards again (an employer's openings are not independent).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "greenhouse_panel"
FIRST_MONTH = timedelta(days=30)
LONGEST = 400  # days; an older date of publishing is a board's own habit
GROUPS = {
    "machine learning": r"machine learning|\bml\b|\bai\b|deep learning|\bnlp\b|computer vision|llm",
    "data science": r"data scien|applied scientist|research scientist|statistic",
    "data engineering": r"data engineer|analytics engineer|data platform",
    "data analysis": r"data analyst|business intelligence|\bbi\b",
    "software": r"software|developer|backend|frontend|full.?stack|devops|sre\b|platform engineer",
    "all others": "",
}


class Spell(NamedTuple):
    """One opening under observation: from one age in days to another, and whether it closed."""

    entered: float
    left: float
    closed: bool


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    options.add_argument("--draws", type=int, default=200, help="of boards, for the intervals")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    rows = [row(*found, draws=given.draws) for found in sorted(spells(given.folder).items())]
    if given.json:
        print("\n".join(map(json.dumps, rows)))
        return
    print(f"{'group':18}{'openings':>9}{'closed':>8}{'boards':>7}{'median days':>13}   95 %")
    for one in rows:
        low, high = one["interval"]
        print(
            f"{one['group']:18}{one['openings']:9,}{one['closed']:8,}{one['boards']:7,}"
            f"{one['median'] or '-':>13}   {low}-{high}"
        )


def row(group: str, boards: dict[str, list[Spell]], *, draws: int) -> dict[str, object]:
    """Give a group's median with its interval."""
    all_spells = [spell for spells in boards.values() for spell in spells]
    chance, names = random.Random(5), sorted(boards)
    medians = []
    for _ in range(draws):
        drawn = chance.choices(names, k=len(names))
        medians.append(median(spell for name in drawn for spell in boards[name]))
    known = sorted(one for one in medians if one is not None)
    ends = [known[int(len(known) * at)] for at in (0.025, 0.975)] if known else [None, None]
    return {
        "group": group,
        "openings": len(all_spells),
        "closed": sum(spell.closed for spell in all_spells),
        "boards": len(boards),
        "median": median(all_spells),
        "interval": ends,
    }


def spells(folder: Path) -> dict[str, dict[str, list[Spell]]]:
    """Read the panel: group -> board -> its openings."""
    dates = snapshots(folder / "snapshots.csv.gz")
    began = min(days[0] for days in dates.values())
    found: defaultdict[str, dict[str, list[Spell]]] = defaultdict(lambda: defaultdict(list))
    with gzip.open(folder / "postings.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            posting = json.loads(line)
            if spell := spell_of(posting, dates[posting["board"]], began):
                found[group_of(posting["title"])][posting["board"]].append(spell)
    return found


def snapshots(file: Path) -> dict[str, list[date]]:
    """Give the days on which each board was seen, in order."""
    seen: defaultdict[str, list[date]] = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            seen[row["board"]].append(date.fromisoformat(row["date"]))
    return {board: sorted(days) for board, days in seen.items()}


def spell_of(posting: dict[str, str], seen: Sequence[date], began: date) -> Spell | None:
    """Lay out one opening; ``None`` if nobody knows when it began.

    >>> seen = [date(2026, 1, day) for day in (1, 3, 5, 9)]
    >>> row = {"first_published": "2025-12-22", "first_seen": "2026-01-01"}
    >>> row |= {"last_seen": "2026-01-05"}
    >>> spell_of(row, seen, date(2026, 1, 1))
    Spell(entered=10.0, left=16.0, closed=True)
    >>> spell_of(row | {"last_seen": "2026-01-09"}, seen, date(2026, 1, 1)).closed
    False
    >>> spell_of(row | {"first_published": ""}, seen, date(2026, 1, 1)) is None
    True
    """
    first, last = (date.fromisoformat(posting[name]) for name in ("first_seen", "last_seen"))
    published = (posting.get("first_published") or "")[:10]
    if published and timedelta() <= first - date.fromisoformat(published) <= timedelta(LONGEST):
        start = date.fromisoformat(published)
    elif first == seen[0] or first < began + FIRST_MONTH:
        return None
    else:
        start = first
    after = next((day for day in seen if day > last), None)
    end = last + (after - last) / 2 if after else last
    entered, left = ((day - start) / timedelta(days=1) for day in (first, end))
    return Spell(entered, left, after is not None) if left > entered else None


def group_of(title: str) -> str:
    """Sort a title into a group, the most special first."""
    return next(name for name, words in GROUPS.items() if re.search(words, title, re.I))


def median(observed: Iterable[Spell]) -> float | None:
    """Return the age by which half have closed (Kaplan-Meier); ``None`` if fewer do.

    At each age at which one closes, those count as open that had entered before and not left.

    >>> median([Spell(0, 4, True), Spell(0, 6, True), Spell(0, 8, True), Spell(2, 9, False)])
    6
    """
    closings: defaultdict[float, int] = defaultdict(int)
    leaving: defaultdict[float, int] = defaultdict(int)
    entering: defaultdict[float, int] = defaultdict(int)
    for spell in observed:
        entering[spell.entered] += 1
        leaving[spell.left] += 1
        closings[spell.left] += spell.closed
    at_risk, open_still = 0, 1.0
    for age in sorted({*entering, *leaving}):
        if at_risk >= _FEWEST and closings[age]:
            open_still *= 1 - closings[age] / at_risk
            if open_still <= 0.5:
                return age
        at_risk += entering[age] - leaving[age]
    return None


_FEWEST = 2  # at risk: with fewer, one closing would be all there is to know


if __name__ == "__main__":
    main()
