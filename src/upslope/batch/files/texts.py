"""A stream of bytes as text, whatever it is written in, and never a long line of it at once."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import IO

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read what is not UTF-8 as Windows-1252, byte by byte."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("upslope-windows", _as_windows)


class TooLongLineError(ValueError):
    """A line is longer than is ever read; the message is its beginning."""


def text_of(stream: IO[bytes], head: bytes) -> io.TextIOWrapper:
    """Decode a stream, of which the beginning is known.

    >>> text_of(io.BytesIO("Zürich".encode("cp1252")), b"Z").read()
    'Zürich'
    """
    encoding = next((name for bom, name in _BOMS.items() if head.startswith(bom)), None)
    if encoding is None and 0 in head[:2]:  # a text begins with ASCII (RFC 4627, section 3)
        encoding = "utf-16-be" if head[0] == 0 else "utf-16-le"
    errors = "replace" if encoding and encoding.startswith("utf-16") else "upslope-windows"
    return io.TextIOWrapper(stream, encoding or "utf-8", errors, newline="")


class Lines(Iterator[str]):
    """The lines of a text, with their ends.

    Args:
        text: where they are read from.
        longest: a longer one is passed over, and raises :class:`TooLongLineError`; the next call
            gives the line behind it.

    >>> list(Lines(io.StringIO("a\\nb"), 5))
    ['a\\n', 'b']
    """

    def __init__(self, text: io.TextIOBase, longest: int) -> None:
        self._text, self._longest = text, longest

    def __next__(self) -> str:
        line = self._text.readline(self._longest + 1)
        if not line:
            raise StopIteration
        if len(line) <= self._longest:
            return line
        rest = line
        while rest and rest[-1] not in "\r\n":
            rest = self._text.readline(self._longest)
        raise TooLongLineError(line[:5_000])
