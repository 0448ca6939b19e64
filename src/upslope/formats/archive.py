"""A ZIP file that is read but never unpacked: bounded in members, size and ratio.

Nothing is written to disk, and a member's name is only ever looked up, so names with ``..``, with
a drive or of a link lead nowhere. Sizes are counted while inflating; what a header says about
them is used to refuse early, and not believed otherwise.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from upslope.errors import DocumentError
from upslope.formats.worker import MIB, failure

MEMBERS = 2_000
"""Most members of an archive."""
INFLATED = 100 * MIB
"""Most bytes of all members together, unpacked."""
RATIO, SMALL = 200, 64 * 1024
"""Most that one member may grow by unpacking, above a size that does no harm. Text grows 3 to 30
times, and the largest ratio of Deflate is 1,032."""

_STEP = 1 << 16
_LOCAL = struct.Struct("<4s22xHH")


class Archive:
    """The members of a ZIP file, by name.

    Names are compared as Open Packaging Conventions have it: whatever their case, with ``/``
    between folders and none before the first.

    Raises:
        DocumentError: ``damaged`` (no ZIP, cut off, overlapping or doubled members), ``too_big``
            (past a limit above) or ``encrypted``. Reading a member can raise the same.

    >>> made = io.BytesIO()
    >>> with zipfile.ZipFile(made, "w") as out: out.writestr("word/document.xml", "<w/>")
    >>> archive = Archive(made.getvalue())
    >>> "Word/Document.xml" in archive, archive.read("word/document.xml")
    (True, b'<w/>')
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        members = _listed(data)
        if len(members) > MEMBERS:
            raise failure("too_big", f"The file holds more than {MEMBERS:,} parts.")
        if sum(member.file_size for member in members) > INFLATED:
            raise _too_big()
        self._starts = _placed(data, members)
        self._members = {_key(member.filename): member for member in members}
        if len(self._members) < len(members):
            raise failure("damaged", "The file holds two parts of one name.")
        self._left = INFLATED

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    @property
    def names(self) -> list[str]:
        """The names as they stand in the archive: to be shown or looked up, never opened."""
        return [member.filename for member in self._members.values()]

    def read(self, name: str, most: int = 8 * MIB) -> bytes:
        """Return a small member whole.

        Raises:
            DocumentError: it is longer than ``most`` bytes (``too_big``), or as for the class.
        """
        held = bytearray()
        for chunk in self.chunks(name):
            held += chunk
            if len(held) > most:
                raise failure("too_big", f"A part of the file is larger than {most // MIB} MiB.")
        return bytes(held)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a member piece by piece, counting what it really holds.

        Raises:
            DocumentError: there is no such member, or as for the class.
        """
        member = self._members.get(_key(name))
        if member is None:
            raise failure("damaged", f"The file lacks its part {name}.")
        if member.flag_bits & 0x1:
            raise failure("encrypted", "The file asks for a password.")
        packed = memoryview(self._data)[self._starts[member.filename] :][: member.compress_size]
        size, crc = 0, 0
        for chunk in _inflated(packed, member.compress_type):
            size += len(chunk)
            self._left -= len(chunk)
            if self._left < 0 or _bomb(size, member.compress_size):
                raise _too_big()
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if crc != member.CRC:
            raise _damaged()


def _too_big() -> DocumentError:
    return failure("too_big", "The file is far larger unpacked than any document.")


def _damaged() -> DocumentError:
    return failure("damaged", "The file is damaged or cut off.")


def _listed(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        return zipfile.ZipFile(io.BytesIO(data)).infolist()
    except Exception:  # also struct.error, ValueError, NotImplementedError, on bad directories
        raise _damaged() from None


def _placed(data: bytes, members: list[zipfile.ZipInfo]) -> dict[str, int]:
    """Find where each member's bytes begin; no two may share any."""
    starts, free = {}, 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if _bomb(member.file_size, member.compress_size):
            raise _too_big()
        at = member.header_offset
        if at < free or at + 30 > len(data):
            raise failure("damaged", "Parts of the file overlap.")
        signature, name, extra = _LOCAL.unpack_from(data, at)
        free = at + 30 + name + extra + member.compress_size
        if signature != b"PK\x03\x04" or free > len(data):
            raise _damaged()
        starts[member.filename] = free - member.compress_size
    return starts


def _bomb(size: int, packed: int) -> bool:
    return size > max(SMALL, RATIO * packed)


def _inflated(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for at in range(0, len(packed), _STEP):
            yield bytes(packed[at : at + _STEP])
        return
    if method != zipfile.ZIP_DEFLATED:
        raise failure("unsupported", "The file is packed in a way that is not read.")
    inflate = zlib.decompressobj(-15)
    try:
        for at in range(0, len(packed), _STEP):
            rest = bytes(packed[at : at + _STEP])
            while rest and not inflate.eof:
                yield inflate.decompress(rest, _STEP)
                rest = inflate.unconsumed_tail
        while not inflate.eof and (chunk := inflate.decompress(b"", _STEP)):
            yield chunk
    except zlib.error:
        raise _damaged() from None


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
