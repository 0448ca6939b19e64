"""Lines over time and curves that step, of dots; told apart by signs, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from upslope.apps.cli.charts.canvas import ACROSS, DOWN, Canvas
from upslope.apps.cli.charts.letters import ASCII, MOST_LINES, UNICODE, Letters, Scale, scale
from upslope.apps.cli.screen import plain
from upslope.apps.market.drawing import Drawing, Line
from upslope.apps.market.shown import cell, heading

if TYPE_CHECKING:
    from rich.text import Text

_COLOURS = ("cyan", "yellow", "magenta", "green", "bright_blue", "red")
_HEIGHT = 11
_NARROWEST = 16  # cells below which a line over time says nothing
_APART = 12  # cells between two signs on a line


class Pen(msgspec.Struct, frozen=True):
    """How a line is drawn: whose it is, level up to the next point or not, each so many dots."""

    owner: int
    steps: bool
    every: int = 1


def lines(drawing: Drawing, width: int, *, ascii_only: bool = False) -> Text | None:
    """Draw lines or steps with both axes, and the signs of the lines; too narrow: ``None``."""
    from rich.text import Text

    letters = ASCII if ascii_only else UNICODE
    shown = drawing.lines[:MOST_LINES]
    up = scale(msgspec.structs.replace(drawing, lines=shown), _HEIGHT * DOWN)
    labels = {0: up.high, _HEIGHT // 2: (up.low + up.high) / 2, _HEIGHT - 1: up.low}
    told = {row: plain(cell(value, drawing.y)) for row, value in labels.items()}
    margin = max(map(len, told.values())) + 1
    if width - margin - 1 < _NARROWEST:
        return None
    canvas = _canvas(shown, up, width - margin - 1, drawing.kind == "steps", letters)
    text = Text(f"{plain(heading(drawing.y))}\n", no_wrap=True)
    for row in range(_HEIGHT):
        text.append(told.get(row, "").rjust(margin - 1) + " " + letters.zero)
        for letter, owner in canvas.row(row, ascii_only=ascii_only):
            text.append(letter, style=None if owner is None else _colour(owner))
        text.append("\n")
    text.append(" " * (margin + 1) + _below(shown, plain(heading(drawing.x)), canvas.width))
    if len(drawing.lines) > 1:
        text.append("\n")
        text.append_text(_legend(drawing, width, letters))
    return text


def _colour(owner: int) -> str:
    """Return a line's colour; more lines than colours share them, their signs differ."""
    return _COLOURS[owner % len(_COLOURS)]


def _canvas(shown: Sequence[Line], up: Scale, width: int, steps: bool, letters: Letters) -> Canvas:
    canvas = Canvas(width, _HEIGHT)
    ends = [point.x for line in shown for point in line.points]
    across = Scale(min(ends), max(ends), width * ACROSS)
    for owner, line in enumerate(shown):
        if letters is not ASCII:  # its dots would look like the line
            _band(canvas, line, across, up, Pen(owner, steps, every=3))
        dots = [_place(p.x, p.y, across, up) for p in line.points]
        _path(canvas, dots, Pen(owner, steps), line.breaks)
        if len(shown) > 1:
            for at in _signed(dots, owner, len(shown)):
                canvas.sign(at, letters.signs[owner], owner)
    return canvas


def _place(x: float, y: float, across: Scale, up: Scale) -> tuple[int, int]:
    return across.at(x), up.places - 1 - up.at(y)


def _band(canvas: Canvas, line: Line, across: Scale, up: Scale, pen: Pen) -> None:
    """Dot both edges of the interval."""
    points = [p for p in line.points if p.low is not None]
    for edge in ("low", "high") if points else ():
        dots = [_place(p.x, getattr(p, edge), across, up) for p in points]
        _path(canvas, dots, pen)


def _path(
    canvas: Canvas, dots: Sequence[tuple[int, int]], pen: Pen, breaks: Sequence[int] = ()
) -> None:
    for at, (start, end) in enumerate(pairwise([dots[0], *dots])):
        if at in breaks:  # a hole: nothing is known between the two
            canvas.dot(end, pen.owner)
            continue
        corner = (end[0], start[1]) if pen.steps else start
        canvas.line(start, corner, pen.owner, pen.every)
        canvas.line(corner, end, pen.owner, pen.every)


def _signed(dots: Sequence[tuple[int, int]], owner: int, lines: int) -> list[tuple[int, int]]:
    """Choose where a line wears its sign: at its end, and now and then, each at other places."""
    chosen = [dots[-1]]
    first = dots[0][0] + owner * _APART * ACROSS // lines
    for wanted in range(first, dots[-1][0] - ACROSS, _APART * ACROSS):
        chosen.append(min(dots, key=lambda dot: abs(dot[0] - wanted)))
    return chosen


def _below(shown: Sequence[Line], what: str, width: int) -> str:
    """Write the ends of the axis, and what runs along it, under the chart."""
    points = sorted((p for line in shown for p in line.points), key=lambda p: p.x)
    left, right = plain(points[0].label), plain(points[-1].label)
    room = width - len(left) - len(right)
    middle = what.center(room) if room > len(what) + 1 else " " * room
    return left + middle + right if room > 0 else right


def _legend(drawing: Drawing, width: int, letters: Letters) -> Text:
    from rich.cells import cell_len
    from rich.text import Text

    text, used = Text(), 0
    for owner, line in enumerate(drawing.lines[:MOST_LINES]):
        last = cell(line.points[-1].y, drawing.y)
        told = f"{letters.signs[owner]} {plain(f'{line.name} {last}')}   "
        if used and used + cell_len(told) > width:
            text.append("\n")
            used = 0
        text.append(told, style=_colour(owner))
        used += cell_len(told)
    more = len(drawing.lines) - MOST_LINES
    return text.append(f"\nand {more} more in the table" if more > 0 else "")
