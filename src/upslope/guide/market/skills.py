"""Which skills are asked for: the share of openings that name each, and that require it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from upslope.guide.market.breakdown import CAPPED, SURE, cells
from upslope.guide.market.frame import Answer, Question, table
from upslope.guide.market.interval import Floats, Shares, Told, limit, shares
from upslope.guide.market.named import named
from upslope.records.market import Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHOWN = 40

_ROWS = """SELECT file_index, file_row_number, hash(voice) AS voice, employer <> '' AS known
FROM openings WHERE open AND in_field"""
_QUESTION = Question(
    name="skills",
    title="Skills asked for",
    definition="The share of open openings of machine-learning roles that name a skill, and that"
    f" require it; what is ruled out does not count.{CAPPED}{SURE}",
)


def skills(con: DuckDBPyConnection) -> MarketTable:
    """Return the skills that most openings name."""
    rows = con.execute(_ROWS).fetchnumpy()
    voices, first, voice = np.unique(rows["voice"], return_index=True, return_inverse=True)
    mentions = named(con, rows, SHOWN)
    required = named(con, rows, mentions.names, "required")
    sizes = np.bincount(voice, minlength=len(voices))
    counts, must = (one.table(voice, len(voices)) for one in (mentions, required))
    known = np.asarray(rows["known"][first], dtype=bool)
    return table(
        con,
        _QUESTION,
        Answer(
            n=len(voice),
            columns=[
                Column(name="skill", label="skill"),
                Column(name="openings", label="openings", kind="count"),
                Column(name="employers", label="employers", kind="count"),
                Column(name="share", label="named by", kind="share"),
                Column(name="low", label="at least", kind="share"),
                Column(name="high", label="at most", kind="share"),
                Column(name="required", label="required by", kind="share"),
                Column(name="required_low", label="at least", kind="share"),
                Column(name="required_high", label="at most", kind="share"),
            ],
            rows=list(
                zip(
                    mentions.names,
                    counts.sum(axis=0).astype(int).tolist(),
                    (counts[known] > 0).sum(axis=0).tolist(),
                    *map(cells, _shares(counts, sizes)),
                    *map(cells, _shares(must, sizes)),
                    strict=True,
                )
            ),
            chart=Chart(kind="bars", x="skill", y="share", low="low", high="high"),
        ),
    )


def _shares(counts: Floats, sizes: NDArray[np.int64]) -> Shares:
    """Return the share of each column; rows are employers."""
    most = limit(sizes)
    weight = np.minimum(1.0, most / np.maximum(sizes, 1))
    told = weight[:, None] * counts
    return shares(
        Told(told.sum(axis=0), (told**2).sum(axis=0), (weight * sizes) @ told), sizes, most
    )
