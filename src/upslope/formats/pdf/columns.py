"""Pieces of a page in the order in which a person reads them: column by column.

A gutter is a strip of white, as wide as a letter, that runs down past many lines. Dates flush right
and the cells of a table have one too, and must be read row by row; so both sides of a gutter are
asked whether they are texts of their own (:func:`_columns`). All pages are read as one long page:
a sidebar that goes on over the page comes whole, and so does the column beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from upslope.formats.pdf.glyphs import Piece

LINES = 3
"""Fewest lines of a column."""
CLEAN = 5
"""Lines that begin at one place from which on a gutter may be narrow."""
CANDIDATES = 60
"""Left edges that are tried as the right side of a gutter, the most frequent first."""
DEEP = 6
"""Columns within columns that are looked for."""

HEADING = re.compile(
    r"(?:(?:work|professional|relevant|employment|technical|core|key|top|soft|other|additional|"
    r"personal|selected|academic|my|career|volunteer\w*)\s)*"
    r"(?:experience|employment|history|education|skills?|competenc\w+|expertise|strengths?|tools|"
    r"technologies|languages?|contact|summary|profile|about|objective|projects?|publications?|"
    r"certificat\w+|licen[cs]es|courses?|coursework|training|awards?|hono[u]?rs|honors-awards|"
    r"interests?|hobbies|activities|achievements?|accomplishments?|links|references|volunteering)"
    r"(?:\s(?:me|details|info\w*|history|summary|experience|work|skills|&\s\w+|and\s\w+))*\W*",
    re.IGNORECASE,
)
"""A line that is the heading of a section, in English."""

_DATED = re.compile(r"\b(?:19|20)\d\d\b|\bpresent\b|\bcurrent\b|\d{1,2}/\d{2,4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that are read line by line, before the next block; ``deep`` counts the gutters."""

    pieces: list[Piece]
    deep: int = 0


def blocks(pieces: Sequence[Piece], deep: int = 0) -> Iterator[Block]:
    """Yield the blocks of a text in reading order.

    >>> side = [Piece(word, 0, 40, -10 * at, 9) for at, word in enumerate(("Skills", "Go", "C"))]
    >>> main = [Piece(word, 99, 300, -10 * at - 4, 9) for at, word in enumerate("abcd")]
    >>> [len(block.pieces) for block in blocks(side + [Piece("Ada", 0, 150, 20, 9)])]
    [4]
    """
    gutter = _gutter(pieces) if deep < DEEP else None
    if gutter is None:
        if pieces:
            yield Block(list(pieces), deep)
        return
    inside = {id(piece) for side in gutter for piece in side}
    top = max(piece.base for side in gutter for piece in side)
    around = [piece for piece in pieces if id(piece) not in inside]
    yield from blocks([piece for piece in around if piece.base > top], deep)
    for column in _by_page(*gutter):
        yield from blocks(column, deep + 1)
    yield from blocks([piece for piece in around if piece.base <= top], deep)


def _by_page(left: list[Piece], right: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the columns: a sidebar whole, two columns of about one width page by page."""
    one, other = sorted(max(p.right for p in s) - min(p.left for p in s) for s in (left, right))
    for number in sorted({p.page for p in (*left, *right)}) if one > 0.7 * other else (None,):
        for side in (left, right):
            yield [piece for piece in side if number in (None, piece.page)]


Gutter = tuple[list[Piece], list[Piece]]


def _gutter(pieces: Sequence[Piece]) -> Gutter | None:
    """Find the gutter with the most lines on its poorer side, and what stands left and right."""
    if len(pieces) < 2 * LINES:
        return None
    em = median(piece.size for piece in pieces)
    ordered = sorted(pieces, key=lambda piece: (-piece.base, piece.left))
    edges = Counter(round(piece.left) for piece in ordered if piece.wordy)
    found: list[tuple[int, Gutter]] = []
    for edge, starts in edges.most_common(CANDIDATES):
        white = em if starts < CLEAN else 0.2 * em
        for run, followed in _runs(ordered, edge - white, edge - 1):
            sides = _sides(run, edge, followed=followed)
            fewest = min(_count(side) for side in sides)
            if fewest >= LINES:
                found.append((fewest, sides))
    found.sort(key=lambda one: -one[0])
    return next((sides for _, sides in found if _columns(*sides, em)), None)


def _runs(ordered: list[Piece], left: float, right: float) -> Iterator[tuple[list[Piece], bool]]:
    """Yield the stretches of pieces of which none reaches into a strip.

    With each comes whether a piece that does follows it.
    """
    run: list[Piece] = []
    for piece in ordered:
        if piece.left < right and piece.right > left:
            yield run, True
            run = []
        else:
            run.append(piece)
    yield run, False


def _sides(run: list[Piece], edge: float, *, followed: bool) -> Gutter:
    """Part a run into what stands left and right of an edge.

    Where text across both columns follows, its heading and other short lines may stand in the run
    too: of the lines on the left that stand below the right column, those from the last heading on,
    or from the last gap on, are left to what follows.
    """
    left = [piece for piece in run if piece.left < edge - 1]
    right = [piece for piece in run if piece.left >= edge - 1]
    if not (followed and left and right):
        return left, right
    foot = min(piece.base for piece in right)
    bases = sorted({piece.base for piece in left}, reverse=True)
    usual = median([one - other for one, other in pairwise(bases)] or [0.0])
    after_gap = {below for above, below in pairwise(bases) if above - below > 1.3 * usual}
    tail = [piece for piece in left if piece.base < foot]
    heads = [piece.base for piece in tail if HEADING.fullmatch(piece.text)]
    starts = heads or [piece.base for piece in tail if piece.base in after_gap]
    return [p for p in left if not starts or p.base > min(starts)], right


def _count(side: list[Piece]) -> int:
    return len({round(piece.base) for piece in side if piece.wordy})


def _columns(left: list[Piece], right: list[Piece], em: float) -> bool:
    """Say whether both sides of a gutter are texts of their own, and not cells of rows.

    Dates are cells, wherever they stand. Else lines that stand beside no line of the other side
    tell columns, and so do headings on both sides, an order of drawing that seldom crosses the
    gutter, and sentences on both sides.
    """
    few, many = sorted((_lines(left), _lines(right)), key=len)
    if sum(bool(_DATED.search(text)) for _, text in few) > 0.5 * len(few):
        return False
    bases = [base for base, _ in many]
    beside = sum(any(abs(base - one) < 0.2 * em for one in bases) for base, _ in few)
    if beside < 0.7 * len(few):
        return True
    if all(any(HEADING.fullmatch(text) for _, text in side) for side in (few, many)):
        return True
    if _crossings(left, right) <= 0.35 * len(few):
        return True
    return all(median(len(text.split()) for _, text in side) >= 4 for side in (few, many))


def _lines(side: list[Piece]) -> list[tuple[float, str]]:
    """Return base and words of each line of a side."""
    lines: dict[int, list[Piece]] = {}
    for piece in side:
        if piece.wordy or _DATED.search(piece.text):
            lines.setdefault(round(piece.base), []).append(piece)
    return [(row[0].base, " ".join(piece.text for piece in row)) for row in lines.values()]


def _crossings(left: list[Piece], right: list[Piece]) -> int:
    """Count how often the file draws on one side and then on the other."""
    sides = sorted([(p.page, p.at, 0) for p in left] + [(p.page, p.at, 1) for p in right])
    return sum(one[2] != other[2] for one, other in pairwise(sides))
