"""The text of a plain file that a person gives: ``.txt`` or ``.md``."""

from __future__ import annotations

from upslope.formats.charset import decode
from upslope.formats.worker import failure

_WIDE = (b"\xff\xfe", b"\xfe\xff")


def text_of(data: bytes) -> str:
    """Return the text of a file in whatever charset it is, line ends as ``\\n``.

    Raises:
        DocumentError: the bytes are not text (``unsupported``) or there are none (``empty``).

    >>> text_of(b"caf\\xe9\\r\\n") == text_of("café\\n".encode())
    True
    """
    if b"\0" in data[:65536] and not data.startswith(_WIDE):
        raise failure("unsupported", "The file is not text.")
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise failure("empty", "The file is empty.")
    return text
