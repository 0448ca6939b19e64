"""Conferences, deadlines and meetups that feeds gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from upslope.records import Gathering, GatheringKind
from upslope.store.batches import chunks
from upslope.store.database.engine import Database
from upslope.store.database.schema import gatherings
from upslope.store.storable import replaced


class Stored(NamedTuple):
    """How many gatherings were new, changed, or known just so."""

    new: int = 0
    changed: int = 0
    same: int = 0


class Gatherings:
    """The table of gatherings.

    >>> from upslope.store.database.schema import metadata
    >>> database = Database("sqlite://")
    >>> metadata.create_all(database.engine)
    >>> kept = Gatherings(database)
    >>> one = Gathering(id="1", kind="meetup", title="ML Oslo", starts="2026-12-03T17:00:00Z")
    >>> kept.put([one], "oslo.ics"), kept.put([one], "oslo.ics")
    (Stored(new=1, changed=0, same=0), Stored(new=0, changed=0, same=1))
    >>> [(one.title, one.origin) for one in kept.all()]
    [('ML Oslo', 'oslo.ics')]
    >>> database.close()
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, found: Iterable[Gathering], origin: str, *, whole: bool = False) -> Stored:
        """Store what an origin gave, in place of what was known of it.

        Args:
            found: the gatherings; one that comes twice has the fields of both.
            origin: the address or file that they came from.
            whole: whether this is all that the origin has: what it gave before and has no more,
                because it moved or fell out, is dropped if it is still to come.

        Raises:
            StoreError: they could not be stored; none of them is.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        fresh = _joined(found)
        counts = dict.fromkeys(Stored._fields, 0)
        with self._database.write() as connection:
            for chunk in chunks(fresh.values()):
                known = {one.id: one for one in _read(connection, [one.id for one in chunk])}
                for one in chunk:
                    counts[_put(connection, one, known.get(one.id), origin, now)] += 1
            if whole and fresh:
                _drop(connection, origin, set(fresh), now)
        return Stored(**counts)

    def all(self) -> list[Gathering]:
        """Return all gatherings, the past too."""
        with self._database.read() as connection:
            return _read(connection)

    def origins(self, kind: GatheringKind | None = None) -> list[str]:
        """Return where gatherings, or those of one kind, came from, each once."""
        query = select(gatherings.c.origin).distinct().order_by(gatherings.c.origin)
        if kind is not None:
            query = query.where(gatherings.c.kind == kind)
        with self._database.read() as connection:
            return list(connection.scalars(query))


def _joined(found: Iterable[Gathering]) -> dict[str, Gathering]:
    joined = dict[str, Gathering]()
    for one in found:
        before = joined.setdefault(one.id, one)
        before.fields = list(dict.fromkeys([*before.fields, *one.fields]))
    return joined


def _put(
    connection: Connection, one: Gathering, known: Gathering | None, origin: str, now: str
) -> str:
    if known:
        one.fields = list(dict.fromkeys([*known.fields, *one.fields]))
    stored = msgspec.structs.replace(one, origin=origin, seen_at=known.seen_at if known else now)
    if known == stored:
        return "same"
    is_news = known != msgspec.structs.replace(stored, origin=known.origin) if known else True
    if is_news:
        stored.seen_at = now
    connection.execute(delete(gatherings).where(gatherings.c.id == one.id))
    connection.execute(insert(gatherings), replaced(_row(stored)))
    return ("changed" if is_news else "same") if known else "new"


def _row(one: Gathering) -> dict[str, str | None]:
    plain = (
        "id",
        "kind",
        "title",
        "place",
        "country",
        "starts",
        "ends",
        "url",
        "origin",
        "seen_at",
    )
    row = {name: getattr(one, name) for name in plain}
    entries = [deadline.at for deadline in one.deadlines if deadline.enters]
    document = msgspec.json.encode(one).decode()
    return row | {"deadline": max(entries, default=None), "document": document}


def _read(connection: Connection, ids: Sequence[str] | None = None) -> list[Gathering]:
    query = select(gatherings.c.document).order_by(gatherings.c.id)
    if ids is not None:
        query = query.where(gatherings.c.id.in_(ids))
    return [msgspec.json.decode(text, type=Gathering) for text in connection.scalars(query)]


def _drop(connection: Connection, origin: str, kept: set[str], now: str) -> None:
    """Drop what an origin has no more. What is past stays as it was."""
    table = gatherings.c
    over = func.coalesce(table.ends, table.starts, table.deadline)
    query = select(table.id).where(table.origin == origin, over >= now[:10])
    for chunk in chunks([gone for gone in connection.scalars(query) if gone not in kept]):
        connection.execute(delete(gatherings).where(table.id.in_(chunk)))
