"""What ``upslope series`` does: keep the files of outside series, and say what was known when."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from upslope.errors import ReadError, UsageError
from upslope.formats.series import read, recognise
from upslope.guide.outside import BY_MONTH, by_month, catalogue, check, joined, newest, read_kept
from upslope.normalize.gazetteer import countries, fold
from upslope.records import MarketTable, Vintage
from upslope.store.vintages import VintageFiles, is_day
from upslope.workspace.downloads import Taken, download, take
from upslope.workspace.given import reply_of

if TYPE_CHECKING:
    from upslope.workspace.workspace import Workspace

_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")

_MOST_TOLD = 20


class Held(NamedTuple):
    """What is kept of a series: how many files, of which days."""

    series: str
    files: int
    first: str | None
    last: str | None


class Outside:
    """The outside series of one workspace.

    Args:
        workspace: in whose folder the files are, and through whose door they come.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._files = VintageFiles(workspace.settings.home, workspace.store.owner)

    def held(self) -> list[Held]:
        """Say of each series what is kept."""
        return [self._held(name) for name in catalogue()]

    def add(self, file: Path, as_of: str | None = None, name: str | None = None) -> Taken:
        """Keep a file that the person has.

        Args:
            file: a CSV file as its publisher gives it out.
            as_of: the day on which it was published; default: the one it was kept with before, the
                one in its name, else the end of what it tells.
            name: of the series; default: told by its columns.

        Raises:
            UsageError: the file cannot be opened, does not say its series, or is of the future.
            ReadError: it is not a file of the series. Nothing is kept then.
        """
        body = reply_of(file).body
        series = name or recognise(body)
        if series is None:
            raise ReadError(
                f"{file.name} has not the columns of a series that is known here.",
                next=f"If it is one of them, say which: --name {' | '.join(catalogue())}",
            )
        day, day_from = as_of, "as you said"
        if day is None:
            day, day_from = self._day_of(file, check(series), body)
        if is_day(day) and day > datetime.now(UTC).date().isoformat():
            raise UsageError(f"{day} is yet to come: no file can be of that day.")
        return take(self._files, series, day, body)._replace(origin=file.name, day_from=day_from)

    def _day_of(self, file: Path, series: str, body: bytes) -> tuple[str, str]:
        """Tell the day of a file when nobody says it, and from what it was told."""
        if kept := self._files.find(series, body):
            return kept.as_of, "the day it was kept with before"
        named = next((day for day in _DAY.findall(file.stem) if is_day(day)), None)
        if named:
            return named, "the day in its name"
        today = datetime.now(UTC).date()
        values = read(series, body, today.isoformat()).values.values()
        last = max(day for *_, (day, _) in values)
        if catalogue()[series].step == "month":
            return min(_end_of_month(last), today).isoformat(), "the end of the last month in it"
        return last, "the last day in it"

    def download(self, names: Sequence[str] = (), *, history: bool = False) -> Iterator[Taken]:
        """Ask the publisher for files of series, by name or all, and keep each as it comes.

        Args:
            names: of series; default: all.
            history: also earlier versions of each file.

        Raises:
            UsageError: there is no such series.
        """
        for name in names:
            check(name)
        replies, door = self._workspace.store.replies, self._workspace.door
        return download(self._files, replies, door, names or tuple(catalogue()), history=history)

    def vintages(self, name: str, day: date | str | None = None) -> list[Vintage]:
        """Return a series as it was known on each day on which a file of it came, oldest first.

        Args:
            name: of the series.
            day: only what was known then; default: all.

        Raises:
            UsageError: there is no such series.
        """
        check(name)
        files = [file for file in self._files.kept(name) if day is None or file.as_of <= str(day)]
        return joined(filter(None, (read_kept(self._files, file) for file in files)))

    def names(self) -> list[str]:
        """Names of the tables of those series of which a file is kept."""
        kept = [name for name in catalogue() if self._files.kept(name)]
        return [table for name in kept for table in (name, f"{name}{BY_MONTH}")]

    def tables(
        self, names: Sequence[str] | None = None, *, day: date | None = None
    ) -> list[MarketTable]:
        """Return tables of series, as they were known on a day.

        Args:
            names: of series, or with ``_by_month``; default: all of which a file is kept.
            day: default: today.

        Raises:
            UsageError: there is no such series.
        """
        found, known = list[MarketTable](), dict[str, list[Vintage]]()
        for table in self.names() if names is None else names:
            name = table.removesuffix(BY_MONTH)
            if name not in known:
                known[name] = self.vintages(name, day)
            make = by_month if table.endswith(BY_MONTH) else newest
            found.append(make(catalogue()[name], known[name]))
        return found

    def show(self, name: str, place: str | None = None, day: date | None = None) -> MarketTable:
        """Return a series as it was known on a day: newest values, or all months of one place.

        Raises:
            UsageError: there is no such series or place.
        """
        vintages = self.vintages(name, day)
        if place is None or not vintages:
            return newest(catalogue()[name], vintages)
        return by_month(catalogue()[name], vintages, _place(vintages[-1], place), months=None)

    def lines(
        self, name: str, place: str | None = None, day: date | None = None
    ) -> Iterator[dict[str, object]]:
        """Yield the newest value of each place, or all of one, each with what it counts.

        Raises:
            UsageError: there is no such series or place.
        """
        series, vintages = catalogue()[check(name)], self.vintages(name, day)
        for vintage in vintages[-1:]:
            only = _place(vintage, place) if place else None
            for where, values in vintage.values.items():
                for at, value in values[-1:] if only is None else values:
                    if only in (None, where):
                        yield {
                            "series": name,
                            "place": where,
                            "day": at,
                            "value": value,
                            "unit": series.unit,
                            "as_of": vintage.as_of,
                            "definition": series.definition,
                            "publisher": series.publisher,
                            "licence": series.licence,
                        }

    def _held(self, name: str) -> Held:
        days = [file.as_of for file in self._files.kept(name)]
        return Held(name, len(days), days[0] if days else None, days[-1] if days else None)


def _place(vintage: Vintage, wanted: str) -> str:
    """Return a place as its series names it; of a country, any name is known."""
    known = {place.casefold(): place for place in vintage.values}
    asked = wanted.casefold()
    if asked not in known:
        asked = countries().get(fold(wanted), "").casefold()
    if asked not in known:
        raise UsageError(
            f"{vintage.series} has no place {wanted!r}.",
            next=f"It has: {', '.join([*vintage.values][:_MOST_TOLD])} ...",
        )
    return known[asked]


def _end_of_month(day: str) -> date:
    year, month = int(day[:4]), int(day[5:7])
    return date(year, month, monthrange(year, month)[1])
