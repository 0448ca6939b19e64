"""A series with the record of its past forecasts: replayed once, then asked for any place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import msgspec
import numpy as np

from upslope.errors import UsageError
from upslope.guide.forecast.histories import Histories, histories, in_logs
from upslope.guide.forecast.judged import Judged, judge_all
from upslope.guide.forecast.months import Months
from upslope.guide.forecast.origins import Origins, replay
from upslope.records.series import Vintage


@dataclass(frozen=True, kw_only=True)
class Study:
    """A series with the record of its past forecasts.

    Args:
        series: its name.
        as_of: day of the newest vintage.
        known: its months, by place and vintage.
        origins: its past forecasts.
        judged: their worth, by horizon from 1 month on.

    >>> days = [(f"{2024 + m // 12}-{m % 12 + 1:02d}-01", 5.0 + m % 3) for m in range(30)]
    >>> study = Study.of([Vintage(series="yours", as_of="2026-07-01", values={"DE": days})])
    >>> study.places, len(study.origins.month), study.shown
    (['DE'], 7, 0)
    """

    series: str
    as_of: str
    known: Histories
    origins: Origins
    judged: list[Judged]

    @classmethod
    def of(cls, vintages: Sequence[Vintage], *, like: str = "US", revised: bool = True) -> Self:
        """Replay a series.

        Args:
            vintages: of one series, in any order.
            like: a place; only places like it are taken in: countries with countries, their parts
                (states, sectors) with parts. All are, if none is like it.
            revised: whether its publisher changes what was said before. If not, a series that is
                cut at a past month is what was known then, and one vintage is enough.

        Raises:
            UsageError: if there is no vintage, one has no day, or they are of several series.
        """
        if not vintages:
            raise UsageError("There is no vintage to forecast from.", next="Add the series first.")
        vintages = _alike(vintages, like)
        logs = in_logs(vintages)
        known = histories(vintages, logs)
        origins = replay(known, logs)
        if not revised:
            origins = replace(origins, known_then=np.ones_like(origins.known_then))
        newest = max(vintages, key=lambda one: one.as_of)
        return cls(
            series=newest.series,
            as_of=newest.as_of,
            known=known,
            origins=origins,
            judged=judge_all(origins),
        )

    @property
    def places(self) -> list[str]:
        """The places of the newest vintage."""
        return sorted(place for place in self.known if self.months(place) is not None)

    @property
    def shown(self) -> int:
        """Months ahead up to which forecasts were shown to be worth something; 0 if none were."""
        return sum(not one.refused for one in self.judged)

    def months(self, place: str) -> Months | None:
        """Return what the newest vintage knows of a place; ``None`` if it does not have it."""
        history = self.known.get(place, [])
        return history[-1][1] if history and history[-1][0] == self.as_of else None


def _alike(vintages: Sequence[Vintage], like: str) -> list[Vintage]:
    """Leave out places of another kind, if any is of the kind asked for."""
    kind = _is_country(like)
    found = [
        {place: values for place, values in one.values.items() if _is_country(place) == kind}
        for one in vintages
    ]
    if not any(found):
        return list(vintages)
    return [
        msgspec.structs.replace(one, values=values)
        for one, values in zip(vintages, found, strict=True)
    ]


def _is_country(place: str) -> bool:
    """Say whether a place is a country (or the euro area, EA), by ISO 3166-1 alpha-2."""
    return len(place) == len("US") and place.isalpha()
