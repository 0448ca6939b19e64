"""Text of a PDF: PDFium first, pypdf as second opinion, both in a child that can be killed.

PDFium gives letters and their places, of which columns and lines are made here; pypdf reads a few
files that PDFium does not. A file without text is a picture, and says so: nothing is guessed from
it.
"""

from __future__ import annotations

import io

import msgspec

from upslope.errors import DocumentError
from upslope.formats import worker
from upslope.formats.document import CHARACTERS, Document, Layout

PAGES = 50
"""Pages that are read; a resume has fewer."""

_PICTURE = DocumentError(
    "This PDF is a picture: it holds no text.",
    reason="empty",
    next="Export it from your editor as a text PDF, or paste its text into a .txt file.",
)

_ENCRYPTED = worker.failure("encrypted", "The file asks for a password.")


def read(data: bytes) -> Document:
    """Return the text of a PDF in reading order: column by column, what repeats on pages once.

    Raises:
        DocumentError: ``reason`` is ``empty`` (no bytes, or pictures only), ``encrypted``,
            ``damaged``, ``too_big`` or ``timeout``.
    """
    if not data.strip():
        raise worker.failure("empty", "The file is empty.")
    return msgspec.convert(worker.run(extract, data), Document)


def read_simply(data: bytes) -> str:
    """Return the text as a reader gives it that looks at neither columns nor gaps.

    It is what many an applicant tracking system sees; empty where it would see nothing.

    Raises:
        DocumentError: the reader passed a limit.
    """
    return worker.run(simple, data)


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
    best = max((one.text for one in found), key=clarity, default="")
    if found and clarity(best) < clarity(found[0].text) + GAIN:
        best = found[0].text  # the other one knows no columns
    if clarity(best) > 0:
        return msgspec.to_builtins(msgspec.structs.replace(found[0], text=best))  # type: ignore[no-any-return]
    if errors:
        raise worker.failure("damaged", "The file is damaged or not a PDF.")
    raise _PICTURE


def simple(data: bytes) -> str:
    """Do the work of :func:`read_simply` in this process: only for files that are trusted."""
    try:
        return _by_pypdf(data).text
    except (DocumentError, MemoryError):
        raise
    except Exception:
        return ""


CLEAR, GAIN = 0.92, 0.05
"""Clarity from which no second opinion is asked, and by how much that one must be clearer."""


def clarity(text: str) -> float:
    """Share of the words that have 2 to 14 signs, of which at least half are letters.

    A PDF has no words, only placed letters. A reader that misses spaces gives long words, one that
    sees too many gives single letters, and fonts without a map give signs that are no letters.

    >>> clarity("trained models"), clarity("trainedmodelsindistributedsystems"), clarity("m o d")
    (1.0, 0.0, 0.0)
    """
    words = [word for word in text.split() if word != "-"]  # which stands for a bullet
    plain = (2 <= len(w) <= 14 and 2 * sum(map(str.isalnum, w)) >= len(w) for w in words)
    return sum(plain) / len(words) if words else 0.0


def _by_pdfium(data: bytes) -> Document:
    import pypdfium2 as pdfium  # noqa: PLC0415  only the child loads a parser

    from upslope.formats.pdf.pages import document_of  # noqa: PLC0415

    try:
        opened = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium.raw.FPDF_ERR_PASSWORD:
            raise _ENCRYPTED from None
        raise
    document = document_of(opened)
    return msgspec.structs.replace(document, text=_plain(document.text))


def _by_pypdf(data: bytes) -> Document:
    import pypdf  # noqa: PLC0415

    opened = pypdf.PdfReader(io.BytesIO(data))
    if opened.is_encrypted and not opened.decrypt(""):
        raise _ENCRYPTED
    texts: list[str] = []
    for page in opened.pages[:PAGES]:
        texts.append(page.extract_text()[:CHARACTERS])
        if sum(map(len, texts)) >= CHARACTERS:
            break
    text, pages = _plain("\n".join(texts)[:CHARACTERS]), len(opened.pages)
    return Document(text=text, left_out=left_out(len(texts), pages), layout=Layout(pages=pages))


def left_out(read: int, pages: int) -> str:
    """Say which pages were not read, if any.

    >>> left_out(50, 300)
    'The file has 300 pages; pages 51 to 300 were not read.'
    """
    if read == pages:
        return ""
    return f"The file has {pages} pages; pages {read + 1} to {pages} were not read."


# Letters that fonts join in one sign, and marks that readers put for a hyphen at a line's end.
_SIGNS = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st"}
_SIGNS |= dict.fromkeys((0x02, 0xFFFE), "-")


def _plain(text: str) -> str:
    """Write one kind of line end and plain letters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\ufffe\n", "").translate(_SIGNS)
