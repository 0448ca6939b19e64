"""Who runs what: a lock file per process, which its death releases, however it dies."""

from __future__ import annotations

import os
import secrets
import sys
import threading
from pathlib import Path


class Owner:
    """This process as the owner of its runs.

    Args:
        folder: where the lock files are kept; made when first needed.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> owner = Owner(folder)
    >>> name = owner.name()
    >>> Owner(folder).lives(name)
    True
    >>> owner.close()
    >>> Owner(folder).lives(name)
    False
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name: str | None = None
        self._file = -1
        self._making = threading.Lock()

    def name(self) -> str:
        """Return this process's name; its lock is held from now on."""
        with self._making:
            if self._name is None:
                self._folder.mkdir(mode=0o700, exist_ok=True)
                name = secrets.token_hex(8)
                self._file = os.open(self._path(name), os.O_CREAT | os.O_RDWR, 0o600)
                _lock(self._file)
                self._name = name
            return self._name

    def lives(self, name: str) -> bool:
        """Say whether the process of that name still holds its lock."""
        try:
            file = os.open(self._path(name), os.O_RDWR)
        except OSError:
            return False
        try:
            return not _lock(file)
        finally:
            os.close(file)

    def forget(self, name: str) -> None:
        """Take away the lock file of a dead process."""
        self._path(name).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the lock. The file goes too: nothing is left to ask about."""
        if self._name is not None:
            os.close(self._file)
            self.forget(self._name)
            self._name = None

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.lock"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
