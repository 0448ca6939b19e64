"""Openings that were advertised again: under a new id after they closed, or with a new date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, insert, select

from upslope.records import Posting, Run
from upslope.store.batches import chunks, fill
from upslope.store.database.engine import Database
from upslope.store.database.schema import events, postings, reposts
from upslope.store.rows import POSTING_COLUMNS, posting_of


class Repost(msgspec.Struct, frozen=True, kw_only=True):
    """A posting, the earlier one of the same opening (itself: its date was renewed), how sure that
    is, and why."""

    posting: str
    earlier: str
    probability: float
    why: str


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A posting and when it was there. Times are ISO 8601 in UTC."""

    posting: Posting
    first_seen: str
    last_seen: str
    closed_at: str | None


class Reposts:
    """The table of reposts. Postings themselves stay as they are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def appeared(self, run: Run) -> list[Seen]:
        """Return the open postings that a run was the first to see."""
        return self._seen(postings.c.first_run == run.id, postings.c.open)

    def closed_lately(self, run: Run, days: int) -> list[Seen]:
        """Return what a run's board closed in the days before it, and in the run itself."""
        since = datetime.fromisoformat(run.started_at) - timedelta(days=days)
        return self._seen(
            postings.c.source == run.source,
            postings.c.board == run.board,
            ~postings.c.open,
            postings.c.closed_at >= since.isoformat(timespec="milliseconds"),
        )

    def note(self, run: Run, found: Iterable[Repost]) -> None:
        """Note reposts that a run brought, also in the history of the new posting."""
        with self._database.write() as connection:
            note(connection, run, found)

    def of(self, posting: str) -> Repost | None:
        """Return what is known of a posting as a repost."""
        names = Repost.__struct_fields__
        query = select(*(reposts.c[name] for name in names)).where(reposts.c.posting == posting)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return Repost(**row) if row else None

    def _seen(self, *where: ColumnElement[bool]) -> list[Seen]:
        times = (postings.c.first_seen, postings.c.last_seen, postings.c.closed_at)
        query = select(*POSTING_COLUMNS, postings.c.open, *times).where(*where)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(postings.c.id)).mappings()
            return [
                Seen(posting=posting_of(row), **{time.name: row[time.name] for time in times})
                for row in rows
            ]


def note(connection: Connection, run: Run, found: Iterable[Repost]) -> None:
    """Write reposts; what was noted of the same posting before gives way."""
    for chunk in chunks(found):
        ids = [one.posting for one in chunk]
        connection.execute(delete(reposts).where(reposts.c.posting.in_(ids)))
        rows = [{**msgspec.structs.asdict(one), "at": run.started_at} for one in chunk]
        connection.execute(insert(reposts), rows)
        fill(connection, events, [_event(one, run) for one in chunk])


def _event(one: Repost, run: Run) -> dict[str, object]:
    why = one.why if one.probability > 0.99 else f"{one.why} ({one.probability:.0%} sure)"
    return {
        "posting": one.posting,
        "run": run.id,
        "at": run.started_at,
        "kind": "reposted",
        "why": why,
        "changes": {},
    }


def forget(connection: Connection, reopened: Iterable[str]) -> None:
    """Take back that others are reposts of postings which are open again."""
    for chunk in chunks(reopened):
        others = reposts.c.earlier.in_(chunk) & (reposts.c.posting != reposts.c.earlier)
        connection.execute(delete(reposts).where(others))


RENEWED_DAYS = 14
"""A date of publishing that moves on by less is no news: many sources move it themselves."""
_MOST_RENEWED = 0.5  # of a list; more were indexed anew


def renewed(run: Run, dates: Mapping[str, tuple[str | None, str | None]], of: int) -> list[Repost]:
    """Return which postings had their date renewed under the same id.

    Args:
        run: the run that saw it.
        dates: of the postings that changed, their dates of publishing before and now.
        of: how many postings the list has.

    >>> run = Run(id="1", source="lever", board="acme", started_at="2026-09-01T06:00:00+00:00")
    >>> [(one.posting, one.why) for one in
    ...     renewed(run, {"a": ("2026-06-01", "2026-08-30"), "b": (None, "2026-08-30")}, 9)]
    [('a', 'its date moved from 2026-06-01 to 2026-08-30')]
    """
    moved = {
        id: (before, now)
        for id, (before, now) in dates.items()
        if before and now and _days_on(before, now) >= RENEWED_DAYS
    }
    if len(moved) > of * _MOST_RENEWED:
        return []
    return [
        Repost(
            posting=id,
            earlier=id,
            probability=1.0,
            why=f"its date moved from {old[:10]} to {new[:10]}",
        )
        for id, (old, new) in moved.items()
    ]


def _days_on(before: str, now: str) -> float:
    try:
        return (datetime.fromisoformat(now[:10]) - datetime.fromisoformat(before[:10])).days
    except ValueError:
        return 0
