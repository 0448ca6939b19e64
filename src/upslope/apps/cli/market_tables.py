"""How a table of the market is shown in a terminal: its cells, its chart, what it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from upslope.apps.cli import charts
from upslope.apps.cli.market_cells import fitted, with_bars
from upslope.apps.cli.screen import console, plain
from upslope.apps.market.drawing import Drawing, drawing
from upslope.apps.market.shown import cell, period
from upslope.records.market import MarketTable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_ROWS = 12  # of a table over time, under its chart
_SOURCES = 12

AllRows = Callable[[MarketTable], str]
"""Says which command prints all rows of a table."""


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


def show_tables(tables: Iterable[MarketTable], all_rows: AllRows, most: int | None = None) -> None:
    """Print tables one below the other, each with so many rows at most."""
    screen = console()
    for table in tables:
        for part in rendered(table, screen, all_rows, most):
            screen.print(part)


def rendered(
    table: MarketTable, screen: Console, all_rows: AllRows, most: int | None = None
) -> list[RenderableType]:
    """Return the parts of one table, from its title to what was left out.

    Where only the first rows are asked for, a table without an answer says why, and no more.
    """
    from rich.text import Text

    parts: list[RenderableType] = [Text(f"\n{plain(table.title)}", style="bold")]
    if table.refused:
        parts.append(Text(f"No answer: {plain(table.refused)}"))
    elif not table.rows:
        parts.append(Text("No rows."))
    else:
        parts += _body(table, screen, all_rows, most)
    return parts if table.refused and most else [*parts, _stands_on(table)]


def _body(
    table: MarketTable, screen: Console, all_rows: AllRows, most: int | None
) -> list[RenderableType]:
    """Return chart and numbers: of a list its first rows, of what runs over time the newest."""
    drawn = drawing(table)
    if drawn is None or drawn.kind == "bars":
        few = msgspec.structs.replace(table, rows=table.rows[:most])
        drawn = drawing(few)
        parts = with_bars(few, drawn, screen) if drawn else [fitted(few, screen)]
        return [*parts, *_rest(table, len(few.rows), all_rows)]
    chart = charts.lines(drawn, screen.width, ascii_only=screen.options.ascii_only)
    kept = _thinned(drawn, table)
    few = msgspec.structs.replace(table, rows=[table.rows[at] for at in kept])
    return [*([chart] if chart else []), fitted(few, screen), *_rest(table, len(kept), all_rows)]


def _rest(table: MarketTable, shown: int, all_rows: AllRows) -> list[RenderableType]:
    """Say how to see the rows that are not shown."""
    from rich.text import Text

    if shown == len(table.rows):
        return []
    way = plain(all_rows(table))
    return [Text(f"{shown} of {len(table.rows):,} rows. All of them: {way}", style="dim")]


def _thinned(drawn: Drawing, table: MarketTable) -> Sequence[int]:
    """Choose the rows under a chart: the newest days of every line, or points along the curves."""
    count = len(table.rows)
    if count <= _ROWS:
        return range(count)
    if drawn.kind == "steps":
        return sorted({round(at * (count - 1) / (_ROWS - 1)) for at in range(_ROWS)})
    places = {point.label: point.x for line in drawn.lines for point in line.points}
    newest = sorted(places, key=lambda label: places[label])[-max(1, _ROWS // len(drawn.lines)) :]
    labels = [cell(record[drawn.x.name], drawn.x) for record in table.records()]
    return [at for at in range(count) if labels[at] in newest]


def _stands_on(table: MarketTable) -> Table:
    """Say what is counted, of what, where it came from and what was left out."""
    from rich.table import Table
    from rich.text import Text

    left_out = "; ".join(f"{reason}: {count:,}" for reason, count in table.excluded.items())
    facts = [
        ("what", table.definition),
        ("n", f"{table.n:,}" + (f", {period(table)}" if table.period else "")),
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
