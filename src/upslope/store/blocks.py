"""The keys by which stored postings are found that may be the same opening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, exists, select

from upslope.records import Posting
from upslope.store.batches import chunks, fill
from upslope.store.database.engine import Database
from upslope.store.database.schema import duplicate_keys, postings
from upslope.store.rows import POSTING_COLUMNS, posting_of

UNDECIDED = "?"
"""Stands among the keys of a posting until it was compared: a crash in between forgets nothing."""


class Blocks:
    """The table of keys. What keys a posting has is not decided here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self) -> list[str]:
        """Return the ids of postings that were not compared yet, those of one employer in a row."""
        keys = exists().where(duplicate_keys.c.posting == postings.c.id)
        undecided = exists().where(
            duplicate_keys.c.posting == postings.c.id, duplicate_keys.c.key == UNDECIDED
        )
        query = select(postings.c.id).where(~keys | undecided)
        with self._database.read() as connection:
            ordered = query.order_by(postings.c.hiring_organization, postings.c.id)
            return list(connection.scalars(ordered))

    def keep(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Store the keys of postings in place of their earlier ones, as not compared yet."""
        rows = [
            {"posting": id, "key": key} for id, own in keys.items() for key in {*own, UNDECIDED}
        ]
        with self._database.write() as connection:
            forget_keys(connection, keys)
            for chunk in chunks(rows):
                fill(connection, duplicate_keys, chunk)

    def of(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Return the keys of postings."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        columns = (duplicate_keys.c.posting, duplicate_keys.c.key)
        with self._database.read() as connection:
            for chunk in chunks(ids):
                query = select(*columns).where(duplicate_keys.c.posting.in_(chunk))
                for id, key in connection.execute(query):
                    found[id].append(key)
        return found

    def having(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """Return, for each key, the postings that have it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        columns = (duplicate_keys.c.key, duplicate_keys.c.posting)
        with self._database.read() as connection:
            for chunk in chunks(keys):
                query = select(*columns).where(duplicate_keys.c.key.in_(chunk))
                for key, id in connection.execute(query):
                    found[key].append(id)
        return found

    def postings(self, ids: Iterable[str]) -> dict[str, Posting]:
        """Return postings by id, without what was understood of them."""
        found: dict[str, Posting] = {}
        with self._database.read() as connection:
            for chunk in chunks(ids):
                query = select(*POSTING_COLUMNS, postings.c.open).where(postings.c.id.in_(chunk))
                found |= {
                    row["id"]: posting_of(row) for row in connection.execute(query).mappings()
                }
        return found


def forget_keys(connection: Connection, ids: Iterable[str]) -> None:
    """Delete the keys of postings whose content changed: they are compared again."""
    for chunk in chunks(ids):
        connection.execute(delete(duplicate_keys).where(duplicate_keys.c.posting.in_(chunk)))


def decided(connection: Connection, ids: Iterable[str]) -> None:
    """Note that postings were compared with all that they may be the same as."""
    for chunk in chunks(ids):
        of_these = duplicate_keys.c.posting.in_(chunk) & (duplicate_keys.c.key == UNDECIDED)
        connection.execute(delete(duplicate_keys).where(of_these))
