"""Bytes of a plain text file become text: the charset is found, never asked."""

from __future__ import annotations

from upslope.formats.worker import failure

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(data: bytes) -> str:
    """Decode a text file: by its byte-order mark, else UTF-8, else Windows-1252.

    Line ends become ``\\n``.

    Raises:
        DocumentError: the bytes are not text (``unsupported``) or there are none (``empty``).

    >>> decode(b"caf\\xe9\\r\\n") == decode("café\\n".encode())
    True
    """
    charset = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if charset is None and b"\0" in data[:65536]:
        raise failure("unsupported", "The file is not text.")
    text = data.decode(charset, "replace") if charset else _guess(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise failure("empty", "The file is empty.")
    return text


def _guess(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
