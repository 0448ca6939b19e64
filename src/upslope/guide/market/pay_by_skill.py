"""What openings that name a skill state as pay, beside those of the same kind that do not."""

from __future__ import annotations

from math import erfc, exp, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.guide.market.breakdown import CAPPED
from upslope.guide.market.frame import Answer, Question, table
from upslope.guide.market.interval import (
    FEWEST,
    FEWEST_EMPLOYERS,
    MAY_BE_CHANCE,
    Floats,
    at_once,
    limit,
    student,
)
from upslope.guide.market.named import named
from upslope.guide.market.paid import BASE_PAY, paid
from upslope.records.market import Cell, Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SKILLS = 60  # that are looked at, the most frequent
_SHOWN = 30
_QUESTION = Question(
    name="pay_by_skill",
    title="Stated base pay by skill",
    definition="The median of open openings of machine-learning roles that name a skill, of those"
    " that do not, and by how much the first state more within the same role, level and country"
    " (a regression of log pay on the skill, with an effect for each role, level and country; its"
    " interval, 95 %, stands on how much employers differ). It may be chance unless it holds for"
    " all skills looked at together (false discovery rate 5 %, Benjamini and Hochberg 1995)."
    f"{BASE_PAY}{CAPPED}",
    pay=True,
)


def pay_by_skill(con: DuckDBPyConnection) -> MarketTable:
    """Return stated base pay with and without each skill, in one currency."""
    kind = "hash(role, seniority, list_sort(countries)) AS kind"
    found = paid(con, "in_field", "file_index", "file_row_number", kind)
    told: list[list[Cell]] = []
    if len(np.unique(found.columns["voice"])) >= FEWEST_EMPLOYERS:
        order = np.lexsort((found.columns["voice"], found.columns["pay"]))
        columns = {name: values[order] for name, values in found.columns.items()}
        mentions = named(con, columns, _SKILLS)
        told = _told(mentions.names, mentions.flags(len(order)), columns)
    unit = found.currency
    return table(
        con,
        _QUESTION,
        Answer(
            n=len(found.columns["pay"]),
            columns=[
                Column(name="skill", label="skill"),
                Column(name="openings", label="openings", kind="count"),
                Column(name="employers", label="employers", kind="count"),
                Column(name="median", label="median with it", kind="money", unit=unit),
                Column(name="without", label="median without", kind="money", unit=unit),
                Column(name="difference", label="difference, like for like", kind="share"),
                Column(name="low", label="at least", kind="share"),
                Column(name="high", label="at most", kind="share"),
                Column(name="verdict", label="verdict"),
            ],
            rows=told,
            chart=Chart(kind="bars", x="skill", y="difference", low="low", high="high"),
            excluded=found.excluded,
            notes=[
                "This is what goes together, not what a skill brings: who asks for it may pay"
                " more for other reasons."
            ],
            refused=""
            if told
            else "Too few openings and employers state base pay to compare skills.",
        ),
    )


class _Effect(NamedTuple):
    skill: str
    openings: int
    employers: int
    median: float
    without: float
    effect: float
    error: float


def _told(names: list[str], flags: NDArray[np.uint8], columns: dict[str, Any]) -> list[list[Cell]]:
    voices, voice = np.unique(columns["voice"], return_inverse=True)
    _, kind = np.unique(columns["kind"], return_inverse=True)
    sizes = np.bincount(voice)
    openings = _Openings(
        pay=np.asarray(columns["pay"], dtype=float),
        voice=voice,
        kind=kind,
        weight=np.minimum(1.0, limit(sizes) / sizes)[voice],
    )
    effects = [
        effect
        for at, name in enumerate(names)
        if (effect := _effect(name, flags[:, at].astype(bool), openings))
    ]
    reach = student(len(voices))
    chances = [
        erfc(abs(one.effect) / one.error / reach * student(10**9) / sqrt(2)) for one in effects
    ]
    sure = at_once(np.array(chances)).tolist()
    rows: list[tuple[bool, float, list[Cell]]] = [
        (
            not shown,
            -(abs(one.effect) - reach * one.error),
            [
                *one[:5],
                exp(one.effect) - 1,
                exp(one.effect - reach * one.error) - 1,
                exp(one.effect + reach * one.error) - 1,
                ("more" if one.effect > 0 else "less") if shown else MAY_BE_CHANCE,
            ],
        )
        for one, shown in zip(effects, sure, strict=True)
    ]
    return [row for _, _, row in sorted(rows, key=lambda row: (*row[:2], row[2][0]))[:_SHOWN]]


class _Openings:
    """Openings in the order of their pay; ``above`` is log pay less the mean of their kind."""

    def __init__(
        self, *, pay: Floats, voice: NDArray[np.int64], kind: NDArray[np.int64], weight: Floats
    ) -> None:
        self.pay, self.voice, self.kind, self.weight = pay, voice, kind, weight
        self.of_kind = np.bincount(kind, weight)
        self.above = self.beside(np.log(pay))

    def beside(self, values: Floats) -> Floats:
        """Return values less the mean of their kind."""
        mean = np.bincount(self.kind, self.weight * values) / self.of_kind
        return np.asarray(values - mean[self.kind])

    def median(self, which: NDArray[np.bool_]) -> float:
        """Return the weighted median of some."""
        weight = self.weight[which]
        below = (np.cumsum(weight) - weight / 2) / weight.sum()
        return float(np.interp(0.5, below, self.pay[which]))


def _effect(name: str, has: NDArray[np.bool_], openings: _Openings) -> _Effect | None:
    """Compare like with like; ``None`` if too few have or lack the skill, or kinds never mix."""
    employers = int(np.count_nonzero(np.bincount(openings.voice[has])))
    if min(has.sum(), (~has).sum()) < FEWEST or employers < FEWEST_EMPLOYERS:
        return None
    x = openings.beside(has.astype(float))
    information = float((openings.weight * x * x).sum())
    if information < 1.0:  # less than one opening's worth of comparing
        return None
    effect = float((openings.weight * x * openings.above).sum()) / information
    scores = np.bincount(openings.voice, openings.weight * x * (openings.above - effect * x))
    return _Effect(
        skill=name,
        openings=int(has.sum()),
        employers=employers,
        median=openings.median(has),
        without=openings.median(~has),
        effect=effect,
        error=max(
            float(np.sqrt((scores**2).sum() * len(scores) / (len(scores) - 1))) / information, 1e-9
        ),
    )
