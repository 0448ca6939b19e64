"""Cells as people read them: shares in percent, money with its currency, "too few" for none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from upslope.records.market import Cell, Column, ColumnKind, MarketTable

Holds = Literal["text", "day", "number"]

_HOLDS: dict[ColumnKind, Holds] = {"text": "text", "date": "day"}
_JUDGED = ("share", "money")  # of these, too few openings leave no number
_LOWER_END = re.compile(r"\b(?:from|low|lower|lowest|at least|least)\b.*")
_MOST = 1e15  # no amount or count of this field is larger; a slip of the keyboard may be
_OUR_WORD = re.compile(r"[a-z]+(?:_[a-z]+)+")  # values of records/understanding.py: ml_engineer


class Grid(msgspec.Struct, frozen=True):
    """A table of texts: headings, rows, and what each column holds."""

    headings: list[str]
    holds: list[Holds]
    rows: list[list[str]]


def number(value: Cell) -> float | None:
    """Return what can be drawn: a finite number of a size that may be true.

    >>> number(0.5), number(float("nan")), number(1e308), number("many")
    (0.5, None, None, None)
    """
    if not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= _MOST else None  # false for what is no number


def cell(value: Cell, column: Column, missing: str = "too few") -> str:
    """Write one cell.

    >>> cell(0.0337, Column(name="share", label="share", kind="share"))
    '3.4 %'
    >>> cell(152_000, Column(name="pay", label="median", kind="money", unit="USD"))
    'USD 152,000'
    >>> cell(None, Column(name="pay", label="median", kind="money"))
    'too few'
    """
    if column.kind in ("text", "date"):
        return "–" if value is None else _words(str(value))
    known = number(value)
    if known is None:
        return missing if column.kind in _JUDGED else "–"
    text = _amount(known, column)
    return f"{column.unit} {text}" if column.kind == "money" and column.unit else text


def _words(text: str) -> str:
    return text.replace("_", " ") if _OUR_WORD.fullmatch(text) else text


def _amount(value: float, column: Column) -> str:
    if column.kind == "share":
        return f"{_percent(value)} %"
    if column.kind in ("count", "money"):
        return f"{value:,.0f}"
    if column.kind == "index":
        return f"{value:,.1f}"
    if column.kind == "days":
        return f"{value:,.0f}" if value == round(value) or value >= 10 else f"{value:.1f}"
    return _decimal(value)


def _decimal(value: float) -> str:
    """Write a number of any size with two decimals, unless these say too much or too little."""
    size = abs(value)
    if 0 < size < 0.01:
        return f"{value:.2g}"
    return f"{value:,.{0 if size >= 1000 else 1 if size >= 100 else 2}f}"


def _percent(share: float) -> str:
    """Write a share of one in percent; below one percent one digit would say too little."""
    if share in (0, 1):
        return f"{100 * abs(share):.0f}"
    return f"{100 * share:.{2 if abs(share) < 0.01 else 1}f}"


def heading(column: Column) -> str:
    """Write the heading of a column, with its unit where the cells do not name it.

    >>> heading(Column(name="wait", label="median", kind="days", unit="days"))
    'median (days)'
    """
    named = not column.unit or column.kind == "money" or column.unit in column.label
    return column.label if named else f"{column.label} ({column.unit})"


def period(table: MarketTable) -> str:
    """Write the days that a table speaks of; of a state there is one."""
    return " to ".join(dict.fromkeys(table.period or ()))


def grid(table: MarketTable, *, tight: bool = False) -> Grid:
    """Lay a table out for people, both ends of each interval in one column.

    ``tight`` moves units from the cells to the headings, where a screen is narrow.
    """
    missing = "–" if table.chart and table.chart.kind == "lines" else "too few"
    columns = [_bare(column) for column in table.columns] if tight else table.columns
    pairs = _intervals(columns)
    shown = [at for at in range(len(columns)) if at not in pairs.values()]

    def text(row: list[Cell], at: int) -> str:
        if at in pairs:
            return _interval(row[at], row[pairs[at]], columns[at])
        written = cell(row[at], columns[at], missing)
        return written.removesuffix(" %") if tight else written

    return Grid(
        headings=[
            _both(columns[at].label, columns[pairs[at]].label)
            if at in pairs
            else heading(columns[at])
            for at in shown
        ],
        holds=[_HOLDS.get(columns[at].kind, "number") for at in shown],
        rows=[[text(row, at) for at in shown] for row in table.rows],
    )


def _bare(column: Column) -> Column:
    """Name the unit of a column in its label, and nowhere else."""
    unit = "%" if column.kind == "share" else column.unit
    label = f"{column.label} {unit}" if unit and unit not in column.label else column.label
    return msgspec.structs.replace(column, label=label, unit="")


def _intervals(columns: Sequence[Column]) -> dict[int, int]:
    """Find columns that hold the lower end of an interval, each with that of its upper end.

    >>> _intervals([Column(name=name, label="") for name in ("share", "low", "high")])
    {1: 2}
    """
    places = {column.name: at for at, column in enumerate(columns)}
    pairs = {name: re.sub(r"low$", "high", name) for name in places if name.endswith("low")}
    return {places[low]: places[high] for low, high in pairs.items() if high in places}


def _interval(low: Cell, high: Cell, column: Column) -> str:
    """Write both ends without their unit, which stands in the column before."""
    bare = msgspec.structs.replace(column, unit="")
    if number(low) is None and number(high) is None:
        return "–"
    left, right = (
        "?" if number(end) is None else cell(end, bare).removesuffix(" %") for end in (low, high)
    )
    return f"{left} to {right}" if "-" in left + right else f"{left}–{right}"


def _both(low: str, high: str) -> str:
    """Name an interval by what the heading of its lower end says beside being that.

    >>> _both("95 % low", "95 % high"), _both("at least", "at most"), _both("p10", "p90")
    ('95 %', 'interval', 'p10 to p90')
    """
    rest = _LOWER_END.sub("", low).strip(" ,:(")
    return f"{low} to {high}" if rest == low else rest or "interval"
