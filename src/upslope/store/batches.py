"""Many rows at a time: how the tables are written, a few hundred rows a statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Dialect,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from upslope.store import corrections
from upslope.store.database import postgresql
from upslope.store.database.schema import postings, understandings
from upslope.store.rows import Understood

T = TypeVar("T")

# Well under the parameters that one statement may have (SQLite 32,766; PostgreSQL 65,535).
_CHUNK = 500


def chunks(items: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """Cut a stream into lists.

    >>> list(chunks("abc", 2))
    [['a', 'b'], ['c']]
    """
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def fill(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, if there are any. All have the same keys."""
    if rows and connection.dialect.name == "postgresql":
        postgresql.insert(connection, table, rows)
    elif rows:
        _insertion(table, tuple(rows[0]), connection.dialect).run(connection, rows)


def change(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write each mapping's values into the posting of its ``id``. All have the same keys."""
    if rows and connection.dialect.name == "postgresql":
        postgresql.update(connection, postings, rows)
    elif rows:
        statement = update(postings).where(postings.c.id == bindparam("key"))
        names = [name for name in rows[0] if name != "id"]
        connection.execute(
            statement, [{"key": row["id"], **{name: row[name] for name in names}} for row in rows]
        )


@dataclass(frozen=True)
class _Insertion:
    """An insert in one database's own words, and what its driver wants of some values.

    SQLAlchemy works both out anew for each row of each batch, which takes half as long as writing.
    """

    text: str
    values: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    steps: Sequence[tuple[int, Callable[[Any], Any]]]

    def run(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        connection.exec_driver_sql(
            self.text, list(map(self._line, rows) if self.steps else map(self.values, rows))
        )

    def _line(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        line = list(self.values(row))
        for place, step in self.steps:
            line[place] = step(line[place])
        return tuple(line)


@lru_cache(maxsize=64)
def _insertion(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Insertion:
    compiled = insert(table).compile(dialect=dialect, column_keys=names)
    order = compiled.positiontup or names
    steps = [
        (place, step)
        for place, name in enumerate(order)
        if (step := table.c[name].type.dialect_impl(dialect).bind_processor(dialect))
    ]
    return _Insertion(str(compiled), itemgetter(*order), steps)


def understand(connection: Connection, rows: Sequence[Understood]) -> None:
    """Insert what was understood of some postings, with the person's corrections in place."""
    fill(connection, understandings, [row.values for row in corrections.apply(connection, rows)])


def forget_understanding(connection: Connection, ids: Sequence[str]) -> None:
    """Delete what was understood of some postings, to be written anew."""
    connection.execute(delete(understandings).where(understandings.c.posting.in_(ids)))


def next_revision(connection: Connection) -> int:
    """Return the number of this write: one above every other (there is one writer at a time)."""
    return (connection.scalar(select(func.max(postings.c.revision))) or 0) + 1


def revise(connection: Connection, ids: Iterable[str]) -> None:
    """Note that what search looks in changed for some postings."""
    revision = next_revision(connection)
    for chunk in chunks(ids):
        rows = update(postings).where(postings.c.id.in_(chunk))
        connection.execute(rows.values(revision=revision))
