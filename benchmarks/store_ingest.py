"""How fast 10,000 made-up postings are stored, seen again, searched and exported.

Run: python benchmarks/store_ingest.py [NUMBER] [--url postgresql://...]

Without a URL they are stored in a file. The database of a URL must be empty.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import get_args

import msgspec

from upslope.records import Filters, Place, Posting, Salary, SkillMention, Understanding
from upslope.store import Store
from upslope.store.export import export

WORDS = ["model", "data", "pipeline", "deploy", "train", "monitor", "ranking", "search"]
SKILLS = [f"skill {n}" for n in range(600)]
CITIES = (("Bonn", "DE"), ("Austin", "US"), ("Leeds", "GB"), ("Osaka", "JP"))


def made_up(number: int) -> tuple[list[Posting], list[Understanding]]:
    """Return postings of about 4,000 characters with 15 skills each, and their understandings."""
    chance = random.Random(7)
    postings, understandings = [], []
    for n in range(number):
        city, country = chance.choice(CITIES)
        pay = Salary(
            currency="USD", min_value=1e5, max_value=1e5 + 500 * (n % 200), unit_text="year"
        )
        postings.append(
            Posting(
                id=f"bench-{n:06}",
                source="greenhouse",
                source_id=str(n),
                title=f"Machine Learning Engineer {n}",
                hiring_organization=f"Firm {n % 300}",
                job_location=[f"{city}, {country}"],
                places=[Place(city=city, country=country)],
                date_posted=f"2026-{n % 12 + 1:02}-15",
                base_salary=pay if n % 3 else None,
                description=" ".join(chance.choices(WORDS, k=600)),
            )
        )
        skills = [
            SkillMention(
                skill=skill, surface=skill, need="required", field="description", start=0, end=1
            )
            for skill in chance.sample(SKILLS, 15)
        ]
        understandings.append(
            Understanding(id=f"bench-{n:06}", role="ml_engineer", seniority="mid", skills=skills)
        )
    return postings, understandings


def timed(label: str, work: Callable[[], object], number: int) -> None:
    """Print how long one piece of work took, and how much of that this process worked."""
    start, worked = time.perf_counter(), time.process_time()
    work()
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    print(
        f"{label:<24} {seconds:6.2f} s  {number / seconds:8,.0f} postings/s"
        f"  {number / worked:8,.0f} postings/s of its own CPU time"
    )


def latency(store: Store, label: str, filters: Filters) -> None:
    """Print the median time of five searches."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        found = store.postings.search(filters)
        times.append(time.perf_counter() - start)
    print(f"search {label:<17} {median(times) * 1000:6.0f} ms  {found.total} found")


def main(number: int, url: str | None) -> None:
    """Measure everything in a temporary workspace."""
    postings, understandings = made_up(number)
    with tempfile.TemporaryDirectory() as name, Store(Path(name), url) as store:

        def ingest() -> None:
            run = store.runs.start("greenhouse", "bench")
            run = msgspec.structs.replace(run, verdict="complete")
            prints = [f"print {posting.id}" for posting in postings]
            store.postings.ingest(run, postings, understandings, fingerprints=prints)

        timed("ingest, all new", ingest, number)
        timed("ingest, all unchanged", ingest, number)
        for posting in postings:
            posting.title += " (m/f/d)"
        timed("ingest, all changed", ingest, number)
        latency(store, "one word", Filters(query="4321", limit=50))
        latency(store, "two words in text", Filters(query="ranking monitor", limit=50))
        latency(store, "one skill", Filters(skills=("skill 7",), limit=50))
        latency(store, "pay and place", Filters(pay_at_least=150_000, place="Bonn", limit=50))
        timed("stream all", lambda: sum(1 for _ in store.postings.all()), number)
        timed("check", store.check, number)
        for kind in get_args(export.Format):
            write = partial(export.write, store, Path(name) / kind, kind)
            timed(f"export {kind}", write, number)
        if url is None:
            size = (Path(name) / "upslope.db").stat().st_size
            print(f"database: {size / 1e6:.0f} MB")
        store.close()
        start = time.perf_counter()
        Store(Path(name), url).close()
        print(f"open again: {(time.perf_counter() - start) * 1000:.0f} ms")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("number", nargs="?", type=int, default=10_000)
    asked.add_argument("--url", help="where to store, as UPSLOPE_DATABASE_URL")
    main(**vars(asked.parse_args()))
