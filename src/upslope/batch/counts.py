"""How many postings came to what in a run."""

# ruff: noqa: S608  (nothing but a constant is put into a query)

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from upslope.batch.columns import NO_POSTING
from upslope.batch.queries import WINDOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from upslope.batch.engine import Engine, Table

_REASONS = "SELECT reason, count(*) AS number FROM read WHERE reason IS NOT NULL GROUP BY reason"

_COUNTS = (
    ("SELECT 'records' AS what, count(*) AS number FROM read", ("read",)),
    (
        """
SELECT 'postings' AS what, count(*) AS number FROM stood
UNION ALL SELECT 'repeated', CAST(coalesce(sum(copies - 1), 0) AS BIGINT) FROM stood
UNION ALL SELECT 'told_apart', count(*) FROM stood WHERE name <> id
""",
        ("stood",),
    ),
    ("SELECT 'compared' AS what, count(*) AS number FROM pairs WHERE one <> other", ("pairs",)),
    ("SELECT 'same' AS what, count(*) AS number FROM decided WHERE one <> other", ("decided",)),
    (
        f"""
WITH crowded AS (
  SELECT
    sum(CASE WHEN whole THEN 0 ELSE 1 END) AS cut, sum(CASE WHEN whole THEN 1 ELSE 0 END) AS uncut
  FROM blocks WHERE crowded GROUP BY bucket
), met AS (
  SELECT count(*) AS pairs FROM blocks a JOIN blocks b
    ON a.bucket = b.bucket AND (a.block = b.block OR a.block + {WINDOW} = b.block)
  WHERE a.crowded AND a.place < b.place AND b.place - a.place <= {WINDOW}
    AND NOT (a.whole AND b.whole)
)
SELECT 'crowded' AS what, count(*) AS number FROM crowded
UNION ALL
SELECT 'left_out', CAST(coalesce(sum(cut * (cut - 1) / 2 + cut * uncut) - min(pairs), 0) AS BIGINT)
FROM crowded CROSS JOIN met
""",
        ("blocks",),
    ),
    ("SELECT 'parted' AS what, count(*) AS number FROM parts WHERE parted", ("parts",)),
    ("SELECT 'openings' AS what, count(DISTINCT opening) AS number FROM openings", ("openings",)),
)
"""How many postings came to what: one text and one number a row."""


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


def counts(engine: Engine, tables: Mapping[str, Table]) -> Counts:
    """Count what came to what."""
    found = {
        name: number
        for sql, of in _COUNTS
        for name, number in engine.count(sql, {name: tables[name] for name in of}).items()
    }
    reasons = engine.count(_REASONS, {"read": tables["read"]})
    empty = reasons.pop(NO_POSTING, 0)
    return Counts(empty_pages=empty, quarantined=dict(sorted(reasons.items())), **found)
