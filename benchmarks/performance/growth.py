"""What a posting costs as there are more of them: each size in a process of its own.

    python -m benchmarks.performance.growth ingest|index|match SIZE FOLDER [LIMIT]

prints one JSON object: seconds and bytes of memory for each posting, and of what is kept on disk.
"""

from __future__ import annotations

import copy
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.performance.figures import Figure
from benchmarks.performance.fit import growth
from benchmarks.performance.matching import RESUME
from benchmarks.performance.measure import (
    forget_peak,
    load,
    peak_bytes,
    said_by,
    timed,
)
from benchmarks.performance.queries import questions
from benchmarks.performance.stock import Stock, fill

from upslope.guide.match import Pool
from upslope.guide.resume import resume_of
from upslope.index import TextIndex
from upslope.records import Mark
from upslope.store import Store

COMMAND = "python -m benchmarks.performance --only growth"
SLOPE = 0.05
"""Ten times as many may cost 12 % more each: less than that cannot be told from noise."""
ONCE_ABOVE = 10_000
"""Postings that are stored and indexed once only: it takes minutes, and varies little."""
_PACKED = 1_000
T = TypeVar("T")


class Outside:
    """Passes things on and counts the seconds that making them took, which are not the step's."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def of(self, things: Iterable[T]) -> Iterator[T]:
        """Pass them on."""
        rest = iter(things)
        while True:
            began = time.process_time()
            one = next(rest, None)
            self.seconds += time.process_time() - began
            if one is None:
                return
            yield one


def ingest(stock: Stock, size: int) -> dict[str, float]:
    """Store so many postings in a new workspace, five thousand in a run."""
    corpus, outside, home = stock.corpus(), Outside(), stock.folder / f"grown-{size}"
    before = forget_peak()
    with Store(home) as store:
        took = timed(lambda: fill(store, outside.of(corpus.postings(size))))
    kept = (home / "upslope.db").stat().st_size
    shutil.rmtree(home)
    return _each(size, took.cpu - outside.seconds, peak_bytes() - before, kept)


def index(stock: Stock, size: int) -> dict[str, float]:
    """Build the text index of so many postings; it is left for the searches."""
    corpus, outside, home = stock.corpus(), Outside(), index_home(stock, size)
    home.mkdir(exist_ok=True)
    made = TextIndex(home)
    made.throw_away()
    before = forget_peak()
    changes = outside.of(corpus.changes(size))
    took = timed(lambda: made.follow(changes, Mark(revision=size)))
    kept = sum(file.stat().st_size for file in made.folder.iterdir())
    return _each(size, took.cpu - outside.seconds, peak_bytes() - before, kept)


def index_home(stock: Stock, size: int) -> Path:
    """Return the folder of an index of so many postings."""
    return stock.folder / f"index-of-{size}"


def search(stock: Stock, size: int) -> dict[str, float]:
    """Ask the index of so many postings; what one question costs, for each posting there is."""
    asked = [one for kind in questions(stock.rows(), 25).values() for one in kind]
    before = forget_peak()
    opened = TextIndex(index_home(stock, size))
    took = timed(lambda: [opened.search(one) for one in asked])
    return _each(size, took.cpu / len(asked), peak_bytes() - before, 0)


def match(stock: Stock, size: int) -> dict[str, float]:
    """Score so many packed postings for a resume."""
    rows = [*stock.corpus().postings(_PACKED)]
    before = forget_peak()
    pool = _enlarged(Pool(*map(list, zip(*rows, strict=True))), size)
    resume = resume_of(RESUME)
    pool.scores(resume)
    forget_peak()
    took = timed(lambda: pool.scores(resume))
    return _each(size, took.cpu, peak_bytes() - before, 0)


def _enlarged(pool: Pool, size: int) -> Pool:
    """Join copies under other ids, tenfold at a time: to pack a million texts takes an hour."""
    step = 0
    while len(pool) < size:
        parts = [copy.copy(pool) for _ in range(min(10, -(-size // len(pool))))]
        for number, part in enumerate(parts):
            part.ids = [f"{step}.{number}.{id}" for id in pool.ids]
        pool = parts[0]
        for part in parts[1:]:
            pool = pool.joined(part)
        step += 1
    return pool.without(set(islice(pool.ids, size, None)))


def _each(size: int, seconds: float, memory: int, kept: int) -> dict[str, float]:
    return {"seconds": seconds / size, "memory": max(memory, 1) / size, "kept": kept / size}


STEPS: dict[str, Callable[[Stock, int], dict[str, float]]] = {
    "ingest": ingest,
    "index": index,
    "search": search,
    "match": match,
}


def figures(stock: Stock, sizes: Sequence[int], rounds: int, limit: int | None) -> Iterator[Figure]:
    """Measure every step at every size, and fit how its cost for a posting grows.

    Args:
        stock: the real postings.
        sizes: how many postings.
        rounds: of the sizes up to 10,000; larger ones are measured once.
        limit: of the real postings that the others are made of.
    """
    for step in STEPS:
        found: dict[str, list[tuple[int, float]]] = {"seconds": [], "memory": []}
        for size in sizes:
            once = size > ONCE_ABOVE
            for _ in range(1 if once else rounds):
                taken = (measured_once if once else measured)(step, size, stock.folder, limit)
                for what, every in found.items():
                    every.append((size, taken[what]))
        for what, unit, factor in (("seconds", "µs each", 1e6), ("memory", "bytes each", 1.0)):
            for size in sizes:
                yield Figure(
                    part="growth",
                    command=COMMAND,
                    load=load(),
                    name=f"{step}, {size:,} postings: {what}",
                    unit=unit,
                    values=[factor * cost for of, cost in found[what] if of == size],
                    series=f"{step}: {what}",
                    size=size,
                )
            slope = growth(*zip(*found[what], strict=True))
            yield Figure(
                part="growth",
                command=COMMAND,
                load=load(),
                name=f"{step}: exponent of {what} for each posting, with its interval",
                unit="exponent",
                values=[slope.low, slope.exponent, slope.high],
                target=SLOPE,
            )


def measured(step: str, size: int, folder: Path, limit: int | None) -> dict[str, float]:
    """Measure one step at one size in a process of its own."""
    arguments = [step, str(size), str(folder), *([str(limit)] if limit else [])]
    found: dict[str, float] = json.loads(said_by("benchmarks.performance.growth", *arguments))
    return found


measured_once = cache(measured)
"""The same, kept: the index of a search is the one that was built to see how building grows."""


if __name__ == "__main__":
    asked, postings, kept_in, *least = sys.argv[1:]
    stocked = Stock(folder=Path(kept_in), limit=int(least[0]) if least else None)
    print(json.dumps(STEPS[asked](stocked, int(postings))))
