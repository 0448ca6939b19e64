"""Text on a PDF page that nobody can see: it is taken off before the page is read.

A person may paste a posting in white under their resume, and a stranger may write orders for a
machine there. What counts as unseen: drawn with neither fill nor line (Tr 3) and not on a picture
(where a scan has its words), transparent, of 2 points or less, outside the page, or white with
nothing coloured behind.
Only the page's own objects are judged, not those inside a form; what is behind them is judged by
its bounding box. Both mistakes leave text in.
"""

from __future__ import annotations

import ctypes
import math
from itertools import islice
from typing import Any

from pypdfium2 import raw

MOST = 20_000
"""Objects of a page that are looked at; a page of text has some hundred."""
SMALLEST = 2.0
"""Points; a line of 6 points is already hard to read."""

_INVISIBLE, _CLIP = 3, 7
Box = tuple[float, float, float, float]


def take_off(page: Any) -> int:
    """Remove the unseen text from a pypdfium2 page and return how many characters it had."""
    objects = list(islice(page.get_objects(max_depth=1), MOST))
    pictures = [one.get_bounds() for one in objects if one.type == raw.FPDF_PAGEOBJ_IMAGE]
    grounds = [one.get_bounds() for one in objects if _covers(one)] + pictures
    edge = page.get_bbox()
    unseen = [
        one
        for one in objects
        if one.type == raw.FPDF_PAGEOBJ_TEXT and _unseen(one, edge, pictures, grounds)
    ]
    if not unseen:
        return 0
    before = _count(page)
    for one in unseen:
        page.remove_obj(one)
    return max(0, before - _count(page))


def _unseen(text: Any, edge: Box, pictures: list[Box], grounds: list[Box]) -> bool:
    box = text.get_bounds()
    mode = raw.FPDFTextObj_GetTextRenderMode(text)
    if mode in (_INVISIBLE, _CLIP):
        return not _on_any(box, pictures)
    if _size(text) <= SMALLEST or not _overlap(box, edge):
        return True
    red, green, blue, alpha = _fill(text)
    if alpha == 0:
        return True
    return mode == 0 and min(red, green, blue) >= 250 and not _on_any(box, grounds)


def _size(text: Any) -> float:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(text, size)
    matrix = text.get_matrix()
    return float(size.value) * math.hypot(matrix.c, matrix.d)


def _fill(thing: Any) -> tuple[int, ...]:
    """Red, green, blue and alpha, 0 to 255; black where nothing is said."""
    parts = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFPageObj_GetFillColor(thing, *parts)
    return tuple(part.value for part in parts) if known else (0, 0, 0, 255)


def _covers(thing: Any) -> bool:
    """Say whether white text can be seen on it: a shading, a form, or a path filled not white."""
    if thing.type != raw.FPDF_PAGEOBJ_PATH:
        return thing.type in (raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM)
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, mode, stroke)
    return mode.value != 0 and min(_fill(thing)[:3]) < 250


def _on_any(box: Box, grounds: list[Box]) -> bool:
    left, bottom, right, top = box
    x, y = (left + right) / 2, (bottom + top) / 2
    return any(one[0] <= x <= one[2] and one[1] <= y <= one[3] for one in grounds)


def _overlap(box: Box, edge: Box) -> bool:
    if edge[0] >= edge[2] or edge[1] >= edge[3]:  # the page does not say where it ends
        return True
    return box[0] < edge[2] and box[2] > edge[0] and box[1] < edge[3] and box[3] > edge[1]


def _count(page: Any) -> int:
    text = page.get_textpage()
    try:
        return int(text.count_chars())
    finally:
        text.close()
