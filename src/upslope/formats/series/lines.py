"""What each line of a file says, as it is written: of which place, which day and which value."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from upslope.errors import DriftError, ReadError
from upslope.formats.charset import decode
from upslope.formats.series.columns import DAYS, LAYOUTS, PLACES, Layout, place
from upslope.formats.tables import rows

MAX_LINES = 1_000_000
"""Lines of the longest file that is read: several times the longest that is published."""

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
    first = next(rows(data[:_HEAD]), "")
    return frozenset(_lower(first) if isinstance(first, dict) else ())


def lines(series: str, data: bytes, skipped: Counter[str]) -> Lines:
    """Read the lines of a file; those that cannot be are counted in ``skipped``.

    Raises:
        ReadError: it is no table, or longer than any series.
        DriftError: it is one without the columns of the series.
    """
    header(data)  # says what is wrong with what is no table
    table = _cells(data, skipped)
    told = _Told(series, _lower(next(table, [])))
    found, places = list[Line](), dict[str | tuple[str, ...], str]()
    for cells in table:
        cells.extend([""] * (told.width - len(cells)))  # of a line that was cut off
        key = told.key(cells)
        if key not in places:
            places[key] = place({name: cells[at].strip() for name, at in told.places.items()})
        found.append(Line(places[key], cells[told.day].strip(), cells[told.value].strip()))
        if len(found) > MAX_LINES:
            raise ReadError(f"The file has more than {MAX_LINES:,} lines: no series is so long.")
    return Lines(found, told.added)


class _Told:
    """Which column says what."""

    def __init__(self, series: str, names: Sequence[str]) -> None:
        at = {name: number for number, name in enumerate(names)}
        layout = LAYOUTS[series]
        value = layout.value(at)
        day = next((name for name in DAYS if name in at), None)
        self.places = {name: at[name] for name in PLACES if name in at}
        if value is None or day is None or not self.places:
            raise _drift(series, layout, at)
        self.value, self.day = at[value], at[day]
        self.added = layout.values.get(value, 0.0)
        self.key = itemgetter(*self.places.values())
        self.width = max(self.value, self.day, *self.places.values()) + 1


def _cells(data: bytes, skipped: Counter[str]) -> Iterator[list[str]]:
    """Yield the cells of each line that has any, the names of the columns first."""
    written = decode(data).lstrip("\ufeff \t\r\n")
    first = written.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    table = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter)
    try:
        yield from filter(None, table)
    except csv.Error as error:
        skipped[f"the table breaks off: {error}"] += 1


def _lower(names: Sequence[str] | Mapping[str, object]) -> list[str]:
    return [name.strip().lower() for name in names]


def _drift(series: str, layout: Layout, names: Mapping[str, int]) -> DriftError:
    owner = next((name for name, other in LAYOUTS.items() if other.value(names)), series)
    told = "" if owner == series else f" They are those of {owner}."
    return DriftError(
        f"The file has not the columns of {series}.{told}",
        kept="Nothing was taken from it.",
        next=f"Expected: a date, a country and {next(iter(layout.values))}.",
    )
