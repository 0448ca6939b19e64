"""How long openings stay open, by role, level, remote work and country.

Kaplan-Meier, with what collecting does to ages taken into account (:mod:`.spells`): an opening that
is still there may stay for long, and one that was there before the first visit is not new.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from upslope.guide.market.frame import Answer, Question, table
from upslope.guide.market.spells import AT_ONCE, Spells
from upslope.guide.market.survival import (
    DAY,
    Floats,
    age_when,
    between,
    median_between,
    still_open,
    together,
)
from upslope.guide.market.visited import Visits
from upslope.guide.market.watched import LEAST, LEAST_BOARDS, Group, watched
from upslope.records.market import Cell, Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AGES = (14, 30, 60, 90)
"""Days after which the share that is still open is told."""
_CURVE = 180  # days that are drawn

_METHOD = (
    "By Kaplan and Meier: an opening that is still there, or whose board was not seen again,"
    " counts as open up to that board's last whole visit, and each counts from the age at which"
    " it was first seen. It began on the day that it states, else in the middle between two"
    " visits, and closed in the middle between two visits."
)
_INTERVAL = (
    "Intervals of 95 % by log(-log), with Greenwood's variance, or that over whole boards where it"
    " is more."
)
_GROUP = [Column(name="by", label="by"), Column(name="group", label="group")]
_POINT = [
    Column(name="days", label="after", kind="days", unit="days"),
    Column(name="share", label="still open", kind="share"),
    Column(name="low", label="at least", kind="share"),
    Column(name="high", label="at most", kind="share"),
    Column(name="at_risk", label="openings watched at that age", kind="count"),
]


_TIMES = Question(
    name="closing",
    title="How long openings stay open",
    definition=f"Days until a quarter, half and three quarters have closed. {_METHOD} Intervals of"
    " 95 % by drawing boards again, as one employer's openings close together.",
    where="true",
)
_SHARES = Question(
    name="shares_open",
    title="Share of openings that is still open after some days",
    definition=f"Share that has not closed by an age. {_METHOD} {_INTERVAL}",
    where="true",
)
_DAILY = _SHARES._replace(
    name="closing_curve", title="Share of openings that is still open, day by day"
)


def closing(connection: DuckDBPyConnection) -> MarketTable:
    """Tell after how many days a quarter, half and three quarters of a group have closed."""
    columns = [
        *_GROUP,
        Column(name="openings", label="openings", kind="count"),
        Column(name="closed", label="of them closed", kind="count"),
        Column(name="boards", label="boards", kind="count"),
        Column(name="quarter", label="a quarter closed after", kind="days", unit="days"),
        Column(name="median", label="half closed after", kind="days", unit="days"),
        Column(name="low", label="at least", kind="days", unit="days"),
        Column(name="high", label="at most", kind="days", unit="days"),
        Column(name="three_quarters", label="3/4 closed after", kind="days", unit="days"),
        Column(name="remark", label="remark"),
    ]
    chart = Chart(kind="bars", x="group", y="median", low="low", high="high")
    return _table(connection, _TIMES, columns, lambda _, group: [_row(group)], chart)


def shares_open(connection: DuckDBPyConnection) -> MarketTable:
    """Tell which share of a group is still open after 14, 30, 60 and 90 days."""
    columns = [*_GROUP, *_POINT]
    return _table(connection, _SHARES, columns, lambda _, group: _points(group, AGES))


def closing_curve(connection: DuckDBPyConnection) -> MarketTable:
    """Tell the share that is still open day by day, for all and for machine learning."""
    columns = [*_GROUP, *_POINT]
    chart = Chart(kind="steps", x="days", y="share", low="low", high="high", by="group")

    def rows(by: str, group: Group) -> Iterable[list[Cell]]:
        return _points(group, range(_CURVE + 1)) if by == "all" else []

    return _table(connection, _DAILY, columns, rows, chart)


def _table(
    connection: DuckDBPyConnection,
    question: Question,
    columns: Sequence[Column],
    rows: Callable[[str, Group], Iterable[list[Cell]]],
    chart: Chart | None = None,
) -> MarketTable:
    """Make a table of the rows of each group, all openings first."""
    visits = Visits.read(connection)
    if len(np.unique(visits.day)) < 2:
        return table(connection, question, Answer(n=0, columns=columns, rows=[], refused=_ONE_DAY))
    seen = watched(connection)
    groups = [(by, group) for by in seen.kinds for group in seen.groups(by) if group.openings]
    answer = Answer(
        n=len(seen.spells.of),
        columns=columns,
        rows=[[by, group.name, *row] for by, group in groups for row in rows(by, group)],
        chart=chart,
        since=visits.since(),
        excluded=seen.spells.excluded,
        notes=_notes(seen.spells),
        refused="" if any(group.is_enough for _, group in groups) else _TOO_FEW,
    )
    return table(connection, question, answer)


def _row(group: Group) -> list[Cell]:
    counted: list[Cell] = [group.openings, group.closed, group.boards]
    if not group.is_enough:
        return [*counted, *[None] * 5, "too few to say"]
    curve = still_open(together(group.counts))
    quarter, half, most = (float(age_when(share, curve)) for share in (0.25, 0.5, 0.75))
    low, high = median_between(group.counts)
    remark = "" if math.isfinite(half) else _not_reached(curve)
    return [*counted, *map(_days, (quarter, half, low, high, most)), remark]


def _points(group: Group, ages: Iterable[int]) -> Iterator[list[Cell]]:
    if group.is_enough:
        total = together(group.counts)
        curve, (low, high) = still_open(total), between(group.counts)
        for age in ages:
            at = age * DAY
            yield [age, *(_number(part[at]) for part in (curve, low, high)), int(total.at_risk[at])]


def _not_reached(curve: Floats) -> str:
    """Say how far the curve goes, if it never comes to a half."""
    told = np.flatnonzero(np.isfinite(curve))
    if not len(told):
        return "too few at any one age"
    return f"{curve[told[-1]]:.0%} are still open after {told[-1] // DAY} days"


def _days(age: float) -> float | None:
    return age if math.isfinite(age) else None


def _number(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None


_ONE_DAY = (
    "No board was seen whole on two days yet. How long openings stay open shows after some weeks:"
    " upslope watch"
)
_TOO_FEW = f"Needs {LEAST} openings of {LEAST_BOARDS} boards that were watched for some time."


def _notes(seen: Spells) -> list[str]:
    notes = [
        "This is how long an advert stays, not how long until someone starts: adverts are taken"
        " down for other reasons too.",
        f"One that was advertised again within {AT_ONCE} days goes on with its first date"
        f" ({seen.joined:,} did), later it is a new one. One that came back as itself counts as"
        " open all the while.",
        "An opening in several countries counts in each.",
    ]
    if len(seen.loose):
        half, most = np.percentile(seen.loose / DAY, [50, 90])
        notes.append(
            f"The two visits that a closing lies between are {half:.0f} days apart or less for half"
            f" of the closings, {most:.0f} for nine in ten: no figure is more exact than that."
        )
    return notes
