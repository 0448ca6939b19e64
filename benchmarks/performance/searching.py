"""Searching an index of made postings, beside SQLite's FTS5 over the same ones."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import quantiles
from typing import Any

from benchmarks.performance.figures import Figure
from benchmarks.performance.growth import index_home, measured_once
from benchmarks.performance.measure import load
from benchmarks.performance.queries import questions, with_counts
from benchmarks.performance.stock import Stock

from upslope.index import TextIndex
from upslope.records import Filters

COMMAND = "python -m benchmarks.performance --only search"
EACH = 50
P95, COUNTED, BYTES = 20.0, 100.0, 1_000.0
"""Milliseconds of a search and of one with counts, and bytes of the index for each posting."""
_PEER_UP_TO = 100_000
Times = dict[str, list[float]]


def figures(stock: Stock, rounds: int, postings: int, limit: int | None) -> Iterator[Figure]:
    """Build the index in a process of its own, then ask it.

    Args:
        stock: the real postings.
        rounds: how often everything is asked.
        postings: how many are made; FTS5 is beside up to 100,000 of them.
        limit: of the real postings that the others are made of.
    """
    shared: dict[str, Any] = {"part": "search", "command": f"{COMMAND} --postings {postings}"}
    built = measured_once("index", postings, stock.folder, limit)
    asked, index = questions(stock.rows(), EACH), TextIndex(index_home(stock, postings))
    peer = FullText(stock, postings) if postings <= _PEER_UP_TO else None
    ours: dict[str, list[Times]] = {kind: [] for kind in asked}
    counted: dict[str, list[Times]] = {kind: [] for kind in asked}
    theirs: dict[str, list[Times]] = {kind: [] for kind in asked}
    index.search(Filters(place="x", skills=("x",)))  # opened once, as in a server
    for _ in range(rounds):
        for kind, every in asked.items():
            ours[kind].append(taken(index.search, every))
            counted[kind].append(taken(index.search, with_counts(every)))
            if peer and kind in FullText.KINDS:
                theirs[kind].append(taken(peer.search, every))
    shared["load"] = load()
    for kind in asked:
        for what, each, target in (("", ours, P95), (", with counts", counted, COUNTED)):
            for clock in ("on the clock", "of the processor"):
                for part, at in (("p50", 49), ("p95", 94)):
                    others = [cut(one[clock], at) for one in theirs[kind]] if not what else []
                    yield Figure(
                        name=f"{postings:,}: {kind}{what}: {part} {clock}",
                        unit="ms",
                        values=[cut(one[clock], at) for one in each[kind]],
                        target=target if part == "p95" else None,
                        beside="SQLite FTS5" if others else "",
                        others=others,
                        **shared,
                    )
    beside = "SQLite FTS5" if peer else ""
    yield Figure(
        name=f"{postings:,}: index on disk",
        unit="bytes each",
        values=[built["kept"]],
        target=BYTES,
        beside=beside,
        others=[peer.bytes / postings] if peer else [],
        **shared,
    )
    yield Figure(
        name=f"{postings:,}: building the index",
        unit="ms each",
        values=[1000 * built["seconds"]],
        beside=beside,
        others=[1000 * peer.seconds / postings] if peer else [],
        **shared,
    )


def taken(work: Callable[[Filters], object], asked: Sequence[Filters]) -> Times:
    """Return the milliseconds of each question, of the processor and on the clock."""
    times: Times = {"of the processor": [], "on the clock": []}
    for filters in asked:
        cpu, wall = time.process_time(), time.perf_counter()
        work(filters)
        times["on the clock"].append((time.perf_counter() - wall) * 1000)
        times["of the processor"].append((time.process_time() - cpu) * 1000)
    return times


def cut(times: Sequence[float], at: int) -> float:
    """Return a percentile: 94 is the 95th."""
    return quantiles(times, n=100, method="inclusive")[at]


class FullText:
    """The same postings in SQLite's FTS5, ranked by its BM25, with the filters as columns.

    Args:
        stock: the real postings.
        postings: how many are made.
    """

    KINDS = frozenset(["AND with filters", "OR with filters", "words side by side"])

    def __init__(self, stock: Stock, postings: int) -> None:
        file = stock.folder / "fts5.db"
        file.unlink(missing_ok=True)
        self._database = sqlite3.connect(file)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(title, company, text, content='')"
        )
        self._database.execute(
            "CREATE TABLE facts (number INTEGER PRIMARY KEY, seniority, remote, day)"
        )
        self.seconds = 0.0
        for number, (posting, known) in enumerate(stock.corpus().postings(postings)):
            began = time.process_time()
            self._database.execute(
                "INSERT INTO texts (rowid, title, company, text) VALUES (?, ?, ?, ?)",
                (number, posting.title, posting.hiring_organization, posting.description),
            )
            self._database.execute(
                "INSERT INTO facts VALUES (?, ?, ?, ?)",
                (number, known.seniority, known.remote, posting.date_posted),
            )
            self.seconds += time.process_time() - began
        self._database.commit()
        self.bytes = file.stat().st_size

    def search(self, filters: Filters) -> tuple[list[int], int]:
        """Return the best twenty, and how many there are."""
        told: list[object] = [_told(filters.query)]
        where = "texts MATCH ?"
        for column, values in (("seniority", filters.seniorities), ("remote", filters.remote)):
            if values:
                where += f" AND {column} IN ({', '.join('?' * len(values))})"
                told += values
        if filters.posted_since:
            where += " AND day >= ?"
            told.append(filters.posted_since)
        found = f"FROM texts JOIN facts ON number = texts.rowid WHERE {where}"
        best = self._database.execute(
            f"SELECT number {found} ORDER BY rank LIMIT {filters.limit}", told
        )
        ids = [number for (number,) in best]
        [total] = self._database.execute(f"SELECT count(*) {found}", told).fetchone()
        return ids, total


def _told(query: str) -> str:
    """Write a question as FTS5 reads it.

    >>> _told("data OR python"), _told("data python"), _told('"data python"')
    ('"data" OR "python"', '"data" AND "python"', '"data python"')
    """
    if query.startswith('"'):
        return query
    by = " OR " if " OR " in query else " "
    return (" OR " if by == " OR " else " AND ").join(f'"{word}"' for word in query.split(by))
