"""Many rows at a time: how the tables are written, a few hundred rows a statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from upslope.store.rows import Understood
from upslope.store.schema import posting_skills, postings, understandings

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
    """Insert rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)


def change(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write each mapping's values into the posting of its ``id``. All have the same keys."""
    if rows:
        statement = update(postings).where(postings.c.id == bindparam("key"))
        names = [name for name in rows[0] if name != "id"]
        connection.execute(
            statement, [{"key": row["id"], **{name: row[name] for name in names}} for row in rows]
        )


def understand(connection: Connection, rows: Sequence[Understood]) -> None:
    """Insert what was understood of some postings."""
    fill(connection, understandings, [row.values for row in rows])
    fill(connection, posting_skills, [skill for row in rows for skill in row.skills])


def forget_understanding(connection: Connection, ids: Sequence[str]) -> None:
    """Delete what was understood of some postings, to be written anew."""
    for table in (understandings, posting_skills):
        connection.execute(delete(table).where(table.c.posting.in_(ids)))


def next_revision(connection: Connection) -> int:
    """Return the number of this write: one above every other (there is one writer at a time)."""
    return (connection.scalar(select(func.max(postings.c.revision))) or 0) + 1


def revise(connection: Connection, ids: Iterable[str]) -> None:
    """Note that what search looks in changed for some postings."""
    revision = next_revision(connection)
    for chunk in chunks(ids):
        rows = update(postings).where(postings.c.id.in_(chunk))
        connection.execute(rows.values(revision=revision))
