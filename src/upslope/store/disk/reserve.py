"""Room set aside, so that a workspace can still be opened and read when the disk is full.

SQLite needs a few pages of shared memory on the disk even to read. The reserve is given up for
them when nothing else is left, and set aside again when there is room.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

SIZE = 128 * 1024


def keep_room(path: Path) -> None:
    """Set the reserve aside, or give it up on a full disk.

    >>> import tempfile
    >>> reserve = Path(tempfile.mkdtemp()) / "reserve"
    >>> keep_room(reserve)
    >>> reserve.stat().st_size == SIZE
    True
    """
    with suppress(OSError):
        if shutil.disk_usage(path.parent).free < SIZE:
            path.unlink(missing_ok=True)
        elif not path.exists():
            handle = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(os.urandom(SIZE))  # not zeros: a disk that packs would keep no room
