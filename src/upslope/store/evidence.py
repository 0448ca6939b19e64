"""What shows what the person can do: notebooks, data sets, competitions, projects."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import delete, insert, select

from upslope.errors import UsageError
from upslope.records import Evidence
from upslope.store.database.engine import Database
from upslope.store.database.schema import evidence
from upslope.store.storable import replaced


class EvidenceKept:
    """The table of evidence.

    >>> from upslope.store.database.schema import metadata
    >>> database = Database("sqlite://")
    >>> metadata.create_all(database.engine)
    >>> kept = EvidenceKept(database)
    >>> kept.put([Evidence(id="a1", kind="project", title="Fish counter", at="2026-05-01")])
    >>> [one.title for one in kept.all()], kept.remove("a1").title, kept.all()
    (['Fish counter'], 'Fish counter', [])
    >>> database.close()
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, found: Iterable[Evidence]) -> None:
        """Store evidence, in place of what was known under the same id.

        Raises:
            StoreError: it could not be stored; none of it is.
        """
        with self._database.write() as connection:
            for one in {one.id: one for one in found}.values():
                connection.execute(delete(evidence).where(evidence.c.id == one.id))
                connection.execute(insert(evidence), replaced(_row(one)))

    def all(self) -> list[Evidence]:
        """Return everything, the newest first."""
        query = select(evidence.c.document).order_by(evidence.c.id)
        with self._database.read() as connection:
            found = connection.scalars(query)
            read = [msgspec.json.decode(text, type=Evidence) for text in found]
        return sorted(read, key=lambda one: one.at or "", reverse=True)

    def remove(self, beginning: str) -> Evidence:
        """Remove one piece by its id or the beginning of it, and return it.

        Raises:
            UsageError: none begins so, or several do.
        """
        found = [one for one in self.all() if one.id.startswith(beginning)]
        if len(found) != 1 or not beginning:
            raise UsageError(
                f"{len(found)} pieces of evidence begin with '{beginning}'.",
                next="List them with their ids: upslope evidence",
            )
        with self._database.write() as connection:
            connection.execute(delete(evidence).where(evidence.c.id == found[0].id))
        return found[0]


def _row(one: Evidence) -> dict[str, str | None]:
    row = {name: getattr(one, name) for name in ("id", "kind", "title", "url", "at", "origin")}
    return row | {"document": msgspec.json.encode(one).decode()}
