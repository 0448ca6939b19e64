"""The workspace's store: one folder with a database and the raw replies."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.engine import URL

from upslope.errors import DamagedError, StoreError
from upslope.store.backup import backup
from upslope.store.backup.swap import settle
from upslope.store.blocks import Blocks
from upslope.store.boards import Boards
from upslope.store.connections import Connections
from upslope.store.corrections import Corrections
from upslope.store.database.engine import BUSY_SECONDS, Database
from upslope.store.database.migrate import migrate
from upslope.store.disk.owner import Owner
from upslope.store.disk.reserve import keep_room
from upslope.store.duplicates import Duplicates
from upslope.store.hosts import Hosts
from upslope.store.journal import Journal
from upslope.store.models import ModelRegistry
from upslope.store.person import Person
from upslope.store.postings import Postings
from upslope.store.predictions import Predictions
from upslope.store.replies import Replies
from upslope.store.reposts import Reposts
from upslope.store.runs import Runs
from upslope.store.snapshots import Snapshots
from upslope.store.suggestions import Suggestions

CHECK_EVERY = 24 * 3600.0
"""Seconds after which opening reads every page of the database again."""


class Store:
    """Everything that is kept, opened and brought to this version's schema.

    Args:
        folder: the workspace; made if missing, and private to its owner (0700, files 0600).
        url: an SQLAlchemy URL of a database elsewhere; ``upslope.db`` in the folder without it.
        busy_seconds: how long to wait while another process writes.

    Raises:
        StoreError: the folder or the database cannot be used; says why and what to do.

    >>> import tempfile
    >>> with Store(Path(tempfile.mkdtemp())) as store:
    ...     run = store.runs.start("greenhouse", "acme")
    ...     [(run.source, run.board) for run in store.runs.list()]
    [('greenhouse', 'acme')]
    """

    def __init__(
        self, folder: Path, url: str | None = None, *, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        self.folder = folder
        make_private(folder)
        self.owner = Owner(folder / "running")
        try:
            settle(folder)
            keep_room(folder / "running" / "reserve")
            self.database = self._database(url, busy_seconds)
        except BaseException:
            self.owner.close()
            raise
        try:
            migrate(self.database, folder / backup.FOLDER, self.owner)
            self.database.use_write_ahead_log()
            self.runs = Runs(self.database, self.owner)
            self._check_at_times(self._sweep() > 0)
        except DamagedError as error:
            self._let_go()
            raise self._with_backup(error) from error
        except BaseException:
            self._let_go()
            raise
        self.replies = Replies(self.database, folder / "raw", self.owner)
        self.hosts = Hosts(self.database, folder / "running")
        self.boards = Boards(self.database)
        self.postings = Postings(self.database)
        self.duplicates = Duplicates(self.database)
        self.reposts = Reposts(self.database)
        self.blocks = Blocks(self.database)
        self.predictions = Predictions(self.database)
        self.corrections = Corrections(self.database)
        self.connections = Connections(self.database)
        self.person = Person(self.database)
        self.models = ModelRegistry(self.database, folder / "models", self.owner)
        self.snapshots = Snapshots(folder, self.database, self.owner)
        self.suggestions = Suggestions(self.database)
        self.journal = Journal(self.database, folder)
        with suppress(StoreError):  # a full disk can still be read
            self.journal.keep_up()

    def _database(self, url: str | None, busy_seconds: float) -> Database:
        if url is None:
            file = self.folder / "upslope.db"
            _make_private_file(file)
            url = URL.create("sqlite", database=str(file)).render_as_string()
        return Database(url, busy_seconds=busy_seconds, owner=self.owner)

    def _sweep(self) -> int:
        return self.owner.sweep(
            *(self.folder / name for name in ("raw", "models", "market", "resume", backup.FOLDER))
        )

    def check(self) -> None:
        """Read the whole database and raise :class:`DamagedError` if any page is damaged."""
        self.database.check()

    def _check_at_times(self, some_died: bool) -> None:
        """Check once a day, and when a process that had the workspace open died."""
        marker = self.folder / "running" / "checked"
        age = time.time() - marker.stat().st_mtime if marker.exists() else CHECK_EVERY
        if some_died or not 0 <= age < CHECK_EVERY:
            with suppress(OSError):  # a full disk can still be read
                marker.unlink(missing_ok=True)  # found damaged, it is checked until it is mended
            self.check()
            with suppress(OSError):
                marker.touch(mode=0o600)

    def _with_backup(self, error: DamagedError) -> DamagedError:
        newest = backup.newest(self.folder)
        then = f"Restore the newest backup: upslope restore '{newest}'" if newest else error.next
        return DamagedError(error.what, kept=error.kept, next=then)

    def _let_go(self) -> None:
        self.database.close()
        self.owner.close()

    def close(self) -> None:
        """End this process's unfinished runs as interrupted and close the database."""
        try:
            self.runs.close()
        finally:
            self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def make_private(folder: Path) -> None:
    """Make a workspace's folder, or take it over, open to its owner only.

    Raises:
        StoreError: it is a symbolic link, or cannot be made.
    """
    if folder.is_symlink():
        raise StoreError(
            f"The workspace {folder} is a symbolic link, which could lead anywhere.",
            next="Name the folder that it points to.",
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise StoreError(
            f"The workspace {folder} cannot be used: {error.strerror}.",
            next="Choose another folder with --workspace.",
        ) from error


def _make_private_file(file: Path) -> None:
    """Make the file before SQLite does: its -wal and -shm files take over the mode."""
    try:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        file.chmod(0o600)
    except OSError as error:
        raise StoreError(
            f"{file} cannot be opened: {error.strerror}.", next="Check who owns the folder."
        ) from error
