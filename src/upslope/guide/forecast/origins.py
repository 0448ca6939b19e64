"""Rolling origins: what each method would have said in the past, on what was known then.

An origin is a place at the end of a month. Where a vintage of the time exists, the methods see that
vintage and no later one. Before the oldest vintage there is none: there the oldest one is cut at
the month. Such origins are marked (``known_then`` is false), because a vintage cut later holds
values that were revised in the meantime: errors measured on it flatter.

The truth is what was published first for a month (``first``); what the newest vintage says of it is
kept beside it (``newest``). A truth may be used from the day on which it was published (``told``),
so what later vintages say never changes what was forecast or known before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from upslope.guide.forecast.histories import Histories, ordinal
from upslope.guide.forecast.methods import METHODS, Method
from upslope.guide.forecast.months import Months

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LONGEST = 12
"""Months that are looked ahead at most."""
LEAST = 24
"""Months that a forecast stands on at least."""
NEVER = date.max.toordinal()


@dataclass(frozen=True, kw_only=True)
class Origins:
    """Past forecasts beside what came; one row for each place and month.

    All values are logarithms if ``logs``, else as published.

    Args:
        logs: the scale.
        place: of each row.
        month: last one known at the origin, counted from January of year 0.
        day: of the vintage, as an ordinal; 0 where one was cut.
        known_then: whether a vintage of the time was used.
        forecasts: by method: rows x ``LONGEST``.
        first: what was published first: rows x ``LONGEST``; NaN where nothing was yet.
        newest: what the newest vintage says.
        told: when ``first`` was published, as an ordinal; ``NEVER`` where it was not.
    """

    logs: bool
    place: NDArray[np.str_]
    month: Ints
    day: Ints
    known_then: Bools
    forecasts: dict[str, Array]
    first: Array
    newest: Array
    told: Ints


def replay(known: Histories, logs: bool, methods: Mapping[str, Method] = METHODS) -> Origins:
    """Forecast again from every past month, as each was known.

    Args:
        known: from ``histories``.
        logs: whether logarithms are forecast.
        methods: that forecast.
    """
    runs = [run for place, history in sorted(known.items()) for run in _runs(place, history)]
    origins = [(run, cut) for run in runs for cut in range(run.first, len(run.values) + 1)]
    months_known = [run.months.first + cut - 1 for run, cut in origins]
    newest = max((day for history in known.values() for day, _ in history), default="")
    truths = {place: _truths(history, newest) for place, history in known.items()}
    first, later, told = _ahead(truths, [run.place for run, _ in origins], months_known)
    return Origins(
        logs=logs,
        place=np.array([run.place for run, _ in origins], dtype=np.str_),
        month=np.array(months_known, dtype=np.int64),
        day=np.array([run.day if cut == len(run.values) else 0 for run, cut in origins]),
        known_then=np.array([cut == len(run.values) for run, cut in origins], dtype=np.bool_),
        forecasts={name: _forecasts(method, runs, logs) for name, method in methods.items()},
        first=_scaled(first, logs),
        newest=_scaled(later, logs),
        told=told.astype(np.int64),
    )


@dataclass(frozen=True, kw_only=True)
class _Run:
    """A vintage of a place; its origins know from ``first`` to all of its months."""

    place: str
    day: int
    months: Months
    first: int

    @property
    def values(self) -> Array:
        return self.months.values


def _runs(place: str, history: list[tuple[str, Months]]) -> Iterator[_Run]:
    """Return the vintages that brought a new month; the oldest stands for all months before it."""
    reached = None
    for as_of, known in history:
        length = len(known.values)
        if not length or (reached is not None and known.last <= reached):
            continue
        first = LEAST if reached is None else length
        reached = known.last
        if length >= LEAST:
            yield _Run(place=place, day=ordinal(as_of), months=known, first=first)


def _truths(history: list[tuple[str, Months]], newest: str) -> dict[int, tuple[float, float, int]]:
    """Return for each month what was said first, what the newest vintage says, when the first."""
    found: dict[int, tuple[float, float, int]] = {}
    for as_of, known in history:
        day = ordinal(as_of)
        for month, value in enumerate(known.values.tolist(), start=known.first):
            first, _, told = found.get(month, (value, value, day))
            found[month] = first, value if as_of == newest else np.nan, told
    return found


def _ahead(
    truths: dict[str, dict[int, tuple[float, float, int]]], places: list[str], known: list[int]
) -> Array:
    """Return first, newest and told for the months after each origin: 3 x origins x LONGEST."""
    unknown = (np.nan, np.nan, NEVER)
    rows = [
        [truths[place].get(month + step, unknown) for step in range(1, LONGEST + 1)]
        for place, month in zip(places, known, strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, LONGEST, 3).transpose(2, 0, 1)


def _forecasts(method: Method, runs: list[_Run], logs: bool) -> Array:
    """Return a method's forecasts from each origin: all vintages cut in one go, then the others."""
    found: dict[int, Array] = {}
    for many in (True, False):
        chosen = [n for n, run in enumerate(runs) if (run.first < len(run.values)) == many]
        if chosen:
            first = min(runs[number].first for number in chosen)
            ahead = method(_padded([runs[number] for number in chosen], logs), LONGEST, first)
            for number, cuts in zip(chosen, ahead, strict=True):
                run = runs[number]
                found[number] = cuts[run.first - first : len(run.values) - first + 1]
    empty = [np.empty((0, LONGEST))]
    return np.concatenate([found[number] for number in range(len(runs))] or empty)


def _padded(runs: list[_Run], logs: bool) -> Array:
    """Return series of one length; no cut of a shorter one sees what is put behind it."""
    longest = max(len(run.values) for run in runs)
    padded = [np.pad(run.values, (0, longest - len(run.values)), mode="edge") for run in runs]
    return _scaled(np.stack(padded), logs)


def _scaled(values: Array, logs: bool) -> Array:
    """Return logarithms, if they are wanted."""
    return np.log(values) if logs else values


def published(values: Array, logs: bool) -> Array:
    """Return values as they are published; infinite where no number is so large.

    >>> published(np.array([0.0]), logs=True).tolist()
    [1.0]
    """
    with np.errstate(over="ignore"):
        return np.exp(values) if logs else values
