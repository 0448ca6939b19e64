"""How openings fall into groups: how many are open, newly posted, and what share that is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from upslope.guide.market.facts import known_day
from upslope.guide.market.frame import MONTH, Answer, Question, current, table
from upslope.guide.market.interval import Floats, Shares, Told, limit, shares
from upslope.records.market import Cell, Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CAPPED = (
    " No employer counts for more than 5 % (or twice an even share, where there are fewer than 40)."
)
SURE = (
    " The interval (95 %, Wilson) stands on how much employers differ, not on how many postings"
    " they have."
)
NEW = " Newly posted: in the last 28 days, and not posted again."
SHOWN = 30


_SIZES = "SELECT count(*) AS n FROM current WHERE open AND {where} GROUP BY voice"
_GROUPS = """WITH sizes AS (
    SELECT voice, count(*) AS n, least(1, $limit / count(*)) AS w
    FROM current WHERE open AND {where} GROUP BY voice
), each AS (
    SELECT voice, value, any_value(employer) AS employer,
           count(*) FILTER (open) AS c, count(*) FILTER (fresh) AS f
    FROM (SELECT voice, employer, open, fresh, {value} AS value FROM current WHERE {where})
    WHERE value IS NOT NULL GROUP BY voice, value
)
SELECT value, sum(c)::BIGINT AS openings, sum(f)::BIGINT AS fresh,
       count(*) FILTER (c > 0 AND employer <> '') AS employers,
       coalesce(sum(w * c), 0) AS sum, coalesce(sum((w * c) ** 2), 0) AS squares,
       coalesce(sum(w * w * c * n), 0) AS products
FROM each LEFT JOIN sizes USING (voice)
GROUP BY value ORDER BY openings DESC, fresh DESC, value"""


_COLUMNS = [
    Column(name="openings", label="open", kind="count"),
    Column(name="new", label="newly posted", kind="count"),
    Column(name="employers", label="employers", kind="count"),
    Column(name="share", label="share of open", kind="share"),
    Column(name="low", label="at least", kind="share"),
    Column(name="high", label="at most", kind="share"),
]


class By(NamedTuple):
    """What parts openings into groups.

    Args:
        value: SQL for the group of an opening; ``unnest(...)`` for several.
        label: what the groups are.
        cap: whether no employer counts for more than its limit.
        first: groups that are shown before all others.
    """

    value: str
    label: str
    cap: bool = False
    first: frozenset[str] = frozenset()


class Groups(NamedTuple):
    """Groups of openings, the largest first.

    Args:
        values: what the openings of each group have in common.
        openings: how many there are in each.
        employers: of how many known employers.
        fresh: how many were newly posted.
        of_all: what share they are of the openings that were asked about.
        n: how many those are.
    """

    values: list[str]
    openings: list[int]
    employers: list[int]
    fresh: list[int]
    of_all: Shares
    n: int


def groups(con: DuckDBPyConnection, where: str, by: By) -> Groups:
    """Part openings into groups; one opening may be in several.

    Args:
        con: with the views of :func:`upslope.guide.market.openings.judge`.
        where: which openings are asked about, in SQL.
        by: what parts them.
    """
    current(con)
    sizes = con.execute(_SIZES.format(where=where)).fetchnumpy()["n"]
    most = limit(sizes) if by.cap else math.inf
    query = _GROUPS.format(where=where, value=by.value)
    found = con.execute(query, {"limit": most}).fetchnumpy()
    told = Told(*(np.asarray(found[name], dtype=float) for name in Told._fields))
    return Groups(
        values=[str(one) for one in found["value"]],
        openings=found["openings"].tolist(),
        employers=found["employers"].tolist(),
        fresh=found["fresh"].tolist(),
        of_all=shares(told, sizes, most),
        n=int(sizes.sum()),
    )


def cells(values: Floats) -> list[float | None]:
    """Return numbers as cells: what is unknown is ``None``."""
    return [None if np.isnan(value) else float(value) for value in values]


def breakdown(con: DuckDBPyConnection, question: Question, by: By) -> MarketTable:
    """Return a table with a row for each group of openings.

    Args:
        con: with the views of :func:`upslope.guide.market.openings.judge`.
        question: what is asked, of which openings.
        by: what parts them.
    """
    found = groups(con, question.where, by)
    rows: list[list[Cell]] = [
        list(row)
        for row in zip(
            found.values,
            found.openings,
            found.fresh,
            found.employers,
            *map(cells, found.of_all),
            strict=True,
        )
    ]
    rows = sorted(rows, key=lambda row: row[0] not in by.first)[:SHOWN]
    more = len(found.values) - len(rows)
    return table(
        con,
        question._replace(definition=question.definition + (CAPPED if by.cap else "") + NEW + SURE),
        Answer(
            n=found.n,
            columns=[Column(name="value", label=by.label), *_COLUMNS],
            rows=rows,
            chart=Chart(kind="bars", x="value", y="share", low="low", high="high"),
            since=known_day(con) - MONTH,
            notes=[f"{more} more with fewer openings are not shown."] if more else [],
        ),
    )
