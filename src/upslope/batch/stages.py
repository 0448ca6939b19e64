"""The stages of a run in their order: what every engine does, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from upslope.batch import queries
from upslope.batch.columns import NO_POSTING, READ
from upslope.batch.steps.decide import DECIDED, decide
from upslope.batch.steps.join import JOINED, join
from upslope.batch.steps.keys import KEYS, READ_FOR_KEYS, READ_FOR_SIGNS, SIGNS, keys, signs
from upslope.batch.steps.quarantine import LINES, lines
from upslope.batch.steps.read import read

if TYPE_CHECKING:
    from upslope.batch.engine import Engine, Table
    from upslope.batch.inputs import Input


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many postings came to what.

    Args:
        records: what was found in files.
        empty_pages: of them pages of a crawl that hold no posting.
        quarantined: of them no posting, by reason.
        repeated: of them one that was there already, word for word.
        told_apart: postings that got another id, because a different one has theirs.
        postings: what was written.
        compared: pairs of postings that were compared.
        same: of them one opening.
        crowded: keys so common that each posting was compared with its neighbours only.
        left_out: pairs of those keys that were not compared by them.
        parted: postings of chains so long that they were made into openings part by part.
        openings: after linking.
    """

    records: int
    empty_pages: int
    quarantined: dict[str, int]
    repeated: int
    told_apart: int
    postings: int
    compared: int
    same: int
    crowded: int
    left_out: int
    parted: int
    openings: int


def run_stages(engine: Engine, inputs: Sequence[Input]) -> Counts:
    """Read files, link what is one opening, and write the postings and what is none of them."""
    found = engine.read("read", inputs, read, READ)
    bad = engine.apply("quarantine", found, lines, LINES, columns=["file", "reason", "record"])
    tables = link(engine, found)
    written = engine.query("written", queries.WRITTEN, tables)
    engine.write(written, ["month", "country"])
    engine.write_lines(bad, "_quarantine")  # readers of Parquet pass over it
    return _counts(engine, tables)


def link(engine: Engine, found: Table) -> dict[str, Table]:
    """Find the openings among what was read, and return the tables of all stages by name."""
    tables = {"read": found}

    def ask(name: str, sql: str, *of: str, gather: str | None = None) -> Table:
        order = ["name"] if gather else []
        asked = {table: tables[table] for table in of}
        tables[name] = engine.query(name, sql, asked, gather=gather, order=order)
        return tables[name]

    tables["signs"] = engine.apply("signs", found, signs, SIGNS, columns=READ_FOR_SIGNS)
    ask("named", queries.NAMED, "signs")
    stood = ask("stood", queries.STOOD, "named")
    tables["keys"] = engine.apply("keys", stood, keys, KEYS, columns=READ_FOR_KEYS)
    ask("faces", queries.FACES, "stood")
    ask("blocks", queries.BLOCKS, "keys")
    ask("pairs", queries.PAIRS, "blocks", "faces")
    compared = ask("compared", queries.COMPARED, "pairs", "stood", "read", gather="block")
    tables["decided"] = engine.apply("decided", compared, decide, DECIDED)
    tables["stars"] = _stars(engine, tables["decided"])
    ask("parts", queries.PARTS, "decided", "stars", "stood")
    of_members = ("decided", "parts", "faces", "stood", "read")
    members = ask("members", queries.MEMBERS, *of_members, gather="part")
    tables["joined"] = engine.apply("joined", members, join, JOINED)
    ask("openings", queries.OPENINGS, "stood", "joined")
    return tables


def _stars(engine: Engine, decided: Table) -> Table:
    """Bring pairs into stars, each around the least name that pairs lead to.

    A pair that meets no other is one already. A chain of n takes about log n rounds.
    """
    stars = engine.query("stars-0", queries.EDGES, {"decided": decided})
    for number in count(1):
        if not engine.count(queries.OPEN, {"stars": stars})["open"]:
            break
        stars = engine.query(f"stars-{number}", queries.STARS, {"stars": stars})
    return stars


def _counts(engine: Engine, tables: dict[str, Table]) -> Counts:
    """Count what came to what."""
    found = {
        name: number
        for sql, of in queries.COUNTS
        for name, number in engine.count(sql, {name: tables[name] for name in of}).items()
    }
    reasons = engine.count(queries.REASONS, {"read": tables["read"]})
    empty = reasons.pop(NO_POSTING, 0)
    return Counts(empty_pages=empty, quarantined=dict(sorted(reasons.items())), **found)
