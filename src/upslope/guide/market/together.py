"""Which skills go together: pairs that openings name more often than chance would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from upslope.guide.market.breakdown import CAPPED
from upslope.guide.market.frame import Answer, Question, table
from upslope.guide.market.interval import FEWEST, FEWEST_EMPLOYERS, Floats, limit, student
from upslope.guide.market.named import Named, named
from upslope.records.market import Cell, Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SKILLS = 48  # the most frequent, all pairs of which are counted
_SHOWN = 30
_AT_ONCE = 112  # openings: small enough for BLAS to use one thread, as two would mostly wait
_ROWS = """SELECT file_index, file_row_number, hash(voice) AS voice
FROM openings WHERE open AND in_field"""
_QUESTION = Question(
    name="skills_together",
    title="Skills that go together",
    definition=f"Of the {_SKILLS} skills that most open openings of machine-learning roles name,"
    " the pairs that are named together most above chance. Lift: how many times as often as if"
    " one had nothing to do with the other. The interval (95 %, on log lift) stands on how much"
    f" employers differ; pairs are in the order of its lower end.{CAPPED}",
)


def skills_together(con: DuckDBPyConnection) -> MarketTable:
    """Return pairs of skills, those first that surely go together most."""
    rows = con.execute(_ROWS).fetchnumpy()
    voices, voice = np.unique(rows["voice"], return_inverse=True)
    refused = ""
    told: list[list[Cell]] = []
    if len(voices) < FEWEST_EMPLOYERS:
        refused = f"Fewer than {FEWEST_EMPLOYERS} employers have open openings."
    else:
        told = _told(named(con, rows, _SKILLS), voice)
    return table(
        con,
        _QUESTION,
        Answer(
            n=len(voice),
            columns=[
                Column(name="pair", label="skills"),
                Column(name="openings", label="openings", kind="count"),
                Column(name="share", label="share of openings", kind="share"),
                Column(name="lift", label="lift", kind="number"),
                Column(name="low", label="at least", kind="number"),
                Column(name="high", label="at most", kind="number"),
            ],
            rows=told,
            chart=Chart(kind="bars", x="pair", y="lift", low="low", high="high"),
            refused=refused,
        ),
    )


def _told(mentions: Named, voice: NDArray[np.int64]) -> list[list[Cell]]:
    sizes = np.bincount(voice)
    weight = np.minimum(1.0, limit(sizes) / sizes)
    flags = mentions.flags(len(voice))
    total = float((weight * sizes).sum())
    share = _pairs(flags, weight[voice]) / total
    alone = np.diag(share)
    first, second = np.nonzero(np.triu(share, 1))
    lift = share[first, second] / (alone[first] * alone[second])
    # The candidates: those with the highest lower end if openings were independent.
    floor = np.log(lift) - 2 / np.sqrt(share[first, second] * total)
    best = np.argsort(-floor, kind="stable")[: 2 * _SHOWN]
    # What each employer adds to each skill, to a pair, and to all.
    adds = weight[:, None] * mentions.table(voice, len(sizes))
    rows: list[tuple[str, int, float, float, float, float]] = []
    for a, b, times in zip(first[best], second[best], lift[best], strict=True):
        both = np.bincount(voice[(flags[:, a] & flags[:, b]) > 0], minlength=len(sizes))
        if both.sum() < FEWEST or np.count_nonzero(both) < FEWEST_EMPLOYERS:
            continue
        moved = weight * both / share[a, b] + weight * sizes
        moved -= adds[:, a] / alone[a] + adds[:, b] / alone[b]
        reach = np.exp(_reach(moved / total))
        rows.append(
            (
                f"{mentions.names[a]} + {mentions.names[b]}",
                int(both.sum()),
                float(share[a, b]),
                float(times),
                float(times / reach),
                float(times * reach),
            )
        )
    return [list(row) for row in sorted(rows, key=lambda row: (-row[4], row[0]))[:_SHOWN]]


def _pairs(flags: NDArray[np.uint8], weight: Floats) -> Any:
    """Return how much openings count for that name both of two skills, for all pairs at once."""
    found = np.zeros((flags.shape[1], flags.shape[1]))
    for start in range(0, len(flags), _AT_ONCE):
        part = flags[start : start + _AT_ONCE].astype(np.float32)
        found += part.T @ (part * weight[start : start + _AT_ONCE, None].astype(np.float32))
    return found


def _reach(moved: Floats) -> float:
    """Return how far a 95 % interval reaches, by what each employer adds (the delta method)."""
    employers = len(moved)
    variance = float((moved**2).sum()) * employers / (employers - 1)
    return student(employers) * float(np.sqrt(variance))
