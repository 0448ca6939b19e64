"""Files of outside series, kept as they came: one for each day on which a series was published.

They lie in ``market/outside/SERIES/AS_OF.csv``. Another file of the same day is kept beside the
first (``AS_OF.2.csv``); none is ever changed. Beside a file may lie what was read of it
(``AS_OF.read``), which can be deleted at any time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from upslope.errors import StoreError, UsageError
from upslope.store.disk.owner import Owner, alone
from upslope.store.disk.whole import whole

FOLDER = "market/outside"
MOST_A_DAY = 999
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_FILE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.([1-9]\d{0,2}))?\.csv", re.A)
_ORIGINS = "origins.jsonl"
_LINES = msgspec.json.Decoder(str)


class KeptFile(NamedTuple):
    """One kept file; ``number`` tells those of one day apart, in the order in which they came."""

    series: str
    as_of: str
    number: int
    path: Path


class VintageFiles:
    """The kept files of every series.

    Args:
        folder: the workspace.
        owner: this process, whose unfinished files are swept if it dies.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> (folder / "running").mkdir()
    >>> files = VintageFiles(folder, Owner(folder / "running"))
    >>> files.keep("ai_share", "2026-07-21", b"a"), files.keep("ai_share", "2026-07-21", b"a")
    (True, False)
    >>> files.keep("ai_share", "2026-07-21", b"b")
    True
    >>> [file.path.name for file in files.kept("ai_share")]
    ['2026-07-21.csv', '2026-07-21.2.csv']
    """

    def __init__(self, folder: Path, owner: Owner) -> None:
        self._home, self._owner = folder, owner

    def keep(self, series: str, as_of: str, body: bytes, origin: str = "") -> bool:
        """Keep a file; say whether it is new. What is there already is not kept again.

        Args:
            series: name of the series.
            as_of: the day on which it was published, ISO 8601.
            body: the file.
            origin: the address it came from, to know it again without asking.

        Raises:
            UsageError: the series or the day has no name that may be a file's.
            StoreError: it could not be written.
        """
        folder = self._folder(series)
        if not is_day(as_of):
            raise UsageError(f"{as_of!r} is no day.", next="Write it as YYYY-MM-DD.")
        try:
            for one in (folder.parents[1], folder.parent, folder):
                one.mkdir(mode=0o700, exist_ok=True)
            with alone(self._home / "running" / "outside.alone"):
                that_day = [file for file in self.kept(series) if file.as_of == as_of]
                is_new = all(file.path.read_bytes() != body for file in that_day)
                if is_new:
                    number = max((file.number for file in that_day), default=0) + 1
                    self._write(folder / _file_name(as_of, number), body)
                self._note(folder, origin)
        except OSError as error:
            raise StoreError(
                f"A file of {series} could not be kept: {error.strerror}.",
                kept="What was kept before stays.",
                next="Free some space or check who owns the folder, then try again.",
            ) from error
        return is_new

    def kept(self, series: str) -> list[KeptFile]:
        """Return the kept files of a series, the earliest day first."""
        return sorted(self._found(series), key=lambda file: (file.as_of, file.number))

    def find(self, series: str, body: bytes) -> KeptFile | None:
        """Return the first kept file that is the same, whatever its day; ``None`` if there is none.

        Raises:
            UsageError: there can be no series of that name.
        """
        alike = (file for file in self.kept(series) if file.path.stat().st_size == len(body))
        return next((file for file in alike if file.path.read_bytes() == body), None)

    def origins(self, series: str) -> set[str]:
        """Return the addresses from which files were kept already."""
        with suppress(OSError, msgspec.DecodeError):
            lines = (self._folder(series) / _ORIGINS).read_bytes()
            return set(_LINES.decode_lines(lines))
        return set()

    def remember(self, file: KeptFile, read: bytes) -> None:
        """Keep what was read of a file; where that is not possible it is read again."""
        with suppress(OSError, StoreError):
            self._write(file.path.with_suffix(".read"), read)

    def recall(self, file: KeptFile) -> bytes | None:
        """Return what was read of a file before, if it is still there."""
        with suppress(OSError):
            return file.path.with_suffix(".read").read_bytes()
        return None

    def _found(self, series: str) -> Iterator[KeptFile]:
        for path in self._folder(series).glob("*.csv"):
            name = _FILE.fullmatch(path.name)
            if name and is_day(name[1]) and path.is_file() and not path.is_symlink():
                yield KeptFile(series, name[1], int(name[2] or 1), path)

    def _folder(self, series: str) -> Path:
        if not _NAME.fullmatch(series):
            raise UsageError(f"{series!r} is no name of a series.")
        return self._home / FOLDER / series

    def _write(self, path: Path, body: bytes) -> None:
        with whole(path, self._owner.part(self._home / "market")) as file:
            file.write(body)

    def _note(self, folder: Path, origin: str) -> None:
        known = self.origins(folder.name)
        if origin and origin not in known:
            lines = [msgspec.json.encode(one) for one in sorted({*known, origin})]
            self._write(folder / _ORIGINS, b"\n".join(lines))


def is_day(written: str) -> bool:
    """Say whether a text is a day as files are named by: 2026-07-21, and in no other way.

    >>> is_day("2026-07-21"), is_day("20260721"), is_day("2026-02-30")
    (True, False, False)
    """
    with suppress(ValueError):
        return date.fromisoformat(written).isoformat() == written
    return False


def _file_name(as_of: str, number: int) -> str:
    if number > MOST_A_DAY:
        raise UsageError(f"{MOST_A_DAY} files of {as_of} are kept already.")
    return f"{as_of}.csv" if number == 1 else f"{as_of}.{number}.csv"
