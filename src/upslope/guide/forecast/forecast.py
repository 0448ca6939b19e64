"""What a series may be some months on: as far as such forecasts have been worth something."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from upslope.errors import UsageError
from upslope.guide.forecast.histories import ordinal
from upslope.guide.forecast.intervals import bounds
from upslope.guide.forecast.methods import METHODS
from upslope.guide.forecast.months import Months, first_day, month_number
from upslope.guide.forecast.origins import LEAST, LONGEST, published
from upslope.guide.forecast.study import Study
from upslope.records.series import Forecast, Vintage

ALL_PLACES = "all"
STALE = 3
"""Months by which a series may end before its vintage; beyond, it has stopped."""
WIDEST = 0.5
"""Width of an interval that is of use, as a share of the forecast, at most."""


def forecast(
    vintages: Sequence[Vintage], place: str, horizon: int, *, revised: bool = True
) -> Forecast:
    """Forecast a series, or say why not; for several places or horizons see ``forecast_of``.

    Args:
        vintages: of one series, in any order; a series of one's own is one vintage.
        place: of the series.
        horizon: months after the last known one.
        revised: whether the publisher changes what was said before (``Study.of``).

    Raises:
        UsageError: if the horizon is below 1 or the vintages cannot be used.

    >>> days = [("2026-05-01", 1.0), ("2026-06-01", 1.2), ("2026-07-01", 1.1)]
    >>> vintage = Vintage(series="ai_share", as_of="2026-07-21", values={"DE": days})
    >>> forecast([vintage], "DE", 1).refused
    'DE has 3 months in a row; 24 are needed.'
    """
    return forecast_of(Study.of(vintages, like=place, revised=revised), place, horizon)


def forecast_of(study: Study, place: str, horizon: int) -> Forecast:
    """Forecast a place of a series that was replayed.

    Raises:
        UsageError: if the horizon is below 1.
    """
    if horizon < 1:
        raise UsageError(f"{horizon} months on is no future.", next="Ask for 1 or more.")
    known = study.months(place)
    made = _record(study, place, horizon, known)
    why = _unfit(study, place, known) or _not_shown(study, horizon)
    if why or known is None:
        return replace(made, refused=why)
    return _forecast(study, made, known)


def _record(study: Study, place: str, horizon: int, known: Months | None) -> Forecast:
    """Return the forecast without its numbers: what it is of, and what such ones were worth."""
    made = Forecast(
        series=study.series,
        place=place,
        as_of=study.as_of,
        month=first_day(known.last + horizon) if known is not None and len(known.values) else "",
        horizon=horizon,
        method="naive",
    )
    if horizon > LONGEST or not (judged := study.judged[horizon - 1]).origins:
        return made
    skill, low, high = judged.skill
    return replace(
        made,
        method=judged.method,
        skill=skill,
        skill_low=low,
        skill_high=high,
        coverage=judged.coverage[0],
        origins=judged.origins,
    )


def worth_of(study: Study, horizon: int) -> Forecast:
    """Return what forecasts of a horizon were worth in all places, and why there are none if so."""
    made = _record(study, ALL_PLACES, horizon, None)
    return replace(made, refused=_not_shown(study, horizon))


def _unfit(study: Study, place: str, known: Months | None) -> str:
    """Say why a place cannot be forecast at all; empty if it can."""
    if known is None:
        return f"The vintage of {study.as_of} does not have {place}."
    if len(known.values) < LEAST:
        return f"{place} has {len(known.values)} months in a row; {LEAST} are needed."
    if month_number(study.as_of) - known.last > STALE:
        return f"{place} ends with {first_day(known.last)[:7]}, long before {study.as_of}."
    if np.ptp(known.values[-LEAST:]) == 0:
        return f"{place} has not moved for {LEAST} months: no error can be learned from."
    return ""


def _not_shown(study: Study, horizon: int) -> str:
    """Say why a horizon is refused; empty if it is shown."""
    if horizon <= study.shown:
        return ""
    why = study.judged[min(horizon, LONGEST) - 1].refused
    if not why:
        why = f"Nothing is tried beyond {LONGEST} months."
    if not study.shown:
        return f"Forecasts of it have not shown their worth yet. {why}"
    return f"Forecasts have shown their worth up to {study.shown} months on. {why}"


def _forecast(study: Study, made: Forecast, known: Months) -> Forecast:
    """Fill in the numbers; refuse if the interval says too little."""
    logs, horizon = study.origins.logs, made.horizon
    values = np.log(known.values) if logs else known.values
    point = METHODS[made.method](values[None], horizon, len(values))[0, 0, -1]
    moment = ordinal(study.as_of), known.last
    low, high = bounds(study.origins, made.method, horizon, moment)
    ends = published(np.array([point + low, point, point + high]), logs)
    below, middle, above = map(float, ends)
    if not above - below <= WIDEST * abs(middle):
        why = f"The interval would be wider than {WIDEST:.0%} of the forecast: of no use."
        return replace(made, refused=why)
    return replace(made, point=middle, low=below, high=above, naive=float(known.values[-1]))
