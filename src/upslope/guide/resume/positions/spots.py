"""Where in a resume the dates stand that head an entry."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from upslope.guide.resume import dates, titles
from upslope.guide.resume.headings import Row
from upslope.guide.resume.headline import prose

MOST = 200
"""Dated entries that are read."""

STUDY = re.compile(
    r"\b(?:university|college|institute of technology|polytechnic|school|bachelor|master['’]?s|"
    r"universit[äéà]t?\w*|hochschule|fachhochschule|universidad|université|gymnasium|studium|"
    r"ph\.?d|degree|gpa|bootcamp|b\.?(?:s|sc|tech|e|a)\b\.?|m\.?(?:s|sc|tech)\b\.?)",
    re.IGNORECASE,
)
"""Words of schools and degrees, by which a line is told to be of a study."""


class Spot(NamedTuple):
    """A period and the lines it stands on."""

    period: dates.Period
    first: int
    last: int


def spots(text: str, lines: list[str], sections: Sequence[Row], now: int) -> list[Spot]:
    """Return each period with the lines it stands on: also seasons and lone years of headlines."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found: list[Spot] = []
    for period in islice(dates.periods(text, now), MOST):
        first, last = (bisect_right(starts, at) - 1 for at in (period.start, period.end))
        if _heads_one(lines[first]):
            found.append(Spot(period, first, last))
    taken = {row for spot in found for row in range(spot.first, spot.last + 1)}
    for row, line in enumerate(lines):
        if row not in taken and sections[row].section in ("work", "projects") and not prose(line):
            period_of = dates.season(line) or _lone(line, sections[row])
            if period_of and len(found) < MOST:
                found.append(Spot(period_of, row, row))
    return sorted(found, key=lambda spot: (spot.first, spot.period.start))


def _heads_one(line: str) -> bool:
    """Say whether a line with a period heads an entry; one in a sentence or a task heads none."""
    if not prose(line):
        return True
    bare = dates.without(line).strip(" -*•·–>▪◦.")
    short = len(bare) < 90 and not re.search(r"[.;] ", bare)
    return short and (titles.held(bare) or bool(STUDY.search(bare)))


def _lone(line: str, row: Row) -> dates.Period | None:
    """Return half a year for a title with one year beside it, a month for one with a month."""
    found = list(dates.singles(line))
    if row.section != "work" or len(found) != 1 or not titles.held(line) or len(line) > 90:
        return None
    month, start, end = found[0]
    exact = bool(re.search(r"[^\W\d_]{3}|\d[/.-]", line[start:end]))
    return dates.Period(month, month if exact else month + 5, start, end)
