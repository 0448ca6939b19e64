"""How many people the person knows at a company: counts, and no names."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import delete, insert, select

from upslope.store.database.engine import Database
from upslope.store.database.schema import connections
from upslope.store.storable import replaced


class Acquaintances(msgspec.Struct, frozen=True, kw_only=True):
    """A company, and how many of the person's connections work there."""

    company: str
    people: int


class Connections:
    """The table of connections by company, under a comparable key of the company's name.

    >>> from upslope.store.database.schema import metadata
    >>> database = Database("sqlite://")
    >>> metadata.create_all(database.engine)
    >>> kept = Connections(database)
    >>> kept.replace({"quillfish": Acquaintances(company="Quillfish AS", people=2)})
    >>> kept.all()["quillfish"].people
    2
    >>> database.close()
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, known: Mapping[str, Acquaintances]) -> None:
        """Put these in place of all that were known before: an export is whole."""
        rows = [{"company_key": key, **msgspec.structs.asdict(one)} for key, one in known.items()]
        with self._database.write() as connection:
            connection.execute(delete(connections))
            if rows:
                connection.execute(insert(connections), [replaced(row) for row in rows])

    def all(self) -> dict[str, Acquaintances]:
        """Every company where the person knows somebody, by key."""
        with self._database.read() as connection:
            return {
                row.company_key: Acquaintances(company=row.company, people=row.people)
                for row in connection.execute(select(connections))
            }
