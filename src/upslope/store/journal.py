"""The journal of applications: a table that only grows, and the same lines in a file beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, func, insert, select

from upslope.errors import StoreError, UsageError
from upslope.records import JournalEntry
from upslope.store.batches import chunks
from upslope.store.database.engine import Database
from upslope.store.database.schema import journal
from upslope.store.journal_file import JournalFile
from upslope.store.storable import replaced

Decide = Callable[[list[JournalEntry]], Sequence[JournalEntry]]
"""Says, of the lines that are there, which lines to add; may refuse by an error."""


class Journal:
    """Every line that was written of applications. None is ever changed or taken out.

    The table counts. The file ``journal.jsonl`` is brought up to it after each write and when the
    workspace is opened, so that a process that dies in between loses nothing.

    Args:
        database: with the table.
        folder: the workspace, for the file.

    >>> import tempfile
    >>> from upslope.store.database.schema import metadata
    >>> database = Database("sqlite://")
    >>> metadata.create_all(database.engine)
    >>> kept = Journal(database, Path(tempfile.mkdtemp()))
    >>> line = JournalEntry(id="1", application="a", kind="note", data={"text": "Hi"}, at="")
    >>> [one.number for one in kept.write(lambda before: [line])]
    [1]
    >>> kept.write(lambda before: [line]), len(kept.since(0))
    ([], 1)
    >>> database.close()
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._file = JournalFile(folder)

    def write(self, decide: Decide, application: str | None = None) -> list[JournalEntry]:
        """Add lines, with nobody writing between the look at what is there and the adding.

        A line whose id is there already is not written again.

        Args:
            decide: is given the lines of the application, or all; returns those to add.
            application: whose lines it must see.

        Returns:
            The lines that are new, with their numbers.

        Raises:
            StoreError: they could not be stored; none of them is.
            UsageError: an id belongs to a line of another application.
        """
        with self._database.write() as connection:
            query = select(journal).order_by(journal.c.number)
            if application is not None:
                query = query.where(journal.c.application == application)
            fresh = _numbered(connection, decide(_read(connection, query)))
            if fresh:
                connection.execute(insert(journal), [_row(one) for one in fresh])
        if fresh:
            with suppress(StoreError):  # a full disk: the table has them, the file gets them later
                self._file.follow(self.since)
        return fresh

    def since(self, number: int, application: str | None = None) -> list[JournalEntry]:
        """Return the lines from this number on, that one included, in order."""
        query = select(journal).where(journal.c.number >= number).order_by(journal.c.number)
        if application is not None:
            query = query.where(journal.c.application == application)
        with self._database.read() as connection:
            return _read(connection, query)

    def keep_up(self) -> int:
        """Bring the file up to the table; return how many lines it lacked.

        Raises:
            StoreError: the file could not be written.
        """
        last = self.last()
        if last is None or self._file.ends_with(last):
            return 0
        return self._file.follow(self.since)

    def last(self) -> JournalEntry | None:
        """Return the line that was written last."""
        with self._database.read() as connection:
            found = _read(connection, select(journal).order_by(journal.c.number.desc()).limit(1))
        return found[0] if found else None


def _numbered(connection: Connection, entries: Iterable[JournalEntry]) -> list[JournalEntry]:
    """Give new lines the next numbers (there is one writer at a time), and leave known ones out."""
    wanted = dict[str, JournalEntry]()
    for one in entries:
        wanted.setdefault(one.id, one)
    for chunk in chunks(list(wanted)):
        query = select(journal.c.id, journal.c.application).where(journal.c.id.in_(chunk))
        for id, application in connection.execute(query).all():
            if wanted.pop(id).application != application:
                raise UsageError(
                    f"The id {id} belongs to a line of another application.",
                    kept="Nothing was written.",
                    next="Give each new line an id of its own.",
                )
    first = (connection.scalar(select(func.max(journal.c.number))) or 0) + 1
    return [_storable(one, first + place) for place, one in enumerate(wanted.values())]


def _storable(entry: JournalEntry, number: int) -> JournalEntry:
    fields: dict[str, Any] = replaced(msgspec.structs.asdict(entry))
    return JournalEntry(**{**fields, "number": number})


def _row(entry: JournalEntry) -> dict[str, Any]:
    row = msgspec.structs.asdict(entry)
    return {**row, "document": msgspec.json.encode(row.pop("data")).decode()}


def _read(connection: Connection, query: Select[Any]) -> list[JournalEntry]:
    return [_entry(row) for row in connection.execute(query).mappings()]


def _entry(row: RowMapping) -> JournalEntry:
    fields = dict(row)
    data = msgspec.json.decode(fields.pop("document"), type=dict[str, str])
    return JournalEntry(**fields, data=data)
