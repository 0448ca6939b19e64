"""What openings state as base pay: by role and level, by country, and how many state it at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from upslope.guide.market.breakdown import CAPPED, SURE, cells
from upslope.guide.market.frame import Answer, Question, current, table
from upslope.guide.market.interval import FEWEST, FEWEST_EMPLOYERS, Told, limit, shares
from upslope.guide.market.median import median
from upslope.records.market import Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BASE_PAY = (
    " The middle of the range of base pay for a full-time year that an opening states; one that"
    " states a single end counts with that. Bonuses and shares are never in it. Employers who"
    " state pay may pay otherwise than those who do not. Currencies are never converted."
)
_MEDIAN = (
    f" No median is shown of fewer than {FEWEST} openings or {FEWEST_EMPLOYERS} employers. Its"
    f" interval (95 %, Woodruff) stands on how much employers differ.{CAPPED}"
)


class Paid(NamedTuple):
    """Openings that state pay in one currency.

    Args:
        currency: ISO 4217; empty if none states any.
        columns: what was asked for, and ``pay`` and ``voice``.
        excluded: how many state it in another currency, by that.
    """

    currency: str
    columns: dict[str, Any]
    excluded: dict[str, int]


def paid(con: DuckDBPyConnection, where: str, *columns: str) -> Paid:
    """Return what openings state in the currency that was asked for, or that most state.

    Args:
        con: with the views of :func:`upslope.guide.market.openings.judge`.
        where: which openings, in SQL.
        columns: what else is wanted of them, in SQL.
    """
    found = con.execute(
        f"SELECT pay_currency, count(*) AS n FROM openings WHERE {where} AND open AND pay > 0"  # noqa: S608  (ours)
        " GROUP BY pay_currency ORDER BY n DESC, pay_currency"
    ).fetchall()
    (asked,) = con.execute("SELECT currency FROM known").fetchall()[0]
    currency = asked or (found[0][0] if found else "")
    rows = con.execute(
        f"SELECT {', '.join(('pay', 'hash(voice) AS voice', *columns))} FROM openings"  # noqa: S608  (names of ours)
        f" WHERE {where} AND open AND pay > 0 AND pay_currency = $currency",
        {"currency": currency},
    ).fetchnumpy()
    others = {f"paid in {name}": n for name, n in found if name != currency}
    return Paid(currency, rows, others)


def pay_by_role(con: DuckDBPyConnection) -> MarketTable:
    """Return stated base pay by role and level, in one currency."""
    question = Question(
        name="pay_by_role",
        title="Stated base pay by role and level",
        definition=f"Open openings, by role and level.{BASE_PAY}{_MEDIAN}",
        where="true",
        pay=True,
    )
    found = paid(con, "true", "role", "seniority")
    rows: list[list[Any]] = []
    small = 0
    for kind, at in _groups(found.columns, "role", "seniority"):
        told = median(found.columns["pay"][at], found.columns["voice"][at])
        if told:
            rows.append([", ".join(one.replace("_", " ") for one in kind), *told])
        else:
            small += len(at)
    rows.sort(key=lambda row: (-row[1], row[0]))
    return table(
        con,
        question,
        Answer(
            n=sum(row[1] for row in rows),
            columns=[Column(name="kind", label="role, level"), *_columns(found.currency)],
            rows=rows,
            chart=Chart(kind="bars", x="kind", y="median", low="low", high="high"),
            excluded={**found.excluded, "in groups too small for a median": small},
            refused="" if rows else _nothing(found),
        ),
    )


def pay_by_country(con: DuckDBPyConnection) -> MarketTable:
    """Return stated base pay by country, each in the currency that most openings there state."""
    question = Question(
        name="pay_by_country",
        title="Stated base pay by country",
        definition="Open openings of machine-learning roles, by country, each in the currency that"
        f" most of its openings state.{BASE_PAY}{_MEDIAN}",
        pay=True,
    )
    current(con)
    columns = con.execute(
        "SELECT unnest(countries) AS country, pay_currency AS currency, pay, voice FROM current"
        " WHERE in_field AND open AND pay > 0"
    ).fetchnumpy()
    rows: list[list[Any]] = []
    excluded = {"paid in another currency than most of the country": 0}
    excluded |= {"in countries with too few for a median": 0}
    for country, groups in groupby(_groups(columns, "country", "currency"), lambda one: one[0][0]):
        sizes = [(len(at), kind[1], at) for kind, at in groups]
        most, currency, at = max(sizes, key=itemgetter(0))
        excluded["paid in another currency than most of the country"] += (
            sum(size for size, _, _ in sizes) - most
        )
        if told := median(columns["pay"][at], columns["voice"][at]):
            rows.append([country, currency, *told])
        else:
            excluded["in countries with too few for a median"] += most
    rows.sort(key=lambda row: (-row[2], row[0]))
    return table(
        con,
        question,
        Answer(
            n=sum(row[2] for row in rows),
            columns=[
                Column(name="country", label="country"),
                Column(name="currency", label="in"),
                *_columns(""),
            ],
            rows=rows,
            excluded=excluded,
            refused="" if rows else "Too few open openings state base pay in any country.",
        ),
    )


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
    for (country,), at in _groups(columns, "country"):
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
            rows=rows[:30],
            chart=Chart(kind="bars", x="country", y="share", low="low", high="high"),
        ),
    )


def _share(sizes: Any, told: Any) -> Any:
    most = limit(sizes)
    weight = np.minimum(1.0, most / sizes)
    sums = (weight * told, (weight * told) ** 2, weight**2 * told * sizes)
    return shares(Told(*(np.array([one.sum()], dtype=float) for one in sums)), sizes, most)


def _groups(columns: dict[str, Any], *names: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield values of columns with the places of the rows that have them, in order."""
    keys = [np.unique(columns[name].astype(str), return_inverse=True) for name in names]
    code = np.zeros(len(columns[names[0]]), dtype=np.int64)
    for values, place in keys:
        code = code * len(values) + place
    order = np.argsort(code, kind="stable")
    starts = np.flatnonzero(np.diff(code[order], prepend=-1))
    for at in np.split(order, starts[1:]) if len(order) else []:
        yield tuple(str(columns[name][at[0]]) for name in names), at


def _columns(currency: str) -> Iterable[Column]:
    money = {"median": "median", "low": "at least", "high": "at most"}
    money |= {"p10": "a tenth below", "p90": "a tenth above"}
    yield Column(name="openings", label="openings", kind="count")
    yield Column(name="employers", label="employers", kind="count")
    for name, label in money.items():
        yield Column(name=name, label=label, kind="money", unit=currency)


def _nothing(found: Paid) -> str:
    if not len(found.columns["pay"]):
        return "No open opening states base pay" + (
            f" in {found.currency}." if found.currency else "."
        )
    return f"Too few openings and employers state base pay in {found.currency} for any median."
