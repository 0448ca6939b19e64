"""Text on a PDF page that nobody can see: it is put out before the page is read.

A person may paste a posting in white under their resume, and a stranger may write orders for a
machine there. Unseen for sure is what is drawn with neither fill nor line (Tr 3, where it is not
the words of a scan), transparent, of 2 points or less, or outside the page. The rest is tried where
it may be: light letters, letters on a coloured ground or picture, under something drawn later, or
cut by a clip path. The page is rendered with and without them; where no dot differs, nobody can
see them.
"""

from __future__ import annotations

import ctypes
import math
from typing import Any

from pypdfium2 import raw

from upslope.formats.pdf.objects import Box, Thing

SMALLEST = 2.0
"""Points; a line of 6 points is already hard to read."""
LIGHT = 200
"""Red, green and blue from which letters are hard to see on paper (255 is white)."""
MARK = 1.5
"""Points of height from which a sign can be more than a hyphen or a full stop."""
DIFFERENT = 24
"""Difference of a dot in red, green or blue, of 255, that the eye can see."""
DOTS = 1200
"""Length of the longer side of a page that is rendered."""

DOT = 50.0
"""Square points up to which a path is a bullet or a line, and no ground of words."""

_INVISIBLE, _CLIP = 3, 7


def take_off(page: Any, things: list[Thing]) -> int:
    """Put out the unseen text of a pypdfium2 page and return how many characters it had."""
    texts = [one for one in things if one.kind == raw.FPDF_PAGEOBJ_TEXT]
    if not texts:
        return 0
    edge = page.get_bbox()
    if _is_scan(things, edge):
        return 0
    gone = [one for one in texts if _surely(one, edge)]
    kept = {id(one) for one in gone}
    grounds = [one.box for one in things if _area(one.box) > DOT and one.covers]
    doubted = [one for one in texts if id(one) not in kept and _doubtful(one, grounds)]
    if not gone and not doubted:
        return 0
    before = _count(page)
    _put(gone, seen=False)
    if doubted:
        _put(_unchanged(page, doubted), seen=False)
    return max(0, before - _count(page))


def _surely(text: Thing, edge: Box) -> bool:
    if raw.FPDFTextObj_GetTextRenderMode(text.made) in (_INVISIBLE, _CLIP):
        return True
    return _size(text) <= SMALLEST or not _overlap(text.box, edge) or text.fill[3] < 8


def _doubtful(text: Thing, grounds: list[Box]) -> bool:
    """Say whether it takes a look to know that a text is seen."""
    *colors, alpha = text.fill
    if min(colors) >= LIGHT or alpha < 128:
        return True
    if _foreign(text.made):  # drawn as nothing where no font of this machine has its letters
        return False
    x, y = _middle(text.box)
    return any(_within(x, y, ground) for ground in grounds) or _clipped(text)


def _clipped(text: Thing) -> bool:
    """Say whether the middle of a text is outside the box of a clip path on it."""
    clip = raw.FPDFPageObj_GetClipPath(text.made)
    x, y = ctypes.c_float(), ctypes.c_float()
    middle = _middle(text.made.get_bounds())
    for path in range(min(raw.FPDFClipPath_CountPaths(clip), 20) if clip else 0):
        points = []
        for at in range(min(raw.FPDFClipPath_CountPathSegments(clip, path), 100)):
            part = raw.FPDFClipPath_GetPathSegment(clip, path, at)
            if raw.FPDFPathSegment_GetPoint(part, x, y):
                points.append((x.value, y.value))
        xs, ys = zip(*points, strict=True) if points else ((0.0,), (0.0,))
        if points and not _within(*middle, (min(xs), min(ys), max(xs), max(ys))):
            return True
    return False


def _unchanged(page: Any, texts: list[Thing]) -> list[Thing]:
    """Return those texts of which no dot is seen on the rendered page."""
    import numpy as np  # noqa: PLC0415  few files need it

    width, height = page.get_size()
    scale = DOTS / max(width, height, 1.0)

    def picture() -> Any:
        drawn = page.render(scale=scale, may_draw_forms=False, rotation=-page.get_rotation() % 360)
        return drawn.to_numpy()[:, :, :3].astype(np.int16)

    shown = picture()
    _put(texts, seen=False)
    changed = np.abs(shown - picture()).max(axis=2) >= DIFFERENT
    _put(texts, seen=True)
    left, foot, right, top = page.get_bbox()
    across, up = changed.shape[1] / max(right - left, 1), changed.shape[0] / max(top - foot, 1)
    unseen = []
    for text in texts:
        x0, y0, x1, y1 = text.box
        if y1 - y0 < MARK:  # a hyphen or a full stop: nobody hides one
            continue
        columns = slice(max(0, int((x0 - left) * across) - 1), int((x1 - left) * across) + 2)
        rows = slice(max(0, int((top - y1) * up) - 1), max(0, int((top - y0) * up) + 2))
        if not changed[rows, columns].any():
            unseen.append(text)
    return unseen


def _put(texts: list[Thing], *, seen: bool) -> None:
    for text in texts:
        raw.FPDFPageObj_SetIsActive(text.made, seen)


def _is_scan(things: list[Thing], edge: Box) -> bool:
    """Say whether a page is a picture with its words written invisibly over it."""
    pictures = [one.box for one in things if one.kind == raw.FPDF_PAGEOBJ_IMAGE]
    texts = [one.made for one in things if one.kind == raw.FPDF_PAGEOBJ_TEXT]
    hidden = sum(raw.FPDFTextObj_GetTextRenderMode(one) == _INVISIBLE for one in texts)
    return hidden > 0.9 * len(texts) and sum(map(_area, pictures)) > 0.5 * _area(edge)


def _size(text: Thing) -> float:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(text.made, size)
    matrix = text.made.get_matrix()
    return float(size.value) * math.hypot(matrix.c, matrix.d) * text.scale


def _foreign(text: Any) -> bool:
    font = raw.FPDFTextObj_GetFont(text)
    return not font or (raw.FPDFFont_GetIsEmbedded(font) == 0 and not _latin(font))


def _latin(font: Any) -> bool:
    """Say whether a font that is not in the file has an A to draw."""
    width = ctypes.c_float()
    return bool(raw.FPDFFont_GetGlyphWidth(font, ord("A"), 1.0, width)) and width.value > 0


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _within(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


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
