"""The folder of snapshots: what changed since the last one is added, nothing is written over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import func, select

from upslope.errors import StoreError
from upslope.records import Mark, Posting, Understanding
from upslope.store.changes import Changes
from upslope.store.database.engine import Database
from upslope.store.database.schema import (
    duplicate_links,
    postings,
    reposts,
    runs,
    understandings,
)
from upslope.store.disk.owner import Owner, alone
from upslope.store.disk.whole import whole
from upslope.store.rows import POSTING_COLUMNS, posting_of, understanding_of
from upslope.store.snapshots.facts import FACTS, VISITS, Kind, ids, write

FOLDER = "market"
"""Where snapshots lie, in the workspace."""
_LAST = "last.json"


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One stored posting as it is known now. Times are ISO 8601."""

    posting: Posting
    understanding: Understanding
    board: str
    first_seen: str
    closed_at: str | None
    copy: bool
    earlier: str | None


Fact = Mapping[str, Any]
FactOf = Callable[[Known], Fact]


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The last snapshot: its number, its day, and how far the store was then.

    ``run`` is the number of the last run that was looked at for visits.
    """

    number: int
    day: date
    mark: Mark
    run: int


class Snapshots:
    """The snapshots of one workspace.

    Args:
        folder: the workspace's.
        database: what is looked at.
        owner: names files that are not complete yet.
    """

    def __init__(self, folder: Path, database: Database, owner: Owner) -> None:
        self.folder = folder / FOLDER
        self._alone = folder / "running" / "market.alone"
        self._database, self._owner = database, owner

    def last(self) -> Snapshot | None:
        """Return the last snapshot; ``None`` before the first, or if it cannot be told."""
        try:
            return msgspec.json.decode((self.folder / _LAST).read_bytes(), type=Snapshot)
        except (OSError, msgspec.DecodeError):
            return None

    def taken(self) -> bool:
        """Say whether there is any snapshot."""
        return any(self._files())

    def take(self, fact_of: FactOf, today: date) -> Snapshot | None:
        """Add what changed since the last snapshot; return it, or ``None`` if nothing did.

        Where the store is not the one that the last snapshot saw (an older state was put back),
        everything is written anew, and what is no more is said to be gone.

        Args:
            fact_of: lays a posting out as :data:`upslope.store.snapshots.COLUMNS`.
            today: the day of the snapshot; one before that of the last counts as that.

        Raises:
            StoreError: the disk is full or may not be written; earlier snapshots are untouched.
            DamagedError: one of them is not what was written, and it was needed.
        """
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            with alone(self._alone):
                return self._take(fact_of, today)
        except OSError as error:
            raise StoreError(
                f"The snapshot of the market could not be written: {error.strerror}.",
                kept="Earlier snapshots and everything stored are untouched.",
                next="Free some space, then look again: upslope market",
            ) from error

    def _take(self, fact_of: FactOf, today: date) -> Snapshot | None:
        changes, last = Changes(self._database), self.last()
        if last and not changes.knows(last.mark):
            last = None
        mark, run = changes.mark(), self._newest_run()
        if last and (last.mark, last.run) == (mark, run):
            return None
        number, day = self._next(), max(today, self._newest_day() or today)
        stamp = {"snapshot": number, "day": day}
        gone = [] if last else self._gone()
        if gone or changes.count(last.mark if last else None):
            facts = ({**fact_of(one), **stamp, "gone": False} for one in self._changed(last))
            lost = ({"id": id, **stamp, "gone": True} for id in gone)
            self._write(f"facts-{number:06}.parquet", FACTS, chain(facts, lost))
        if visits := list(self._visits(last)):
            rows = [{**one, "snapshot": number} for one in visits]
            self._write(f"visits-{number:06}.parquet", VISITS, rows)
        taken = Snapshot(number=number, day=day, mark=mark, run=run)
        with whole(self.folder / _LAST, self._owner.part(self.folder)) as file:
            file.write(msgspec.json.encode(taken))
        return taken

    def _changed(self, last: Snapshot | None) -> Iterator[Known]:
        """Stream the postings that changed since a snapshot, or all."""
        query = (
            select(
                *POSTING_COLUMNS,
                *(postings.c[name] for name in ("open", "board", "first_seen", "closed_at")),
                understandings.c.document,
                duplicate_links.c.canonical,
                reposts.c.earlier,
            )
            .join(understandings, understandings.c.posting == postings.c.id)
            .outerjoin(duplicate_links, duplicate_links.c.posting == postings.c.id)
            .outerjoin(reposts, reposts.c.posting == postings.c.id)
        )
        if last:
            query = query.where(postings.c.revision > last.mark.revision)
        for row in self._database.stream(query):
            yield Known(
                posting=posting_of(row),
                understanding=understanding_of(row["document"]),
                board=row["board"],
                first_seen=row["first_seen"],
                closed_at=row["closed_at"],
                copy=row["canonical"] not in (None, row["id"]),
                earlier=row["earlier"],
            )

    def _visits(self, last: Snapshot | None) -> Iterator[dict[str, Any]]:
        """Yield the days on which a board's whole list was seen, since a snapshot."""
        seen = runs.c.verdict.in_(("complete", "unchanged"))
        query = select(runs.c.source, runs.c.board, runs.c.started_at).where(
            seen, runs.c.number > (last.run if last else 0)
        )
        with self._database.read() as connection:
            found = connection.execute(query.order_by(runs.c.number)).all()
        for source, board, day in dict.fromkeys((one[0], one[1], one[2][:10]) for one in found):
            yield {"source": source, "board": board, "day": date.fromisoformat(day)}

    def _newest_run(self) -> int:
        """Return the number of the last run before any that still goes on."""
        with self._database.read() as connection:
            going = select(func.min(runs.c.number)).where(runs.c.verdict.is_(None))
            if first := connection.scalar(going):
                return int(first) - 1
            return connection.scalar(select(func.max(runs.c.number))) or 0

    def _gone(self) -> list[str]:
        """Return the postings that earlier snapshots know and the store does not."""
        known = ids(self._files())
        if not known:
            return []
        with self._database.read() as connection:
            return sorted(known.difference(connection.scalars(select(postings.c.id))))

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("facts-*.parquet"))

    def _next(self) -> int:
        numbers = [int(path.stem.rpartition("-")[2]) for path in self.folder.glob("*-*.parquet")]
        return max(numbers, default=0) + 1

    def _newest_day(self) -> date | None:
        """Return the day of the last snapshot, also where the store is another than it saw."""
        last = self.last()
        return last.day if last else None

    def _write(self, name: str, columns: Mapping[str, Kind], rows: Iterable[Fact]) -> None:
        with whole(self.folder / name, self._owner.part(self.folder)) as file:
            write(file, columns, rows)
