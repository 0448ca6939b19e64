"""How a table of the market is shown in a terminal: its cells, its chart, what it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from textwrap import fill
from typing import TYPE_CHECKING, Literal

from upslope.apps.cli import charts
from upslope.apps.cli.screen import console, plain
from upslope.apps.market.drawing import Drawing, drawing
from upslope.apps.market.shown import Grid, grid
from upslope.records.market import MarketTable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_WIDEST, _NARROWEST = 36, 12  # letters of the bars
_LABELS, _EDGES = 24, 6  # letters of the labels of bars below their table, and around both
_ROWS = 12  # of a table over time, under its chart
_SOURCES = 12
_HEADING = 9  # letters of a heading that are not broken
_BETWEEN = 3  # letters that a column takes beside its own
_UNBOUND = 10_000


def as_record(table: MarketTable) -> dict[str, object]:
    """Return a table as one line of JSON has it: rows by the names of their columns."""
    return {
        "table": table.name,
        "title": table.title,
        "definition": table.definition,
        "n": table.n,
        "period": table.period,
        "sources": table.sources,
        "excluded": table.excluded,
        "notes": table.notes,
        "refused": table.refused or None,
        "rows": table.records(),
    }


def show_tables(tables: Iterable[MarketTable]) -> None:
    """Print tables, one below the other."""
    screen = console()
    for table in tables:
        for part in rendered(table, screen):
            screen.print(part)


def rendered(table: MarketTable, screen: Console) -> list[RenderableType]:
    """Return the parts of one table, from its title to what was left out."""
    from rich.text import Text

    parts: list[RenderableType] = [Text(f"\n{plain(table.title)}", style="bold")]
    if table.refused:
        parts.append(Text(f"No answer: {plain(table.refused)}"))
    elif not table.rows:
        parts.append(Text("No rows."))
    else:
        parts += _body(table, screen)
    return [*parts, _stands_on(table)]


def _body(table: MarketTable, screen: Console) -> list[RenderableType]:
    from rich.text import Text

    cells, drawn = grid(table), drawing(table)
    if drawn is None:
        return [_fitted(cells, screen)]
    if drawn.kind == "bars":
        return _with_bars(cells, drawn, screen)
    chart = charts.lines(drawn, screen.width, ascii_only=screen.options.ascii_only)
    kept = _thinned(drawn, table)
    few = Grid(cells.headings, cells.numeric, [cells.rows[at] for at in kept])
    parts: list[RenderableType] = [chart] if chart else []
    parts.append(_fitted(few, screen))
    if len(kept) < len(table.rows):
        left = f"{len(kept)} of {len(table.rows):,} rows; the others: --json or --html."
        parts.append(Text(left, style="dim"))
    return parts


def _thinned(drawn: Drawing, table: MarketTable) -> Sequence[int]:
    """Choose the rows under a chart: the newest days of every line, or points along the curves."""
    count = len(table.rows)
    if count <= _ROWS:
        return range(count)
    if drawn.kind == "steps":
        return sorted({round(at * (count - 1) / (_ROWS - 1)) for at in range(_ROWS)})
    x = [str(record[drawn.x.name]) for record in table.records()]
    newest = sorted(set(x))[-max(1, _ROWS // len(drawn.lines)) :]
    return [at for at in range(count) if x[at] in newest]


def _with_bars(cells: Grid, drawn: Drawing, screen: Console) -> list[RenderableType]:
    """Put the bars beside their numbers; if the terminal is narrow, below; else leave them out."""
    letters = charts.ASCII if screen.options.ascii_only else charts.UNICODE
    widest = screen.measure(_cells(cells), options=screen.options.update(width=_UNBOUND)).maximum
    room = screen.width - widest - _BETWEEN
    if room >= _NARROWEST:
        return [_cells(cells, drawn, min(room, _WIDEST), letters)]
    width = screen.width - _LABELS - _EDGES
    if width < _NARROWEST:
        return [_fitted(cells, screen)]
    return [_fitted(cells, screen), _bars_alone(drawn, min(width, _WIDEST), letters)]


def _least(cells: Grid) -> int:
    """Return how wide the table must be for numbers to stay whole, and words of texts."""
    columns = zip(_headings(cells), *cells.rows, strict=True)
    widths = [
        max(
            len(part) for text in column for part in (text.split("\n" if numeric else None) or [""])
        )
        for numeric, column in zip(cells.numeric, columns, strict=True)
    ]
    return sum(widths) + _BETWEEN * len(widths)


def _headings(cells: Grid) -> list[str]:
    """Break headings where they are wider than what stands below them."""
    columns = zip(*cells.rows, strict=True) if cells.rows else repeat(())
    return [
        fill(plain(heading), max(_HEADING, *map(len, column), 0), break_long_words=False)
        for heading, column in zip(cells.headings, columns, strict=False)
    ]


def _fitted(cells: Grid, screen: Console) -> RenderableType:
    """Lay out the numbers, or write them out row by row where the terminal is too narrow."""
    from rich.padding import Padding
    from rich.text import Text

    if _least(cells) <= screen.width:
        return _cells(cells)
    told = Text()
    for row in cells.rows:
        named = list(zip(cells.headings, row, cells.numeric, strict=True))
        told.append(", ".join(plain(one) for _, one, numeric in named if not numeric) + ": ")
        told.append("; ".join(f"{plain(what)} {one}" for what, one, number in named if number))
        told.append("\n")
    return Padding(told, (1, 0, 0, 0))


def _cells(
    cells: Grid,
    drawn: Drawing | None = None,
    width: int = 0,
    letters: charts.Letters = charts.UNICODE,
) -> Table:
    """Lay out the numbers, at the right of what they measure the bars."""
    from rich.text import Text

    made = _table()
    for heading, numeric in zip(_headings(cells), cells.numeric, strict=True):
        side: Literal["left", "right"] = "right" if numeric else "left"
        made.add_column(heading, justify=side, overflow="fold", no_wrap=numeric)
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

    return Table(box=box.SIMPLE_HEAD, pad_edge=False)


def _stands_on(table: MarketTable) -> Table:
    """Say what is counted, of what, where it came from and what was left out."""
    from rich.table import Table
    from rich.text import Text

    left_out = "; ".join(f"{reason} {count:,}" for reason, count in table.excluded.items())
    facts = [
        ("what", table.definition),
        ("n", f"{table.n:,}" + (f", {' to '.join(table.period)}" if table.period else "")),
        ("sources", _some(table.sources)),
        ("left out", left_out),
        *(("note", note) for note in table.notes),
    ]
    made = Table.grid(padding=(0, 2, 0, 0))
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for name, value in facts:
        if value:
            made.add_row(Text(name), Text(plain(value)))
    return made


def _some(sources: Sequence[str]) -> str:
    more = len(sources) - _SOURCES
    return ", ".join(sources[:_SOURCES]) + (f" and {more} more" if more > 0 else "")
