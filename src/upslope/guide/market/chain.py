"""Whether there are more openings than before: an index that adding a board does not move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from upslope.guide.market.frame import Answer, Question, table
from upslope.guide.market.linked import LARGEST, LEAST_BOARDS, Index, chained
from upslope.guide.market.spells import NEVER_WHOLE, NO_END
from upslope.guide.market.survival import Flags, Integers
from upslope.guide.market.visited import BOARDS, UNKNOWN, Visits, days
from upslope.guide.market.watched import MACHINE_LEARNING
from upslope.guide.market.weekly import Stays, last_visits, monday, uncorrected, week_of, weekly
from upslope.records.market import Cell, Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WEEKS = 104
"""Weeks that are told at most."""

_COLUMNS = [
    Column(name="week", label="week from", kind="date"),
    Column(name="series", label="series"),
    Column(name="index", label="index", kind="index", unit="100 in the first week"),
    Column(name="low", label="at least", kind="index"),
    Column(name="high", label="at most", kind="index"),
    Column(name="raw", label="plain count", kind="count"),
    Column(name="boards", label="boards in both weeks", kind="count"),
    Column(name="largest", label="weight of the largest", kind="share"),
]
_QUESTION = Question(
    name="index",
    title="Are there more openings than before?",
    definition="Open: openings on a board at its last whole visit of the week. Newly posted: first"
    " seen there since its last whole visit of the week before, for each seven days. Each week is"
    " compared with the one before over the boards that were seen whole in both, and the ratios"
    f" are multiplied. No board has more than {LARGEST:.0%} of a week (of fewer than forty boards,"
    " twice an even share): larger ones are scaled down by one factor for all weeks."
    " Intervals of 95 % by drawing boards again; they grow with the distance from the first week."
    " The plain count is everything that was stored, with boards that were added or fell silent.",
    where="true",
)


def chain(connection: DuckDBPyConnection) -> MarketTable:
    """Tell by week how openings, and newly posted ones, went up or down; for all and for ML.

    Args:
        connection: with the views ``openings`` and ``visits``.
    """
    visits = Visits.read(connection)
    if not len(visits.day):
        return table(connection, _QUESTION, Answer(n=0, columns=_COLUMNS, rows=[], refused=_NEVER))
    first, last = (int(week_of(day)) for day in (visits.day.min(), visits.day.max()))
    weeks = np.arange(max(first, last - WEEKS + 1), last + 1)
    stays, in_field, excluded = _stays(connection)
    series = {
        **_series("", stays, visits, weeks),
        **_series(f", {MACHINE_LEARNING}", stays.some(in_field), visits, weeks),
    }
    rows = [row for name, (index, raw) in series.items() for row in _rows(name, index, raw, weeks)]
    answer = Answer(
        n=len(stays.board),
        columns=_COLUMNS,
        rows=rows,
        chart=Chart(kind="lines", x="week", y="index", low="low", high="high", by="series"),
        since=visits.since(),
        excluded=excluded,
        notes=[*_NOTES, *_restarts(series, weeks)],
        refused="" if any(index.starts for index, _ in series.values()) else _TOO_FEW,
    )
    return table(connection, _QUESTION, answer)


_NEVER = "No board was seen whole yet. Collect openings first: upslope collect"
_TOO_FEW = (
    f"Needs {LEAST_BOARDS} boards with openings that were seen whole in two weeks running."
    " Keep them fresh: upslope watch"
)
_NOTES = [
    "Weeks run from Monday to Sunday; the last one may not be over. Not adjusted for seasons: that"
    " takes more than two years.",
    "What was on a board at its first visit was posted before, so it is not newly posted. An"
    " opening that closed and came back counts as open in between.",
    "What changed on a board while it was not seen is lost, so that a chained index drifts the"
    " further the longer it runs.",
]


def _stays(connection: DuckDBPyConnection) -> tuple[Stays, Flags, dict[str, int]]:
    """Read the openings on boards with visits, and which are of machine learning."""
    found = connection.execute(
        f"""WITH {BOARDS}
        SELECT coalesce(number, -1) AS board, {days("first_seen")} AS first_seen,
            CASE WHEN open THEN {UNKNOWN} ELSE {days("closed")} END AS closed,
            NOT open AND closed IS NULL AS lost, in_field
        FROM openings LEFT JOIN boards USING (source, board)"""  # noqa: S608  (our own words)
    ).fetchnumpy()
    seen, lost = found["board"] >= 0, found["lost"]
    excluded = {NEVER_WHOLE: int(np.sum(~seen)), NO_END: int(np.sum(seen & lost))}
    kept = np.flatnonzero(seen & ~lost)
    stays = Stays(*(found[name][kept].astype(np.int64) for name in Stays._fields))
    return stays, found["in_field"][kept], {why: count for why, count in excluded.items() if count}


def _series(
    of: str, stays: Stays, visits: Visits, weeks: Integers
) -> dict[str, tuple[Index, Integers]]:
    """Return the two series of some openings: index, and plain count."""
    counted = weekly(stays, last_visits(visits, weeks))
    names = (f"open{of}", f"newly posted{of}")
    return {
        name: (chained(counts), raw)
        for name, counts, raw in zip(names, counted, uncorrected(stays, weeks), strict=True)
    }


def _rows(name: str, index: Index, raw: Integers, weeks: Integers) -> Iterator[list[Cell]]:
    links = [(None, None), *zip(index.boards, map(_number, index.largest), strict=True)]
    for place, linked in enumerate(links):
        told = [_number(part[place]) for part in (index.value, index.low, index.high)]
        yield [monday(int(weeks[place])), name, *told, int(raw[place]), *linked]


def _number(value: float) -> float | None:
    return round(float(value), 3) if np.isfinite(value) else None


def _restarts(series: Mapping[str, tuple[Index, Integers]], weeks: Integers) -> Iterator[str]:
    """Say where a series begins anew, so that nobody compares across a gap."""
    for name, (index, _) in series.items():
        if again := index.starts[1:]:
            said = ", ".join(monday(int(weeks[week])) for week in again)
            yield f"{name}: too few boards were seen before {said}; it is 100 again there."
