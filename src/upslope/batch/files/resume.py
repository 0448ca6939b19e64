"""Where the next whole record of a broken web archive begins."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from typing import IO

_PART, _OVERLAP = 2**20, 2**12
_RECORD = re.compile(rb"(?<=\n)WARC/1\.\d\r?\n")
_MEMBER = re.compile(rb"\x1f\x8b\x08")


def next_record(stream: IO[bytes], at: int) -> int | None:
    """Find the next record at a place or behind it; of a packed archive, one packed by itself.

    >>> import io
    >>> next_record(io.BytesIO(b"WARC/1.0\\r\\n... rubbish\\nWARC/1.0\\r\\n"), 1)
    22
    """
    stream.seek(0)
    sign = _MEMBER if stream.read(2) == b"\x1f\x8b" else _RECORD
    stream.seek(max(0, at - 1))
    start, part = max(0, at - 1), b""
    while more := stream.read(_PART):
        part += more
        for found in sign.finditer(part):
            place = start + found.start()
            if place >= at and (sign is _RECORD or _is_record(part[found.start() :][:_OVERLAP])):
                return place
        start += max(0, len(part) - _OVERLAP)
        part = part[-_OVERLAP:]
    return None


def _is_record(packed: bytes) -> bool:
    with suppress(zlib.error):
        return zlib.decompressobj(31).decompress(packed, 5) == b"WARC/"
    return False
