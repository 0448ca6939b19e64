"""Which reader a person's file goes to: what it holds decides, not how it is called."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from upslope.errors import DocumentError, ReadError
from upslope.formats import html, jsonresume, linkedin_export, linkedin_resume, office, pdf
from upslope.formats import text as plain
from upslope.formats.document import Document
from upslope.formats.worker import failure

LARGEST = 10 * 1024 * 1024
"""Bytes of the largest file that is read."""

FEWEST = 20
"""Words below which a file is no resume: a scanned page may hold a page number."""


def document_of(path: Path) -> Document:
    """Read a file, or the folder of an unpacked export, as text with what was beside it.

    Raises:
        DocumentError: the file is missing, too big, of another kind, encrypted, damaged, a
            picture or empty. It says what to do, and holds no word of the file.
    """
    try:
        return _document(path)
    except DocumentError as error:
        error.what = f"{path.name}: {error.what}"
        raise


def _document(path: Path) -> Document:
    data = _bytes(path)
    document = _without_smuggled(_reader(data, path.suffix.lower())(data))
    if len(re.findall(r"[^\W\d_]{2,}", document.text)) < FEWEST:
        raise failure("empty", f"The file holds fewer than {FEWEST} words.")
    return document


# Letters without a width, and tags: they are drawn as nothing in any font.
_SMUGGLED = re.compile("[\u200b\u2060-\u2064\U000e0000-\U000e007f]")


def _without_smuggled(document: Document) -> Document:
    text, count = _SMUGGLED.subn("", document.text)
    return replace(document, text=text, hidden=document.hidden + count) if count else document


def _reader(data: bytes, suffix: str) -> Callable[[bytes], Document]:
    """Choose a reader by how the file begins, and by its suffix where that says too little."""
    if b"%PDF-" in data[:1024]:
        return pdf.read
    if data.startswith(office.ZIP) and linkedin_export.is_export(data):
        return _linkedin
    if data.startswith((office.ZIP, office.OLE)):
        return office.read
    if suffix == ".json" or re.match(rb'\s*\{\s*"', data):
        return jsonresume.read
    if re.match(rb"\s*(?:<!doctype html|<html)\b", data, re.IGNORECASE):
        return _page
    return _BY_SUFFIX.get(suffix, _plain)


def _linkedin(data: bytes) -> Document:
    try:
        name, text = linkedin_resume.resume_text(data)
    except ReadError as error:
        raise failure("damaged", error.what) from None
    return Document(text=text, name=name)


def _page(data: bytes) -> Document:
    return Document(text=html.to_text(plain.text_of(data)))


def _plain(data: bytes) -> Document:
    if data.startswith(b"{\\rtf"):
        raise failure("unsupported", "A resume cannot be read from rich text (.rtf).")
    return Document(text=plain.text_of(data))


# Who a file of such a name goes to if it does not begin as it should: it says what is wrong.
_BY_SUFFIX = {".pdf": pdf.read, ".docx": office.read, ".odt": office.read}


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            return linkedin_export.packed(path, LARGEST)
        if path.stat().st_size > LARGEST:
            raise failure("too_big", f"The file is larger than {LARGEST >> 20} MiB.")
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"The file {path.name} could not be opened ({error.strerror}).",
            reason="unsupported",
            next="Check its name and folder.",
        ) from None
