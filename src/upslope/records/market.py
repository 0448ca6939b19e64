"""What the market is told in: tables that say what they count, of what, and how sure."""

from __future__ import annotations

from typing import Literal

import msgspec

ColumnKind = Literal["text", "date", "count", "number", "share", "money", "index", "days"]
"""``share`` is from 0 to 1; ``money`` is a year's base pay in the unit that the column names."""

ChartKind = Literal["bars", "lines", "steps"]
Cell = str | int | float | None


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: its key in JSON, its heading for people, and what its cells are."""

    name: str
    label: str
    kind: ColumnKind = "text"
    unit: str = ""


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is drawn, by names of its columns.

    Args:
        kind: ``bars`` a row each with its interval; ``lines`` over time; ``steps`` for curves that
            stay level between two points.
        x: labels of the bars, or days.
        y: what is drawn.
        low: lower ends of the intervals, if there are any.
        high: upper ends.
        by: whose values part the rows into several lines.
    """

    kind: ChartKind
    x: str
    y: str
    low: str | None = None
    high: str | None = None
    by: str | None = None


class MarketTable(msgspec.Struct, frozen=True, kw_only=True):
    """One table of the market, with all that is needed to judge it.

    Args:
        name: its key: ``skills``, ``pay_by_skill`` ...
        title: its heading.
        definition: what is counted, of what, and how the interval is made, in plain words.
        n: how many openings (or observations) it stands on.
        period: first and last day that it speaks of, ISO 8601; ``None`` where time plays no part.
        sources: where the openings came from, or whose series it is.
        columns: of the rows.
        rows: cells in the order of the columns; ``None`` is unknown.
        excluded: how many were left out, by reason.
        notes: what a reader might get wrong.
        chart: how it is drawn; ``None`` for a table only.
        refused: why there is no answer; without rows then.

    >>> table = MarketTable(name="roles", title="Roles", definition="Open openings.", n=3,
    ...                     columns=[Column(name="role", label="role")], rows=[["ml_engineer"]])
    >>> table.records()
    [{'role': 'ml_engineer'}]
    """

    name: str
    title: str
    definition: str
    n: int
    columns: list[Column]
    rows: list[list[Cell]]
    period: tuple[str, str] | None = None
    sources: list[str] = []
    excluded: dict[str, int] = {}
    notes: list[str] = []
    chart: Chart | None = None
    refused: str = ""

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows with their columns' names."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]
