"""What each vintage knew of each place, and on which scale a series moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np

from upslope.errors import UsageError
from upslope.guide.forecast.months import Months, months
from upslope.records.series import Vintage

Histories = dict[str, list[tuple[str, Months]]]
"""Place -> its months as each vintage has them, the oldest first, with the vintage's day."""


def histories(vintages: Sequence[Vintage], logs: bool) -> Histories:
    """Return each place's months in each vintage, the oldest first.

    Raises:
        UsageError: if a vintage's day is none, or the vintages are of several series.
    """
    if len({vintage.series for vintage in vintages}) > 1:
        raise UsageError("The vintages are of several series.", next="Give those of one.")
    found: Histories = defaultdict(list)
    for vintage in sorted(vintages, key=lambda one: one.as_of):
        ordinal(vintage.as_of)
        for place, values in vintage.values.items():
            known = months(values, vintage.as_of)
            found[place].append((vintage.as_of, known.above_zero() if logs else known))
    return dict(found)


def ordinal(day: str) -> int:
    """Return a day as a number.

    Raises:
        UsageError: if it is none.
    """
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        raise UsageError(f"{day!r} is not a day.", next="Write days as 2026-07-21.") from None


def in_logs(vintages: Sequence[Vintage]) -> bool:
    """Say whether ratios or differences are what a series moves by.

    Ratios, if in the oldest vintage the values of most places stay well above zero, as shares and
    indices do; growth rates come near zero or below it. The oldest decides, so that what comes
    later does not change what was said before.

    >>> rates = {"DE": [("2026-01-01", 0.02), ("2026-02-01", -0.01)]}
    >>> in_logs([Vintage(series="wage_growth", as_of="2026-03-01", values=rates)])
    False
    """
    oldest = min(vintages, key=lambda one: one.as_of)
    found = [months(values, oldest.as_of).values for values in oldest.values.values()]
    above = [bool(each.min() > np.median(each) / 10) for each in found if len(each)]
    return 2 * sum(above) > len(above)
