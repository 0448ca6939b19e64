"""Who is at work: a lock file per process, which its death releases, however it dies."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from upslope.errors import StoreError

_PART = re.compile(r"([0-9a-f]{16})-[0-9a-f]{8}\.part")
_RECORD = 512  # bytes; always as many, so that a shorter one leaves nothing of a longer one


class Process(msgspec.Struct, frozen=True, kw_only=True):
    """What a living process says of itself; ``writing_since`` is when it last began to write."""

    name: str
    pid: int
    command: str
    writing_since: str = ""


class Owner:
    """This process as the owner of its runs, its writing and its unfinished files.

    Args:
        folder: where the lock files are kept; made if missing.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> owner = Owner(folder)
    >>> name = owner.name()
    >>> other = Owner(folder)
    >>> other.lives(name), [process.pid == os.getpid() for process in other.others()]
    (True, [True])
    >>> owner.close()
    >>> other.lives(name), other.others()
    (False, [])
    >>> other.close()
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name: str | None = None
        self._file = -1
        self._making = threading.Lock()
        with suppress(StoreError):  # a full disk can still be read
            self.name()

    def name(self) -> str:
        """Return this process's name; its lock is held from now on.

        Raises:
            StoreError: the lock file cannot be written.
        """
        with self._making:
            if self._name is None:
                name = secrets.token_hex(8)
                try:
                    self._folder.mkdir(mode=0o700, exist_ok=True)
                    self._file = _hold(self._path(name))
                except OSError as error:
                    raise StoreError(
                        f"{self._folder} cannot be written to: {error.strerror}.",
                        kept="What was stored before is kept.",
                        next="Free some space or check who owns the folder, then try again.",
                    ) from error
                self._name = name
                self._say("")
            return self._name

    def note_writing(self) -> None:
        """Note that this process begins to write, for those who will wait for it."""
        if self._name is not None:
            self._say(datetime.now(UTC).isoformat(timespec="seconds"))

    def last_writer(self) -> Process | None:
        """Return which other living process began to write last, if any did."""
        writers = [process for process in self.others() if process.writing_since]
        return max(writers, key=lambda process: process.writing_since, default=None)

    def others(self) -> list[Process]:
        """Return the other living processes that have this workspace open."""
        names = [path.stem for path in self._folder.glob("*.lock")]
        return [self._process(name) for name in names if name != self._name and self.lives(name)]

    def lives(self, name: str) -> bool:
        """Say whether the process of that name still holds its lock."""
        try:
            file = os.open(self._path(name), os.O_RDWR)
        except OSError:
            return False
        try:
            return not _lock(file, probe=True)
        finally:
            os.close(file)

    def part(self, folder: Path) -> Path:
        """Return a new name in ``folder`` for a file or folder of ours that is not finished."""
        return folder / f"{self.name()}-{secrets.token_hex(4)}.part"

    def sweep(self, *folders: Path) -> int:
        """Delete what dead processes left: unfinished files, lock files. Return how many died."""
        parts = [path for folder in (self._folder, *folders) for path in folder.glob("*.part")]
        for part in parts:
            if (ours := _PART.fullmatch(part.name)) and not self.lives(ours[1]):
                _delete(part)
        dead = [path for path in self._folder.glob("*.lock") if not self.lives(path.stem)]
        for path in dead:
            _delete(path)
        return len(dead)

    def close(self) -> None:
        """Let go of the lock. The file goes too: nothing is left to ask about."""
        if self._name is not None:
            os.close(self._file)
            self._path(self._name).unlink(missing_ok=True)
            self._name = None

    def _say(self, writing_since: str) -> None:
        # Paths and options stay private: the program's name and the word after it are enough.
        words = [Path(sys.argv[0] or "python").name, *filter(str.isidentifier, sys.argv[1:2])]
        command = " ".join(words)[:100]
        says = Process(
            name=self._name or "", pid=os.getpid(), command=command, writing_since=writing_since
        )
        with suppress(OSError):  # on a full disk the lock alone must do
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, msgspec.json.encode(says).ljust(_RECORD))

    def _process(self, name: str) -> Process:
        try:
            return msgspec.json.decode(self._path(name).read_bytes(), type=Process)
        except (OSError, msgspec.DecodeError):
            return Process(name=name, pid=0, command="a process of Upslope")

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.lock"


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other process is in this block for the same lock file."""
    file = _hold(path)
    try:
        yield
    finally:
        with suppress(PermissionError):  # Windows keeps the name while the file is open
            path.unlink(missing_ok=True)
        os.close(file)


@contextmanager
def alone_if(path: Path, seconds: float = 0.0) -> Iterator[bool]:
    """Be in this block alone among processes, if that is possible within so many seconds.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "visits"
    >>> with alone_if(file) as first, alone_if(file) as second:
    ...     first, second
    (True, False)
    """
    until = time.monotonic() + seconds
    try:
        file = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)  # it stays: many may hold it open
    except OSError:  # a full disk, or one to read from only
        yield True
        return
    try:
        while not (ours := _lock(file, wait=False)) and time.monotonic() < until:
            time.sleep(0.05)
        yield ours
    finally:
        os.close(file)


def _hold(path: Path) -> int:
    """Open and lock a file that has its name still when the lock is ours."""
    while True:
        file = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        _lock(file)
        with suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(file).st_ino:
                return file
        os.close(file)  # swept away, or given back, before we had it


def _delete(path: Path) -> None:
    with suppress(OSError):  # another process sweeps too
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int, *, probe: bool = False, wait: bool = True) -> bool:
        try:
            os.lseek(file, 2**30, os.SEEK_SET)  # far behind what others read
            msvcrt.locking(file, msvcrt.LK_LOCK if wait and not probe else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(file: int, *, probe: bool = False, wait: bool = True) -> bool:
        # A shared probe: two processes that ask at once do not take each other for the owner.
        kind = fcntl.LOCK_SH if probe else fcntl.LOCK_EX
        try:
            fcntl.flock(file, kind if wait and not probe else kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
