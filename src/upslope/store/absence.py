"""For how long whole lists of a board have been lacking each of its open postings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from upslope.records import Run
from upslope.store.database.schema import postings, runs

LONGEST_GAP = 30 * 24.0
"""Hours between two runs that count as time. A longer one may as well be a clock that jumped; then
the list is only asked for once more."""


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """An open posting of a board, and for how many hours its whole lists have been lacking it."""

    id: str
    title: str
    hiring_organization: str | None
    job_location: list[str]
    url: str | None
    missed: float


def open_postings(connection: Connection, run: Run) -> Iterator[Open]:
    """Yield the open postings of a run's board, as things were when the run began.

    Missed is what lists that were read whole but not believed lacked, since the last that was
    believed. Order is that of the runs' numbers; a clock that goes back adds no time.
    """
    doubted = _doubted(connection, run)
    columns = [postings.c[name] for name in Open.__struct_fields__ if name in postings.c]
    query = (
        select(*columns, runs.c.number)
        .join(runs, runs.c.id == postings.c.last_run)
        .where(postings.c.source == run.source, postings.c.board == run.board, postings.c.open)
    )
    for *values, number in connection.execute(query):
        missed = max((hours for later, hours in doubted if later > number), default=0.0)
        yield Open(**dict(zip(_NAMES, values, strict=True)), missed=missed)


_NAMES = [name for name in Open.__struct_fields__ if name in postings.c]


def _doubted(connection: Connection, run: Run) -> list[tuple[int, float]]:
    """Return the numbers of the board's doubted runs, with the hours from each until this one."""
    later, hours, found = run.started_at, 0.0, []
    unsettled = _unsettled(connection, run)
    for place, row in enumerate(unsettled):
        gap = _hours(row.started_at, later)
        hours += gap if gap <= LONGEST_GAP else 0.0
        later = row.started_at
        if row.verdict in ("quarantined", "drift") and row.filled:
            began = _latest(row.started_at, [before.started_at for before in unsettled[place:]])
            found.append((row.number, min(hours, _hours(began, run.started_at))))
    return found


def _unsettled(connection: Connection, run: Run) -> list[Any]:
    """Return the board's runs since, and with, the last that was believed, newest first."""
    columns = (runs.c.number, runs.c.verdict, runs.c.started_at, runs.c.filled)
    of_board = (runs.c.source == run.source) & (runs.c.board == run.board)
    query = select(*columns).where(of_board, runs.c.verdict.is_not(None))
    found = []
    for row in connection.execute(query.order_by(runs.c.number.desc())):
        found.append(row)
        if row.verdict in ("complete", "unchanged"):
            break
    return found


def _latest(began: str, before: list[str]) -> str:
    """Return when a run began at the earliest: no run before it can have begun later.

    One that is weeks later has the wrong clock itself.
    """
    return max(one for one in before if _hours(began, one) <= LONGEST_GAP)


def _hours(earlier: str, later: str) -> float:
    passed = datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
    return max(0.0, passed.total_seconds() / 3600)
