"""Runs: visits to a board, each with its verdict, in the order they began."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, insert, select, update

from upslope.errors import DamagedError, StoreError
from upslope.records import Run, Verdict
from upslope.store.database.engine import Database
from upslope.store.database.schema import runs
from upslope.store.disk.owner import Owner
from upslope.store.storable import replaced

COLUMNS = [runs.c[name] for name in Run.__struct_fields__]
"""What a :class:`Run` is made of."""

_ELSEWHERE = 50
_INTERRUPTED = "interrupted: the program stopped before this run was done"


class Runs:
    """The table of runs.

    A run whose process died before it ended is seen as failed, "interrupted", when the workspace
    is next opened.
    """

    def __init__(self, database: Database, owner: Owner) -> None:
        self._database, self._owner = database, owner
        try:
            self._end_interrupted()
        except DamagedError:
            raise
        except StoreError:
            pass  # on a full disk, or beside a long writer, reading goes on

    def start(self, source: str, board: str) -> Run:
        """Begin a run and note it at once, so that a crash leaves a trace."""
        board = replaced(board)  # a person's word, which stands in every row of the run
        run = Run(id=secrets.token_hex(8), source=source, board=board, started_at=now())
        with self._database.write() as connection:
            connection.execute(
                insert(runs), {**msgspec.structs.asdict(run), "owner": self._owner.name()}
            )
        return run

    def finish(self, run: Run) -> None:
        """Note how a run ended that brought no postings. After an ingest, nothing is left to note.

        Raises:
            ValueError: the run has no verdict.
        """
        if run.verdict is None:
            raise ValueError(f"run {run.id} has no verdict")
        with self._database.write() as connection:
            if not is_ingested(connection, run.id):
                save(connection, run, ingested=False)

    def last(self, source: str, board: str, verdict: Verdict | None = None) -> Run | None:
        """Return the newest run of a board, or the newest with a verdict; ``None`` before any."""
        query = select(*COLUMNS).where(runs.c.source == source, runs.c.board == board)
        if verdict:
            query = query.where(runs.c.verdict == verdict)
        return next(iter(_newest(self._database, query, 1)), None)

    def last_read(self, run: Run) -> Run | None:
        """Return the newest run of the same board whose list was read and taken in."""
        query = select(*COLUMNS).where(
            runs.c.source == run.source,
            runs.c.board == run.board,
            runs.c.verdict.in_(("complete", "partial", "unchanged")),
            runs.c.filled["title"].as_integer() > 0,
        )
        return next(iter(_newest(self._database, query, 1)), None)

    def filled_elsewhere(self, run: Run) -> Iterator[dict[str, int]]:
        """Yield what the newest complete lists of the source's other boards filled."""
        query = select(runs.c.board, runs.c.filled).where(
            runs.c.source == run.source, runs.c.board != run.board, runs.c.verdict == "complete"
        )
        with self._database.read() as connection:
            newest_first = connection.execute(
                query.order_by(runs.c.number.desc()).limit(_ELSEWHERE)
            )
            found = {row.board: row.filled for row in reversed(newest_first.all())}
        yield from found.values()

    def latest(self) -> dict[tuple[str, str], Run]:
        """Return the newest run of every board, by source and board."""
        newest = select(func.max(runs.c.number)).group_by(runs.c.source, runs.c.board)
        found = _newest(self._database, select(*COLUMNS).where(runs.c.number.in_(newest)), None)
        return {(run.source, run.board): run for run in found}

    def list(
        self, limit: int = 20, *, closing: bool = False, source: str | None = None
    ) -> list[Run]:
        """Return the newest runs, of one source or of those that closed postings; newest first."""
        query = select(*COLUMNS)
        query = query.where(runs.c.closed > 0) if closing else query
        return _newest(
            self._database, query.where(runs.c.source == source) if source else query, limit
        )

    def close(self) -> None:
        """End this process's own unfinished runs and let go of its lock.

        What cannot be written now, on a full disk, is for the next one that opens the workspace.
        """
        self._owner.close()
        with suppress(StoreError):
            self._end_interrupted()

    def _end_interrupted(self) -> None:
        unfinished = runs.c.verdict.is_(None)
        with self._database.read() as connection:
            owners = connection.scalars(select(runs.c.owner).where(unfinished).distinct()).all()
        for owner in owners:
            if owner is not None and self._owner.lives(owner):
                continue
            with self._database.write() as connection:
                connection.execute(
                    update(runs)
                    .where(unfinished, runs.c.owner.is_not_distinct_from(owner))
                    .values(verdict="failed", reason=_INTERRUPTED, finished_at=now())
                )


def _newest(database: Database, query: Select[Any], limit: int | None) -> list[Run]:
    with database.read() as connection:
        rows = connection.execute(query.order_by(runs.c.number.desc()).limit(limit)).mappings()
        return [Run(**row) for row in rows]


def now() -> str:
    """Return the time in UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def is_ingested(connection: Connection, run: str) -> bool:
    """Say whether a run's postings are already stored."""
    return bool(connection.scalar(select(runs.c.ingested).where(runs.c.id == run)))


def load(connection: Connection, run: str) -> Run:
    """Return one run by its id."""
    return Run(**connection.execute(select(*COLUMNS).where(runs.c.id == run)).mappings().one())


def save(connection: Connection, run: Run, *, ingested: bool) -> None:
    """Write a run's end, also of one that this database has not seen start."""
    values = {
        **msgspec.structs.asdict(run),
        "finished_at": run.finished_at or now(),
        "ingested": ingested,
    }
    # Without the id, though it is the same: SQLite would look for it in every posting and event.
    ended = {name: value for name, value in values.items() if name != "id"}
    done = connection.execute(update(runs).where(runs.c.id == run.id).values(ended))
    if not done.rowcount:
        connection.execute(insert(runs), values)
