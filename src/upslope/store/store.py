"""The workspace's store: one folder with a database and the raw replies."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.engine import URL

from upslope.errors import StoreError
from upslope.store.database import BUSY_SECONDS, Database
from upslope.store.duplicates import Duplicates
from upslope.store.hosts import Hosts
from upslope.store.migrate import migrate
from upslope.store.owner import Owner
from upslope.store.postings import Postings
from upslope.store.replies import Replies
from upslope.store.runs import Runs


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
        _make_private(folder)
        if url is None:
            file = folder / "upslope.db"
            _make_private_file(file)
            url = URL.create("sqlite", database=str(file)).render_as_string()
        self.database = Database(url, busy_seconds=busy_seconds)
        try:
            migrate(self.database, folder / "backups")
            self.database.use_write_ahead_log()
            self.runs = Runs(self.database, Owner(folder / "running"))
        except BaseException:
            self.database.close()
            raise
        self.replies = Replies(self.database, folder / "raw")
        self.hosts = Hosts(self.database)
        self.postings = Postings(self.database)
        self.duplicates = Duplicates(self.database)

    def check(self) -> None:
        """Read the whole database and raise :class:`StoreError` if any page is damaged."""
        self.database.check()

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


def _make_private(folder: Path) -> None:
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
