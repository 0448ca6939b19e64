"""What every table says beside its rows: of what, from where, when, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from upslope.guide.market.facts import known_day
from upslope.records.market import Cell, Chart, Column, MarketTable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MONTH = timedelta(days=28)
"""Four whole weeks, so that every weekday counts alike."""


class Question(NamedTuple):
    """What a table asks.

    Args:
        name: the table's key.
        title: its heading.
        definition: what is counted and how sure it is, in plain words.
        where: which openings are asked about, in SQL over ``current``.
        pay: whether pay that is not believed is something left out.
    """

    name: str
    title: str
    definition: str
    where: str = "in_field"
    pay: bool = False


def current(con: DuckDBPyConnection) -> None:
    """Make the table ``current`` unless it is there: openings that are open or newly posted.

    Most tables are about these, so they are copied once, as briefly as can be. Beside columns of
    ``openings`` it has ``fresh`` (newly posted, and not posted again), ``in_field`` (of a
    machine-learning role), and ``voice`` as a number.
    """
    con.execute(
        f"""CREATE TEMP TABLE IF NOT EXISTS current AS
        SELECT * REPLACE (hash(voice) AS voice) FROM (
            SELECT in_field, voice, source, employer, company, role, seniority, remote,
                   employment_type, degree, degree_or_equivalent, visa, industry, min_years,
                   countries, places, duties, areas, pay, pay_currency, pay_fault, open,
                   coalesce(earlier IS NULL AND began > known.day - {MONTH.days}, false) AS fresh,
                   file_index, file_row_number
            FROM openings, known)
        WHERE open OR fresh"""  # noqa: S608  (names of ours)
    )


class Answer(NamedTuple):
    """What a question is answered with.

    Args:
        n: openings that the answer stands on.
        columns: of the rows.
        rows: cells in the order of the columns.
        chart: how it is drawn.
        since: first day that it speaks of; ``None`` for a state on the last day.
        excluded: how many this table left out, beside what all do, by reason.
        notes: what might be got wrong.
        refused: why there is no answer; then rows are dropped.
    """

    n: int
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]] = ()
    chart: Chart | None = None
    since: date | None = None
    excluded: Mapping[str, int] = {}
    notes: Sequence[str] = ()
    refused: str = ""


def table(con: DuckDBPyConnection, question: Question, answer: Answer) -> MarketTable:
    """Return the answer to a question, with all that is needed to judge it.

    Args:
        con: with the views of :func:`upslope.guide.market.openings.judge`.
        question: what was asked.
        answer: what was found.
    """
    day = known_day(con)
    ((role, country),) = con.execute("SELECT only_role, only_country FROM known").fetchall()
    only = _only(role, country)
    left: list[tuple[str, int]] = con.execute(
        "SELECT reason, n FROM left_out WHERE part = 'openings' OR $pay", {"pay": question.pay}
    ).fetchall()
    sources = con.execute("SELECT source FROM sources ORDER BY source").fetchall()
    refused = answer.refused
    if not answer.n and not refused:
        refused = f"No opening that this asks about is known on {day}."
    return MarketTable(
        name=question.name,
        title=question.title + (f": {only}" if only else ""),
        definition=_definition(question.definition, role, only),
        n=answer.n,
        columns=list(answer.columns),
        rows=[] if refused else [list(row) for row in answer.rows],
        period=(str(answer.since or day), str(day)),
        sources=[source for (source,) in sources if source],
        excluded={why: n for why, n in (*left, *answer.excluded.items()) if n},
        notes=list(answer.notes),
        chart=None if refused else answer.chart,
        refused=refused,
    )


def _definition(whole: str, role: str | None, only: str) -> str:
    of = whole.replace(" of machine-learning roles", "") if role else whole
    return f"Only {only}. {of}" if only else of


def _only(role: str | None, country: str | None) -> str:
    """Say which openings were asked about, if not all."""
    of = [f"role {role.replace('_', ' ')}"] if role else []
    return ", ".join([*of, f"country {country}"] if country else of)
