"""Whether two postings are one opening, for the pairs of one block at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import pyarrow as pa

from upslope.batch.steps.rows import gathered, packed, profiles_of
from upslope.normalize.duplicates.decide import decide as decided

DECIDED = pa.schema([("one", pa.string()), ("other", pa.string()), ("said", pa.string())])
"""A pair that is one opening; ``said`` is ``[other, probability, why]`` as JSON."""


def decide(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Decide on the pairs of blocks, and give those that are one opening.

    Rows have ``block``, by which they are gathered, ``name``, the columns that say what a posting
    is, and ``others``: the names of those in the block with which it is to be compared.
    """
    return packed((row for block in gathered(batches, "block") for row in _same(block)), DECIDED)


def _same(block: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    profiles = profiles_of(block)
    for row in block:
        for other in sorted(row["others"] or ()):
            found = decided(profiles[row["name"]], profiles[other])
            if found.same:
                said = msgspec.json.encode((other, found.probability, found.why)).decode()
                yield {"one": row["name"], "other": other, "said": said}
