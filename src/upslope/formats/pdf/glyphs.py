"""The letters of a PDF page as pieces: what stands on one line without a wide gap.

A PDF has no words and no lines, only letters with a place. Where PDFium drops a blank, the gap
tells: a letter's advance width comes from its font, so what is left over is white. In the files of
editors that place each letter by itself (Qt) letters stand -0.1 to 0.02 em apart and words 0.09 or
more; letters that are spaced out on purpose are told by the median of their own gaps.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from pypdfium2 import raw

BLANK, WIDE = 0.07, 1.0
"""Gaps in em: from BLANK on it parts words, from WIDE on it parts pieces."""


@dataclass(slots=True)
class Piece:
    """Words on one line: their box in points, upwards from the foot of the last page.

    ``base`` is the line they stand on, ``size`` an em in points, ``page`` counts from 0, ``at`` is
    their place in the order in which the file draws them, ``indent`` how far the words stand in
    behind a bullet.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int = 0
    at: int = 0
    indent: float = 0.0

    @property
    def wordy(self) -> bool:
        """Say whether there is more than a bullet or a number in it.

        >>> Piece("Python", 0, 9, 0, 9).wordy, Piece("•", 0, 9, 0, 9).wordy
        (True, False)
        """
        return sum(map(str.isalpha, self.text)) > 1


@dataclass(slots=True)
class _Glyph:
    letter: str
    left: float
    right: float
    base: float
    size: float
    gap: float = 0.0  # in em, to the one before


class Glyphs:
    """What is read of the letters of pages, one page after another.

    Args:
        room: letters that are read of all pages together.

    ``unmapped`` counts letters whose font does not say which they are. ``turned`` has the words
    that run up or down a page.
    """

    def __init__(self, room: int) -> None:
        self.room, self.unmapped, self.turned = room, 0, ""

    def pieces(self, page: Any, number: int) -> list[Piece]:
        """Return the pieces of a pypdfium2 page in the order in which they are drawn."""
        text = page.get_textpage()
        try:
            found = [
                _piece(run, number, at) for at, run in enumerate(_runs(self._read(page, text)))
            ]
        finally:
            text.close()
        return [piece for piece in found if piece.text]

    def _read(self, page: Any, text: Any) -> Iterator[_Glyph]:
        count = min(text.count_chars(), self.room)
        self.room -= count
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        turn = page.get_rotation()
        fonts = _Fonts()
        before: tuple[float, float] | None = None
        for at in range(count):
            letter = chr(raw.FPDFText_GetUnicode(text, at) & 0x1FFFFF)
            letter = "-" if letter in "\x02\ufffe" else letter  # PDFium's at the end of a line
            if raw.FPDFText_IsGenerated(text, at):
                if letter == "\n" and self.turned:
                    self.turned += letter
                continue
            self.unmapped += raw.FPDFText_HasUnicodeMapError(text, at) == 1
            raw.FPDFText_GetLooseCharBox(text, at, box)
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            font = fonts.of(text, at, turn)
            left, base = _turned(x.value, y.value, turn)
            if font.turned:
                self.turned += letter
            elif font.size > 0:
                widest = box.top - box.bottom if turn in (90, 270) else box.right - box.left
                # A joined sign ("fl") is given as its letters, all at its place and of its width.
                joined = before == (left, base)
                width = widest if joined else font.width(letter, widest)
                before = (left, base)
                yield _Glyph(letter, left, left + width, base, font.size)


@dataclass(slots=True)
class _Font:
    font: Any
    size: float
    turned: bool
    widths: dict[str, float]

    def width(self, letter: str, widest: float) -> float:
        """Return the advance in points; the letter's box is as wide, or wider (under an f)."""
        if letter not in self.widths:
            said = ctypes.c_float()
            raw.FPDFFont_GetGlyphWidth(self.font, ord(letter), 1.0, said)
            self.widths[letter] = float(said.value)
        width = self.widths[letter] * self.size
        return width if 0 < width <= widest + 0.1 else widest


class _Fonts:
    """Looks a font up once for each text object: most have many letters."""

    def __init__(self) -> None:
        self._last: tuple[int, _Font] | None = None
        self._widths: dict[int, dict[str, float]] = {}

    def of(self, text: Any, at: int, turn: int) -> _Font:
        thing = raw.FPDFText_GetTextObject(text, at)
        where = ctypes.addressof(thing.contents) if thing else 0
        if self._last is None or self._last[0] != where or not where:
            self._last = (where, self._look(text, at, thing, turn))
        return self._last[1]

    def _look(self, text: Any, at: int, thing: Any, turn: int) -> _Font:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, at, matrix)
        along = _turned(matrix.a, matrix.b, turn)
        size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.a, matrix.b)
        font = raw.FPDFTextObj_GetFont(thing) if thing else None
        widths = self._widths.setdefault(ctypes.addressof(font.contents) if font else 0, {})
        return _Font(font, min(size, 500.0), along[0] <= abs(along[1]), widths)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Turn a place or direction as its page is turned, clockwise in degrees."""
    return {90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(turn, (x, y))


def _runs(glyphs: Iterator[_Glyph]) -> Iterator[list[_Glyph]]:
    """Part what is drawn into runs on one line without a wide gap; blanks are gaps too."""
    run: list[_Glyph] = []
    blank = False
    for glyph in glyphs:
        if glyph.letter.isspace() or glyph.letter < " ":
            blank = True
            continue
        if run and (far := _apart(run[-1], glyph)) is not None:
            if blank:
                run.append(_Glyph(" ", glyph.left, glyph.left, glyph.base, glyph.size))
            else:
                glyph.gap = far
        elif run:
            yield run
            run = []
        run.append(glyph)
        blank = False
    if run:
        yield run


def _apart(one: _Glyph, other: _Glyph) -> float | None:
    """Return the gap between two letters in em, ``None`` if they are of different runs."""
    size = max(one.size, other.size)
    gap = other.left - one.right
    if _leftward(one.letter) and _leftward(other.letter):
        gap = one.left - other.right
    near = abs(other.base - one.base) < 0.2 * size and -0.6 * size < gap < WIDE * size
    return gap / size if near else None


def _leftward(letter: str) -> bool:
    return letter > "\u0590" and unicodedata.bidirectional(letter) in {"R", "AL"}


def _piece(run: list[_Glyph], page: int, at: int) -> Piece:
    gaps = [glyph.gap for glyph in run[1:] if glyph.letter != " "]
    spaced = max(0.0, median(gaps)) if len(gaps) > 2 else 0.0  # 0 for letters that touch
    words = "".join((" " if glyph.gap > spaced + BLANK else "") + glyph.letter for glyph in run)
    return Piece(
        " ".join(words.split()),
        min(glyph.left for glyph in run),
        max(glyph.right for glyph in run),
        run[0].base,
        max(glyph.size for glyph in run),
        page,
        at,
    )
