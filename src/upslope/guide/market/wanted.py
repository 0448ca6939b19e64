"""Who is wanted, and where: openings by role, level, country, place, remote work and employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from upslope.guide.market.breakdown import SHOWN, By, breakdown
from upslope.guide.market.facts import known_day
from upslope.guide.market.frame import MONTH, Answer, Question, current, table
from upslope.records.field import ML_ROLES
from upslope.records.market import Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def roles(con: DuckDBPyConnection) -> MarketTable:
    """Return openings by role, of all that were collected."""
    question = Question(
        name="roles",
        title="Openings by role",
        definition="Open openings of all that were collected, by role; machine-learning roles come"
        " first.",
        where="true",
    )
    return breakdown(con, question, By("role", "role", first=frozenset(ML_ROLES)))


def levels(con: DuckDBPyConnection) -> MarketTable:
    """Return openings by seniority."""
    question = Question(
        name="levels",
        title="Openings by level",
        definition="Open openings of machine-learning roles, by the level that they state.",
    )
    return breakdown(con, question, By("seniority", "level"))


def countries(con: DuckDBPyConnection) -> MarketTable:
    """Return openings by country."""
    question = Question(
        name="countries",
        title="Openings by country",
        definition="Open openings of machine-learning roles, by country. One that is offered in"
        " several counts in each.",
    )
    return breakdown(con, question, By("unnest(countries)", "country"))


def places(con: DuckDBPyConnection) -> MarketTable:
    """Return openings by place."""
    question = Question(
        name="places",
        title="Openings by place",
        definition="Open openings of machine-learning roles, by place. One that is offered in"
        " several counts in each.",
    )
    return breakdown(con, question, By("unnest(places)", "place"))


def remote(con: DuckDBPyConnection) -> MarketTable:
    """Return openings by how far they may be done from home."""
    question = Question(
        name="remote",
        title="Remote work",
        definition="Open openings of machine-learning roles, by what they say of remote work.",
    )
    return breakdown(con, question, By("remote", "remote work"))


def employers(con: DuckDBPyConnection) -> MarketTable:
    """Return the employers with most openings; these are counts, so they have no interval."""
    current(con)
    found = con.execute(
        """SELECT min(company), count(*) FILTER (open) AS openings, count(*) FILTER (fresh) AS fresh
        FROM current WHERE in_field AND employer <> '' GROUP BY employer
        ORDER BY openings DESC, fresh DESC, employer"""
    ).fetchall()
    n = sum(openings for _, openings, _ in found)
    (nameless,) = con.execute(
        "SELECT count(*) FROM current WHERE in_field AND open AND coalesce(employer, '') = ''"
    ).fetchall()[0]
    more = len(found) - SHOWN
    return table(
        con,
        Question(
            name="employers",
            title="Openings by employer",
            definition="Open openings of machine-learning roles, by employer, and the share that"
            " each has of those whose employer is known. Newly posted: in the last 28 days, and"
            " not posted again.",
        ),
        Answer(
            n=n,
            columns=[
                Column(name="value", label="employer"),
                Column(name="openings", label="open", kind="count"),
                Column(name="new", label="newly posted", kind="count"),
                Column(name="share", label="share of open", kind="share"),
            ],
            rows=[
                [who, openings, fresh, openings / max(n, 1)]
                for who, openings, fresh in found[:SHOWN]
            ],
            chart=Chart(kind="bars", x="value", y="openings"),
            since=known_day(con) - MONTH,
            excluded={"employer unknown": nameless},
            notes=[f"{more} more employers have fewer."] if more > 0 else [],
        ),
    )
