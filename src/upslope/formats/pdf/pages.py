"""Pages that PDFium has opened become the text of one document."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from pypdfium2 import raw

from upslope.formats.document import Document, Layout, web_links
from upslope.formats.pdf import PAGES, left_out
from upslope.formats.pdf.columns import HEADING, blocks
from upslope.formats.pdf.glyphs import Glyphs, Piece
from upslope.formats.pdf.lines import Line, hung, lines
from upslope.formats.pdf.objects import bullets, things
from upslope.formats.pdf.paragraphs import paragraphs
from upslope.formats.pdf.repeated import parted
from upslope.formats.pdf.unseen import take_off

LETTERS = 150_000
"""Letters that are read; a resume of five pages has 20,000."""

_FULL = f"Only the first {LETTERS:,} letters were read."


@dataclass(slots=True)
class _Seen:
    """What was met beside the letters."""

    hidden: int = 0
    picture_pages: int = 0
    links: tuple[str, ...] = ()


def document_of(opened: Any) -> Document:
    """Read an opened pypdfium2 document: columns in order, repeated lines once, nothing unseen."""
    glyphs, seen, pages = Glyphs(LETTERS), _Seen(), []
    for number in range(min(len(opened), PAGES)):
        pages.append(_read(opened[number], number, glyphs, seen))
        if not glyphs.room:
            break
    kept, headers, footers = parted(pages)
    found = [line for block in blocks(_stacked(kept)) for line in lines(block)]
    ordered = list(paragraphs(_title_first(found)))
    tail = [line for line in (*headers, *footers) if line not in {one.text for one in ordered}]
    text = "\n".join([*_spaced(ordered), *tail, glyphs.turned.strip()]).strip()
    return Document(
        text=text,
        links=web_links(list(seen.links)),
        hidden=seen.hidden,
        left_out=left_out(len(pages), len(opened)) or ("" if glyphs.room else _FULL),
        layout=Layout(
            pages=len(opened),
            columns=1 + max((line.deep for line in ordered), default=0),
            picture_pages=seen.picture_pages,
            around=[*headers, *footers],
            unmapped=glyphs.unmapped,
        ),
    )


def _read(page: Any, number: int, glyphs: Glyphs, seen: _Seen) -> list[Piece]:
    try:
        found = list(things(page))
        seen.hidden += take_off(page, found)
        seen.links += tuple(_links(page))
        dots = [] if page.get_rotation() else list(bullets(found, number))
        pieces = glyphs.pieces(page, number)
        pictured = any(one.kind == raw.FPDF_PAGEOBJ_IMAGE for one in found)
        seen.picture_pages += pictured and not pieces
        return list(hung(pieces + dots))
    finally:
        page.close()


def _links(page: Any) -> Iterator[str]:
    """Yield where the links of a page lead."""
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    for _ in range(200):
        if not raw.FPDFLink_Enumerate(page, at, link):
            return
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0) if action else 0
        if 0 < length <= 2000:
            held = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(page.pdf, action, held, length)
            yield held.value.decode("utf-8", "replace")


def _stacked(pages: list[list[Piece]]) -> list[Piece]:
    """Put each page under the one before, with the space of a line between their texts."""
    stacked: list[Piece] = []
    foot = 0.0
    for page in pages:
        if not page:
            continue
        down = max(piece.base for piece in page) - foot
        stacked += [replace(piece, base=piece.base - down) for piece in page]
        foot = min(piece.base for piece in stacked) - 2 * median(p.size for p in page)
    return stacked


def _title_first(ordered: list[Line]) -> list[Line]:
    """Bring the largest words of the first page to the front, with what stands close below them.

    They are the name, as the eye reads it first; beside a sidebar it would come after that.
    """
    first = [line for line in ordered if line.page == 0]
    if not first:
        return ordered
    largest = max(line.size for line in first)
    top, foot = max(line.base for line in first), min(line.base for line in first)
    at = next(at for at, line in enumerate(ordered) if line.page == 0 and line.size == largest)
    title = ordered[at]
    plain = median(line.size for line in first)
    if title.size < 1.3 * plain or title.base < (top + foot) / 2:
        return ordered
    end = at + 1
    while end < min(at + 4, len(ordered)) and _belongs(ordered[end - 1], ordered[end], title):
        end += 1
    return [*ordered[at:end], *ordered[:at], *ordered[end:]]


def _belongs(above: Line, line: Line, title: Line) -> bool:
    near = 0 < above.foot - line.base < 1.5 * title.size
    return near and not line.item and not HEADING.fullmatch(line.text) and len(line.text) < 120


def _spaced(ordered: list[Line]) -> Iterator[str]:
    """Yield the lines, an empty one where the page has a gap or another column begins."""
    for at, line in enumerate(ordered):
        if at:
            down = ordered[at - 1].foot - line.base
            if line.page == ordered[at - 1].page and not 0 <= down < 2.0 * line.size:
                yield ""
        yield line.text
