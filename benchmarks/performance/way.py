"""The whole way from a file to the index, stage by stage, beside the least each stage can take.

The peer is the stack of ``benchmarks/pace.py``, in the same rounds. The lower bound of a stage does
what nobody can leave out, with the fastest package for it: decode the bytes, walk each text once,
find all names in it once, write the same rows, index the same words.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from ahocorasick_rs import BytesAhoCorasick
from benchmarks.pace import Times, peer_way, sample, whole_way
from benchmarks.performance.corpus import Row
from benchmarks.performance.figures import Figure
from benchmarks.performance.measure import load, timed
from benchmarks.performance.stock import BATCH, Stock

from upslope.index.schema import document, open_index
from upslope.records import Change
from upslope.taxonomy import Taxonomy

COMMAND = "python -m benchmarks.performance --only way"
STAGES = ("read", "normalise", "understand", "store", "index")
TARGET = 1_200.0
PEER_TARGET = 10.0
_HEAP = 256_000_000


def figures(stock: Stock, rounds: int, postings: int | None, texts: int) -> Iterator[Figure]:
    """Measure by turns, so that a busy machine slows all of them.

    Args:
        stock: the real postings.
        rounds: how often.
        postings: of the file, at most.
        texts: that the peer reads; it is slow.
    """
    rows = stock.rows()[:postings]
    bounds = Bounds(rows)
    sampled = sample(stock.file, texts, len(rows))
    ours, least, peer = list[Times](), list[dict[str, float]](), list[float]()
    for _ in range(rounds):
        times, lengths = whole_way(stock.file, len(rows))
        ours.append({name: (cpu / len(lengths), wall) for name, (cpu, wall) in times.items()})
        least.append({name: timed(work).cpu / len(rows) for name, work in bounds.all(stock.file)})
        peer.append(sum(cpu for cpu, _ in peer_way(sampled).values()) / len(sampled))
    shared: dict[str, Any] = {"part": "way", "command": COMMAND, "load": load()}
    whole = [1 / sum(cpu for cpu, _ in each.values()) for each in ours]
    yield Figure(
        name=f"file to index, {len(rows):,} postings",
        unit="postings/s/core",
        values=whole,
        more_is_better=True,
        target=TARGET,
        beside="lower bounds together",
        others=[1 / sum(each.values()) for each in least],
        **shared,
    )
    unindexed = [1 / sum(each[name][0] for name in STAGES[:-1]) for each in ours]
    yield Figure(
        name="the same without the index",
        unit="postings/s/core",
        values=unindexed,
        more_is_better=True,
        target=PEER_TARGET / sorted(peer)[len(peer) // 2],
        beside="BeautifulSoup, spaCy, datasketch",
        others=[1 / each for each in peer],
        **shared,
    )
    for name in STAGES:
        yield Figure(
            name=f"{name}: {BOUNDS[name]}",
            unit="ms each",
            values=[1000 * each[name][0] for each in ours],
            beside="lower bound",
            others=[1000 * each[name] for each in least],
            **shared,
        )
    letters = sum(len(posting.description or "") for posting, _ in rows) / len(rows)
    yield Figure(name="letters of a text", unit="letters", values=[letters], **shared)
    made = calls(stock.file, min(len(rows), 500))
    yield Figure(name="Python calls, all stages", unit="calls each", values=[made], **shared)


BOUNDS = {
    "read": "Arrow's table as Python values",
    "normalise": "two passes over the letters in C",
    "understand": "one automaton over all names of skills",
    "store": "the same rows into bare SQLite tables",
    "index": "tantivy alone, documents made before",
}


class Bounds:
    """The least that each stage can take, over the same postings.

    Args:
        rows: the postings, read and understood.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._texts = [f"{one.title}\n{one.description or ''}" for one, _ in rows]
        skills = Taxonomy.load().skills.values()
        names = {name for one in skills for name in (one.preferred_label, *one.alt_labels)}
        self._names = BytesAhoCorasick([name.encode() for name in names])
        self._documents = [
            document(
                Change(
                    posting=one,
                    understanding=known,
                    first_seen="2026-01-01T00:00:00",
                    shown_as=one.id,
                )
            )
            for one, known in rows
        ]

    def all(self, file: Path) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield the work of each stage by its name."""
        yield "read", lambda: self._read(file)
        yield "normalise", lambda: [" ".join(text.split()).casefold() for text in self._texts]
        yield "understand", lambda: [self._found(text) for text in self._texts]
        yield "store", self._stored
        yield "index", self._indexed

    def _read(self, file: Path) -> object:
        if file.suffix != ".parquet":
            return [msgspec.json.decode(line) for line in file.read_bytes().splitlines()]
        import pyarrow.parquet as pq  # noqa: PLC0415

        batches = pq.ParquetFile(file).iter_batches(batch_size=BATCH)
        return [batch.to_pylist() for batch in islice(batches, -(-len(self._rows) // BATCH))]

    def _found(self, text: str) -> object:
        return self._names.find_matches_as_indexes(text.lower().encode(), overlapping=True)

    def _stored(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            database = sqlite3.connect(Path(folder) / "bare.db")
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("CREATE TABLE postings (id TEXT PRIMARY KEY, title, text, document)")
            database.execute("CREATE TABLE skills (posting, skill, need)")
            with database:
                database.executemany(
                    "INSERT INTO postings VALUES (?, ?, ?, ?)",
                    (
                        (str(n), one.title, one.description, msgspec.json.encode(known))
                        for n, (one, known) in enumerate(self._rows)
                    ),
                )
                database.executemany(
                    "INSERT INTO skills VALUES (?, ?, ?)",
                    (
                        (str(n), said.skill, said.need)
                        for n, (_, known) in enumerate(self._rows)
                        for said in known.skills
                    ),
                )
            database.close()

    def _indexed(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            writer = open_index(Path(folder), create=True).writer(_HEAP, num_threads=1)
            for made in self._documents:
                writer.add_document(made)
            writer.commit()
            writer.wait_merging_threads()


def calls(file: Path, number: int) -> float:
    """Count the calls of functions that one posting makes on the whole way."""
    profile = cProfile.Profile()
    whole_way(file, number)  # what is loaded and compiled once is not counted
    profile.runcall(whole_way, file, number)
    stats: Any = pstats.Stats(profile, stream=io.StringIO())
    return float(stats.total_calls / number)
