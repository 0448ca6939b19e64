"""One place's past months and its forecasts, to be drawn."""

from __future__ import annotations

import numpy as np

from upslope.guide.forecast.forecast import forecast_of
from upslope.guide.forecast.months import Months, first_day
from upslope.guide.forecast.study import Study
from upslope.guide.forecast.told import definition, sources, worth
from upslope.records.market import Cell, Chart, Column, MarketTable
from upslope.records.series import Series

HISTORY = 36
"""Past months that are drawn before a forecast."""


def path_table(study: Study, series: Series, place: str) -> MarketTable:
    """Table one place's past months and its forecasts, to be drawn.

    Args:
        study: the series, replayed.
        series: what its numbers mean.
        place: of the series.
    """
    known = study.months(place) or Months(first=0, values=np.empty(0))
    past = list(enumerate(known.values.tolist(), start=known.first))[-HISTORY:]
    rows: list[list[Cell]] = [
        ["known", first_day(month), value, None, None] for month, value in past
    ]
    made = [forecast_of(study, place, horizon) for horizon in range(1, study.shown + 1)]
    ahead: list[list[Cell]] = [
        ["forecast", one.month, one.point, one.low, one.high] for one in made if not one.refused
    ]
    joint: list[list[Cell]] = [["forecast", *row[1:3], row[2], row[2]] for row in rows[-1:]]
    return MarketTable(
        name=f"{series.name}_forecast",
        title=f"{series.title}: {place}, forecast",
        definition=definition(series),
        n=len(past),
        period=(first_day(past[0][0]), str((ahead or rows)[-1][1])) if past else None,
        sources=sources(series),
        columns=[
            Column(name="kind", label="known or forecast"),
            Column(name="month", label="month", kind="date"),
            Column(name="value", label="value", kind="number", unit=series.unit),
            Column(name="low", label="80 % from", kind="number", unit=series.unit),
            Column(name="high", label="80 % to", kind="number", unit=series.unit),
        ],
        rows=[*rows, *joint, *ahead] if ahead else [],
        notes=worth(study),
        chart=Chart(kind="lines", x="month", y="value", low="low", high="high", by="kind"),
        refused="" if ahead else forecast_of(study, place, 1).refused,
    )
