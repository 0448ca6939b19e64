"""Forecasts as tables: each with what it says, how sure it is, and what such ones were worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from upslope.guide.forecast.forecast import forecast_of, worth_of
from upslope.guide.forecast.months import first_day
from upslope.guide.forecast.study import Study
from upslope.guide.forecast.told import definition, sources, worth
from upslope.records.market import Cell, Column, ColumnKind, MarketTable
from upslope.records.series import Forecast, Series

HORIZONS = (1, 2, 3, 4, 6, 12)


def forecasts_table(
    study: Study, series: Series, horizons: Sequence[int] = HORIZONS
) -> MarketTable:
    """Table the forecasts of all places of a series; refused horizons once, for all of them.

    Args:
        study: the series, replayed.
        series: what its numbers mean.
        horizons: months ahead.
    """
    near = [horizon for horizon in horizons if horizon <= study.shown]
    far = [horizon for horizon in horizons if horizon > study.shown]
    made = [forecast_of(study, place, horizon) for horizon in near for place in study.places]
    shown = any(not one.refused for one in made)
    rows = [*map(_row, made), *(_row(worth_of(study, horizon)) for horizon in far)]
    return MarketTable(
        name=f"{series.name}_forecasts",
        title=f"{series.title}: forecasts",
        definition=definition(series),
        n=len(study.origins.month),
        period=_period(study),
        sources=sources(series),
        columns=_columns(series),
        rows=rows if shown else [],
        excluded=_left_out(study),
        notes=worth(study),
        refused="" if shown else _why_none(study),
    )


def _columns(series: Series) -> list[Column]:
    number: ColumnKind = "number"
    return [
        Column(name="place", label="place"),
        Column(name="month", label="month", kind="date"),
        Column(name="horizon", label="months ahead", kind="count"),
        Column(name="method", label="method"),
        Column(name="forecast", label="forecast", kind=number, unit=series.unit),
        Column(name="low", label="80 % from", kind=number, unit=series.unit),
        Column(name="high", label="80 % to", kind=number, unit=series.unit),
        Column(name="naive", label="last known", kind=number, unit=series.unit),
        Column(name="skill", label="skill against naive", kind=number),
        Column(name="skill_low", label="skill from", kind=number),
        Column(name="skill_high", label="skill to", kind=number),
        Column(name="coverage", label="past intervals that held", kind="share"),
        Column(name="origins", label="past forecasts", kind="count"),
        Column(name="refused", label="why not"),
    ]


def _row(made: Forecast) -> list[Cell]:
    return [
        *(made.place, made.month or None, made.horizon, made.method),
        *(made.point, made.low, made.high, made.naive),
        *(made.skill, made.skill_low, made.skill_high, made.coverage, made.origins),
        made.refused or None,
    ]


def _period(study: Study) -> tuple[str, str] | None:
    """Return the first and last month that the newest vintage knows."""
    known = [one for place in study.places if (one := study.months(place)) and len(one.values)]
    if not known:
        return None
    return first_day(min(one.first for one in known)), first_day(max(one.last for one in known))


def _left_out(study: Study) -> dict[str, int]:
    """Count what of the newest vintage was not used, by reason."""
    counts: Counter[str] = Counter()
    for place in study.places:
        if known := study.months(place):
            counts.update(known.left_out)
    return dict(counts)


def _why_none(study: Study) -> str:
    """Return the commonest reason for which nothing is forecast."""
    whys = Counter(forecast_of(study, place, 1).refused for place in study.places)
    return whys.most_common(1)[0][0] if whys else f"The vintage of {study.as_of} is empty."
