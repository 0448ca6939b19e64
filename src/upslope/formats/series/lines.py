"""What each line of a file says, as it is written: of which place, which day and which value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from upslope.errors import DriftError
from upslope.formats.series.columns import DAYS, LAYOUTS, PLACES, Layout, place
from upslope.formats.tables import rows
from upslope.formats.values import text

_HEAD = 64 * 2**10


class Line(NamedTuple):
    """One line; the place is ``""`` where it names none."""

    place: str
    day: str
    value: str


class Lines(NamedTuple):
    """The lines of a file, and what is added to the numbers of its column."""

    lines: list[Line]
    added: float


def header(data: bytes) -> frozenset[str]:
    """Give the names of a file's columns in lower case; none if it has no line.

    Raises:
        ReadError: it is no table.
    """
    return frozenset(_names(next(rows(data[:_HEAD]), "")))


def lines(series: str, data: bytes, skipped: Counter[str]) -> Lines:
    """Read the lines of a file; those that cannot be are counted in ``skipped``.

    Raises:
        ReadError: it is no table.
        DriftError: it is one without the columns of the series.
    """
    found, told, places = Lines([], 0.0), None, dict[tuple[Any, ...], str]()
    for row in rows(data):
        if isinstance(row, str):
            skipped[row] += 1
            continue
        if told is None:
            told = _Told(series, _names(row))
            found = found._replace(added=told.added)
        key = tuple(map(row.get, told.places.values()))
        if key not in places:
            cells = {name: text(cell) or "" for name, cell in zip(told.places, key, strict=True)}
            places[key] = place(cells)
        found.lines.append(Line(places[key], _text(row.get(told.day)), _text(row.get(told.value))))
    return found


class _Told:
    """Which column says what; names in lower case to names as they stand in the file."""

    def __init__(self, series: str, names: Mapping[str, str]) -> None:
        layout = LAYOUTS[series]
        value = layout.value(names)
        day = next((name for name in DAYS if name in names), None)
        if value is None or day is None:
            raise _drift(series, layout, names)
        self.value, self.day = names[value], names[day]
        self.added = layout.values.get(value, 0.0)
        self.places = {name: names[name] for name in PLACES if name in names}


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else text(cell) or ""


def _names(row: object) -> dict[str, str]:
    return {name.strip().lower(): name for name in row} if isinstance(row, dict) else {}


def _drift(series: str, layout: Layout, names: Mapping[str, str]) -> DriftError:
    owner = next((name for name, other in LAYOUTS.items() if other.value(names)), series)
    told = "" if owner == series else f" They are those of {owner}."
    return DriftError(
        f"The file has not the columns of {series}.{told}",
        kept="Nothing was taken from it.",
        next=f"Expected: a date, a country and {next(iter(layout.values))}.",
    )
