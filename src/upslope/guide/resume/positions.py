"""The dated entries of a resume: when, what it was called, and what kind of entry it is.

Resumes put the title on the line of the dates, above it or below it, so the lines around a date
are read together; the heading above says whether it is work, study or a project.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Literal

from upslope.guide.resume import dates, titles

Kind = Literal["work", "student", "unrelated", "study", "project"]

MOST = 200
"""Dated entries that are read."""

_HEADINGS: tuple[tuple[Kind, str], ...] = (
    (
        "study",
        r"education(?: details)?|academic background|training|courses|coursework|"
        r"certifications?",
    ),
    (
        "work",
        r"(?:(?:work|professional|relevant|related|employment) )*(?:experience|history)|"
        r"employment|earlier|career",
    ),
    (
        "project",
        r".*\bprojects?|activities|.*\bvolunteer\w*|additional.*|other|interests|"
        r".*learning|awards|publications|summary|profile|(?:technical |key )?skills",
    ),
)
_HEADING = tuple((kind, re.compile(rf"(?:{p})\W*", re.IGNORECASE)) for kind, p in _HEADINGS)
_STUDY = re.compile(
    r"\b(?:university|college|institute of technology|polytechnic|school|bachelor|master['’]?s|"
    r"ph\.?d|degree|gpa|bootcamp|b\.?(?:s|sc|tech|e|a)\b\.?|m\.?(?:s|sc|tech)\b\.?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Position:
    """One dated entry: its period, the line that holds its title, and its kind."""

    period: dates.Period
    title: str
    kind: Kind


def positions(text: str, now: int) -> list[Position]:
    """Find every dated entry in reading order; what has not ended ends in the month ``now``.

    >>> text = "Education\\nM.Sc. Physics, 2015 - 2017\\nExperience\\nAnalyst, 2018 - 2020"
    >>> found = positions(text, now=24300)
    >>> [(position.title, position.kind) for position in found]
    [('M.Sc. Physics, 2015 - 2017', 'study'), ('Analyst, 2018 - 2020', 'work')]
    """
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    sections = _sections(lines)
    found = []
    for period in islice(dates.periods(text, now), MOST):
        row, last = (bisect_right(starts, at) - 1 for at in (period.start, period.end))
        near = _near(lines, row, last)
        title = _title(near)
        found.append(Position(period, title, _kind(title, near, sections[row])))
    return found


def _sections(lines: list[str]) -> list[Kind]:
    """Return for each line the kind of the last heading above it; ``work`` before the first."""
    kinds: list[Kind] = []
    current: Kind = "work"
    for line in lines:
        cell = line.strip().split("  ")[0]  # of two columns the first
        if len(cell) < 50:
            current = next((kind for kind, p in _HEADING if p.fullmatch(cell)), current)
        kinds.append(current)
    return kinds


def _near(lines: list[str], row: int, last: int) -> list[str]:
    """Return the lines of a date and those that belong to its headline, nearest first."""
    near = lines[row : last + 1]
    for above in reversed(lines[max(0, row - 2) : row]):
        if not above.strip() or _prose(above) or dates.newest(above):
            break
        near.append(above)
    below = lines[last + 1 : last + 2]
    return near + [line for line in below if not _prose(line) and not dates.newest(line)]


def _prose(line: str) -> bool:
    return bool(re.match(r"\s*[-*•·–>?]", line)) or len(line) > 120 or line.endswith(".")


def _title(near: list[str]) -> str:
    """Return the line that holds the title, else the line of the date."""
    held = [line for line in near if titles.related(line) and not _STUDY.search(line)]
    return min(held, key=lambda line: not titles.roles(line), default=near[0]).strip()


def _kind(title: str, near: list[str], section: Kind) -> Kind:
    if section in ("study", "project"):
        return section
    if titles.student(title):
        return "student"
    if titles.related(title) and not _STUDY.search(title):
        return "work"
    return "study" if any(_STUDY.search(line) for line in near) else "unrelated"
