"""A series month by month, as it was known on a day."""

from __future__ import annotations

from collections.abc import Sequence

from upslope.guide.outside.beside import definition, kind_of, notes, refused, sources
from upslope.guide.outside.known import countries
from upslope.records.market import Cell, Chart, Column, MarketTable
from upslope.records.series import Series, Vintage

BY_MONTH = "_by_month"
"""Ends the names of these tables."""

MONTHS = 36


def by_month(
    series: Series,
    vintages: Sequence[Vintage],
    place: str | None = None,
    months: int | None = MONTHS,
) -> MarketTable:
    """Table the last value of each month.

    Args:
        series: what the numbers mean.
        vintages: those known on the day asked about; the last one is told.
        place: a place of the series, as its file names it; default: all countries.
        months: how many, up to the newest; ``None`` for all.

    >>> from upslope.guide.outside import catalogue
    >>> values = {"US": [("2026-01-30", 4.0), ("2026-01-31", 5.0), ("2026-02-01", 6.0)]}
    >>> vintage = Vintage(series="ai_share", as_of="2026-02-02", values=values)
    >>> by_month(catalogue()["ai_share"], [vintage]).rows
    [['US', '2026-01-31', 5.0], ['US', '2026-02-01', 6.0]]
    """
    name = f"{series.name}{BY_MONTH}"
    if not vintages:
        return refused(series, name, _columns(series))
    now = vintages[-1]
    places = countries(now) if place is None else [place]
    rows = [row for one in places for row in _months(one, now, months)]
    return MarketTable(
        name=name,
        title=f"{series.title}, by month",
        definition=f"{definition(series, now)} Shown is the last value of each month.",
        n=len(rows),
        period=(min(str(row[1]) for row in rows), max(str(row[1]) for row in rows)),
        sources=sources(series),
        columns=_columns(series),
        rows=rows,
        notes=notes(series, now) if place is None else now.notes,
        chart=Chart(kind="lines", x="day", y="value", by="place"),
    )


def _columns(series: Series) -> list[Column]:
    return [
        Column(name="place", label="place"),
        Column(name="day", label="day", kind="date"),
        Column(name="value", label="value", kind=kind_of(series), unit=series.unit),
    ]


def _months(place: str, vintage: Vintage, months: int | None) -> list[list[Cell]]:
    last = {day[:7]: (day, value) for day, value in vintage.values[place]}
    return [[place, day, value] for day, value in list(last.values())[-(months or 0) :]]
