"""For how long whole lists of a board have been lacking each of its open postings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

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
    columns = (runs.c.id, runs.c.number, runs.c.verdict, runs.c.started_at, runs.c.filled)
    of_board = (
        (runs.c.source == run.source) & (runs.c.board == run.board) & runs.c.verdict.is_not(None)
    )
    newest_first = connection.execute(
        select(*columns).where(of_board).order_by(runs.c.number.desc())
    )
    later, hours, found = run.started_at, 0.0, []
    for row in newest_first:
        if row.verdict in ("complete", "unchanged"):
            break
        hours += _gap(row.started_at, later)
        later = row.started_at
        if row.verdict in ("quarantined", "drift") and row.filled:
            found.append((row.number, hours))
    return found


def _gap(earlier: str, later: str) -> float:
    passed = datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
    hours = passed.total_seconds() / 3600
    return hours if 0 <= hours <= LONGEST_GAP else 0.0
