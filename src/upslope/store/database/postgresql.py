"""What is PostgreSQL's own: how it is reached, how a transaction begins, what its errors mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Table, text
from sqlalchemy.exc import DBAPIError

from upslope.errors import DamagedError, StoreError, UsageError
from upslope.store.database.schema import metadata

_ONE_WRITER = 0x75_70_73  # any fixed number: the name of our advisory lock

# Of libpq, for what the URL leaves open: a server that is gone is noticed within a minute.
_CONNECTION = {
    "application_name": "upslope",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}

_KEPT = "What was stored before is kept, and nothing is stored by halves."
_AGAIN = "run the same command again: what is stored already is not stored twice."
# The beginning of an SQLSTATE -> what happened, what to do.
_MEANINGS = (
    ("40", "Another program wrote to the same rows at the same time.", f"Now {_AGAIN}"),
    (
        "57014",
        "The database's server stopped a statement that took longer than it allows.",
        "Raise its statement_timeout for the user of database_url, then try again.",
    ),
    (
        "42501",
        "The user of database_url may not do this in the database.",
        "Let that user create and write tables, for example by owning the database.",
    ),
    (
        "25006",
        "The database may only be read.",
        "Let database_url name the server and the user that may write.",
    ),
    (
        "53100",
        "The disk of the database's server is full.",
        f"Free some space there, then {_AGAIN}",
    ),
    ("53", "The database's server has no room for more work.", f"Wait a little, then {_AGAIN}"),
    (
        "54000",
        "A text is longer than the database's server can find again.",
        "Leave out what has so long a name or address.",
    ),
    ("58", "The database's server could not use its disk.", "Look at its log, then try again."),
)
_LOST = ("57P", "08")  # the server ends the connection
_DAMAGED = ("XX001", "XX002")
_LOCKED = "55P03"


def connectable(url: URL) -> URL:
    """Return the URL with our driver, and with limits on how long a silent server is waited for.

    Raises:
        UsageError: the host's name holds an ``@``, so it is the end of a password.

    >>> from sqlalchemy import make_url
    >>> connectable(make_url("postgresql://ada@localhost/jobs")).query["connect_timeout"]
    '10'
    """
    if url.host and "@" in url.host:  # errors about that host would show the password
        raise UsageError("The password in database_url holds an @.", next="Write it as %40.")
    ours = url.set(drivername="postgresql+psycopg")
    return ours.update_query_dict({**_CONNECTION, **url.query})


def begin(connection: Connection, *, writes: bool, busy_seconds: float) -> None:
    """Begin as SQLite does: one writer at a time, and for a reader one view of all the data."""
    if not writes:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return
    # Its view must not be older than its turn. No limit is 0: the shortest wait is a millisecond.
    connection.exec_driver_sql(
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"
        f"SET LOCAL lock_timeout = {max(1, int(busy_seconds * 1000))};"
        f"SELECT pg_advisory_xact_lock({_ONE_WRITER})"
    )


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows as one JSON value, a third faster than row by row. All have the same keys."""
    names = ", ".join(f'"{name}"' for name in rows[0])
    start = f"INSERT INTO {table.name} ({names}) SELECT {names}"
    connection.exec_driver_sql(f"{start} FROM {_ROWS.format(table.name)} AS fresh", _json(rows))


def update(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write each mapping's values into the row of its ``id``, as :func:`insert` does."""
    values = ", ".join(f'"{name}" = fresh."{name}"' for name in rows[0] if name != "id")
    start = f"UPDATE {table.name} SET {values}"  # noqa: S608  (names of ours)
    where = f"WHERE {table.name}.id = fresh.id"
    connection.exec_driver_sql(
        f"{start} FROM {_ROWS.format(table.name)} AS fresh {where}", _json(rows)
    )


_ROWS = "json_populate_recordset(NULL::{}, %(rows)s)"


def _json(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {"rows": msgspec.json.encode(rows).decode()}


def check(connection: Connection) -> None:
    """Read every row of every table, whole.

    A page that is no page any more is found; that single bytes changed, only by a server with data
    checksums.
    """
    connection.exec_driver_sql(
        "SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off"
    )
    for table in metadata.sorted_tables:
        connection.execute(
            text(f"SELECT sum(octet_length(CAST(row AS text))) FROM {table.name} AS row")  # noqa: S608
        )


def explain(error: DBAPIError, *, busy: str) -> StoreError | None:
    """Say what an error of the server or of the way to it means; ``None``: a mistake of our own.

    Args:
        error: as SQLAlchemy raised it.
        busy: what to say when another writer was waited for too long.
    """
    state = getattr(error.orig, "sqlstate", None) or ""
    if error.connection_invalidated or state.startswith(_LOST):
        return StoreError(
            "The connection to the database was lost.",
            kept=_KEPT,
            next=f"When its server runs again, {_AGAIN}",
        )
    if state == _LOCKED:
        return StoreError(busy, kept=_KEPT, next="Try again later.")
    if state in _DAMAGED:
        return DamagedError(
            f"The database is damaged: {_first_line(error)}.",
            next="Restore it on its server from a backup (pg_restore); without one, collect again.",
        )
    for beginning, what, then in _MEANINGS:
        if state.startswith(beginning):
            return StoreError(what, kept=_KEPT, next=then)
    if error.statement is None and not state:  # nothing was asked yet
        return StoreError(
            f"The database could not be opened: {_first_line(error)}.",
            next="Check database_url, and that the server runs and lets its user in.",
        )
    return None


def _first_line(error: DBAPIError) -> str:
    line = str(error.orig).strip().splitlines()[0]
    return re.sub(r"^connection failed: ", "", line).rstrip(".")
