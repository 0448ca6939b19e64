"""How fast the text index is built and searched: 100,000 postings of 11,757 real texts.

Each text is read and understood once and stored several times, under other ids and titles. Needs
``postings_fulltext.parquet`` of the folder of public data sets.

Run: python benchmarks/text_search.py ../shared/data/postings_fulltext.parquet [FOLDER] [NUMBER]
FOLDER keeps the store between runs (100,000 postings take minutes to store once).
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

import msgspec
import pyarrow.parquet as pq

from upslope.guide.search import follow
from upslope.index import TextIndex
from upslope.normalize.records import posting_of
from upslope.records import Filters, Posting, Understanding
from upslope.store import Store
from upslope.store.batches import chunks
from upslope.store.changes import Changes
from upslope.understand import understand

Row = tuple[Posting, Understanding]
_RANKS = ("", "Senior", "Lead", "Junior", "Principal", "Associate", "Staff", "Global", "Deputy")


def rows(file: Path, number: int) -> Iterator[Row]:
    """Yield postings of the file's texts, again and again with other ids, titles and dates."""
    read = [_read(n, row) for n, row in enumerate(pq.read_table(file).to_pylist())]
    understood = understand(read)
    for n in range(number):
        posting, answer = read[n % len(read)], understood[n % len(read)]
        turn = n // len(read)
        id, day = f"bench-{n:06}", f"{2024 + n % 3}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        title = f"{_RANKS[turn % len(_RANKS)]} {posting.title}".strip()
        yield (
            msgspec.structs.replace(posting, id=id, source_id=id, title=title, date_posted=day),
            msgspec.structs.replace(answer, id=id),
        )


def _read(number: int, row: dict[str, str]) -> Posting:
    known = {name: row[name] for name in ("title", "company", "location", "description")}
    return posting_of({"id": str(number), "source": row["board"], **known})


def fill(store: Store, file: Path, number: int) -> None:
    """Store the postings, in runs of 5,000; one of thirty is a twin of the one before it."""
    for part, chunk in enumerate(chunks(rows(file, number), 5_000)):
        run = store.runs.start("bench", str(part))
        prints = [f"{part}.{n - (n % 30 == 29)}" for n in range(len(chunk))]
        store.postings.ingest(
            msgspec.structs.replace(run, verdict="partial"),
            [posting for posting, _ in chunk],
            [answer for _, answer in chunk],
            fingerprints=prints,
        )


def queries(found: Sequence[Row], seed: int = 7) -> list[Filters]:
    """Return 200 different questions a person might ask of these postings."""
    chance = random.Random(seed)
    picked = iter(chance.sample(list(found), min(len(found), 400)))
    asked: list[Filters] = []

    def add(number: int, question: Callable[[Posting, Understanding], Filters]) -> None:
        asked.extend(question(*row) for row in islice(picked, number))

    def skill(answer: Understanding) -> str:
        return chance.choice([one.skill for one in answer.skills] or ["python"])

    def words(posting: Posting, number: int) -> str:
        return " ".join(posting.title.replace("-", " ").split()[:number])

    def place(posting: Posting) -> str:
        return next((one.city for one in posting.places if one.city), None) or "london"

    add(50, lambda p, u: Filters(query=words(p, 3)))
    add(25, lambda p, u: Filters(query=skill(u)))
    add(20, lambda p, u: Filters(query=f"{words(p, 2)} {skill(u)}"))
    add(20, lambda p, u: Filters(query=p.hiring_organization or "bank"))
    add(20, lambda p, u: Filters(query=f"{words(p, 2)} {place(p)}"))
    add(15, lambda p, u: Filters(query=f'"{words(p, 2)}"'))
    add(10, lambda p, u: Filters(query=f"title:{words(p, 1)} skill:{skill(u)} -intern"))
    add(10, lambda p, u: Filters(query=f"{skill(u)} OR {skill(u)}", roles=(u.role,)))
    add(10, lambda p, u: Filters(query=words(p, 2), place=place(p), seniorities=("senior",)))
    add(10, lambda p, u: Filters(skills=(skill(u),), posted_since="2026-01-01"))
    add(5, lambda p, u: Filters(query=words(p, 1), pay_at_least=100_000, pay_currency="USD"))
    add(5, lambda p, u: Filters(query=f"{p.title[:4].strip()}*", remote=("remote",)))
    return [msgspec.structs.replace(one, limit=20) for one in asked]


def timed(label: str, work: Callable[[Filters], object], asked: Sequence[Filters]) -> list[Any]:
    """Print what the questions cost: processor time, and the time that a person waits."""
    cpu, wall, answers = [], [], []
    for filters in asked:
        started, began = time.process_time(), time.perf_counter()
        answers.append(work(filters))
        cpu.append((time.process_time() - started) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    for name, times in (("CPU", cpu), ("wall", wall)):
        cut = quantiles(times, n=100) if len(times) > 1 else times * 100
        print(
            f"{label:<30} {name:<5} mean {mean(times):7.2f}  p50 {cut[49]:7.2f}"
            f"  p95 {cut[94]:7.2f}  max {max(times):7.2f} ms"
        )
    return answers


def build(home: Path) -> None:
    """Build the index of a store and print its pace; in a process of its own, for its memory."""
    with Store(home) as store:
        changes, index = Changes(store.database), TextIndex(home)
        started = time.process_time()
        number = sum(1 for _ in changes.since(None))
        reading = time.process_time() - started
        index.throw_away()
        started, began = time.process_time(), time.perf_counter()
        follow(store, index)
        seconds, wall = time.process_time() - started, time.perf_counter() - began
    size = sum(file.stat().st_size for file in index.folder.iterdir())
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    status = dict(line.split(":", 1) for line in lines)
    memory = int(status["VmHWM"].split()[0]) / 1024
    print(f"{number:,} postings, index {size / 2**20:.0f} MiB, peak memory {memory:.0f} MiB")
    print(
        f"built in {wall:.1f} s; CPU a posting: {seconds / number * 1000:.3f} ms,"
        f" of it reading the store {reading / number * 1000:.3f}"
        f" and indexing {(seconds - reading) / number * 1000:.3f}"
    )


def main(file: Path, home: Path, number: int) -> None:
    """Measure everything."""
    with Store(home) as store:
        if store.postings.is_empty():
            fill(store, file, number)
    subprocess.run([sys.executable, __file__, "--build", str(home)], check=True)
    with Store(home) as store:
        index = TextIndex(home)
        asked = queries(list(islice(store.postings.all(), 0, 40_000, 7)))
        index.search(Filters(place="x", skills=("x",)))  # opened once, as in a server
        hits = timed("index: ids, total, left out", index.search, asked)
        counted = [msgspec.structs.replace(one, facets=True) for one in asked]
        timed("the same with facets", index.search, counted)
        timed("and the rows of the store", lambda one: _rows(store, index, one), asked)
        found = [(one, answer.total) for one, answer in zip(asked, hits, strict=True)]
        for least, most in ((0, 1_000), (1_000, 10_000), (10_000, number)):
            band = [one for one, total in found if least <= total < most]
            timed(f"{len(band)} that find {least:,} to {most:,}", index.search, band)
        timed("everything, newest first", index.search, [Filters(limit=20)] * 5)
        timed("SQL LIKE, 20 newest", store.postings.search, asked[::20])


def _rows(store: Store, index: TextIndex, filters: Filters) -> list[Row]:
    return store.postings.by_ids(index.search(filters).ids)


if __name__ == "__main__":
    if sys.argv[1] == "--build":
        build(Path(sys.argv[2]))
    else:
        folder = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()
        main(Path(sys.argv[1]), Path(folder), int(sys.argv[3]) if len(sys.argv) > 3 else 100_000)
