"""Series that others publish, each as it stood on a day: they revise what they said before."""

from __future__ import annotations

from typing import Literal

import msgspec

Step = Literal["day", "month"]


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """A published series: what it is, in its publisher's words, and where it comes from.

    Args:
        name: its key: ``ai_share`` ...
        title: its heading.
        definition: what its numbers mean; printed beside them.
        unit: of its numbers.
        publisher: who must be named.
        licence: under which it may be used.
        step: how often it has a value.
        url: where it is downloaded, when the person asks for that.
    """

    name: str
    title: str
    definition: str
    unit: str
    publisher: str
    licence: str
    step: Step
    url: str


class Vintage(msgspec.Struct, frozen=True, kw_only=True):
    """A series as it was known on one day.

    Args:
        series: name of the series.
        as_of: the day, ISO 8601.
        values: place (ISO 3166-1 alpha-2, or what the file calls it) -> days (ISO 8601; of months
            the first day) with values, in order of time.
        skipped: how many lines were left out, by reason.
        notes: what was not as it usually is in its files, and how it was read.
    """

    series: str
    as_of: str
    values: dict[str, list[tuple[str, float]]]
    skipped: dict[str, int] = {}
    notes: list[str] = []


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """What a series may be some months on, with what the method was worth in the past.

    Args:
        series: name of the series.
        place: of the series.
        as_of: vintage that it stands on.
        month: the month that is forecast, its first day.
        horizon: months from the last known one.
        method: ``naive``, ``ets`` or ``theta``.
        point: the forecast; ``None`` if refused, with ``low`` and ``high``.
        low: lower end of the 80 % interval.
        high: upper end.
        naive: what "stays as it is" says.
        skill: 1 - error / error of naive over past origins; below 0 it is worse.
        skill_low: lower end of its 95 % interval.
        skill_high: upper end.
        coverage: share of past intervals that held the truth.
        origins: how many past forecasts that stands on.
        refused: why nothing is forecast.
    """

    series: str
    place: str
    as_of: str
    month: str
    horizon: int
    method: str
    point: float | None = None
    low: float | None = None
    high: float | None = None
    naive: float | None = None
    skill: float | None = None
    skill_low: float | None = None
    skill_high: float | None = None
    coverage: float | None = None
    origins: int = 0
    refused: str = ""
