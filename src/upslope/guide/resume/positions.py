"""The dated entries of a resume: when, what it was called, where, and what kind of entry it is.

Resumes put the title on the line of the dates, above it or below it, so the lines around a date
are read together; the heading above says whether it is work, study or a project.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice, zip_longest
from typing import NamedTuple

from upslope.guide.resume import dates, titles
from upslope.guide.resume.degrees import degree, institution
from upslope.guide.resume.headings import Row, rows
from upslope.guide.resume.headline import Headline, headline, organization, place, prose
from upslope.records.resume import PositionKind

MOST = 200
"""Dated entries that are read."""

LONGEST = 80
"""Lines that tell of one entry."""

_STUDY = re.compile(
    r"\b(?:university|college|institute of technology|polytechnic|school|bachelor|master['’]?s|"
    r"universit[äéà]t?\w*|hochschule|fachhochschule|universidad|université|gymnasium|studium|"
    r"ph\.?d|degree|gpa|bootcamp|b\.?(?:s|sc|tech|e|a)\b\.?|m\.?(?:s|sc|tech)\b\.?)",
    re.IGNORECASE,
)
_LASTED = re.compile(r"\d+ (?:yea?rs?|months?|mos?)(?: \d+ (?:months?|mos?))?", re.IGNORECASE)
_KINDS: dict[str, PositionKind] = {
    "education": "study",
    "projects": "project",
    "publications": "project",
    "volunteering": "unrelated",
}
# Dates in these sections are those of a certificate, a prize or a sentence, not of a position.
_UNDATED = frozenset({"certifications", "skills", "summary", "languages", "publications"})


class _Spot(NamedTuple):
    """A period and the lines it stands on."""

    period: dates.Period
    first: int
    last: int


class _Near(NamedTuple):
    """The lines around a date, numbered and nearest first; ``dated`` is its own without it."""

    dated: str
    above: list[tuple[int, str]]
    below: list[tuple[int, str]]

    @property
    def others(self) -> list[tuple[int, str]]:
        """The lines above, then those below."""
        return [*self.above, *self.below]


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated entry: its period, its title, the line that holds the title, and its kind.

    ``first`` and ``last`` are the lines of its headline, ``lines`` those that tell of it, up to
    line ``end``.
    """

    period: dates.Period
    title: str
    kind: PositionKind
    source: str
    row: Row
    organization: str | None = None
    first: int = 0
    last: int = 0
    end: int = 0
    lines: tuple[str, ...] = field(default=(), compare=False)

    @property
    def counts(self) -> bool:
        """Whether it stands where positions stand, and not in a list of prizes or skills."""
        known = self.row.section == "other" and not self.row.unknown
        return self.row.section not in _UNDATED and not known


def positions(text: str, now: int, sections: Sequence[Row] | None = None) -> list[Dated]:
    """Find every dated entry in reading order; what has not ended ends in the month ``now``.

    >>> text = "Education\\nM.Sc. Physics, 2015 - 2017\\nExperience\\nAnalyst, Firm, 2018 - 2020"
    >>> found = positions(text, now=24300)
    >>> [(position.title, position.organization, position.kind) for position in found]
    [('M.Sc. Physics', None, 'study'), ('Analyst', 'Firm', 'work')]
    """
    lines = text.split("\n")
    sections = rows(lines) if sections is None else sections
    found = _heads(lines, sections, _spots(text, lines, sections, now))
    found = [one if one.organization else _under(one, lines) for one in found]
    found = [_told(one, lines, sections, after) for one, after in zip_longest(found, found[1:])]
    return _employers(found)


def _spots(text: str, lines: list[str], sections: Sequence[Row], now: int) -> list[_Spot]:
    """Return each period with the lines it stands on: also seasons and lone years of headlines."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    spots: list[_Spot] = []
    for period in islice(dates.periods(text, now), MOST):
        first, last = (bisect_right(starts, at) - 1 for at in (period.start, period.end))
        if _heads_one(lines[first]):
            spots.append(_Spot(period, first, last))
    taken = {row for spot in spots for row in range(spot.first, spot.last + 1)}
    for row, line in enumerate(lines):
        if row not in taken and sections[row].section in ("work", "projects") and not prose(line):
            period_of = dates.season(line) or _lone(line, sections[row])
            if period_of and len(spots) < MOST:
                spots.append(_Spot(period_of, row, row))
    return sorted(spots, key=lambda spot: (spot.first, spot.period.start))


def _heads_one(line: str) -> bool:
    """Say whether a line with a period heads an entry; one in a sentence or a task heads none."""
    if not prose(line):
        return True
    bare = dates.without(line).strip(" -*•·–>▪◦.")
    short = len(bare) < 90 and not re.search(r"[.;] ", bare)
    return short and (titles.held(bare) or bool(_STUDY.search(bare)))


def _lone(line: str, row: Row) -> dates.Period | None:
    """Return half a year for a title with one year beside it, a month for one with a month."""
    found = list(dates.singles(line))
    if row.section != "work" or len(found) != 1 or not titles.held(line) or len(line) > 90:
        return None
    month, start, end = found[0]
    exact = bool(re.search(r"[^\W\d_]{3}|\d[/.-]", line[start:end]))
    return dates.Period(month, month if exact else month + 5, start, end)


def _heads(lines: list[str], sections: Sequence[Row], spots: Sequence[_Spot]) -> list[Dated]:
    """Read the headline of each period; where it may stand above or below, most others decide."""
    near = [_near(lines, sections, spot.first, spot.last) for spot in spots]
    sides = Counter(filter(None, map(_side, near)))
    found = []
    for spot, lone in zip(spots, near, strict=True):
        around = _chosen(lone, sides)
        row = sections[spot.first]
        read = _headline(around.dated, [line for _, line in around.others], row)
        used = [number for number, line in around.others if _used(line, read)]
        found.append(
            Dated(
                period=spot.period,
                title=read.title,
                kind=_kind(read, [around.dated, *(line for _, line in around.others)], row),
                source=read.source or around.dated or lines[spot.first].strip(),
                row=row,
                organization=read.organization,
                first=min([spot.first, *used]),
                last=max([spot.last, *used]),
            )
        )
    return found


def _side(near: _Near) -> str | None:
    """Return on which side of a date its title stands, if only one side names an occupation."""
    above, below = (any(titles.held(line) for _, line in one) for one in (near.above, near.below))
    if titles.held(near.dated) or above == below:
        return None
    return "above" if above else "below"


def _chosen(near: _Near, sides: Counter[str]) -> _Near:
    """Leave out lines that belong to the entry before or after."""
    above, below = near.above, near.below
    if titles.held(near.dated):
        above = above[:1]
    elif any(titles.held(line) for _, line in below) and sides["below"] > sides["above"]:
        above = [one for one in above if not titles.held(one[1])]
    elif any(titles.held(line) for _, line in above) and sides["above"] > sides["below"]:
        below = [one for one in below if not titles.held(one[1])]
    return _Near(near.dated, above, below)


def _headline(dated: str, others: list[str], row: Row) -> Headline:
    """Read a headline as its section has them; a project has a name and no employer."""
    kind = _KINDS.get(row.section)
    if kind == "project":
        title = dated if re.search(r"\w{3}", dated) else next(iter(others), "")
        return Headline(title.strip(" -*•·–>▪◦"), None, title)
    if kind == "study":
        lines = [line for line in (dated, *others) if re.search(r"\w{3}", line)]
        title = next(filter(degree, lines), next(iter(lines), ""))
        return Headline(
            title.strip(" -*•·–>▪◦"), next(filter(None, map(institution, lines)), None), title
        )
    read = headline(dated, others)
    named = next(filter(_degree, (dated, *others)), None)
    if named and not titles.held(read.title):
        school = next(filter(None, map(institution, (dated, *others))), None)
        return Headline(named.strip(), school, named)
    return read


def _degree(line: str) -> bool:
    return degree(line, education=False) is not None


def _used(line: str, read: Headline) -> bool:
    """Say whether a line is part of the headline that was read, or is a place beside it."""
    return (
        line.strip() == read.source
        or bool(read.organization and read.organization in line)
        or place(line)
    )


def _near(lines: list[str], sections: Sequence[Row], first: int, last: int) -> _Near:
    """Return a date's lines without it, and the lines above and below that may be its headline."""
    dated = dates.without("  ".join(lines[first : last + 1]))
    dated = dated if len(dated) <= 200 else ""
    up, down = range(first - 1, max(-1, first - 12), -1), range(last + 1, len(lines))[:11]
    close = bool(first and lines[first - 1].strip() and _walk(lines, sections, up[:1], True))
    return _Near(
        dated,
        _walk(lines, sections, up, bool(dated)),
        _walk(lines, sections, down, bool(dated) or close),
    )


def _walk(
    lines: list[str], sections: Sequence[Row], numbers: range, dated: bool
) -> list[tuple[int, str]]:
    """Collect headline-like lines from a date outwards; a date alone may be one blank line away."""
    found: list[tuple[int, str]] = []
    blanks = 0
    for number in numbers:
        line = lines[number]
        if not line.strip():
            blanks += 1
            if dated or blanks > 3 or len(found) > 1:
                break
            continue
        blanks = 0
        if sections[number].heading or prose(line) or any(True for _ in dates.singles(line)):
            break
        if re.search(r"[^\W\d_]{3}", line) and not place(line):
            found.append((number, line))
        if len(found) == 2:
            break
    return found


def _kind(read: Headline, around: Sequence[str], row: Row) -> PositionKind:
    if kind := _KINDS.get(row.section):
        return kind
    title = read.title
    if row.section != "work" and not row.unknown:
        return "unrelated"
    if titles.student(title):
        return "student"
    if titles.related(title) and not _STUDY.search(title):
        return "work"
    studied = any(_STUDY.search(line) for line in around) and not titles.held(title)
    return "study" if studied else "unrelated"


def _told(one: Dated, lines: list[str], sections: Sequence[Row], after: Dated | None) -> Dated:
    """Add the lines that tell of an entry: those below it, up to the next one or a heading."""
    most = max(min(after.first if after else len(lines), one.last + LONGEST), one.last + 1)
    below = range(one.last + 1, most)
    end = next((number for number in below if sections[number].heading), most)
    told = (line.strip() for line in lines[one.last + 1 : end])
    kept = (line for line in told if re.search(r"[^\W_]", line) and not place(line))
    return replace(one, lines=tuple(kept), end=end)


def _under(one: Dated, lines: list[str]) -> Dated:
    """Name the employer whose whole time stands above the titles: "Firm", "4 years 2 months"."""
    above = [number for number in range(max(0, one.first - 4), one.first) if lines[number].strip()]
    if len(above) < 2 or not _LASTED.fullmatch(lines[above[-1]].strip()):
        return one
    return replace(one, organization=organization(lines[above[-2]]), first=above[-2])


def _employers(found: list[Dated]) -> list[Dated]:
    """Give several titles in one company its name; the company's own dates are no position."""
    out: list[Dated] = []
    for number, one in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if after and _umbrella(one, after):
            name = one.organization or organization(one.title)
            found[number + 1] = replace(after, organization=after.organization or name)
            continue
        before = out[-1] if out else None
        shared = (
            before
            and one.kind in ("work", "unrelated", "student")
            and before.row == one.row
            and one.organization is None
            and titles.held(one.title)
        )
        out.append(replace(one, organization=before.organization) if shared and before else one)
    return out


def _umbrella(one: Dated, after: Dated) -> bool:
    """Say whether an entry only says how long someone was with a company, the next one as what."""
    return (
        not one.lines
        and not titles.held(one.title)
        and titles.held(after.title)
        and one.row.section == after.row.section == "work"
        and one.period.first <= after.period.first
        and after.period.last <= one.period.last
        and one.period != after.period
    )
