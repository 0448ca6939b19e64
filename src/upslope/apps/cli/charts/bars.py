"""Bars of letters: a length from zero, or a point, with its interval."""

from __future__ import annotations

import msgspec

from upslope.apps.cli.charts.letters import UNICODE, Letters, Scale, scale
from upslope.apps.market.drawing import Drawing, Point
from upslope.apps.market.shown import cell


def bar_heading(drawing: Drawing, width: int) -> str:
    """Write what the left and the right end of the bars' column stand for."""
    on = scale(drawing, width)
    column = msgspec.structs.replace(drawing.y, unit="")
    left, right = cell(on.low, column), cell(on.high, column)
    return left + right.rjust(width - len(left)) if len(left) + len(right) < width else ""


def bar(point: Point, on: Scale, letters: Letters = UNICODE) -> str:
    """Draw one bar, as wide as the scale has places.

    >>> bar(Point(0, "SQL", 30, 20, 40), Scale(0, 50, 11))
    '━━━━├─●─┤  '
    >>> bar(Point(0, "SQL", 30), Scale(0, 50, 11)), bar(Point(0, "SQL", -2), Scale(-4, 4, 9))
    ('██████▋    ', '  ━━│    ')
    """
    if point.low is None and on.low == 0:
        return _block(point.y / on.high if on.high else 0.0, on.places, letters)
    cells = [" "] * on.places
    middle = on.at(point.y)
    zero = on.at(0) if on.low <= 0 <= on.high else middle
    for at in range(min(zero, middle), max(zero, middle) + 1):
        cells[at] = letters.fill
    if point.low is not None and point.high is not None:
        left, right = on.at(point.low), on.at(point.high)
        cells[left : right + 1] = letters.between * (right + 1 - left)
        cells[left], cells[right] = letters.left, letters.right
        cells[middle] = letters.point
    if on.low < 0 < on.high and cells[zero] in (" ", letters.fill):
        cells[zero] = letters.zero
    return "".join(cells)


def _block(share: float, width: int, letters: Letters) -> str:
    """Draw a bar from the left edge, to an eighth of a letter where there are such letters."""
    grain = len(letters.parts) + 1
    whole, rest = divmod(round(share * width * grain), grain)
    return (letters.full * whole + (letters.parts[rest - 1] if rest else "")).ljust(width)
