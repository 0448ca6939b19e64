"""How openings came and went, week by week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from upslope.guide.market.facts import known_day
from upslope.guide.market.frame import Answer, Question, table
from upslope.records.market import Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_WEEKS = 52
_QUESTION = Question(
    name="weeks",
    title="Openings by week",
    definition="Openings of machine-learning roles that were open at the end of each week, and"
    " those newly posted in it on boards that were already watched; posted again does not count"
    " as new. The mean is of the last four weeks.",
)
_LONG = 1500  # weeks; what is older counts as that old
# What is not open and has no day of closing closed on the last day at the latest.
_EVENTS = """WITH told AS (
    SELECT (known.day - first_seen) // 7 AS arrived,
           CASE WHEN NOT open THEN (known.day - coalesce(closed, known.day)) // 7 END AS gone,
           CASE WHEN earlier IS NULL AND began >= first_visit
                THEN (known.day - began) // 7 END AS fresh
    FROM openings, known WHERE in_field
)
SELECT 'arrived' AS event, arrived AS week, count(*) AS n FROM told GROUP BY ALL
UNION ALL SELECT 'gone', gone, count(*) FROM told GROUP BY ALL
UNION ALL SELECT 'fresh', fresh, count(*) FROM told GROUP BY ALL"""


def weeks(con: DuckDBPyConnection) -> MarketTable:
    """Return openings by week, the earliest first, from the first whole week under watch."""
    day = known_day(con)
    (since,) = con.execute("SELECT min(day) FROM visits").fetchall()[0]
    number = min(_WEEKS, (day - since).days // 7) if since else 0
    events = _events(con)
    active = np.cumsum((events["arrived"] - events["gone"])[::-1])[::-1]
    fresh = events["fresh"]
    rows = [
        [
            str(day - timedelta(weeks=week)),
            int(active[week]),
            int(fresh[week]),
            float(fresh[week : week + 4].mean()) if week + 4 <= number else None,
        ]
        for week in reversed(range(number))
    ]
    return table(
        con,
        _QUESTION,
        Answer(
            n=int(active[0]),
            columns=[
                Column(name="week", label="week to", kind="date"),
                Column(name="openings", label="open", kind="count"),
                Column(name="new", label="newly posted", kind="count"),
                Column(name="new_mean", label="mean of 4 weeks", kind="number"),
            ],
            rows=rows,
            chart=Chart(kind="lines", x="week", y="openings"),
            since=day - timedelta(weeks=number) if number else None,
            notes=["A board that is added raises these numbers; the table index is free of that."],
            refused="" if number else "No board has been watched for a week yet.",
        ),
    )


def _events(con: DuckDBPyConnection) -> dict[str, NDArray[np.int64]]:
    """Count what was first seen, was closed, and was newly posted, by week; 0 is the last."""
    events = {name: np.zeros(_LONG + 1, dtype=np.int64) for name in ("arrived", "gone", "fresh")}
    for event, week, number in con.execute(_EVENTS).fetchall():
        if week is not None:
            events[event][min(max(week, 0), _LONG)] += number
    return events
