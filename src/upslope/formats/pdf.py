"""Text of a PDF: PDFium first, pypdf as second opinion, both in a child that can be killed.

PDFium read 559 of 617 hostile test files and is the faster; pypdf reads a few that PDFium does
not, and keeps the spaces of some editors' files that PDFium runs together (Qt 4.8). A file without
text is a picture, and says so: nothing is guessed from it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

import msgspec

from upslope.errors import DocumentError
from upslope.formats import worker
from upslope.formats.document import CHARACTERS, Document

PAGES = 50
"""Pages that are read; a resume has fewer."""

_PICTURE = DocumentError(
    "This PDF is a picture: it holds no text.",
    reason="empty",
    next="Export it from your editor as a text PDF, or paste its text into a .txt file.",
)

_ENCRYPTED = worker.failure("encrypted", "The file asks for a password.")


def read(data: bytes) -> Document:
    """Return the text of a PDF in reading order, pages parted by a form feed.

    Raises:
        DocumentError: ``reason`` is ``empty`` (no bytes, or pictures only), ``encrypted``,
            ``damaged``, ``too_big`` or ``timeout``.
    """
    if not data.strip():
        raise worker.failure("empty", "The file is empty.")
    return msgspec.convert(worker.run(extract, data), Document)


def extract(data: bytes) -> dict[str, object]:
    """Do the work of :func:`read` in this process: only for files that are trusted."""
    found: list[Document] = []
    errors: list[Exception] = []
    for reader in (_by_pdfium, _by_pypdf):
        try:
            found.append(reader(data))
        except (DocumentError, MemoryError):
            raise
        except Exception as error:  # both leak RuntimeError, TypeError, KeyError on bad files
            errors.append(error)
        if found and (clarity(found[-1].text) >= CLEAR or found[-1].hidden):
            break  # a second reader would not know what is hidden
    best = max(found, key=lambda document: clarity(document.text), default=Document(text=""))
    if clarity(best.text) > 0:
        return msgspec.to_builtins(best)  # type: ignore[no-any-return]
    if errors:
        raise worker.failure("damaged", "The file is damaged or not a PDF.")
    raise _PICTURE


CLEAR = 0.92
"""Clarity from which no second opinion is asked. On 30 resumes whose spaces PDFium misses it gave
0.84 to 0.91 and pypdf 0.93 to 0.98."""


def clarity(text: str) -> float:
    """Share of the words that have 2 to 14 signs, of which at least half are letters.

    A PDF has no words, only placed letters. A reader that misses spaces gives long words, one that
    sees too many gives single letters, and fonts without a map give signs that are no letters.

    >>> clarity("trained models"), clarity("trainedmodelsindistributedsystems"), clarity("m o d")
    (1.0, 0.0, 0.0)
    """
    words = text.split()
    plain = (2 <= len(w) <= 14 and 2 * sum(map(str.isalnum, w)) >= len(w) for w in words)
    return sum(plain) / len(words) if words else 0.0


def _by_pdfium(data: bytes) -> Document:
    import pypdfium2 as pdfium  # noqa: PLC0415  only the child loads a parser

    from upslope.formats.unseen import take_off  # noqa: PLC0415

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium.raw.FPDF_ERR_PASSWORD:
            raise _ENCRYPTED from None
        raise
    texts, hidden = [], 0
    for number in range(min(len(document), PAGES)):
        page = document[number]
        hidden += take_off(page)
        texts.append(page.get_textpage().get_text_range())
        if sum(map(len, texts)) > CHARACTERS:
            break
    return Document(text=_join(texts), hidden=hidden)


def _by_pypdf(data: bytes) -> Document:
    import pypdf  # noqa: PLC0415

    document = pypdf.PdfReader(io.BytesIO(data))
    if document.is_encrypted and not document.decrypt(""):
        raise _ENCRYPTED
    pages = range(min(len(document.pages), PAGES))
    return Document(text=_join(document.pages[number].extract_text() for number in pages))


# Letters that fonts join in one sign, and marks that readers put for a hyphen at a line's end.
_SIGNS = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"} | dict.fromkeys(
    (0x02, 0xFFFE), "-"
)


def _join(pages: Iterable[str]) -> str:
    """Join pages up to CHARACTERS, with one kind of line end and plain letters."""
    texts: list[str] = []
    room = CHARACTERS
    for page in pages:
        texts.append(page[:room])
        room -= len(page)
        if room <= 0:
            break
    text = "\f".join(texts).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\ufffe\n", "").translate(_SIGNS)
