"""Files of a version of a model: in a folder by digest, whole or not at all, hashed when read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from upslope.errors import ModelError, StoreError
from upslope.records import digest_of
from upslope.store.disk.owner import Owner
from upslope.store.disk.whole import sync_folder, whole

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\.(?:json|md|npz|skops)")
"""What a file of a version may be called: nothing leads out of its folder, nothing holds code."""

MOST_BYTES = 64 * 2**20
"""Bytes of the largest version, all its files together."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class ModelFiles:
    """The folder ``models`` of a workspace.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> files = {"model.json": b"{}"}
    >>> kept = ModelFiles(folder / "models", Owner(folder / "running"))
    >>> kept.write(digest_of(files), files)
    >>> kept.read(digest_of(files))
    {'model.json': b'{}'}
    """

    def __init__(self, folder: Path, owner: Owner) -> None:
        self._folder, self._owner = folder, owner

    def read(self, digest: str) -> dict[str, bytes]:
        """Read the files of a version.

        Raises:
            ModelError: a file is missing, or they are not what was kept under the digest.
        """
        if not _DIGEST.fullmatch(digest):
            raise ModelError(f"{digest[:80]!r} is not the digest of a model version.")
        folder = self._folder / digest
        try:
            _check_size(path.stat().st_size for path in folder.iterdir())
            found = {path.name: path.read_bytes() for path in folder.iterdir()}
        except FileNotFoundError:
            raise _damaged(digest, "missing") from None
        except OSError as error:
            raise _damaged(digest, f"unreadable ({error.strerror})") from error
        if digest_of(found) != digest:
            raise _damaged(digest, "not what was kept")
        return found

    def are_whole(self, digest: str) -> bool:
        """Say whether the files of a version can be read."""
        try:
            self.read(digest)
        except ModelError:
            return False
        return True

    def write(self, digest: str, files: Mapping[str, bytes]) -> None:
        """Keep files; what is there already stays, unless it is damaged.

        Raises:
            ModelError: they are not those of the digest, too large, or oddly named.
            StoreError: they could not be written; nothing of them is kept.
        """
        _vet(files)
        if digest_of(files) != digest:
            raise ModelError(
                "The files of the new version are not those of its digest.", kept="It was not kept."
            )
        if self.are_whole(digest):
            return
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            part = self._owner.part(self._folder)
            part.mkdir(mode=0o700)
            try:
                for name, content in files.items():
                    with whole(part / name, self._owner.part(part)) as file:
                        file.write(content)
                self._put(part, digest)
            finally:
                shutil.rmtree(part, ignore_errors=True)
            sync_folder(self._folder)
        except OSError as error:
            raise StoreError(
                f"The model could not be kept: {error.strerror}.",
                kept="The models that were kept before are untouched.",
                next="Free some space or check who owns the folder, then try again.",
            ) from error

    def _put(self, part: Path, digest: str) -> None:
        """Give a complete folder its name; a damaged one that has it makes way."""
        target = self._folder / digest
        try:
            part.rename(target)
        except OSError:
            if self.are_whole(digest):  # another process was faster
                return
            shutil.rmtree(target)
            part.rename(target)


def _vet(files: Mapping[str, bytes]) -> None:
    if bad := [name for name in files if not NAME.fullmatch(name)]:
        raise ModelError(
            f"No file of a model is called {bad[0][:80]!r}.", kept="The model was not kept."
        )
    _check_size(map(len, files.values()))


def _check_size(sizes: Iterable[int]) -> None:
    if sum(sizes) > MOST_BYTES:
        raise ModelError(
            f"The files of a model are larger than {MOST_BYTES >> 20} MiB together.",
            kept="They were not read.",
        )


def _damaged(digest: str, how: str) -> ModelError:
    return ModelError(
        f"The files of model version {digest[:12]} are {how}.",
        kept="They were not loaded; the version before it goes on answering.",
        next="Restore a backup, or train the model again.",
    )
