"""The newest value of a series in each country, and how far such values were revised later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from upslope.guide.outside.beside import definition, kind_of, notes, points_of, refused, sources
from upslope.guide.outside.known import countries
from upslope.records.market import Cell, Chart, Column, MarketTable
from upslope.records.series import Series, Vintage

_STALE = timedelta(days=366)
_NEAR = 7
_DIFFERENCES = (
    "Differences are in {}. Revised by: what the newest value of a vintage has become since, less "
    "what it was when it was new; the median of the vintages before this one."
)
Values = Sequence[tuple[str, float]]


def newest(series: Series, vintages: Sequence[Vintage]) -> MarketTable:
    """Table the newest values, as the last of the vintages has them.

    Args:
        series: what the numbers mean.
        vintages: those known on the day asked about, the earliest first.

    >>> from upslope.guide.outside import catalogue
    >>> then = Vintage(series="ai_share", as_of="2026-01-02", values={"US": [("2025-12-31", 4.0)]})
    >>> values = {"US": [("2025-12-31", 4.5), ("2026-01-31", 5.0)]}
    >>> now = Vintage(series="ai_share", as_of="2026-02-02", values=values)
    >>> newest(catalogue()["ai_share"], [then, now]).records()
    ... # doctest: +NORMALIZE_WHITESPACE
    [{'place': 'US', 'day': '2026-01-31', 'value': 5.0, 'year_change': None, 'revision': 0.5,
      'revisions': 1}]
    """
    if not vintages:
        return refused(series, series.name, _columns(series))
    now, before = vintages[-1], vintages[:-1]
    places = countries(now)
    last = max(now.values[place][-1][0] for place in places)
    fresh = [place for place in places if not _is_stale(now.values[place][-1][0], last)]
    rows = [_row(place, now, before) for place in fresh]
    rows.sort(key=lambda row: -float(row[2] or 0))
    stale = {"places without a value for a year": len(places) - len(fresh)}
    excluded = {f"lines of the file: {why}": count for why, count in now.skipped.items()}
    return MarketTable(
        name=series.name,
        title=series.title,
        definition=f"{definition(series, now)} {_DIFFERENCES.format(points_of(series))}",
        n=sum(len(now.values[place]) for place in fresh),
        period=(min(now.values[place][0][0] for place in fresh), last),
        sources=sources(series),
        columns=_columns(series),
        rows=rows,
        excluded=excluded | {why: count for why, count in stale.items() if count},
        notes=notes(series, now),
        chart=Chart(kind="bars", x="place", y="value"),
    )


def _columns(series: Series) -> list[Column]:
    return [
        Column(name="place", label="place"),
        Column(name="day", label="newest", kind="date"),
        Column(name="value", label="value", kind=kind_of(series), unit=series.unit),
        Column(name="year_change", label="over a year", kind="number", unit="points"),
        Column(name="revision", label="revised by", kind="number", unit="points"),
        Column(name="revisions", label="vintages", kind="count"),
    ]


def _row(place: str, now: Vintage, before: Sequence[Vintage]) -> list[Cell]:
    values = now.values[place]
    day, value = values[-1]
    then = _near(values, _year_before(day))
    revised = _revisions(place, dict(values), before)
    change = None if then is None else round(value - then, 9)
    return [place, day, value, change, _middle(revised), len(revised)]


def _revisions(place: str, now: dict[str, float], before: Sequence[Vintage]) -> list[float]:
    """Return by how much the newest value of each earlier vintage has changed since."""
    ends = dict(
        vintage.values[place][-1] for vintage in reversed(before) if place in vintage.values
    )
    last = max(now)
    return [now[day] - first for day, first in ends.items() if day in now and day < last]


def _middle(revised: list[float]) -> float | None:
    return round(median(revised), 9) if revised else None


def _near(values: Values, day: date) -> float | None:
    """Return the value of a day, or the last one of the week before it."""
    earliest = (day - timedelta(days=_NEAR)).isoformat()
    found = [value for at, value in values if earliest < at <= day.isoformat()]
    return found[-1] if found else None


def _year_before(day: str) -> date:
    year = str(int(day[:4]) - 1)
    return date.fromisoformat(year + day[4:].replace("-02-29", "-02-28"))


def _is_stale(day: str, last: str) -> bool:
    return date.fromisoformat(last) - date.fromisoformat(day) > _STALE
