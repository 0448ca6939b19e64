"""Digests on their way: a file each, whose name says how far one came, so that none is lost.

What a digest tells of is marked as told *before* it is sent, so that no two processes send it. The
file remembers what to take back if it did not go out. Its name is changed by whoever sends, in one
step of the file system, right before it connects and when it is done::

    ID.ready  ->  ID.begun  ->  ID.sent | ID.failed

Killed while ``ready``, nothing went out, and the next one tells of it. Killed while ``begun``
(the power was cut, or the sender itself was killed, within the seconds that sending takes), nobody
can know: it is told once more, as a digest that never came is worse than one that came twice.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from upslope.errors import StoreError
from upslope.store.disk.owner import Owner
from upslope.store.disk.whole import whole

FOLDER = "outbox"
LONGEST = 120.0
"""Seconds after which a digest that has begun is not being sent any more; senders end before."""


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """What a digest tells whom: ids of postings, marked as told under the time ``at``."""

    channel: str
    ids: list[str]
    at: str


class Left(NamedTuple):
    """A digest that somebody left behind, and whether it went out."""

    parcel: Parcel
    sent: bool
    file: Path


class Outbox:
    """The digests on their way, in a folder of the workspace.

    Args:
        home: the workspace.
        owner: this process.

    >>> import tempfile
    >>> home = Path(tempfile.mkdtemp())
    >>> owner = Owner(home / "running")
    >>> outbox = Outbox(home, owner)
    >>> file = outbox.put(Parcel(channel="phone", ids=["a"], at="2026-11-22T09:00:00+00:00"))
    >>> file.suffix, [(left.parcel.ids, left.sent) for left in outbox.left()]
    ('.ready', [(['a'], False)])
    >>> outbox.put(Parcel(channel="phone", ids=["b"], at="")).with_suffix(".sent").name[-5:]
    '.sent'
    >>> owner.close()
    """

    def __init__(self, home: Path, owner: Owner) -> None:
        self._folder, self._running, self._owner = home / FOLDER, home / "running", owner

    def put(self, parcel: Parcel) -> Path:
        """Write a digest's file, on the disk before this returns.

        Raises:
            StoreError: it could not be written.
        """
        file = self._folder / f"{secrets.token_hex(8)}.ready"
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with whole(file, self._owner.part(self._running)) as opened:
                opened.write(msgspec.json.encode(parcel))
        except OSError as error:
            raise StoreError(
                f"{self._folder} cannot be written to: {error.strerror}.",
                kept="What is to be told is told later.",
                next="Free some space or check who owns the folder.",
            ) from None
        return file

    def ended(self, file: Path, parcel: Parcel) -> Left:
        """Say what became of a digest whose sender has ended."""
        sent = file.with_suffix(".sent")
        if sent.exists():
            return Left(parcel, True, sent)
        names = [file.with_suffix(state) for state in (".begun", ".failed")]
        return Left(parcel, False, next(filter(Path.exists, names), file))

    def left(self) -> Iterator[Left]:
        """Give the digests that are not being sent any more, those cut short as not sent.

        Only for who holds the lock of sending: a file of theirs is given too.
        """
        for file in sorted(self._folder.glob("*.*")):
            if not _is_at_it(file) and (taken := _taken_back(file)):
                yield Left(_parcel(taken), taken.suffix == ".sent", taken)

    def clear(self) -> None:
        """Delete every file."""
        for file in self._folder.glob("*"):
            file.unlink(missing_ok=True)


def _is_at_it(file: Path) -> bool:
    """Say whether a sender that outlived the process that started it may be at it still."""
    try:
        return file.suffix == ".begun" and 0 <= time.time() - file.stat().st_mtime < LONGEST
    except FileNotFoundError:  # it ends this very moment
        return True


def _taken_back(file: Path) -> Path | None:
    """Keep a sender that comes late from beginning: it begins by renaming what is ready."""
    if file.suffix in (".sent", ".failed"):
        return file
    if file.suffix not in (".ready", ".begun"):
        return None
    try:
        return file.rename(file.with_suffix(".failed"))
    except FileNotFoundError:  # it begins, or ends, this very moment
        return None


def _parcel(file: Path) -> Parcel:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Parcel)
    except msgspec.DecodeError:  # not of ours: it tells nothing to nobody
        return Parcel(channel="", ids=[], at="")
