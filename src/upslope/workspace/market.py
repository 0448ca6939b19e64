"""What ``upslope market`` does: tables of the stored openings on any day, and of outside series."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from upslope.errors import StoreError, UsageError
from upslope.records import MarketTable

if TYPE_CHECKING:
    from upslope.guide.forecast import Study
    from upslope.workspace.workspace import Workspace

FORECASTS, PATH = "_forecasts", "_forecast"
"""What the tables of forecasts are called after their series: of all places, and one drawn."""


class Market:
    """The market, as one workspace can tell it.

    Args:
        workspace: whose openings; outside series are the person's own.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def names(self) -> list[str]:
        """Names of the tables, in the order of reading."""
        from upslope.guide import market

        return [*market.names(), *self._outside()]

    def tables(self, names: Sequence[str] = (), *, day: date | None = None) -> list[MarketTable]:
        """Return tables as they were known on a day.

        Args:
            names: which; default: all.
            day: default: today, after what changed was written down.

        Raises:
            UsageError: there is no such table, or nothing is known of that day.
            DamagedError: a file of the snapshots is not what was written.
        """
        from upslope.guide import market

        inside, known = market.names(), self.names()
        if unknown := [name for name in names if name not in known]:
            raise UsageError(
                f"There is no table {unknown[0]!r}.", next=f"There are: {', '.join(known)}."
            )
        asked = [name for name in known if name in (names or known)]
        found: list[MarketTable] = []
        if ours := [name for name in asked if name in inside]:
            with market.read(self._folder(day), day) as read:
                found += read.tables(*ours)
        return found + [self._of_others(name, day) for name in asked if name not in inside]

    def _outside(self) -> list[str]:
        """Names of what others publish: each series, its months, and where it may go."""
        from upslope.guide.outside import catalogue

        known = self._workspace.own.outside.names()
        ahead = [name + kind for name in catalogue() if name in known for kind in (FORECASTS, PATH)]
        return known + ahead

    def _of_others(self, name: str, day: date | None) -> MarketTable:
        from upslope.guide.forecast import forecasts_table, path_table
        from upslope.guide.outside import catalogue

        if not name.endswith((FORECASTS, PATH)):
            [table] = self._workspace.own.outside.tables([name], day=day)
            return table
        series = catalogue()[name.removesuffix(FORECASTS).removesuffix(PATH)]
        study = self._study(series.name, day)
        if name.endswith(FORECASTS):
            return forecasts_table(study, series)
        return path_table(study, series, "US" if "US" in study.places else study.places[0])

    @lru_cache(maxsize=8)  # noqa: B019  (a workspace has one, for as long as it is open)
    def _study(self, series: str, day: date | None) -> Study:
        from upslope.guide.forecast import Study

        return Study.of(self._workspace.own.outside.vintages(series, day))

    def _folder(self, day: date | None) -> Path:
        """Return where the snapshots are, after today's was taken if today is asked for.

        On a full disk, or a read-only one, those that are there are shown.
        """
        from upslope import pipeline

        snapshots = self._workspace.store.snapshots
        if day is None:
            with suppress(StoreError):
                pipeline.take_snapshot(self._workspace.store)
        return snapshots.folder
