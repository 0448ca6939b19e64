"""What stands on every page, a name above or a page number below, is read once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from upslope.formats.pdf.columns import Block
from upslope.formats.pdf.glyphs import Piece
from upslope.formats.pdf.lines import lines, rows

EDGE = 3
"""Lines from the top and from the foot of a page that may be a header or a footer."""
NEAR = 8.0
"""Points by which the place of a header may differ from page to page."""

_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")  # of a page; years are words
_PAGE = re.compile(r"\bpage\s+\d+\b|^\W*\d+\s*(?:/|of)\s*\d+\W*$", re.IGNORECASE)

Pages = Sequence[Sequence[Piece]]


def parted(pages: Pages) -> tuple[list[list[Piece]], list[str], list[str]]:
    """Take off what is repeated.

    Returns:
        The pages without it, but for the headers of the first one; the text of the headers and
        then that of the footers, each once.

    >>> page = [Piece("Ada", 0, 9, 99, 9), Piece("Go", 0, 9, 50, 9), Piece("1/2", 0, 9, 1, 9)]
    >>> other = [Piece("Ada", 0, 9, 99, 9), Piece("C", 0, 9, 45, 9), Piece("2/2", 0, 9, 1, 9)]
    >>> kept, headers, footers = parted([page, other])
    >>> [[piece.text for piece in one] for one in kept], headers, footers
    ([['Ada', 'Go'], ['C']], ['Ada'], ['1/2'])
    """
    if len(pages) < 2:
        return [list(page) for page in pages], [], []
    found = [list(_edges(page)) for page in pages]
    headers: dict[str, str] = {}
    footers: dict[str, str] = {}
    gone: set[int] = set()
    for number, edges in enumerate(found):
        others = [edge for at, one in enumerate(found) if at != number for edge in one]
        for key, base, top, row in edges:
            text = next(lines(Block(row))).text
            again = any(key == k and abs(base - b) < NEAR and top is t for k, b, t, _ in others)
            if not again and not (_PAGE.search(text) and len(text) < 60):
                continue
            said = headers if top else footers
            if number or not top or key in said:
                gone |= {id(piece) for piece in row}
            said.setdefault(key, text)
    kept = [[piece for piece in page if id(piece) not in gone] for page in pages]
    return kept, list(headers.values()), list(footers.values())


def _edges(page: Sequence[Piece]) -> Iterator[tuple[str, float, bool, list[Piece]]]:
    """Yield the outermost lines: words, place, whether it is at the top, and pieces."""
    found = list(rows(page))
    for at, row in enumerate(found):
        top, foot = at < EDGE, at >= len(found) - EDGE
        if top or foot:
            words = " ".join(piece.text for piece in row).casefold()
            yield _NUMBER.sub("#", words), row[0].base, top and not (foot and at * 2 > EDGE), row
