"""Pieces of one block become lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from upslope.formats.pdf.columns import HEADING, Block
from upslope.formats.pdf.glyphs import BLANK, WIDE, Piece

# Signs that editors set before an item of a list, and those of their symbol fonts (U+F000 on).
_BULLET = re.compile(r"[•●○◦▪▫■□▶►▸➢➤❖◆◇✓✔✦★∙·⁃‣\uf000-\uf0ff\uf0a7]+\s*")
FAR = 3.0
"""Gap in em up to which a bullet belongs to the words that follow it."""
_SPACED_OUT = re.compile(r"(?:\w ){3,}\w")


def hung(page: Iterable[Piece]) -> Iterator[Piece]:
    """Join each bullet of a page to the words that it stands before, however far.

    >>> [piece.text for piece in hung([Piece("\uf0b7", 0, 5, 0, 9), Piece("Python", 20, 50, 0, 9)])]
    ['• Python']
    """
    for row in rows(page):
        row.sort(key=lambda piece: piece.left)
        mark: Piece | None = None
        for piece in row:
            if _is_mark(piece):
                mark = piece
                continue
            if mark and piece.left - mark.right < FAR * piece.size:
                indent = piece.left - mark.left
                yield replace(piece, text=f"• {piece.text}", left=mark.left, indent=indent)
            else:
                yield piece
            mark = None


def _is_mark(piece: Piece) -> bool:
    """Say whether a piece is a bullet; Word's second level has the letter o."""
    return piece.text == "o" or bool(_BULLET.fullmatch(piece.text))


@dataclass(slots=True)
class Line:
    """One line: its words, cells two blanks apart, and where it stands.

    ``base`` is that of its first line on the page, ``foot`` that of its last;
    ``edge`` is the right side of its block and ``deep`` counts the gutters beside it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    deep: int
    foot: float
    edge: float = 0.0
    indent: float = 0.0

    @property
    def item(self) -> bool:
        """Say whether it begins with a bullet."""
        return self.text.startswith("- ")


def lines(block: Block) -> Iterator[Line]:
    """Yield the lines of a block from the top down.

    Pieces share a line if their letters overlap by half in height. A heading that stands beside
    its text, in the margin, gets a line of its own.

    >>> row = [Piece("Cook", 0, 40, 9, 9), Piece("2020", 200, 240, 10, 9), Piece("A", 0, 9, 0, 9)]
    >>> [line.text for line in lines(Block(row))]
    ['Cook  2020', 'A']
    """
    edge = max((piece.right for piece in block.pieces), default=0.0)
    found = [_from_left(row) for row in rows(block.pieces)]
    for row, below in zip_longest(found, found[1:]):
        if below and _in_margin(row, below):
            yield _line(row[:1], block.deep, edge)
            row = row[1:]  # noqa: PLW2901
        yield _line(row, block.deep, edge)


def _from_left(row: list[Piece]) -> list[Piece]:
    """Sort the pieces of a row as they are read: from the right in Arabic and Hebrew."""
    rightward = sum(map(_leftward, row)) * 2 <= len(row)
    return sorted(row, key=lambda piece: piece.left if rightward else -piece.right)


def _in_margin(row: list[Piece], below: list[Piece]) -> bool:
    """Say whether a row begins with a heading, and the row below under what stands beside it."""
    if len(row) < 2 or not HEADING.fullmatch(row[0].text) or _gap(*row[:2]) < WIDE:
        return False
    return below[0].left > row[1].left - row[1].size


def rows(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces that share a line, from the top down and from the left."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        if row and not _overlap(row[0], piece):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _overlap(one: Piece, other: Piece) -> bool:
    """Letters reach from 0.2 em below their base to 0.7 em above it."""
    top = min(one.base + 0.7 * one.size, other.base + 0.7 * other.size)
    foot = max(one.base - 0.2 * one.size, other.base - 0.2 * other.size)
    return top - foot > 0.45 * min(one.size, other.size)


def _leftward(piece: Piece) -> bool:
    return any("\u0590" < letter < "\u0900" for letter in piece.text)


def _gap(one: Piece, other: Piece) -> float:
    """Return the gap between two pieces of a row in em, whichever comes first."""
    gap = max(other.left - one.right, one.left - other.right)
    return gap / max(one.size, other.size)


def _line(row: Sequence[Piece], deep: int, edge: float) -> Line:
    text = _mended(row[0].text)
    for one, other in pairwise(row):
        gap = _gap(one, other)
        text += ("  " if gap >= WIDE else " " if gap > BLANK * 2 else "") + _mended(other.text)
    text = _BULLET.sub("- ", text, count=1) if _BULLET.match(text) else text
    return Line(
        re.sub(r"^- +", "- ", text),
        min(piece.left for piece in row),
        max(piece.right for piece in row),
        row[0].base,
        max(piece.size for piece in row),
        row[0].page,
        deep,
        row[0].base,
        edge,
        row[0].indent or (1.2 * row[0].size if text.startswith("- ") else 0.0),
    )


def _mended(text: str) -> str:
    """Close up letters that were spaced out with blanks.

    >>> _mended("S K I L L S"), _mended("R and C")
    ('SKILLS', 'R and C')
    """
    return text.replace(" ", "") if _SPACED_OUT.fullmatch(text) else text
