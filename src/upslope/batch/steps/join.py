"""Pairs become openings, for the postings of one part of the graph at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import Any

import msgspec
import pyarrow as pa

from upslope.batch.steps.rows import gathered, packed, profiles_of
from upslope.normalize.duplicates.decide import Decision
from upslope.normalize.duplicates.groups import Pair, groups, reason
from upslope.normalize.duplicates.vetoes import veto

JOINED = pa.schema(
    [
        ("name", pa.string()),
        ("opening", pa.string()),
        ("probability", pa.float64()),
        ("why", pa.string()),
    ]
)
"""A posting that has others in its opening: which of them is shown, how sure that is, and why."""


def join(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Make openings of postings that pairs lead to from each other.

    Rows have ``part``, by which they are gathered; ``name``; ``face``, rank and name of the one to
    show among those that the posting stands for, itself included; ``said`` of its pairs; and what
    says whether two are apart, unless ``complete`` says that each is one opening with each.
    """
    return packed((row for part in gathered(batches, "part") for row in _openings(part)), JOINED)


def _openings(part: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    same = {pair: found for row in part for pair, found in _pairs(row)}
    faces = {row["name"]: row["face"] for row in part}
    chances = {pair: found.probability for pair, found in same.items() if pair[0] != pair[1]}
    made = groups(chances, _apart(part, same))
    joined = {name for group in made for name in group}
    twins = [[one] for one, other in same if one == other and one not in joined]
    for group in made + twins:
        shown = min(group, key=lambda name: faces[name])
        for name in group:
            found = reason(name, shown, group, same)
            yield {
                "name": name,
                "opening": faces[shown].split(" ", 1)[1],
                "probability": found.probability if found else None,
                "why": found.why if found else None,
            }


def _pairs(row: dict[str, Any]) -> Iterator[tuple[Pair, Decision]]:
    for said in row["said"] or ():
        other, probability, why = msgspec.json.decode(said)
        yield (row["name"], other), Decision(True, probability, why)


def _apart(part: Sequence[dict[str, Any]], same: Collection[Pair]) -> Callable[[str, str], bool]:
    """Return what says whether two postings cannot be one opening: none of ``same``, surely."""
    if part[0]["complete"]:
        return lambda one, other: False
    profiles = profiles_of(part)

    @cache
    def apart(one: str, other: str) -> bool:
        is_same = (min(one, other), max(one, other)) in same
        return not is_same and bool(veto(profiles[one], profiles[other]))

    return apart
