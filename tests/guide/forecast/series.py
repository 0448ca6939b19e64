"""Invented series, published month by month and revised as publishers do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from upslope.records.series import Vintage

Array = NDArray[np.float64]
FIRST = 2015 * 12


def day(month: int, of_month: int = 1) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}-{of_month:02d}"


def dated(values: Sequence[float], first: int = FIRST) -> list[tuple[str, float]]:
    return [(day(first + step), float(value)) for step, value in enumerate(values)]


def vintage(places: dict[str, Sequence[float]], as_of: str | None = None) -> Vintage:
    """One vintage, published on the 10th of the month after its last."""
    longest = max(map(len, places.values()))
    return Vintage(
        series="invented",
        as_of=as_of or day(FIRST + longest, 10),
        values={place: dated(values) for place, values in places.items()},
    )


def published(
    places: dict[str, Array], since: int, revise: Callable[[Array], Array] = lambda known: known
) -> list[Vintage]:
    """A vintage for each month from ``since`` known ones on; each may change what it repeats."""
    months = min(map(len, places.values()))
    return [
        vintage({place: revise(values[:known]).tolist() for place, values in places.items()})
        for known in range(since, months + 1)
    ]


def walks(
    places: int, months: int, seed: int, drift: float = 0.0, spread: float = 0.04
) -> dict[str, Array]:
    """Random walks in logarithms, named as countries."""
    steps = np.random.default_rng(seed).normal(drift, spread, (places, months))
    names = [f"{first}{second}" for first in "ABCD" for second in "QRSTUV"][:places]
    return dict(zip(names, np.exp(1 + steps.cumsum(axis=1)), strict=True))
