"""Periods of time that a resume states: "May 2019 - Present", "06/2012 to 10/2014", "2012-2014"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_DATE = (
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|"
    r"spring|summer|fall|autumn|winter)[a-z]{0,6}\.?,?\s?['’]?|\d{1,2}[/.-])?(?:19|20)\d\d(?:-\d\d\b)?"
)
_NOW = r"(?:present|current(?:ly)?|now|today|to\s?date|till\s?(?:date|now)|date|ongoing)\b"
_RANGE = re.compile(
    rf"\b(?P<start>{_DATE})\s*\??(?:-|–|—|to|until|till?|through)+\s*(?P<end>{_DATE}|{_NOW})"
    rf"|\bsince\s(?P<since>{_DATE})(?!\d)",
    re.IGNORECASE,
)
_SINGLE = re.compile(rf"\b{_DATE}(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of months, ``first`` to ``last`` inclusive, counted from the year 0.

    ``start`` and ``end`` are where it stands in the text; ``open`` says that it has not ended.
    """

    first: int
    last: int
    start: int
    end: int
    open: bool = False

    def until(self, month: int) -> Period:
        """Return the period as it was in that month, if it has not ended; else itself."""
        return replace(self, last=max(self.first, month)) if self.open else self


def month(when: date) -> int:
    """Return a day's month, counted from the year 0.

    >>> month(date(2020, 1, 31)) - month(date(2019, 12, 1))
    1
    """
    return when.year * 12 + when.month - 1


def periods(text: str, now: int) -> Iterator[Period]:
    """Find the periods in a text; one that goes on ends in the month ``now``.

    >>> [(p.last - p.first + 1, p.open) for p in periods("Jan 2020 - Mar 2021; 2012 to 2014", 0)]
    [(15, False), (24, False)]
    """
    for match in _RANGE.finditer(text):
        start, end = match["start"] or match["since"], match["end"] or "now"
        goes_on = not re.search(r"\d{4}", end)
        last = now if goes_on else _month(end)
        if not goes_on and not _exact(end):
            last -= 1  # "2012 to 2014" is two years, not three
        if 0 <= last - _month(start) < 60 * 12:
            yield Period(_month(start), last, *match.span(), goes_on)
        elif last - _month(start) == -1:  # "2019 - 2019": half a year
            yield Period(last + 1, last + 6, *match.span())


def months(found: Iterable[Period]) -> int:
    """Return how many months the periods cover together: what overlaps counts once.

    >>> months([Period(0, 11, 0, 0), Period(6, 17, 0, 0)])
    18
    """
    return len({month for period in found for month in range(period.first, period.last + 1)})


def newest(text: str) -> int | None:
    """Return the latest month that a text names, ``None`` if it names none."""
    return max((_month(match.group()) for match in _SINGLE.finditer(text)), default=None)


def _exact(text: str) -> bool:
    return bool(re.search(r"[a-z]{3}|\d[/.-]", text, re.IGNORECASE))


def _month(text: str) -> int:
    """Read one date; a bare year stands for its January."""
    low = text.lower()
    year = int(re.findall(r"(?:19|20)\d\d", low)[0])
    if word := re.search(r"[a-z]{3,}", low.replace("th ", " ")):
        named = word.group()
        return year * 12 + (
            _MONTHS.index(named[:3]) if named[:3] in _MONTHS else _SEASONS[named] - 1
        )
    if number := re.match(r"(\d{1,2})[/.-]\d{4}", low) or re.match(r"\d{4}-(\d\d)", low):
        return year * 12 + min(max(int(number[1]), 1), 12) - 1
    return year * 12
