"""A reply's body in bounded memory, whatever was sent."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator

import msgspec

from upslope.errors import NetworkError, TooLargeError

PIECE = 2**20
"""Bytes inflated at a time: a bomb's whole output is never held twice."""


class Caps(msgspec.Struct, frozen=True):
    """Most bytes of a body, as sent (``raw``) and once inflated; ``cut`` takes what fits."""

    raw: int = 8 * 2**20
    inflated: int = 32 * 2**20
    cut: bool = False


def read_body(chunks: Iterable[bytes], encoding: str, caps: Caps) -> bytes:
    """Join a body, inflating gzip as it comes and stopping at the caps.

    Args:
        chunks: the body as it was sent.
        encoding: the Content-Encoding header.
        caps: where to stop.

    Raises:
        TooLargeError: a cap was passed.
        NetworkError: an encoding that was not asked for, or damaged or cut gzip.

    >>> import gzip
    >>> read_body([gzip.compress(b"one "), gzip.compress(b"two")], "gzip", Caps())
    b'one two'
    """
    encoding = encoding.strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise NetworkError(f"The reply is packed as {encoding[:40]!r}, which was not asked for.")
    body = Gunzip(caps.inflated) if "gzip" in encoding else Plain(caps.inflated)
    try:
        for chunk in _up_to(chunks, caps.raw):
            body.feed(chunk)
    except TooLargeError:
        if caps.cut:
            return body.so_far()[: caps.inflated]
        raise
    return body.whole()


def _up_to(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    left = most
    for chunk in chunks:
        yield chunk[:left]
        left -= len(chunk)
        if left < 0:
            raise TooLargeError(f"The reply is larger than {most >> 10} KiB.")


class Plain:
    """A body that was sent as it is."""

    def __init__(self, most: int) -> None:
        self._most, self._out = most, io.BytesIO()  # which gives its value without a copy

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        self._out.write(data)
        if self._out.tell() > self._most:
            raise TooLargeError(f"The reply is larger than {self._most >> 10} KiB once unpacked.")

    def so_far(self) -> bytes:
        """Give what has been read."""
        return self._out.getvalue()

    def whole(self) -> bytes:
        """Give the body, after its last byte."""
        return self.so_far()


class Gunzip(Plain):
    """A gzip body of one or several members (RFC 1952 allows several)."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self._member = zlib.decompressobj(wbits=31)

    def feed(self, data: bytes) -> None:
        """Inflate the next bytes, piece by piece, until the cap."""
        piece = b""
        try:
            while data or len(piece) == PIECE:  # a full piece may not have been all there is
                if self._member.eof:
                    if not (data := data.lstrip(b"\0")):  # zeros may pad the end
                        return
                    self._member = zlib.decompressobj(wbits=31)
                piece = self._member.decompress(data, PIECE)
                super().feed(piece)
                data = self._member.unused_data or self._member.unconsumed_tail
        except zlib.error:
            raise NetworkError("The reply's gzip is damaged.") from None

    def whole(self) -> bytes:
        """Give the body, if its last member came to an end."""
        if not self._member.eof:
            raise NetworkError("The reply's gzip was cut off.")
        return super().whole()
