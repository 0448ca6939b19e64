"""Where channels lead: addresses with tokens in them, in a file that only its owner can read.

They are not in the database, so that no backup, export or copy of it holds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from upslope.errors import StoreError
from upslope.records import Channel, QuietHours
from upslope.store.disk.owner import Owner, alone
from upslope.store.disk.whole import whole

FILE = "channels.json"


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    address: str
    quiet: QuietHours | None = None


class Channels:
    """The channels of one workspace, by name.

    Args:
        folder: the workspace.
        owner: this process.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> owner = Owner(folder)
    >>> channels = Channels(folder, owner)
    >>> channels.put(Channel(name="phone", kind="ntfys"), "ntfys://a-secret-topic")
    >>> channels.all(), oct((folder / FILE).stat().st_mode)[-3:]
    ([Channel(name='phone', kind='ntfys', quiet=None)], '600')
    >>> owner.close()
    """

    def __init__(self, folder: Path, owner: Owner) -> None:
        self._file, self._running, self._owner = folder / FILE, folder / "running", owner

    def all(self) -> list[Channel]:
        """Return the channels, without their addresses.

        Raises:
            StoreError: the file cannot be read.
        """
        return [
            Channel(name=name, kind=kept.kind, quiet=kept.quiet)
            for name, kept in self._read().items()
        ]

    def address(self, name: str) -> str | None:
        """Return where a channel leads; ``None`` if there is none of that name."""
        kept = self._read().get(name)
        return kept.address if kept else None

    def put(self, channel: Channel, address: str) -> None:
        """Keep a channel, in place of one of the same name.

        Raises:
            StoreError: the file could not be written; it is as it was.
        """
        with self._changing() as kept:
            kept[channel.name] = _Kept(channel.kind, address, channel.quiet)

    def remove(self, name: str) -> bool:
        """Forget a channel and where it led; say whether it was known."""
        with self._changing() as kept:
            return kept.pop(name, None) is not None

    def forget(self) -> None:
        """Delete the file, for a person who wants nothing of theirs kept here."""
        self._file.unlink(missing_ok=True)

    @contextmanager
    def _changing(self) -> Iterator[dict[str, _Kept]]:
        self._running.mkdir(mode=0o700, exist_ok=True)
        with alone(self._running / "channels"):
            yield (kept := self._read())
            try:
                with whole(self._file, self._owner.part(self._running)) as file:
                    file.write(msgspec.json.format(msgspec.json.encode(kept)))
            except OSError as error:
                raise StoreError(
                    f"{FILE} could not be written: {error.strerror}.",
                    kept="Your channels are as they were.",
                    next="Free some space or check who owns the folder.",
                ) from None

    def _read(self) -> dict[str, _Kept]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, _Kept])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError):  # its message may quote an address
            raise StoreError(
                f"{self._file} cannot be read as a list of channels.",
                kept="Your saved searches are kept.",
                next="Mend or delete the file, then add the channels anew.",
            ) from None
