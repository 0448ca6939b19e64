"""The numbers of a market table in a terminal, laid out by its width, with bars if it has them."""

from __future__ import annotations

from itertools import repeat, takewhile
from textwrap import fill
from typing import TYPE_CHECKING, Literal

import msgspec

from upslope.apps.cli import charts
from upslope.apps.cli.screen import plain
from upslope.apps.market.drawing import Drawing
from upslope.apps.market.shown import Grid, grid
from upslope.records.market import MarketTable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_WIDEST, _NARROWEST = 36, 12  # letters of the bars
_LABELS, _EDGES = 24, 6  # letters of the labels of bars below their table, and around both
_HEADING = 7  # letters of a heading that are not broken
_WORDS, _LETTERS = 16, 12  # of a line of text where room is scarce, and very scarce
_BETWEEN = 2  # letters that a column takes beside its own
_UNBOUND = 10_000


def with_bars(table: MarketTable, drawn: Drawing, screen: Console) -> list[RenderableType]:
    """Put the bars beside their numbers; if the terminal is narrow, below; else leave them out."""
    letters = charts.ASCII if screen.options.ascii_only else charts.UNICODE
    for cells in _grids(table, screen):
        unbound = screen.options.update(width=_UNBOUND)
        room = screen.width - screen.measure(_cells(cells), options=unbound).maximum - _BETWEEN
        if room >= _NARROWEST:
            return [_cells(cells, drawn, min(room, _WIDEST), letters)]
    width = screen.width - _LABELS - _EDGES
    if width < _NARROWEST:
        return [fitted(table, screen)]
    return [fitted(table, screen), _bars_alone(drawn, min(width, _WIDEST), letters)]


def fitted(table: MarketTable, screen: Console) -> RenderableType:
    """Lay out the numbers, or write them out row by row where the terminal is too narrow."""
    from rich.padding import Padding
    from rich.text import Text

    loose, tight = _grids(table, screen)
    for cells in (loose, tight, _narrow(tight, _WORDS), _narrow(tight, _LETTERS, cut=True)):
        if _least(cells) <= screen.width:
            return _cells(cells)
    leading = len([*takewhile(lambda what: what != "number", loose.holds)])
    told = Text()
    for row in loose.rows:
        named = [*zip(loose.headings, row, strict=True)][leading:]
        told.append(", ".join(map(plain, row[:leading])) + ": ")
        told.append("; ".join(plain(f"{what} {one}") for what, one in named if one not in "–-"))
        told.append("\n")
    return Padding(told, (1, 0, 0, 0))


def _grids(table: MarketTable, screen: Console) -> tuple[Grid, Grid]:
    """Lay out cells with their units, and without; with hyphens where there may be no dash."""
    found = grid(table), grid(table, tight=True)
    if screen.options.ascii_only:
        for cells in found:
            cells.rows[:] = [[text.replace("–", "-") for text in row] for row in cells.rows]
    return found


def _narrow(cells: Grid, width: int, cut: bool = False) -> Grid:
    """Break texts into short lines, after hyphens too: *retrieval-augmented generation*."""
    broken = [
        [
            fill(plain(text), width, break_long_words=cut) if holds == "text" else text
            for text, holds in zip(row, cells.holds, strict=True)
        ]
        for row in cells.rows
    ]
    return msgspec.structs.replace(cells, rows=broken)


def _least(cells: Grid) -> int:
    """Return how wide the table must be for numbers to stay whole, and words of texts."""
    columns = zip(_headings(cells), *cells.rows, strict=True)
    widths = [
        max(
            len(part)
            for text in column
            for part in (text.split(None if holds == "text" else "\n") or [""])
        )
        for holds, column in zip(cells.holds, columns, strict=True)
    ]
    return sum(widths) + _BETWEEN * len(widths)


def _headings(cells: Grid) -> list[str]:
    """Break headings where they are wider than what stands below them."""
    columns = zip(*cells.rows, strict=True) if cells.rows else repeat(())
    return [
        fill(plain(heading), max(_HEADING, *map(len, column), 0), break_long_words=False)
        for heading, column in zip(cells.headings, columns, strict=False)
    ]


def _cells(
    cells: Grid,
    drawn: Drawing | None = None,
    width: int = 0,
    letters: charts.Letters = charts.UNICODE,
) -> Table:
    """Lay out the numbers, at the right of what they measure the bars."""
    from rich.text import Text

    made = _table()
    for heading, holds in zip(_headings(cells), cells.holds, strict=True):
        side: Literal["left", "right"] = "right" if holds == "number" else "left"
        made.add_column(Text(heading), justify=side, overflow="fold", no_wrap=holds != "text")
    bars: dict[int, str] = {}
    if drawn:
        made.add_column(Text(charts.bar_heading(drawn, width)), no_wrap=True)
        bars = _bars(drawn, width, letters)
    for at, row in enumerate(cells.rows):
        last = [Text(bars.get(at, ""), style="cyan")] if drawn else []
        lines = ("\n".join(map(plain, one.split("\n"))) for one in row)
        made.add_row(*map(Text, lines), *last)
    return made


def _bars(drawn: Drawing, width: int, letters: charts.Letters) -> dict[int, str]:
    on = charts.scale(drawn, width)
    return {int(point.x): charts.bar(point, on, letters) for point in drawn.lines[0].points}


def _bars_alone(drawn: Drawing, width: int, letters: charts.Letters) -> Table:
    from rich.text import Text

    made = _table()
    made.add_column("", max_width=_LABELS, overflow="ellipsis", no_wrap=True)
    made.add_column(Text(charts.bar_heading(drawn, width)), no_wrap=True)
    bars = _bars(drawn, width, letters)
    for point in drawn.lines[0].points:
        made.add_row(Text(plain(point.label)), Text(bars[int(point.x)], style="cyan"))
    return made


def _table() -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
