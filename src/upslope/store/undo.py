"""Take back what a run closed, when its list turns out to have been wrong."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, delete, func, select

from upslope.errors import UsageError
from upslope.records import Run
from upslope.store import reposts
from upslope.store.batches import change, chunks, fill, next_revision
from upslope.store.database.engine import Database
from upslope.store.database.schema import events, postings, run_replies, runs, validators
from upslope.store.runs import COLUMNS, now


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: ``reopened`` postings, and how many were open or closed anew already."""

    run: Run
    reopened: int
    left: int


def undo(database: Database, run: str) -> Undone:
    """Reopen what a run closed, each with an event that says so. Twice is as good as once.

    A posting that another run opened or closed since stays as it is. The board's list is asked for
    anew next time: "304 Not Modified" would count the postings as seen in it.

    Args:
        database: where the runs are.
        run: a run's id or the beginning of it.

    Raises:
        UsageError: there is no such run, or it closed nothing.
    """
    with database.write() as connection:
        found = _find(connection, run)
        closings = _closings(connection, found)
        if not closings:
            raise UsageError(
                f"Run {found.id} ({found.source} {found.board}) closed nothing.",
                next="See which runs did: upslope undo",
            )
        ids = list(_still_closed(connection, closings))
        _reopen(connection, found, ids)
        _forget_validators(connection, found)
        return Undone(run=found, reopened=len(ids), left=len(closings) - len(ids))


def _find(connection: Connection, start: str) -> Run:
    query = select(*COLUMNS).where(runs.c.id.startswith(start, autoescape=True))
    rows = connection.execute(query.order_by(runs.c.number.desc()).limit(2)).mappings().all()
    if len(rows) != 1 or not start:
        many = "Several runs begin" if rows else "No run begins"
        raise UsageError(f"{many} with {start!r}.", next="See the last ones: upslope undo")
    return Run(**rows[0])


def _closings(connection: Connection, run: Run) -> dict[str, int]:
    """Return the postings that a run turned from open to closed, with their event's number."""
    of_run = events.c.run == run.id
    came = select(events.c.posting).where(of_run, events.c.kind == "appeared")
    query = select(events.c.posting, events.c.number).where(
        of_run, events.c.kind == "closed", events.c.posting.not_in(came)
    )
    return {row.posting: row.number for row in connection.execute(query)}


def _still_closed(connection: Connection, closings: dict[str, int]) -> Iterator[str]:
    for chunk in chunks(closings):
        query = (
            select(events.c.posting, func.max(events.c.number).label("number"))
            .join(postings, postings.c.id == events.c.posting)
            .where(
                events.c.posting.in_(chunk),
                events.c.kind.in_(("closed", "reopened")),
                ~postings.c.open,
            )
            .group_by(events.c.posting)
        )
        for row in connection.execute(query):
            if row.number == closings[row.posting]:
                yield row.posting


def _reopen(connection: Connection, run: Run, ids: list[str]) -> None:
    is_open = {"open": True, "closed_at": None, "closed_why": None}
    revision = next_revision(connection)
    change(connection, [{"id": id, **is_open, "revision": revision} for id in ids])
    why = "its closing was undone by hand"
    event = {"run": run.id, "at": now(), "kind": "reopened", "why": why, "changes": {}}
    fill(connection, events, [{"posting": id, **event} for id in ids])
    reposts.forget(connection, ids)


def _forget_validators(connection: Connection, run: Run) -> None:
    of_board = (runs.c.source == run.source) & (runs.c.board == run.board)
    digests = select(run_replies.c.digest).join(runs, runs.c.id == run_replies.c.run)
    connection.execute(delete(validators).where(validators.c.digest.in_(digests.where(of_board))))
