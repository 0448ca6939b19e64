"""What a table's chart shows, apart from who draws it: the terminal or the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import Literal

import msgspec

from upslope.apps.market.shown import cell, number
from upslope.records.market import Cell, Chart, ChartKind, Column, MarketTable

Axis = Literal["rows", "days", "numbers", "words"]

_TOLD = 3  # lines that a summary tells one by one


class Point(msgspec.Struct, frozen=True):
    """One bar, or one point of a line; ``x`` is its place: a row, a day since year 1, a number."""

    x: float
    label: str
    y: float
    low: float | None = None
    high: float | None = None


class Line(msgspec.Struct, frozen=True):
    """Points that belong together, in order of ``x``; ``breaks`` are points with a hole before."""

    name: str
    points: list[Point]
    breaks: list[int] = []


class Drawing(msgspec.Struct, frozen=True):
    """A chart, ready to be drawn.

    Args:
        kind: of the chart.
        x: column of its labels, or of its days.
        y: column of its values.
        axis: what the places of its points are.
        lines: of points; bars are one line.
        from_zero: whether the scale holds zero. A length that does not begin there would lie; a
            point with its interval, or a line, does not.
        summary: itself in a sentence.
    """

    kind: ChartKind
    x: Column
    y: Column
    axis: Axis
    lines: list[Line]
    from_zero: bool
    summary: str


def drawing(table: MarketTable) -> Drawing | None:
    """Return what is drawn of a table; ``None`` where there is nothing to see.

    >>> from upslope.records.market import Chart
    >>> columns = [Column(name="skill", label="skill"), Column(name="n", label="n", kind="count")]
    >>> chart = Chart(kind="bars", x="skill", y="n")
    >>> table = MarketTable(name="skills", title="Skills", definition="", n=12, columns=columns,
    ...                     rows=[["SQL", 9], ["Go", 3]], chart=chart)
    >>> drawing(table).summary
    '2 bars. Most: SQL, 9. Least: Go, 3.'
    """
    chart = table.chart
    if chart is None or table.refused:
        return None
    columns = {column.name: column for column in table.columns}
    x, y = columns[chart.x], columns[chart.y]
    axis, places = _axis(table, chart, x)
    lines = _bars(table, chart) if chart.kind == "bars" else _one_band(_lines(table, chart, places))
    points = [point for line in lines for point in line.points]
    if len(points) < (1 if chart.kind == "bars" else 2):
        return None
    summary = _bars_told(points, y) if chart.kind == "bars" else _lines_told(lines, y)
    return Drawing(chart.kind, x, y, axis, lines, _from_zero(chart, y, points), summary)


def _one_band(lines: list[Line]) -> list[Line]:
    """Take intervals away if several lines have them: one band over another can not be read."""
    if sum(any(point.low is not None for point in line.points) for line in lines) < 2:
        return lines
    bare = [[Point(point.x, point.label, point.y) for point in line.points] for line in lines]
    return [Line(line.name, points, line.breaks) for line, points in zip(lines, bare, strict=True)]


def _from_zero(chart: Chart, y: Column, points: Sequence[Point]) -> bool:
    if chart.kind == "bars":
        return y.kind in ("count", "share") or all(point.low is None for point in points)
    return chart.kind == "steps"


def _bars(table: MarketTable, chart: Chart) -> list[Line]:
    labels = _labels(table, chart.x)
    points = [
        _point(chart, record, float(at), label)
        for at, (record, label) in enumerate(zip(table.records(), labels, strict=True))
    ]
    return [Line("", [point for point in points if point is not None])]


def _labels(table: MarketTable, x: str) -> list[str]:
    """Labels of bars; where one alone does not tell rows apart, with what else leads the row."""
    columns = [c for c in table.columns if c.name == x]
    names = [record[x] for record in table.records()]
    if len(set(names)) < len(names):
        leading = takewhile(lambda column: column.kind in ("text", "date"), table.columns)
        columns += [column for column in leading if column.name != x]
    return [", ".join(cell(record[c.name], c) for c in columns) for record in table.records()]


def _axis(table: MarketTable, chart: Chart, x: Column) -> tuple[Axis, list[float | None]]:
    """Return where rows stand: days by the calendar, numbers by size, words in their order."""
    values = [record[x.name] for record in table.records()]
    if chart.kind == "bars":
        return "rows", [float(at) for at in range(len(values))]
    if x.kind not in ("text", "date"):
        return "numbers", [number(value) for value in values]
    days = [_day(value) for value in values]
    if any(days):
        return "days", [float(day.toordinal()) if day else None for day in days]
    order = {value: float(at) for at, value in enumerate(dict.fromkeys(values))}
    return "words", [order[value] for value in values]


def _lines(table: MarketTable, chart: Chart, places: Sequence[float | None]) -> list[Line]:
    columns = {column.name: column for column in table.columns}
    x, by = columns[chart.x], columns.get(chart.by or "")
    placed = [(at, record) for at, record in zip(places, table.records(), strict=True)]
    lines: dict[str, Line] = {}
    holes = set[str]()
    for at, record in sorted((p for p in placed if p[0] is not None), key=lambda p: p[0] or 0.0):
        name = cell(record[by.name], by) if by else ""
        line = lines.setdefault(name, Line(name, [], []))
        point = _point(chart, record, at or 0.0, cell(record[x.name], x))
        if point is None:
            holes.add(name)
            continue
        if name in holes and line.points:
            line.breaks.append(len(line.points))
        holes.discard(name)
        line.points.append(point)
    order = dict.fromkeys(cell(record[by.name], by) if by else "" for record in table.records())
    return [lines[name] for name in order if name in lines and lines[name].points]


def _day(value: Cell) -> date | None:
    """Read a day or a month, ISO 8601."""
    text = str(value)
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == len("2026-05") else text)
    except ValueError:
        return None


def _point(chart: Chart, record: dict[str, Cell], x: float, label: str) -> Point | None:
    y = number(record[chart.y])
    if y is None:
        return None
    low = number(record[chart.low]) if chart.low else None
    high = number(record[chart.high]) if chart.high else None
    whole = low is not None and high is not None and low < high  # of what is known there is none
    return Point(x, label, y, low, high) if whole else Point(x, label, y)


def _bars_told(points: Sequence[Point], y: Column) -> str:
    most, least = (pick(points, key=lambda p: p.y) for pick in (max, min))
    count = f"{len(points)} bar{'' if len(points) == 1 else 's'}."
    told = f"{count} Most: {most.label}, {cell(most.y, y)}."
    return told if most.y == least.y else f"{told} Least: {least.label}, {cell(least.y, y)}."


def _lines_told(lines: Sequence[Line], y: Column) -> str:
    told = []
    for line in lines[:_TOLD]:
        first, last = line.points[0], line.points[-1]
        name = f"{line.name}: " if line.name else ""
        told.append(
            f"{name}{cell(first.y, y)} at {first.label}, {cell(last.y, y)} at {last.label}."
        )
    more = len(lines) - _TOLD
    return " ".join([*told, f"And {more} more."] if more > 0 else told)
