"""What stands beside every forecast: how it was made, and what its record does not show."""

from __future__ import annotations

import numpy as np

from upslope.guide.forecast.forecast import WIDEST
from upslope.guide.forecast.intervals import HALF_LIFE
from upslope.guide.forecast.judged import FEWEST, LEAST_COVERAGE, WINDOWS, judge
from upslope.guide.forecast.months import first_day
from upslope.guide.forecast.revisions import revisions
from upslope.guide.forecast.study import Study
from upslope.records.series import Series

METHOD = (
    "Shown are means of months. Forecast is what will be published first for a month, not what it "
    "is revised to later. The 80 % interval is made from the errors of past forecasts, all places "
    f"together; an error weighs half after {HALF_LIFE:.0f} months. The method is the "
    "better one of those whose skill has an interval above zero, and whose errors were no larger "
    "than those of naive ('it stays as it is') in the months before the oldest vintage; if there "
    "is none, naive. Skill is 1 - error / error of "
    "naive, with a 95 % interval, widened as the better of two methods is taken; coverage is the "
    "share of past intervals that held what came. Both are of forecasts that saw only what was "
    "known then; but method and half-life were chosen knowing them, which flatters coverage a "
    "little. A horizon is shown if at least "
    f"{FEWEST} such forecasts, and {WINDOWS} for each month ahead, could be checked, and coverage "
    f"was at least {100 * LEAST_COVERAGE:.0f} % and not clearly below 80 %; an interval wider than "
    f"{100 * WIDEST:.0f} % of the forecast is not shown."
)


def definition(series: Series) -> str:
    """Say what the numbers mean and how they are forecast."""
    return f"{series.definition} {METHOD}"


def sources(series: Series) -> list[str]:
    """Name the publisher, as the licence asks."""
    return [f"{series.publisher}, {series.url} ({series.licence})"]


def worth(study: Study) -> list[str]:
    """Say what the record of past forecasts does not show."""
    origins, last = study.origins, study.judged[max(study.shown, 1) - 1]
    notes = [f"The newest vintage is of {study.as_of}."]
    if len(then := origins.month[origins.known_then]):
        notes.append(
            f"Past forecasts that saw only what was known then were made from "
            f"{first_day(then.min())[:7]} to {first_day(then.max())[:7]}; times of another kind "
            "may treat them worse."
        )
    cut = judge(origins, last.horizon, ~origins.known_then)
    if cut.origins:
        skill, low, high = cut.skills[last.method]
        notes.append(
            f"Before that the oldest vintage was cut at {cut.origins} past months. It was revised "
            f"by then, which flatters: skill {last.horizon} months on was {skill:.2f} "
            f"({low:.2f} to {high:.2f})."
        )
    if len(changes := revisions(study.known)):
        notes.append(
            f"Of {len(changes)} values first published in these vintages, half were later revised "
            f"by {np.median(abs(changes)):.1%} or more."
        )
    if np.isfinite(last.later):
        notes.append(
            f"Of what the newest vintage says, past intervals {last.horizon} months on held "
            f"{last.later:.0%}: they are for what is published first."
        )
    return notes
