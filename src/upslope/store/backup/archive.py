"""One file that holds many, each with its hash: a zip whose last bytes are the hash of the rest.

Any zip program opens it. ``manifest.json`` names every member with its size and SHA-256, so that
a damaged one is named; the hash at the end covers what lies between the members too, so that no
changed byte goes unseen.
"""

from __future__ import annotations

import errno
import hashlib
import io
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import msgspec

from upslope.errors import DamagedError

MANIFEST = "manifest.json"
MAX_MANIFEST = 256 * 2**20
_SEAL = b"upslope sha256 "
_BLOCK = 2**20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would translate line ends


class Member(msgspec.Struct, frozen=True):
    """Size in bytes and SHA-256 of one member."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive says of itself: a few facts (a schema, a date, counts) and its members."""

    format: int = 1
    about: dict[str, str | int] = {}
    members: dict[str, Member]

    @property
    def size(self) -> int:
        """Bytes of all members."""
        return sum(member.size for member in self.members.values())


def pack(
    file: BinaryIO, members: Iterable[tuple[str, Path | bytes]], about: Mapping[str, str | int]
) -> str:
    """Write an archive and return its hash. A file that is gone meanwhile is left out.

    Args:
        file: empty, open for reading and writing.
        members: name of each and its file or content; ``.gz`` is stored as it is, others packed.
        about: facts for the manifest.

    >>> import tempfile
    >>> source = Path(tempfile.mkdtemp()) / "a"
    >>> _ = source.write_text("text")
    >>> with source.with_name("b.zip").open("w+b") as file:
    ...     _ = pack(file, [("a.txt", source)], {"schema": "0001"})
    >>> with Archive(source.with_name("b.zip")) as archive:
    ...     archive.unpack("a.txt", source.with_name("c"))
    ...     archive.manifest.about
    {'schema': '0001'}
    >>> source.with_name("c").read_text()
    'text'
    """
    hashes: dict[str, Member] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as into:
        for name, content in members:
            try:
                source = io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")
            except FileNotFoundError:
                continue
            # A ZipInfo of our own is stored as it is; by its name alone a member is packed.
            member = zipfile.ZipInfo(name) if name.endswith(".gz") else name
            with source, into.open(member, "w", force_zip64=True) as target:
                hashes[name] = _copy(source, target)
        manifest = Manifest(about=dict(about), members=hashes)
        into.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        into.comment = _SEAL + b"0" * 64
    return _seal(file)


class Archive:
    """An archive opened for reading; every hash is checked before or while anything is read.

    Raises:
        DamagedError: it is no archive of ours, or a byte of it changed; names the member.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._reading("it is not a zip, or its end is damaged or missing"):
            self._zip = zipfile.ZipFile(path)
        try:
            self.manifest = self._read_manifest()
            self._check()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def unpack(self, name: str, to: Path) -> None:
        """Write one member to a new file.

        Raises:
            DamagedError: it is not what the manifest says; what was written is no good.
        """
        handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
        with os.fdopen(handle, "wb") as target:
            self._verify(name, target)

    def _check(self) -> None:
        names = self._zip.namelist()
        if any(info.compress_type not in _METHODS for info in self._zip.infolist()):
            raise self._damaged("a member is packed in another way")
        if sorted(names) != sorted([*self.manifest.members, MANIFEST]):
            raise self._damaged("its list of members and its manifest differ")
        with self._path.open("rb") as file:
            if _seal_of(file) == self._zip.comment:
                return
        for name in self.manifest.members:  # say which it is
            self._verify(name)
        raise self._damaged("bytes between its members have changed")

    def _read_manifest(self) -> Manifest:
        with self._reading(f"{MANIFEST} is missing or damaged"):
            if self._zip.getinfo(MANIFEST).file_size > MAX_MANIFEST:
                raise self._damaged(f"{MANIFEST} is too large")
            return msgspec.json.decode(self._zip.read(MANIFEST), type=Manifest)

    def _verify(self, name: str, target: IO[bytes] | None = None) -> None:
        said = self.manifest.members[name]
        with self._reading(f"{name} cannot be unpacked"), self._zip.open(name) as source:
            found = _copy(source, target, most=said.size)
        if found != said:
            raise self._damaged(f"{name} is not what was written")

    @contextmanager
    def _reading(self, but: str) -> Iterator[None]:
        """Turn what changed bytes do to the zip reader into one error."""
        try:
            yield
        except _UNREADABLE as error:
            raise self._damaged(but) from error
        except OSError as error:
            if error.errno not in (None, errno.EINVAL):  # no place in the file, no such packing
                raise
            raise self._damaged(but) from error

    def _damaged(self, how: str) -> DamagedError:
        return DamagedError(
            f"The backup {self._path.name} is damaged: {how}.",
            kept="Nothing was changed.",
            next="Use another backup.",
        )


# What the zip reader raises on bytes that were changed, and the decoder on what is no manifest.
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
)


def _copy(source: IO[bytes], target: IO[bytes] | None, most: int | None = None) -> Member:
    """Copy a stream, one byte more than ``most`` at the longest, and say what it held."""
    hashed, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        size += len(block)
        hashed.update(block)
        if most is not None and size > most:
            break
        if target:
            target.write(block)
    return Member(size, hashed.hexdigest())


def _seal(file: BinaryIO) -> str:
    seal = _seal_of(file)
    file.seek(-64, 2)
    file.write(seal[-64:])
    return seal[-64:].decode()


def _seal_of(file: BinaryIO) -> bytes:
    """Return the comment that the archive must end with: the hash of all before it."""
    hashed, left = hashlib.sha256(), file.seek(0, 2) - 64
    file.seek(0)
    while left > 0 and (block := file.read(min(_BLOCK, left))):
        hashed.update(block)
        left -= len(block)
    return _SEAL + hashed.hexdigest().encode()
