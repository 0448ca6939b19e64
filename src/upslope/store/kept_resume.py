"""The resume that the person gave to the app: one file in the workspace, theirs alone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from upslope.errors import StoreError
from upslope.store.disk.owner import Owner
from upslope.store.disk.whole import whole

FOLDER = "resume"
YOURS = "yours"

T = TypeVar("T")


class KeptResume:
    """One kept resume. It is in no backup and no export: the person has it elsewhere.

    Args:
        home: the workspace's folder.

    >>> import tempfile
    >>> home = Path(tempfile.mkdtemp())
    >>> owner = Owner(home / "running")
    >>> kept = KeptResume(home)
    >>> kept.keep(b"Ada Byron", owner, check=Path.read_bytes)
    b'Ada Byron'
    >>> kept.file().name, kept.forget(), kept.file()
    ('yours', None, None)
    >>> owner.close()
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def file(self) -> Path | None:
        """Return the file, if one is kept."""
        kept = (one for one in sorted(self._folder.glob("*")) if one.suffix != ".part")
        return next(kept, None)

    def keep(
        self, data: bytes, owner: Owner, check: Callable[[Path], T], *, name: str = YOURS
    ) -> T:
        """Keep a resume in place of the one before, if it passes.

        Args:
            data: its bytes; what they hold says which form it has.
            owner: names what is not finished.
            check: reads the file and returns what it shows, or raises: then the one before stays.
            name: what it is kept as.

        Raises:
            StoreError: it could not be written; the one before stays.
        """
        new = owner.part(self._folder)
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with whole(new, owner.part(self._folder)) as file:
                file.write(data)
            found = check(new)
            new.replace(self._folder / name)
            self._delete(but=name)
        except OSError as error:
            raise StoreError(
                f"The resume could not be kept in {self._folder}: {error.strerror}.",
                kept="The one before stays.",
                next="Free some space or check who owns the folder.",
            ) from None
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        return found

    def forget(self) -> None:
        """Delete it."""
        self._delete()

    def _delete(self, *, but: str = "") -> None:
        for one in self._folder.glob("*"):
            if one.suffix != ".part" and one.name != but:
                one.unlink(missing_ok=True)
