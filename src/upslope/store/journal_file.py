"""The journal beside the database: JSON Lines that only grow, for the day the database is lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

import msgspec

from upslope.errors import StoreError, UsageError
from upslope.records import JournalEntry
from upslope.store.disk.owner import alone_if
from upslope.store.disk.whole import sync_folder

NAME = "journal.jsonl"
LONGEST_LINE = 2**20
"""Bytes of one line that is read back: far more than the longest that is written."""
_FLAGS = os.O_CREAT | os.O_RDWR | os.O_APPEND
_SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_WAIT_SECONDS = 30.0


class _Id(msgspec.Struct):
    """All that must be known of a line to tell whether it is in the file."""

    id: str


class JournalFile:
    """The file ``journal.jsonl`` of a workspace; each line is on the disk before a call returns.

    Args:
        folder: the workspace.

    >>> import tempfile
    >>> file = JournalFile(Path(tempfile.mkdtemp()))
    >>> line = JournalEntry(id="1", application="a", kind="note", data={"text": "Hi"}, at="")
    >>> file.follow(lambda number: [line]), file.follow(lambda number: [line])
    (1, 0)
    >>> [line.data["text"] for _, line in read(file.path)]
    ['Hi']
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._alone = folder / "running" / "journal"
        self._forget()
        self._mine = Lock()

    def _forget(self) -> None:
        self._known, self._read_to = set[str](), 0
        self._last: JournalEntry | None = None

    def ends_with(self, entry: JournalEntry) -> bool:
        """Say whether this is the last line, without reading those before it."""
        try:
            with self.path.open("rb") as stream:
                stream.seek(max(0, self.path.stat().st_size - LONGEST_LINE))
                last = stream.read().splitlines()[-1:]
            return bool(last) and msgspec.json.decode(last[0], type=_Id).id == entry.id
        except (OSError, ValueError):
            return False

    def follow(self, since: Callable[[int], Sequence[JournalEntry]]) -> int:
        """Append the lines that the file does not hold yet; return how many.

        Args:
            since: gives the lines of the table from a number on, that one included, in order.

        Raises:
            StoreError: the disk is full, or the file is not ours to write.
        """
        with self._mine, alone_if(self._alone, _WAIT_SECONDS) as alone:
            try:
                if not alone:
                    raise BlockingIOError(errno.EAGAIN, "another process is writing to it")
                handle = os.open(self.path, _FLAGS | _SAFE, 0o600)
                try:
                    return self._follow(handle, since)
                finally:
                    os.close(handle)
            except OSError as error:
                self._forget()
                raise StoreError(
                    f"The second copy of your journal, {self.path}, could not be written: "
                    f"{error.strerror}.",
                    kept="The database holds every line; the file is brought up to it later.",
                    next="Free some space, or check who owns the file.",
                ) from error

    def _follow(self, handle: int, since: Callable[[int], Sequence[JournalEntry]]) -> int:
        size = os.fstat(handle).st_size
        if size < self._read_to:  # deleted, and begun anew
            self._forget()
        entries = since(self._last.number if self._last else 0)
        if self._last and (not entries or entries[0].id != self._last.id):
            self._forget()  # another journal: all of it was deleted, or a backup put back
            entries = since(0)
        is_whole = self._learn(handle, size)
        fresh = [line for line in entries if line.id not in self._known]
        if fresh:
            # What a power cut left of a line stays as it is, and spoils none of those after it.
            data = (b"" if is_whole else b"\n") + msgspec.json.Encoder().encode_lines(fresh)
            _write(handle, data)
            if size == 0:
                self.path.chmod(0o600)
                sync_folder(self.path.parent)
            self._known.update(line.id for line in fresh)
            self._read_to = size + len(data)
        self._last = entries[-1] if entries else None
        return len(fresh)

    def _learn(self, handle: int, size: int) -> bool:
        """Learn which lines are there, as far as not known; say whether the last one is whole."""
        is_whole = True
        with os.fdopen(os.dup(handle), "rb") as stream:
            stream.seek(self._read_to)
            for line in stream:
                is_whole = line.endswith(b"\n")
                with suppress(ValueError):  # a damaged line
                    self._known.add(msgspec.json.decode(line, type=_Id).id)
        self._read_to = size if is_whole else self._read_to
        return is_whole


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)


def read(file: Path) -> Iterator[tuple[int, JournalEntry | str]]:
    """Read a journal back, line by line: its number in the file, and the line or what is wrong.

    Raises:
        UsageError: there is no such file.
    """
    try:
        with file.open("rb") as stream:
            yield from _lines(iter(lambda: stream.readline(LONGEST_LINE), b""))
    except OSError as error:
        raise UsageError(
            f"The journal {file} could not be read: {error.strerror}.",
            next=f"It is the file {NAME} of a workspace, or a copy of one.",
        ) from error


def _lines(pieces: Iterator[bytes]) -> Iterator[tuple[int, JournalEntry | str]]:
    number, goes_on = 1, False
    for piece in pieces:
        ends = piece.endswith(b"\n")
        if goes_on or (not ends and len(piece) == LONGEST_LINE):
            if not goes_on:
                yield number, f"it is longer than {LONGEST_LINE:,} bytes"
            goes_on = not ends
        elif piece.strip():
            yield number, _entry(piece)
        number += ends


def _entry(line: bytes) -> JournalEntry | str:
    try:
        return msgspec.json.decode(line, type=JournalEntry)
    except (ValueError, RecursionError) as error:
        return f"it is damaged, or not of a journal ({error})"
