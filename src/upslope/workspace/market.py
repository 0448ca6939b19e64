"""What ``upslope market`` does: tables of the stored openings on any day, and of outside series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from upslope.errors import NotFoundError, StoreError, UsageError
from upslope.records import MarketTable
from upslope.records.understanding import Role

if TYPE_CHECKING:
    from upslope.guide.forecast import Study
    from upslope.workspace.workspace import Workspace

FORECASTS, PATH = "_forecasts", "_forecast"
"""What the tables of forecasts are called after their series: of all places, and one drawn."""


class Ours(NamedTuple):
    """Which of our own openings are asked about, and in which currency pay is told."""

    day: date | None
    role: Role | None
    country: str | None
    currency: str | None


class Market:
    """The market, as one workspace can tell it.

    Args:
        workspace: whose openings; outside series are the person's own.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def names(self, *, ours: bool = False) -> list[str]:
        """Names of the tables, in the order of reading.

        Args:
            ours: only those that tell of our own openings.
        """
        from upslope.guide import market

        return market.names() if ours else [*market.names(), *self._outside()]

    def tables(
        self,
        names: Sequence[str] = (),
        *,
        day: date | None = None,
        role: Role | None = None,
        place: str = "",
        currency: str | None = None,
    ) -> list[MarketTable]:
        """Return tables as they were known on a day.

        Args:
            names: which; default: all, or all of our own openings with a role or a place.
            day: default: today, after what changed was written down.
            role: of our own openings, tell only of this role.
            place: of our own openings, tell only of this country; a city stands for its own.
            currency: in which pay is told; default: that which most openings state it in.

        Raises:
            UsageError: there is no such table, nothing is known of that day, or no country of the
                place.
            DamagedError: a file of the snapshots is not what was written.
        """
        from upslope.guide import market

        inside, known = market.names(), self.names()
        if unknown := [name for name in names if name not in known]:
            near = get_close_matches(unknown[0].casefold(), known, n=3)
            meant = (
                f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(known)}."
            )
            raise NotFoundError(f"There is no table {unknown[0]!r}.", next=meant)
        every = self.names(ours=bool(role or place))
        asked = [name for name in known if name in (names or every)]
        ours = Ours(day, role, country(place) if place else None, currency)
        found = self._of_ours([name for name in asked if name in inside], ours)
        study = cache(partial(self._study, day=day))
        return found + [self._of_others(name, day, study) for name in asked if name not in inside]

    def _of_ours(self, names: Sequence[str], asked: Ours) -> list[MarketTable]:
        """Table the openings, of today after what changed was written down, if that is possible."""
        from upslope import pipeline
        from upslope.guide import market

        store, missed = self._workspace.store, list[str]()
        if not names:
            return []
        if asked.day is None:
            try:
                pipeline.take_snapshot(store)
            except StoreError as error:  # a full disk: what is there can still be told
                if not store.snapshots.taken():
                    raise
                missed = [f"{error.what} Told is what was written down before."]
        folder = store.snapshots.folder
        with market.read(folder, asked.day, role=asked.role, country=asked.country) as read:
            told = read.tables(*names, currency=asked.currency)
        return [replace(table, notes=[*missed, *table.notes]) for table in told]

    def _outside(self) -> list[str]:
        """Names of what others publish: each series, its months, and where it may go."""
        from upslope.guide.outside import catalogue

        known = self._workspace.own.outside.names()
        ahead = [name + kind for name in catalogue() if name in known for kind in (FORECASTS, PATH)]
        return known + ahead

    def _of_others(
        self, name: str, day: date | None, study_of: Callable[[str], Study | None]
    ) -> MarketTable:
        from upslope.guide.forecast import forecasts_table, path_table
        from upslope.guide.outside import catalogue

        outside = self._workspace.own.outside
        if not name.endswith((FORECASTS, PATH)):
            return outside.tables([name], day=day)[0]
        series = catalogue()[name.removesuffix(FORECASTS).removesuffix(PATH)]
        study = study_of(series.name)
        if study is None:
            return replace(outside.tables([series.name], day=day)[0], name=name)
        if name.endswith(FORECASTS):
            return forecasts_table(study, series)
        others = study.places or ["US"]
        return path_table(study, series, "US" if "US" in others else others[0])

    def _study(self, series: str, day: date | None) -> Study | None:
        """Replay a series; ``None`` if no file of it was known on the day."""
        from upslope.guide.forecast import Study

        vintages = self._workspace.own.outside.vintages(series, day)
        return Study.of(vintages) if vintages else None


def country(place: str) -> str:
    """Return the code of the country that a place is in.

    Raises:
        UsageError: none is known.

    >>> country("Germany"), country("Leeds, United Kingdom")
    ('DE', 'GB')
    """
    from upslope.normalize.place import places

    found, _ = places([place])
    countries = {one.country for one in found if one.country}
    if len(countries) != 1:
        raise UsageError(
            f"{place!r} is not known as one country.",
            next='Name one: --place Germany, or --place "Leeds, United Kingdom"',
        )
    return countries.pop()
