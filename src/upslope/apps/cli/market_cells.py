"""The numbers of a market table in a terminal, laid out by its width, with bars if it has them."""

from __future__ import annotations

from itertools import repeat, takewhile
from textwrap import fill
from typing import TYPE_CHECKING, Literal

from upslope.apps.cli import charts
from upslope.apps.cli.screen import plain
from upslope.apps.market.drawing import Drawing
from upslope.apps.market.shown import Grid

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_WIDEST, _NARROWEST = 36, 12  # letters of the bars
_LABELS, _EDGES = 24, 6  # letters of the labels of bars below their table, and around both
_HEADING = 9  # letters of a heading that are not broken
_BETWEEN = 2  # letters that a column takes beside its own
_UNBOUND = 10_000


def with_hyphens(cells: Grid, screen: Console) -> Grid:
    """Put a hyphen where the terminal may have no dash."""
    if not screen.options.ascii_only:
        return cells
    rows = [[text.replace("–", "-") for text in row] for row in cells.rows]
    return Grid(cells.headings, cells.holds, rows)


def with_bars(cells: Grid, drawn: Drawing, screen: Console) -> list[RenderableType]:
    """Put the bars beside their numbers; if the terminal is narrow, below; else leave them out."""
    letters = charts.ASCII if screen.options.ascii_only else charts.UNICODE
    widest = screen.measure(_cells(cells), options=screen.options.update(width=_UNBOUND)).maximum
    room = screen.width - widest - _BETWEEN
    if room >= _NARROWEST:
        return [_cells(cells, drawn, min(room, _WIDEST), letters)]
    width = screen.width - _LABELS - _EDGES
    if width < _NARROWEST:
        return [fitted(cells, screen)]
    return [fitted(cells, screen), _bars_alone(drawn, min(width, _WIDEST), letters)]


def fitted(cells: Grid, screen: Console) -> RenderableType:
    """Lay out the numbers, or write them out row by row where the terminal is too narrow."""
    from rich.padding import Padding
    from rich.text import Text

    if _least(cells) <= screen.width:
        return _cells(cells)
    leading = len([*takewhile(lambda what: what != "number", cells.holds)])
    told = Text()
    for row in cells.rows:
        named = [*zip(cells.headings, row, strict=True)][leading:]
        told.append(", ".join(map(plain, row[:leading])) + ": ")
        told.append("; ".join(plain(f"{what} {one}") for what, one in named if one not in "–-"))
        told.append("\n")
    return Padding(told, (1, 0, 0, 0))


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
        made.add_column(heading, justify=side, overflow="fold", no_wrap=holds != "text")
    bars: dict[int, str] = {}
    if drawn:
        made.add_column(charts.bar_heading(drawn, width), no_wrap=True)
        bars = _bars(drawn, width, letters)
    for at, row in enumerate(cells.rows):
        last = [Text(bars.get(at, ""), style="cyan")] if drawn else []
        made.add_row(*(Text(plain(one)) for one in row), *last)
    return made


def _bars(drawn: Drawing, width: int, letters: charts.Letters) -> dict[int, str]:
    on = charts.scale(drawn, width)
    return {int(point.x): charts.bar(point, on, letters) for point in drawn.lines[0].points}


def _bars_alone(drawn: Drawing, width: int, letters: charts.Letters) -> Table:
    from rich.text import Text

    made = _table()
    made.add_column("", max_width=_LABELS, overflow="ellipsis", no_wrap=True)
    made.add_column(charts.bar_heading(drawn, width), no_wrap=True)
    bars = _bars(drawn, width, letters)
    for point in drawn.lines[0].points:
        made.add_row(Text(plain(point.label)), Text(bars[int(point.x)], style="cyan"))
    return made


def _table() -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
