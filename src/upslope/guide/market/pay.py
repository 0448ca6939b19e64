"""What openings state as base pay: by role and level, and by country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, get_args

from upslope.guide.market.breakdown import CAPPED
from upslope.guide.market.frame import Answer, Question, current, table
from upslope.guide.market.interval import FEWEST, FEWEST_EMPLOYERS
from upslope.guide.market.median import Median, median
from upslope.guide.market.paid import BASE_PAY, Paid, grouped, paid
from upslope.records.field import ML_ROLES
from upslope.records.market import Cell, Chart, Column, MarketTable
from upslope.records.understanding import SENIORITIES, Role

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEDIAN = (
    f" No median is shown of fewer than {FEWEST} openings or {FEWEST_EMPLOYERS} employers. Its"
    f" interval (95 %, Woodruff) stands on how much employers differ.{CAPPED}"
)
_ROLES: tuple[Role, ...] = get_args(Role)


def pay_by_role(con: DuckDBPyConnection) -> MarketTable:
    """Return stated base pay by role and level, in one currency."""
    question = Question(
        name="pay_by_role",
        title="Stated base pay by role and level",
        definition="Open openings, by role and level; machine-learning roles come first."
        f"{BASE_PAY}{_MEDIAN}",
        where="true",
        pay=True,
    )
    found = paid(con, "true", _place(_ROLES, "role"), _place(SENIORITIES, "seniority"))
    code = found.columns["role"] * len(SENIORITIES) + found.columns["seniority"]
    told: dict[tuple[Role, int], Median] = {}
    small = 0
    for (kind,), at in grouped({"kind": code}, "kind"):
        role, level = divmod(int(kind), len(SENIORITIES))
        if middle := median(found.columns["pay"][at], found.columns["voice"][at]):
            told[_ROLES[role], level] = middle
        else:
            small += len(at)
    rows = _by_role(told)
    return table(
        con,
        question,
        Answer(
            n=sum(middle.n for middle in told.values()),
            columns=[Column(name="kind", label="role, level"), *_columns(found.currency)],
            rows=rows,
            chart=Chart(kind="bars", x="kind", y="median", low="low", high="high"),
            excluded={**found.excluded, "in groups too small for a median": small},
            refused="" if rows else _nothing(found),
        ),
    )


def _place(values: tuple[str, ...], column: str) -> str:
    """Write the part of a query that gives a word's place among words, the last for others."""
    return f"coalesce(list_position({[*values]}, {column}), {len(values)}) - 1 AS {column}"


def _by_role(told: dict[tuple[Role, int], Median]) -> list[list[Cell]]:
    """Return rows role by role, machine-learning roles and frequent ones first, levels rising."""
    often = Counter[Role]()
    for (role, _), middle in told.items():
        often[role] += middle.n
    order = sorted(told, key=lambda one: (one[0] not in ML_ROLES, -often[one[0]], *one))
    return [
        [f"{role}, {SENIORITIES[level]}".replace("_", " "), *told[role, level]]
        for role, level in order
    ]


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
    for country, groups in groupby(grouped(columns, "country", "currency"), lambda one: one[0][0]):
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
