"""Put a restored state in place of the present one, and end a swap that was cut short.

A staged folder holds ``new``, the state to come, and ``old``, where the present one goes. It is
announced as ``restore.ready``; when no other process has the workspace open it becomes
``restore.swap``, and that renaming is the moment from which the restore counts: whoever opens the
workspace next carries on where it was cut short. Before that moment nothing has happened.
"""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from upslope.errors import StoreError
from upslope.store.disk.owner import Owner, alone
from upslope.store.disk.whole import sync_folder

_READY, _SWAP = "restore.ready", "restore.swap"
_DATABASE = "upslope.db"
_OF_THE_DATABASE = ("upslope.db-*", "index-*")  # its log and what is derived go where it goes


def swap_in(folder: Path, staged: Path, owner: Owner) -> Path | None:
    """Put the staged state in place; return where the one before it is now, if there was one.

    Raises:
        StoreError: another process has the workspace open; nothing was changed.
    """
    with _alone(folder):
        _settle(folder)
        ready = staged.replace(folder / _READY)  # from now on whoever opens it waits for us
        sync_folder(folder)
        if others := owner.others():
            shutil.rmtree(ready)
            raise StoreError(
                f"The workspace is open in {others[0].command} (process {others[0].pid}).",
                kept="Nothing was changed.",
                next="End that program, then restore again.",
            )
        ready.replace(folder / _SWAP)
        return _finish(folder)


def settle(folder: Path) -> None:
    """End a restore that was cut short. To be called before the database is opened."""
    if (folder / _READY).exists() or (folder / _SWAP).exists():
        with _alone(folder):
            _settle(folder)


def _settle(folder: Path) -> None:
    if (folder / _READY).exists():
        shutil.rmtree(folder / _READY)
    if (folder / _SWAP).exists():
        _finish(folder)


def _finish(folder: Path) -> Path | None:
    swap = folder / _SWAP
    new, old = swap / "new", swap / "old"
    sync_folder(folder)
    if (new / _DATABASE).exists():
        for path in [path for names in _OF_THE_DATABASE for path in folder.glob(names)]:
            _move(path, old / path.name)
    # Killed while the swap was cleared away, ``new`` may be gone: then all of it is in place.
    for path in sorted(new.glob("*"), key=lambda path: path.name != _DATABASE):
        _move(folder / path.name, old / path.name)
        path.replace(folder / path.name)
    aside = None
    if old.exists() and any(old.iterdir()):
        stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S-%f")
        aside = old.replace(folder / f"before-restore-{stamp}")
    sync_folder(folder)
    shutil.rmtree(swap)
    return aside


def _move(path: Path, to: Path) -> None:
    if path.exists():
        path.replace(to)


def _alone(folder: Path) -> AbstractContextManager[None]:
    return alone(folder / "running" / "restore.alone")
