"""The stages of a run in their order: what every engine does, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from upslope.batch import queries
from upslope.batch.columns import READ
from upslope.batch.counts import Counts, counts
from upslope.batch.steps.decide import DECIDED, decide
from upslope.batch.steps.join import JOINED, join
from upslope.batch.steps.keys import KEYS, READ_FOR_KEYS, READ_FOR_SIGNS, SIGNS, keys, signs
from upslope.batch.steps.quarantine import LINES, lines
from upslope.batch.steps.read import read

if TYPE_CHECKING:
    from upslope.batch.engine import Engine, Table
    from upslope.batch.inputs import Input

PASSED_ON = frozenset({"quarantine", "compared", "stars-0", "members", "written"})
"""Stages that one other asks for, or that are no work: an engine that can hand rows on as they come
need not keep them, least of all those that have texts."""


def run_stages(engine: Engine, inputs: Sequence[Input]) -> Counts:
    """Read files, link what is one opening, and write the postings and what is none of them."""
    found = engine.read("read", inputs, read, READ)
    bad = engine.apply("quarantine", found, lines, LINES, columns=["file", "reason", "record"])
    tables = link(engine, found)
    written = engine.query("written", queries.WRITTEN, tables)
    engine.write(written, ["month", "country"])
    engine.write_lines(bad, "_quarantine")  # readers of Parquet pass over it
    return counts(engine, tables)


def link(engine: Engine, found: Table) -> dict[str, Table]:
    """Find the openings among what was read, and return the tables of all stages by name."""
    tables = {"read": found}

    def ask(name: str, sql: str, *of: str, gather: str | None = None) -> Table:
        order = ["name"] if gather else []
        asked = {table: tables[table] for table in of}
        tables[name] = engine.query(name, sql, asked, gather=gather, order=order)
        return tables[name]

    tables["signs"] = engine.apply("signs", found, signs, SIGNS, columns=READ_FOR_SIGNS)
    stood = ask("stood", queries.STOOD, "signs")
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
