"""What a PDF page is drawn of: texts, paths and pictures, with their place on the page."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pypdfium2 import raw

from upslope.formats.pdf.glyphs import Piece

MOST = 20_000
"""Objects of a page that are looked at; a page of text has some hundred."""
DOTS = 2_000
"""Drawn bullets of a page that are read."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of a page, those within forms too: what it is and its box on the page.

    ``made`` is the object of pypdfium2, ``scale`` that of the forms around it, ``fill`` its red,
    green, blue and alpha, 0 to 255.
    """

    made: Any
    kind: int
    box: Box
    scale: float
    fill: tuple[int, ...]

    @property
    def covers(self) -> bool:
        """Say whether it may hide words or be their ground."""
        if self.kind != raw.FPDF_PAGEOBJ_PATH:
            return self.kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(self.made, mode, stroke)
        return mode.value != 0


def things(page: Any) -> Iterator[Thing]:
    """Yield the objects of a pypdfium2 page in the order in which they are drawn."""
    for made in islice(page.get_objects(), MOST):
        try:
            box, scale = made.get_bounds(), 1.0
        except Exception:  # noqa: S112  an object without a box is not drawn
            continue
        around = made.container
        while around is not None:
            matrix = around.get_matrix()
            box, scale = matrix.on_rect(*box), scale * math.hypot(matrix.c, matrix.d)
            around = around.container
        yield Thing(made, made.type, box, scale, _fill(made))


def _fill(thing: Any) -> tuple[int, ...]:
    parts = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFPageObj_GetFillColor(thing, *parts)
    return tuple(part.value for part in parts) if known else (0, 0, 0, 255)


def bullets(found: Iterable[Thing], page: int) -> Iterator[Piece]:
    """Yield the bullets that are drawn, as browsers do, and not written as a letter."""
    paths = (one for one in found if one.kind == raw.FPDF_PAGEOBJ_PATH)
    round_ = (one for one in paths if _is_dot(one.box) and min(one.fill[:3]) < 200 and one.covers)
    for left, foot, right, top in islice((one.box for one in round_), DOTS):
        size = 2.5 * (right - left)
        yield Piece("\u2022", left, right, (foot + top) / 2 - 0.25 * size, size, page)


def _is_dot(box: Box) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return 1.5 <= wide <= 6 and abs(wide - high) < 0.25 * wide
