"""How often a like posting, after one that closed, is the old opening again, on a panel of boards.

    python benchmarks/reposts.py [FILE]

FILE is ``postings.jsonl.gz`` of the shared Greenhouse panel. Like means equal board, title and
place; the employers' own number of the opening (``internal_job_id``) says whether it is the same.
What ``normalize/reposts.py`` ships is of all boards; two halves of them, drawn by name, show how
steady it is.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from upslope.normalize.duplicates.twins import title_key
from upslope.normalize.reposts import chance

FILE = Path(__file__).resolve().parents[2] / "shared/data/greenhouse_panel/postings.jsonl.gz"
FIRST_MONTH = "2025-11-26"  # what was there at the start may be a repost of what nobody saw
STEPS = (3, 7, 30, 60, 120, 9_999)


def main() -> None:
    """Print the table."""
    told = Counter[tuple[bool, int, str, bool]]()
    for board, days, beside, same in pairs(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE):
        half = "one half" if zlib.crc32(board.encode()) % 2 else "other half"
        told[beside, next(step for step in STEPS if days <= step), half, same] += 1
    print(f"{'another open':14}{'days':>6}{'one half':>18}{'other half':>18}{'shipped':>9}")
    for beside in (False, True):
        for step in STEPS:
            cells = []
            for half in ("one half", "other half"):
                yes, no = (told[beside, step, half, same] for same in (True, False))
                cells.append(f"{yes / max(1, yes + no):.2f} of {yes + no:,}")
            shipped = chance(step, beside=beside)
            print(f"{beside!s:14}{step:6}{cells[0]:>18}{cells[1]:>18}{shipped:9.2f}")


def pairs(file: Path) -> Iterator[tuple[str, int, bool, bool]]:
    """Yield board, days between, whether another was open, and whether it is the old opening."""
    alike: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["internal_job_id"]:
                place = (row["location"] or "").strip().casefold()
                alike[row["board"], title_key(row["title"]), place].append(row)
    for (board, *_), rows in alike.items():
        for new in rows:
            old = [row for row in rows if row["closed"] and row["last_seen"] < new["first_seen"]]
            if not old or new["first_seen"] < FIRST_MONTH:
                continue
            last = max(old, key=lambda row: str(row["last_seen"]))
            days = date.fromisoformat(new["first_seen"]) - date.fromisoformat(last["last_seen"])
            beside = any(r["first_seen"] < new["first_seen"] <= r["last_seen"] for r in rows)
            yield board, days.days, beside, last["internal_job_id"] == new["internal_job_id"]


if __name__ == "__main__":
    main()
