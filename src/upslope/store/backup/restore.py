"""Put a backup in place of what a workspace holds now, which is moved aside and never deleted."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

import msgspec

from upslope.errors import DamagedError, StoreError, UsageError
from upslope.store.backup import backup
from upslope.store.backup.archive import Archive
from upslope.store.backup.swap import swap_in
from upslope.store.database.migrate import knows
from upslope.store.disk.owner import Owner
from upslope.store.store import make_private

_FORMAT = 1
_SPARE = 2**20  # bytes that names and folders take beside the files


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What was restored, and the folder (a workspace too) that holds what was there before."""

    backup: backup.Backup
    moved_to: str | None


def restore(folder: Path, file: Path) -> Restored:
    """Bring a workspace to the state of a backup.

    The backup is checked and unpacked before anything is touched. A restore that is cut short
    before it counts has done nothing; after that, opening the workspace completes it.

    Args:
        folder: the workspace; made if missing.
        file: what ``upslope backup`` wrote, here or on another machine.

    Raises:
        UsageError: there is no such file.
        DamagedError: it is no backup, or not what was written; names the damaged member.
        StoreError: a newer Upslope made it, the disk is too full, or another process has the
            workspace open. Nothing was changed.
    """
    make_private(folder)
    owner = Owner(folder / "running")
    staged = owner.part(folder / "running")
    try:
        with _opened(file) as archive:
            _vet(file, archive, folder)
            _unpack(archive, staged)
            if not knows(str(backup.facts(staged / "new" / backup.DATABASE)["schema"])):
                raise _newer(file)
            what = backup.summary(file, archive.manifest)
        aside = swap_in(folder, staged, owner)
    except OSError as error:
        raise StoreError(
            f"The backup could not be restored: {error.strerror}.",
            kept="What was stored before is kept.",
            next="Check the folder and the free space, then restore again.",
        ) from error
    finally:
        with suppress(FileNotFoundError):
            shutil.rmtree(staged)
        owner.close()
    return Restored(backup=what, moved_to=str(aside) if aside else None)


def _opened(file: Path) -> Archive:
    try:
        return Archive(file)
    except OSError as error:
        raise UsageError(
            f"The backup {file} could not be read: {error.strerror}.",
            next="Backups lie in the folder backups of a workspace.",
        ) from error


def _vet(file: Path, archive: Archive, folder: Path) -> None:
    manifest = archive.manifest
    if manifest.format != _FORMAT or not knows(str(manifest.about.get("schema"))):
        raise _newer(file)
    names = manifest.members
    if backup.DATABASE not in names or not all(map(backup.MEMBER.fullmatch, names)):
        raise DamagedError(
            f"{file.name} holds files that no backup holds, or no database.",
            kept="Nothing was changed.",
            next="Use another backup.",
        )
    free = shutil.disk_usage(folder).free
    if free < manifest.size + _SPARE:
        raise StoreError(
            f"The backup needs {_mib(manifest.size + _SPARE)}; {_mib(free)} are free.",
            kept="Nothing was changed.",
            next="Free some space, then restore again.",
        )


def _unpack(archive: Archive, staged: Path) -> None:
    new = staged / "new"
    folders = (backup.REPLIES, backup.MODELS)
    for path in (staged, staged / "old", new, *(new / name for name in folders)):
        path.mkdir(mode=0o700)
    for name in archive.manifest.members:
        (new / name).parent.mkdir(mode=0o700, exist_ok=True)
        archive.unpack(name, new / name)
    for name in folders:  # the copy that comes before an upgrade has none
        if not any((new / name).iterdir()):
            (new / name).rmdir()
    if hasattr(os, "sync"):  # thousands of files: one wait for all of them
        os.sync()


def _newer(file: Path) -> StoreError:
    return StoreError(
        f"The backup {file.name} was made by a newer Upslope.",
        kept="Nothing was changed.",
        next="Upgrade with: pip install --upgrade upslope",
    )


def _mib(size: int) -> str:
    return f"{size / 2**20:,.1f} MiB"
