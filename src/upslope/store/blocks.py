"""The keys by which stored postings are found that may be the same opening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, exists, func, literal, select

from upslope.records import Posting
from upslope.store.batches import chunks, fill
from upslope.store.database.engine import Database
from upslope.store.database.schema import duplicate_keys, postings
from upslope.store.rows import POSTING_COLUMNS, posting_of

COMPARED = "-"
"""Stands among the keys of a posting that was compared: a crash before it was forgets nothing."""


class Blocks:
    """The table of keys. What keys a posting has is not decided here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self) -> list[str]:
        """Return the ids of postings that were not compared yet, those of one employer in a row."""
        of_posting = duplicate_keys.c.posting == postings.c.id
        compared = exists().where(of_posting, duplicate_keys.c.key == COMPARED)
        query = select(postings.c.id).where(~compared)
        with self._database.read() as connection:
            ordered = query.order_by(postings.c.hiring_organization, postings.c.id)
            return list(connection.scalars(ordered))

    def keep(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Store the keys of postings in place of their earlier ones, as not compared yet."""
        # In the order of the table: written to a third faster.
        pairs = sorted((id, key) for id, own in keys.items() for key in set(own))
        rows = [{"posting": id, "key": key} for id, key in pairs]
        with self._database.write() as connection:
            forget_keys(connection, keys)
            for chunk in chunks(rows):
                fill(connection, duplicate_keys, chunk)

    def sharing(self, ids: Iterable[str]) -> set[tuple[str, str]]:
        """Return the pairs of postings with a key that leads from one to the other, sorted.

        A key leads to the same key, but ``w...`` only to ``s...``, and that to both.
        """
        other, own = duplicate_keys.alias("other"), duplicate_keys.c
        rest = func.substr(own.key, 2)
        ways = (
            (own.key == other.c.key) & ~own.key.startswith("w") & (own.key != COMPARED),
            own.key.startswith("w") & (other.c.key == literal("s").concat(rest)),
            own.key.startswith("s") & (other.c.key == literal("w").concat(rest)),
        )
        found: set[tuple[str, str]] = set()
        with self._database.read() as connection:
            for chunk in chunks(ids):
                of_these = own.posting.in_(chunk) & (other.c.posting != own.posting)
                for way in ways:
                    query = select(own.posting, other.c.posting).join(other, way).where(of_these)
                    rows = connection.execute(query.distinct())
                    found.update((min(one, two), max(one, two)) for one, two in rows)
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


def note_compared(connection: Connection, ids: Iterable[str]) -> None:
    """Note that postings were compared with all that they may be the same as."""
    unique = list(dict.fromkeys(ids))
    for chunk in chunks(unique):
        mark = duplicate_keys.c.posting.in_(chunk) & (duplicate_keys.c.key == COMPARED)
        connection.execute(delete(duplicate_keys).where(mark))
        fill(connection, duplicate_keys, [{"posting": id, "key": COMPARED} for id in chunk])
