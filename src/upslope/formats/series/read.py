"""One file of a series, as it was published on a day, to its values by place.

Nothing is guessed: a line that is damaged is left out and counted, and a file that could mean
two things is refused.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from contextlib import suppress
from datetime import date
from statistics import median
from typing import TypeGuard

from upslope.errors import ReadError, UsageError
from upslope.formats.series.columns import DAYS, LAYOUTS, Layout
from upslope.formats.series.dates import days
from upslope.formats.series.lines import Line, header, lines
from upslope.records.series import Vintage

VERSION = 2
"""Changes when other values are read of the same file."""

MAX_FILE = 32 * 2**20
"""Bytes of the largest file that is read: several times the largest that is published."""

EARLIEST = date(2000, 1, 1)
"""No series that is known here is older; a day before it (1900, 1970, 0202) is a slip."""

_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?(?=\s*%?$)", re.A)
_NOTHING = {"", "na", "n/a", "nan", "null", "none", "-", ".", ".."}
_UNUSUAL = "It has fractions where there used to be percent, or the other way round."


def recognise(data: bytes) -> str | None:
    """Say which series a file holds, by the names of its columns; ``None`` if they do not say.

    >>> recognise(b"month,jobcountry,posted_wage_growth_yoy_3moavg\\nApr-26,US,0.023\\n")
    'wage_growth'
    >>> recognise(b"modified_date,jobcountry,ma_share_perc\\n1/1/19,US,1.7\\n") is None
    True
    """
    try:
        names = header(data)
    except ReadError:
        return None
    found = [name for name, layout in LAYOUTS.items() if not names.isdisjoint(layout.values)]
    return found[0] if len(found) == 1 and not names.isdisjoint(DAYS) else None


def read(series: str, data: bytes, as_of: str) -> Vintage:
    """Read a file as it was known on a day.

    Args:
        series: which one: a name in :data:`upslope.formats.series.NAMES`.
        data: the whole file.
        as_of: the day on which it was published or fetched, ISO 8601.

    Returns:
        Values in the unit of the series (percent, or an index that is 100 at its base), in order
        of time, and what was left out of the file and why.

    Raises:
        UsageError: there is no such series or day.
        ReadError: it is no table, holds no value, or its dates can be read in two ways.
        DriftError: it is a table without the columns of the series.

    >>> file = b"date,jobcountry,AI_share_postings\\n2026-06-30,US,5.88\\n2026-06-30,DE,NA\\n"
    >>> read("ai_share", file, "2026-07-21").skipped
    {'it has no value': 1}
    """
    layout, until, skipped = _layout(series), _day(as_of), Counter[str]()
    if len(data) > MAX_FILE:
        raise ReadError(f"The file is larger than {MAX_FILE >> 20} MiB: no series is so long.")
    found, added = lines(series, data, skipped)
    on = days([line.day for line in found], layout.step, until)
    numbers, scaled = _in_unit(layout, [_number(line.value) for line in found], added)
    iso = {day: day.isoformat() for day in set(on) if day}
    kept = defaultdict[tuple[str, str], list[float]](list)
    for line, day, number in zip(found, on, numbers, strict=True):
        if line.place and day and EARLIEST <= day <= until and _is_possible(number, layout):
            kept[line.place, iso[day]].append(number)
        else:
            skipped[_why(line, day, number, until)] += 1
    values = _by_place(kept, skipped)
    if not values:
        raise ReadError(f"The file holds no value of {series}: {_told(skipped)}.")
    notes = [_UNUSUAL] if scaled != layout.in_fractions else []
    return Vintage(series=series, as_of=as_of, values=values, skipped=dict(skipped), notes=notes)


def _layout(series: str) -> Layout:
    if series not in LAYOUTS:
        raise UsageError(
            f"There is no series {series!r}.", next=f"There are: {', '.join(LAYOUTS)}."
        )
    return LAYOUTS[series]


def _day(written: str) -> date:
    with suppress(ValueError):
        if (day := date.fromisoformat(written)).isoformat() == written:
            return day
    raise UsageError(f"{written!r} is no day.", next="Write it as YYYY-MM-DD.")


def _number(cell: str) -> float | None:
    """Read a number; a comma in it is a decimal one.

    >>> _number("5.88"), _number("5,88"), _number("3.6e-05"), _number("5.88 %"), _number("1e999")
    (5.88, 5.88, 3.6e-05, 5.88, inf)
    """
    match = _NUMBER.match(cell)
    return float(match.group().replace(",", ".")) if match else None


def _in_unit(
    layout: Layout, numbers: list[float | None], added: float
) -> tuple[list[float | None], bool]:
    """Bring numbers to the unit of their series; say whether they were fractions of it.

    Fractions are told from percent by the middle one. 0.0366 is 3.66 %, not 3.6599999999999997.
    """
    sizes = [abs(number) for number in numbers if number]
    scaled = bool(sizes) and median(sizes) < layout.fraction
    if not scaled and not added:
        return numbers, False
    scale = 100 if scaled else 1
    return [n if n is None else round(n * scale + added, 12) for n in numbers], scaled


def _is_possible(number: float | None, layout: Layout) -> TypeGuard[float]:
    return number is not None and layout.least <= number <= layout.most


def _why(line: Line, day: date | None, number: float | None, until: date) -> str:
    """Say what is wrong with a line that is left out."""
    if not line.place:
        return "it names no place"
    if day is None:
        return "it has no date"
    if day < EARLIEST:
        return "its day is impossible"
    if day > until:
        return "its day is after that of the vintage"
    if number is None:
        return "it has no value" if line.value.lower() in _NOTHING else "its value is no number"
    return "its value is impossible"


def _by_place(
    kept: dict[tuple[str, str], list[float]], skipped: Counter[str]
) -> dict[str, list[tuple[str, float]]]:
    """Sort values by place and day; of two different ones for one day neither is believed."""
    values = defaultdict[str, list[tuple[str, float]]](list)
    for (where, day), found in sorted(kept.items()):
        if len(set(found)) > 1:
            skipped["its day has another value too"] += len(found)
            continue
        if len(found) > 1:
            skipped["its day was there before"] += len(found) - 1
        values[where].append((day, found[0]))
    return dict(values)


def _told(skipped: Counter[str]) -> str:
    reasons = [f"{count:,} times {why}" for why, count in skipped.most_common(3)]
    return ", ".join(reasons) or "it has no lines"
