"""Base pay that openings state, in one currency, and how they fall into groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BASE_PAY = (
    " The middle of the range of base pay for a full-time year that an opening states; one that"
    " states a single end counts with that. Bonuses and shares are never in it. Employers who"
    " state pay may pay otherwise than those who do not. Currencies are never converted."
)
"""What is read as pay, for definitions."""


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


def grouped(columns: dict[str, Any], *names: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield values of columns with the places of the rows that have them, in order.

    >>> columns = {"country": np.array(["PL", "DE", "PL"])}
    >>> [(kind, at.tolist()) for kind, at in grouped(columns, "country")]
    [(('DE',), [1]), (('PL',), [0, 2])]
    """
    parts = [columns[name] for name in names]
    words = [part.astype(str) if part.dtype == object else part for part in parts]
    keys = [np.unique(part, return_inverse=True) for part in words]
    code = np.zeros(len(columns[names[0]]), dtype=np.int64)
    for values, place in keys:
        code = code * len(values) + place
    order = np.argsort(code, kind="stable")
    starts = np.flatnonzero(np.diff(code[order], prepend=-1))
    for at in np.split(order, starts[1:]) if len(order) else []:
        yield tuple(str(columns[name][at[0]]) for name in names), at
