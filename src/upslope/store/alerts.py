"""Saved searches, which openings appeared since, and of which a channel was told already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, func, insert, or_, select

from upslope.records import SavedSearch
from upslope.store.batches import chunks, fill
from upslope.store.database.engine import Database
from upslope.store.database.schema import (
    alerted,
    duplicate_links,
    events,
    postings,
    reposts,
    saved_searches,
)
from upslope.store.storable import replaced


class Alerts:
    """The tables of saved searches and of what was told.

    >>> from upslope.store.database.schema import metadata
    >>> database = Database("sqlite://")
    >>> metadata.create_all(database.engine)
    >>> kept = Alerts(database)
    >>> kept.put(SavedSearch(id="1", name="Oslo", created="2026-11-22T08:00:00+00:00"))
    >>> [search.name for search in kept.searches()]
    ['Oslo']
    >>> kept.claim("phone", "1", [{"a", "b"}, {"c"}], at="2026-11-22T09:00:00+00:00")
    [0, 1]
    >>> kept.claim("phone", "1", [{"b"}, {"d"}], at="2026-11-22T10:00:00+00:00")
    [1]
    >>> database.close()
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def searches(self) -> list[SavedSearch]:
        """Return the saved searches, oldest first."""
        query = select(saved_searches.c.document).order_by(saved_searches.c.at, saved_searches.c.id)
        with self._database.read() as connection:
            found = connection.scalars(query)
            return [msgspec.json.decode(text, type=SavedSearch) for text in found]

    def put(self, search: SavedSearch) -> None:
        """Keep a search, in place of the one of the same id.

        Raises:
            StoreError: it could not be stored; the one before is kept.
        """
        document = msgspec.json.encode(replaced(msgspec.to_builtins(search))).decode()
        row = {"id": search.id, "document": document, "at": search.created}
        with self._database.write() as connection:
            connection.execute(delete(saved_searches).where(saved_searches.c.id == search.id))
            connection.execute(insert(saved_searches), row)

    def forget(self, search: str) -> bool:
        """Forget a search; what it told stays told. Say whether it was known."""
        with self._database.write() as connection:
            gone = delete(saved_searches).where(saved_searches.c.id == search)
            return connection.execute(gone).rowcount > 0

    def forget_channel(self, channel: str) -> None:
        """Forget what a channel was told."""
        with self._database.write() as connection:
            connection.execute(delete(alerted).where(alerted.c.channel == channel))

    def newest(self) -> int:
        """Return the number of the last event in the history of postings."""
        with self._database.read() as connection:
            return connection.scalar(select(func.max(events.c.number))) or 0

    def appeared(self, after: int) -> set[str]:
        """Return the postings that were first stored after the event of that number."""
        new = (events.c.kind == "appeared") & (events.c.number > after)
        with self._database.read() as connection:
            return set(connection.scalars(select(events.c.posting).where(new)))

    def first_seen(self, ids: Iterable[str]) -> dict[str, str]:
        """Return when postings were first seen, ISO 8601 in UTC."""
        columns = (postings.c.id, postings.c.first_seen)
        with self._database.read() as connection:
            return {
                row.id: row.first_seen
                for chunk in chunks(ids)
                for row in connection.execute(select(*columns).where(postings.c.id.in_(chunk)))
            }

    def same_opening(self, ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return for each posting all that are the same opening: duplicates, reposts, itself."""
        wanted = list(dict.fromkeys(ids))
        beside: dict[str, set[str]] = defaultdict(set)
        with self._database.read() as connection:
            known, ahead = set(wanted), set(wanted)
            while ahead:
                for one, other in _pairs(connection, ahead):
                    beside[one].add(other)
                    beside[other].add(one)
                ahead = {other for one in ahead for other in beside[one]} - known
                known |= ahead
        return {id: _joined(id, beside) for id in wanted}

    def told(self, channel: str) -> set[str]:
        """Return the postings that a channel was told of, or is being told of."""
        with self._database.read() as connection:
            query = select(alerted.c.posting).where(alerted.c.channel == channel)
            return set(connection.scalars(query))

    def claim(
        self, channel: str, search: str, openings: Sequence[Collection[str]], *, at: str
    ) -> list[int]:
        """Mark openings as told, in one transaction, and return the places of those that are new.

        Of several processes that ask at once, one gets an opening and the others do not.

        Args:
            channel: its name.
            search: id of the search that found them.
            openings: of each the ids of all postings that are it.
            at: when; :meth:`release` takes back what was marked under it.
        """
        claimed = []
        with self._database.write() as connection:
            told = _told(connection, channel, {id for opening in openings for id in opening})
            for place, opening in enumerate(openings):
                if told.isdisjoint(opening):
                    claimed.append(place)
                    told |= set(opening)
                    row = {"channel": channel, "search": search, "at": at}
                    fill(connection, alerted, [{**row, "posting": id} for id in sorted(opening)])
        return claimed

    def release(self, channel: str, ids: Iterable[str], *, at: str) -> None:
        """Take back that a channel was told of postings, if that was marked under ``at``."""
        with self._database.write() as connection:
            for chunk in chunks(ids):
                same = (alerted.c.channel == channel) & (alerted.c.at == at)
                connection.execute(delete(alerted).where(same, alerted.c.posting.in_(chunk)))


def _told(connection: Connection, channel: str, ids: Iterable[str]) -> set[str]:
    of_channel = select(alerted.c.posting).where(alerted.c.channel == channel)
    queries = (of_channel.where(alerted.c.posting.in_(chunk)) for chunk in chunks(ids))
    return {id for query in queries for id in connection.scalars(query)}


def _pairs(connection: Connection, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs, with one of these postings in each, that are said to be one opening."""
    found: list[tuple[str, str]] = []
    for chunk in chunks(ids):
        for query in (_linked(chunk), _reposted(chunk)):
            found += [(one, other) for one, other in connection.execute(query)]
    return found


def _linked(ids: Sequence[str]) -> Select[Any]:
    one, other = duplicate_links.c.posting, duplicate_links.c.canonical
    return select(one, other).where(other.is_not(None), or_(one.in_(ids), other.in_(ids)))


def _reposted(ids: Sequence[str]) -> Select[Any]:
    one, other = reposts.c.posting, reposts.c.earlier
    return select(one, other).where(one != other, or_(one.in_(ids), other.in_(ids)))


def _joined(id: str, beside: dict[str, set[str]]) -> frozenset[str]:
    reached, ahead = {id}, {id}
    while ahead:
        ahead = {other for one in ahead for other in beside.get(one, ())} - reached
        reached |= ahead
    return frozenset(reached)
