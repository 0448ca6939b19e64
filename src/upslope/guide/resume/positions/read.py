"""The dated entries of a resume: when, what it was called, where, and what kind of entry it is.

Resumes put the title on the line of the dates, above it or below it, so the lines around a date
are read together; the heading above says whether it is work, study or a project.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from upslope.guide.resume import titles
from upslope.guide.resume.degrees import degree, institution
from upslope.guide.resume.headings import Row, rows
from upslope.guide.resume.headline import Headline, headline, place
from upslope.guide.resume.positions.dated import Dated
from upslope.guide.resume.positions.employers import employers, told, under
from upslope.guide.resume.positions.near import near
from upslope.guide.resume.positions.spots import STUDY, Spot, spots
from upslope.records.resume import PositionKind

_KINDS: dict[str, PositionKind] = {
    "education": "study",
    "projects": "project",
    "publications": "project",
    "volunteering": "unrelated",
}


def positions(text: str, now: int, sections: Sequence[Row] | None = None) -> list[Dated]:
    """Find every dated entry in reading order; what has not ended ends in the month ``now``.

    >>> text = "Education\\nM.Sc. Physics, 2015 - 2017\\nExperience\\nAnalyst, Firm, 2018 - 2020"
    >>> found = positions(text, now=24300)
    >>> [(position.title, position.organization, position.kind) for position in found]
    [('M.Sc. Physics', None, 'study'), ('Analyst', 'Firm', 'work')]
    """
    lines = text.split("\n")
    sections = rows(lines) if sections is None else sections
    found = _heads(lines, sections, spots(text, lines, sections, now))
    found = [one if one.organization else under(one, lines) for one in found]
    found = [told(one, lines, sections, after) for one, after in zip_longest(found, found[1:])]
    return employers(found)


def _heads(lines: list[str], sections: Sequence[Row], dated: Sequence[Spot]) -> list[Dated]:
    """Read the headline of each period."""
    found = []
    for spot, around in zip(dated, near(lines, sections, dated), strict=True):
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


def _kind(read: Headline, around: Sequence[str], row: Row) -> PositionKind:
    if kind := _KINDS.get(row.section):
        return kind
    title = read.title
    if row.section != "work" and not row.unknown:
        return "unrelated"
    if titles.student(title):
        return "student"
    if titles.related(title) and not STUDY.search(title):
        return "work"
    studied = any(STUDY.search(line) for line in around) and not titles.held(title)
    return "study" if studied else "unrelated"
