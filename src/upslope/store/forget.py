"""The person's own data deleted, so that not a byte of it is left in the workspace."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, delete, select

from upslope.errors import StoreError
from upslope.store import journal_file
from upslope.store.backup import backup
from upslope.store.database.engine import Database
from upslope.store.database.schema import (
    alerted,
    choices,
    claims,
    connections,
    corrections,
    evidence,
    journal,
    mailboxes,
    profile,
    repositories,
    run_replies,
    runs,
    saved_searches,
    suggestions,
)

if TYPE_CHECKING:
    from upslope.store.store import Store

OWN = (
    alerted,
    choices,
    claims,
    connections,
    corrections,
    evidence,
    journal,
    mailboxes,
    profile,
    repositories,
    saved_searches,
    suggestions,
)
"""Tables that speak of the person; all others speak of openings and of how they were found."""


class Forgotten(msgspec.Struct, frozen=True, kw_only=True):
    """What was deleted: rows by table, kept replies that were the person's, and backups."""

    rows: dict[str, int]
    replies: int
    backups: int


def forget_person(store: Store, sources: Collection[str]) -> Forgotten:
    """Delete what is the person's own; openings, their history and models stay.

    In a file every byte of it is overwritten or cut off. A server is told to delete the rows; when
    their bytes go, its own cleaning decides, and copies that the person made elsewhere are theirs.

    Args:
        store: where from.
        sources: whose replies are the person's own: their mails, their exports.

    Raises:
        StoreError: another process is at work, or the disk did not do it; what is left is said.
    """
    with store.database.write() as connection:
        if store.database.is_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        digests = _digests(connection, sources)
        rows = {table.name: connection.execute(delete(table)).rowcount for table in OWN}
        connection.execute(delete(run_replies).where(run_replies.c.digest.in_(digests)))
        _remove_journal(store.folder / journal_file.NAME)
    if store.database.is_sqlite:
        _compact(store.database)
    try:
        gone = _remove(store.replies.file(digest) for digest in digests)
        backups = _remove((store.folder / backup.FOLDER).glob("*"))
    except OSError as error:
        raise StoreError(
            f"A file of yours could not be deleted: {error.strerror}.",
            kept="The database holds nothing of yours any more; files may.",
            next=f"Delete these folders by hand: {store.folder / backup.FOLDER}, "
            f"{store.folder / 'raw'}",
        ) from error
    return Forgotten(rows=rows, replies=gone, backups=backups)


def _remove_journal(file: Path) -> None:
    """Delete the second copy with the first: either both are gone, or none is."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"{file}, a copy of all you wrote, could not be deleted: {error.strerror}.",
            kept="Nothing was deleted.",
            next="Check who owns the file, then delete once more.",
        ) from error


def _digests(connection: Connection, sources: Collection[str]) -> list[str]:
    """Return the replies that only runs of these sources read."""
    read_by = select(run_replies.c.digest).join(runs, runs.c.id == run_replies.c.run)
    own = connection.scalars(read_by.where(runs.c.source.in_(list(sources))))
    others = connection.scalars(read_by.where(runs.c.source.not_in(list(sources))))
    return sorted(set(own) - set(others))


def _compact(database: Database) -> None:
    """Write the file anew without what was deleted, and empty its log."""
    with database.whole_file() as raw, closing(raw.cursor()) as cursor:
        cursor.execute("VACUUM")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreError(
            "Another process has the database open, so its log still holds what was deleted.",
            kept="The rows are deleted.",
            next="End the other process (upslope watch?) and delete once more.",
        )


def _remove(files: Iterable[Path]) -> int:
    gone = 0
    for file in files:
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink(missing_ok=True)
        gone += 1
    return gone
