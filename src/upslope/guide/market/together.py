"""Which skills go together: pairs that openings name more often than chance would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from upslope.guide.market.breakdown import CAPPED
from upslope.guide.market.frame import Answer, Question, current, table
from upslope.guide.market.interval import FEWEST, FEWEST_EMPLOYERS, Floats, limit, student
from upslope.guide.market.named import named
from upslope.records.market import Cell, Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SKILLS = 48  # the most frequent, all pairs of which are counted
_SHOWN = 30
_AT_ONCE = 1 << 16  # openings
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
    current(con)
    rows = con.execute(
        "SELECT file_index, file_row_number, voice FROM current WHERE open AND in_field"
    ).fetchnumpy()
    voices, voice = np.unique(rows["voice"], return_inverse=True)
    refused = ""
    told: list[list[Cell]] = []
    if len(voices) < FEWEST_EMPLOYERS:
        refused = f"Fewer than {FEWEST_EMPLOYERS} employers have open openings."
    else:
        mentions = named(con, rows).most(_SKILLS)
        told = _told(mentions.names, mentions.flags(len(voice)), voice)
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


def _told(names: list[str], flags: NDArray[np.uint8], voice: NDArray[np.int64]) -> list[list[Cell]]:
    sizes = np.bincount(voice)
    weight = np.minimum(1.0, limit(sizes) / sizes)[voice]
    both, counted = _pairs(flags, np.ones(len(voice))), _pairs(flags, weight)
    share = counted / weight.sum()
    first, second = np.nonzero(np.triu(both >= FEWEST, 1))
    alone = np.diag(share)
    lift = share[first, second] / (alone[first] * alone[second])
    # The candidates: those with the highest lower end if openings were independent.
    floor = np.log(lift) - 2 / np.sqrt(both[first, second])
    best = np.argsort(-floor, kind="stable")[: 2 * _SHOWN]
    rows: list[tuple[str, int, float, float, float, float]] = []
    for a, b, times in zip(first[best], second[best], lift[best], strict=True):
        pair = flags[:, a] & flags[:, b]
        by = pair / share[a, b] - flags[:, a] / alone[a] - flags[:, b] / alone[b] + 1
        if len(np.unique(voice[pair > 0])) < FEWEST_EMPLOYERS:
            continue
        reach = np.exp(_reach(weight * by, voice, float(weight.sum())))
        rows.append(
            (
                f"{names[a]} + {names[b]}",
                int(both[a, b]),
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


def _reach(influence: Floats, voice: NDArray[np.int64], total: float) -> float:
    """Return how far a 95 % interval reaches, by what each employer adds (the delta method)."""
    of_employers = np.bincount(voice, influence)
    employers = len(of_employers)
    variance = float((of_employers**2).sum()) / total**2 * employers / (employers - 1)
    return student(employers) * float(np.sqrt(variance))
