"""Text of an office document, told by its content: Word (.docx) or OpenDocument (.odt).

What it is wrapped in says what cannot be read: an OLE file is an old Word document (.doc), or a new
one behind a password.
"""

from __future__ import annotations

import msgspec

from upslope.formats import worker
from upslope.formats.archive import Archive
from upslope.formats.document import Document
from upslope.formats.office import docx, odt

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the two kinds of office file begin."""


def read(data: bytes) -> Document:
    """Return the text of an office document, read in a child that can be killed.

    Raises:
        DocumentError: ``reason`` is ``empty``, ``encrypted``, ``damaged``, ``too_big``,
            ``timeout`` or ``unsupported`` (an old Word document, a table, slides, no document).
    """
    if not data.strip(b"\0"):
        raise worker.failure("empty", "The file is empty.")
    document = msgspec.convert(worker.run(extract, data), Document)
    if not document.text.strip():
        raise worker.failure("empty", "The document holds no text.")
    return document


def extract(data: bytes) -> dict[str, object]:
    """Do the work of :func:`read` in this process: only for files that are trusted."""
    if data.startswith(OLE):
        raise _wrapped(data)
    archive = Archive(data)
    opened = "mimetype" in archive and archive.read("mimetype").startswith(odt.KIND)
    return msgspec.to_builtins((odt if opened else docx).read(archive))  # type: ignore[no-any-return]


def _wrapped(data: bytes) -> Exception:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return worker.failure("encrypted", "The file asks for a password.")
    return worker.failure("unsupported", "The file is in the old format of Word (.doc).")
