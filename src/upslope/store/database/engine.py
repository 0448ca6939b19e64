"""The connection: how a transaction begins and what the database's errors mean.

With :mod:`upslope.store.database.postgresql`, all that knows one database engine from another.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, RowMapping, Select, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError

from upslope.errors import DamagedError, StoreError, UsageError
from upslope.store.database import postgresql
from upslope.store.disk.owner import Owner
from upslope.store.storable import replaced

# Another writer's whole ingest is waited for: 10,000 postings take a few seconds.
BUSY_SECONDS = 30.0
# What a write touches of large tables' indexes: with SQLite's own 2 MiB it is read again and again.
_CACHE_KIB = 32 * 1024

_RESTORE = (
    "If there is a backup, in the folder backups or elsewhere: upslope restore FILE. "
    "Without one, move upslope.db away and collect again. Applications come back with: "
    "upslope track journal --put-back journal.jsonl"
)
_KEPT = "What was stored before is kept."
_BUSY = "The workspace is busy: another process is writing to it{who}."
_DAMAGED = ("not a database", "malformed")
# A part of the engine's message -> what happened, what to do.
_MEANINGS = (
    ("locked", _BUSY, "Try again later."),
    ("is full", "The disk is full.", "Free some space, then run the same command again."),
    ("not a database", "upslope.db is not a database, or it is damaged.", _RESTORE),
    ("malformed", "upslope.db is damaged.", _RESTORE),
    ("readonly", "The workspace cannot be written to.", "Check who owns the folder and its files."),
    ("disk I/O error", "The disk failed, or it is full.", "Free some space, or check the disk."),
    ("unable to open", "upslope.db could not be opened.", "Check who owns the folder."),
)


class Database:
    """One database by its URL, with transactions that either read or write.

    Args:
        url: an SQLAlchemy URL; SQLite in a file, or PostgreSQL.
        busy_seconds: how long to wait for another writer before giving up.
        owner: this process, which notes when it writes; without it, who writes is not said.

    >>> database = Database("sqlite://")
    >>> with database.read() as connection:
    ...     connection.exec_driver_sql("SELECT 1").scalar()
    1
    >>> database.close()
    """

    def __init__(
        self, url: str, *, busy_seconds: float = BUSY_SECONDS, owner: Owner | None = None
    ) -> None:
        self._owner, self._busy_seconds = owner, busy_seconds
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writing = self.engine.execution_options(upslope_writes=True)
        event.listen(self.engine, "begin", self._begin)
        event.listen(self.engine, "before_cursor_execute", _storable, retval=True)
        if self.is_sqlite:
            event.listen(self.engine, "connect", lambda raw, _: _settle(raw, busy_seconds))

    def _begin(self, connection: Connection) -> None:
        # A writer takes its lock before it reads: a transaction that reads first and writes later
        # fails when another one wrote in between.
        writes = connection.get_execution_options().get("upslope_writes", False)
        if self.is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        else:
            postgresql.begin(connection, writes=writes, busy_seconds=self._busy_seconds)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give one consistent view of the data; writers neither wait for it nor disturb it."""
        with self._explained(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the one writing transaction: all of it is kept, or on an error none of it.

        Raises:
            StoreError: another process writes for longer than the busy time, the disk is full, or
                the database is damaged.
        """
        with self._explained(), self._writing.begin() as connection:
            if self._owner:
                self._owner.note_writing()
            yield connection

    def stream(self, query: Select[Any]) -> Iterator[RowMapping]:
        """Give the rows of one consistent view, a few hundred in memory at a time."""
        with (
            self.read() as connection,
            connection.execution_options(yield_per=500).execute(query) as rows,
        ):
            yield from rows.mappings()

    def use_write_ahead_log(self) -> None:
        """Let readers go on while one writes (SQLite only; others always do)."""
        if self.is_sqlite:
            with self.whole_file() as raw:
                raw.cursor().execute("PRAGMA journal_mode = WAL")

    def check(self) -> None:
        """Read every page of the database.

        Raises:
            DamagedError: a page is damaged.
        """
        with self.read() as connection:
            if not self.is_sqlite:
                postgresql.check(connection)
                return
            answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if answer != "ok":
            where = " ".join(str(answer).split())
            raise DamagedError(f"upslope.db is damaged: {where}.", next=_RESTORE)

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy to ``path``, a new file, while others read and write (SQLite)."""
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with (
            self._explained(),
            closing(self.engine.raw_connection()) as raw,
            closing(sqlite3.connect(path)) as target,
        ):
            target.execute("PRAGMA synchronous = OFF")  # whoever keeps the copy syncs it
            raw.driver_connection.backup(target)  # type: ignore[union-attr]

    @contextmanager
    def whole_file(self) -> Iterator[Any]:
        """Give a connection outside of any transaction, for what is done to a whole file."""
        with self._explained(), closing(self.engine.raw_connection()) as raw:
            yield raw

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the database's errors into ours; mistakes of our own statements stay as they are."""
        try:
            yield
        except (DBAPIError, sqlite3.DatabaseError) as error:
            if isinstance(error, DBAPIError) and not self.is_sqlite:
                found = postgresql.explain(error, busy=_BUSY.replace("{who}", self._who()))
                if found is None:
                    raise
                raise found from error
            if not _is_of_the_disk(error):
                raise
            says = str(getattr(error, "orig", error))
            what, then = next(
                ((what, then) for part, what, then in _MEANINGS if part in says),
                (
                    f"The database did not do as asked: {says.splitlines()[0]}.",
                    "Check the disk, or the database's server, then try again.",
                ),
            )
            if any(part in says for part in _DAMAGED):
                raise DamagedError(what, next=then) from error
            raise StoreError(what.replace("{who}", self._who()), kept=_KEPT, next=then) from error

    def _who(self) -> str:
        writer = self._owner and self._owner.last_writer()
        if not writer:
            return ""
        return f" ({writer.command}, process {writer.pid}, since {writer.writing_since})"


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if is_postgresql := parsed.get_backend_name() == "postgresql":
            parsed = postgresql.connectable(parsed)
        elif parsed.get_backend_name() != "sqlite":
            raise ArgumentError
        return create_engine(
            parsed,
            json_serializer=lambda value: msgspec.json.encode(value).decode(),
            json_deserializer=msgspec.json.decode,
            pool_pre_ping=is_postgresql,  # a connection that the server ended is made anew
        )
    except (ArgumentError, ImportError, ValueError):  # their message may hold the password
        raise UsageError(
            "The setting database_url is not the URL of a database with an installed driver.",
            next="For example postgresql://ada@localhost/jobs, after: "
            "pip install 'upslope[postgresql]'. Without the setting, a file is used.",
        ) from None


def _storable(*asked: Any) -> tuple[str, Any]:
    """Ask in words that a database can hold; rows, which come many at a time, already are."""
    _, _, statement, parameters, _, many = asked
    return statement, parameters if many else replaced(parameters)


def _settle(raw: Any, busy_seconds: float) -> None:
    raw.isolation_level = None  # BEGIN is ours to say, see Database._begin
    raw.execute(f"PRAGMA busy_timeout = {int(busy_seconds * 1000)}")
    raw.execute("PRAGMA synchronous = FULL")  # a committed run survives a power cut
    raw.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA cell_size_check = ON")  # a damaged page is refused, not read
    raw.execute("PRAGMA trusted_schema = OFF")


def _is_of_the_disk(error: Exception) -> bool:
    operational = isinstance(error, (OperationalError, sqlite3.OperationalError))
    return operational or type(error) in (DatabaseError, sqlite3.DatabaseError)
