"""Files that are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(path: Path, part: Path) -> Iterator[BinaryIO]:
    """Give a file to write that takes ``path``'s place when it is complete and on the disk.

    Args:
        path: the name it gets; what was there before is replaced.
        part: the name it has until then, on the same disk; gone if writing fails.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with whole(folder / "note", folder / "note.part") as file:
    ...     _ = file.write(b"all of it")
    >>> [(path.name, path.read_bytes()) for path in folder.iterdir()]
    [('note', b'all of it')]
    """
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | _BINARY, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    if os.name == "nt":
        return  # Windows cannot open a folder
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_BINARY = getattr(os, "O_BINARY", 0)  # Windows would translate line ends
