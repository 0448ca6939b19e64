"""Learns the table of pay that ships, with its card.

    python benchmarks/train_pay.py [--write] [--no-network]

From ``../shared``; the same data give the same table, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.pay_ladder import PUBLISHED, figures
from benchmarks.pay_oews import percentiles
from benchmarks.pay_rows import (
    OWN,
    TABLE,
    Range,
    learned_from,
    newest_rates,
    ranges,
    reason,
    seen,
)
from benchmarks.pay_rungs import RUNGS

from upslope.estimate.card import markdown
from upslope.estimate.learn import fit
from upslope.estimate.table import Table

DATA = Path(__file__).resolve().parents[1] / "src" / "upslope" / "estimate" / "data"
LIMITS = [
    "It is base pay as postings state it: not what people earn, and without bonus or equity.",
    "Ranges come from where they must be stated: 93 of 100 are of the United States.",
    "The level is the table's own reading of each posting, made on ai-jobs.net.",
    "Staff and principal count as senior in the data; managers who are not executives get the "
    "answer of a posting without a level.",
    "A new kind of postings can break the intervals: learned to 2023 they held 74 % of 2024, when "
    "the board grew sixfold and took in software engineers. Learn anew as postings come.",
    "No skill, employer, industry or city is in these data.",
]


def learned(found: Sequence[Range]) -> Table:
    """Learn the table from all years."""
    return fit(seen(learned_from(found)), OWN, newest_rates(found))


def card(found: Sequence[Range], table: Table, names: Sequence[str]) -> dict[str, Any]:
    """Return all that is to be known of the table."""
    kept = learned_from(found)
    report = figures(found, names)
    return {
        "name": "pay",
        "about": "The middle of the range that a posting states as a year's base pay, with an 80 % "
        "interval, from country, level, role and title.",
        "rung": "shrunken medians",
        "data": {
            "name": "foorilla/ai-jobs-net-salaries",
            "licence": "CC0",
            "file_sha256": hashlib.sha256(TABLE.read_bytes()).hexdigest(),
            "rows": sum(1 for _ in TABLE.open(encoding="utf-8")) - 1,
            "ranges_by_year": {year: n for year, (n, _) in report["years"].items()},
            "learned_from": len(kept),
            "left_out": dict(Counter(why for one in found if (why := reason(one)))),
            "countries": list(table.currencies),
            "titles": len(table.families),
        },
        "published": PUBLISHED,
        "limits": LIMITS,
        "ladder": report["ladder"],
        "served": report["served"],
        "outside": {"source": "US BLS, OEWS, May 2024", "wages": percentiles()},
    }


def main() -> None:
    """Print the card; write it and the table when asked to."""
    ask = argparse.ArgumentParser(description="Learn the table of pay that ships.")
    ask.add_argument("--write", action="store_true", help="write table.json and card.json")
    ask.add_argument("--no-network", action="store_true", help="leave the network out")
    given = ask.parse_args()
    found = ranges()
    table = learned(found)
    if given.write:
        (DATA / "table.json").write_bytes(msgspec.json.encode(table) + b"\n")
    names = [name for name in RUNGS if name != "network" or not given.no_network]
    told = _rounded(card(found, table, names))
    print(markdown(told))
    if given.write:
        (DATA / "card.json").write_bytes(msgspec.json.format(msgspec.json.encode(told)) + b"\n")


def _rounded(value: Any) -> Any:
    """Figures to four digits after the point, amounts to the dollar."""
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    if isinstance(value, float):
        return round(value, 4 if abs(value) < 100 else 0)
    return value


if __name__ == "__main__":
    main()
