"""How many openings state base pay at all, by country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from upslope.guide.market.breakdown import CAPPED, SHOWN, SURE, cells
from upslope.guide.market.frame import Answer, Question, current, table
from upslope.guide.market.interval import Told, limit, shares
from upslope.guide.market.paid import grouped
from upslope.records.market import Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def pay_stated(con: DuckDBPyConnection) -> MarketTable:
    """Return the share of openings that state base pay, by country."""
    question = Question(
        name="pay_stated",
        title="Openings that state base pay",
        definition="The share of open openings of machine-learning roles that state base pay, by"
        f" country; pay that nobody is paid does not count.{CAPPED}{SURE}",
        pay=True,
    )
    current(con)
    columns = con.execute(
        """SELECT country, voice, employer, count(*) AS n, count(pay) AS told FROM (
            SELECT unnest(list_prepend('all', countries)) AS country, voice, employer, pay
            FROM current WHERE in_field AND open
        ) GROUP BY ALL"""
    ).fetchnumpy()
    rows: list[list[Any]] = []
    for (country,), at in grouped(columns, "country"):
        sizes, told = columns["n"][at], columns["told"][at]
        known = columns["employer"][at] != ""
        counted = [int(sizes.sum()), int(told.sum()), int(known.sum())]
        rows.append([country, *counted, *(cells(one)[0] for one in _share(sizes, told))])
    rows.sort(key=lambda row: (row[0] != "all", -row[1], row[0]))
    return table(
        con,
        question,
        Answer(
            n=rows[0][1] if rows else 0,
            columns=[
                Column(name="country", label="country"),
                Column(name="openings", label="openings", kind="count"),
                Column(name="stating", label="state pay", kind="count"),
                Column(name="employers", label="employers", kind="count"),
                Column(name="share", label="share that state it", kind="share"),
                Column(name="low", label="at least", kind="share"),
                Column(name="high", label="at most", kind="share"),
            ],
            rows=rows[:SHOWN],
            chart=Chart(kind="bars", x="country", y="share", low="low", high="high"),
        ),
    )


def _share(sizes: Any, told: Any) -> Any:
    most = limit(sizes)
    weight = np.minimum(1.0, most / sizes)
    sums = (weight * told, (weight * told) ** 2, weight**2 * told * sizes)
    return shares(Told(*(np.array([one.sum()], dtype=float) for one in sums)), sizes, most)
