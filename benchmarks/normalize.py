"""How fast postings are made comparable, on one core.

    python benchmarks/normalize.py [--shared ../shared] [--limit 2000]

Reads the full-text postings and the JobPosting objects of the shared data and prints postings a
second for HTML to text, for stated pay and for the whole of ``normalize``, each the best of three.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq

from upslope.formats.html import to_text
from upslope.normalize import normalize, stated_pay
from upslope.records import RawPosting


def full_texts(shared: Path, limit: int) -> list[RawPosting]:
    """Read plain-text postings of many boards."""
    columns = ["title", "company", "location", "description"]
    rows = pq.read_table(shared / "data" / "postings_fulltext.parquet", columns=columns)
    return [
        RawPosting(
            source="benchmark",
            source_id=str(number),
            title=row["title"] or "",
            hiring_organization=row["company"],
            job_location=[row["location"] or ""],
            description=row["description"],
        )
        for number, row in enumerate(rows.slice(0, limit).to_pylist())
    ]


def job_postings(shared: Path, limit: int) -> list[RawPosting]:
    """Read JobPosting objects, whose descriptions are HTML."""
    with (shared / "data" / "jobposting_jsonld.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line)["jobposting"] for line in islice(lines, limit)]
    return [
        RawPosting(
            source="benchmark",
            source_id=str(number),
            title=row["title"],
            date_posted=row.get("datePosted"),
            description=row.get("description"),
        )
        for number, row in enumerate(rows)
    ]


def rate(work: Callable[[], object], count: int) -> float:
    """Return items a second, the best of three rounds of processor time."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        work()
        rounds.append(time.process_time() - start)
    return count / min(rounds)


def report(name: str, raws: Sequence[RawPosting]) -> None:
    """Print one line of rates for one set."""
    texts = [raw.description or "" for raw in raws]
    rates = {
        "to_text": rate(lambda: [to_text(text) for text in texts], len(raws)),
        "stated_pay": rate(lambda: [stated_pay(text) for text in texts], len(raws)),
        "normalize": rate(lambda: normalize(raws), len(raws)),
    }
    size = sum(map(len, texts)) / len(texts)
    speeds = "  ".join(f"{work} {speed:,.0f}/s" for work, speed in rates.items())
    print(f"{name}: {len(raws):,} postings of {size:,.0f} characters  {speeds}")


def main() -> None:
    """Time both sets."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--shared", type=Path, default=Path("../shared"))
    ask.add_argument("--limit", type=int, default=2000)
    options = ask.parse_args()
    report("plain text", full_texts(options.shared, options.limit))
    report("HTML", job_postings(options.shared, options.limit))


if __name__ == "__main__":
    main()
