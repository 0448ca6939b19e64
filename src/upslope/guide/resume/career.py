"""What a resume's positions and degrees add up to: years, level, roles, highest degree.

Only related work counts in years; internships, student jobs, study and projects do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from upslope.guide.resume import dates, titles
from upslope.guide.resume.degrees import EXPECTED, degree
from upslope.guide.resume.positions import Dated, positions
from upslope.records.resume import Study
from upslope.records.understanding import Degree, Role, Seniority

OLD, TENURE = 60, 24
"""A resume whose newest date is more than OLD months back was written about then, and "2018 -
Present" in it is not work until today: such a position is taken to have gone on for TENURE months
past the newest date. People who stay for longer than OLD write nothing newer only rarely."""

# Years from which a level is reached where no title states one.
_MID, _SENIOR = 1.5, 5.0


_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_STATED = re.compile(
    rf"\b(?P<years>\d{{1,2}}|{'|'.join(_WORDS)})\+? (?:plus )?years?['’]?"
    r"(?= (?:of )?(?:\w+ ){0,4}experience|, the last)|experience\W+(?P<months>\d{1,3}) months",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:aspiring|(?:transition|mov|grow|switch)\w* (?:in ?)?to|seeking|looking for|"
    r"interested in|want\w* to)\b[^.\n]{0,120}",
    re.IGNORECASE,
)
_FIELDS: tuple[tuple[Role, str], ...] = (
    ("ml_engineer", r"machine learning|\bml\b|deep learning|\bai\b"),
    ("data_scientist", r"data scien"),
    ("data_engineer", r"data engineer"),
    ("data_analyst", r"data analy|business intelligence|quantitative analysis"),
    ("software_engineer", r"software"),
)


@dataclass
class Career:
    """Sums over a resume. ``roles`` are held or sought, newest first.

    ``evidence`` has the line that shows each role, the ``seniority``, ``years`` and ``degree``.
    ``until`` is the month at which what goes on is taken to end.
    """

    years: float | None = None
    seniority: Seniority = "unknown"
    roles: list[Role] = field(default_factory=list)
    degree: Degree = "none_stated"
    evidence: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    until: int = 0


def read(text: str, today: date, dated: list[Dated] | None = None) -> Career:
    """Read a redacted resume as of a day; ``dated`` are its dated entries, if they are known.

    >>> text = "Experience\\nData Scientist\\nMay 2019 - April 2022\\nEducation\\nM.Sc. Physics"
    >>> career = read(text, date(2022, 6, 1))
    >>> career.years, career.seniority, career.roles, career.degree
    (3.0, 'mid', ['data_scientist'], 'master')
    """
    career = Career()
    found = positions(text, dates.month(today)) if dated is None else dated
    work = sorted((p for p in found if p.kind == "work"), key=lambda p: -p.period.last)
    studied = [position.title for position in found if position.kind == "student"]
    heads = [position.title for position in work] + _headline(text)
    _read_years(career, text, found, dates.month(today))
    _read_roles(career, text, heads + studied)
    _read_level(career, heads[:1] if work else heads)
    _read_degree(career, text)
    if studied:
        career.notes.append("Internships and student jobs are not counted in years.")
    return career


def _headline(text: str) -> list[str]:
    """Return the short ones of the first lines, where a title held or sought stands."""
    first = [line.strip() for line in text.split("\n") if line.strip()][:6]
    return [line for line in first if len(line) < 120]


def _read_years(career: Career, text: str, found: list[Dated], now: int) -> None:
    """Count related work.

    A position without an end gives bounds only: it went on until the newest date that the resume
    names, at least, and until today, at most. Years stated in words choose between the two, else
    :data:`OLD` and :data:`TENURE` do.
    """
    stated = max(_STATED.finditer(text), key=_stated, default=None)
    work = [position for position in found if position.kind == "work"]
    newest = min(now, dates.newest(text) or now)
    career.until = newest + TENURE if newest + OLD < now else now
    ends = (newest, career.until, now)
    least, believed, most = (
        dates.months(position.period.until(end) for position in work) / 12 for end in ends
    )
    if stated:
        years = _stated(stated)
        career.years = round(min(max(years, least), most), 1) if most else years
        career.evidence["years"] = _line(text, stated.start())
    elif found:
        career.years = round(believed, 1)
        if work:
            career.evidence["years"] = "; ".join(position.title for position in work[:3])
        if believed < most:
            career.notes.append(
                f"The newest date is in {newest // 12}, so a position without an end is counted "
                f"for {TENURE} months more. Add a newer date if it still goes on."
            )


def _stated(match: re.Match[str]) -> float:
    if match["months"]:
        return round(int(match["months"]) / 12, 1)
    word = match["years"].lower()
    return float(_WORDS.index(word)) if word in _WORDS else float(word)


def _read_roles(career: Career, text: str, heads: list[str]) -> None:
    """Take roles from titles held and the headline, then from what the person says to seek."""
    for head in heads:
        for role in titles.roles(head):
            career.evidence.setdefault(role, head)
    for wish in _WISH.finditer(text):
        for role, pattern in _FIELDS:
            if re.search(pattern, wish.group(), re.IGNORECASE):
                career.evidence.setdefault(role, wish.group().strip())
    named = [role for head in heads for role in titles.roles(head)]
    sought = [role for role, _ in _FIELDS if role in career.evidence]
    career.roles = list(dict.fromkeys(named + sought))


def _read_level(career: Career, heads: list[str]) -> None:
    """Take the level from the newest title, else from the years; a junior of 3 years is none."""
    years = career.years
    for head in heads:
        level = titles.level(head)
        if level and not (level == "entry" and (years or 0) >= 3):
            career.seniority, career.evidence["seniority"] = level, head
            return
    if years is not None:
        career.seniority = "entry" if years < _MID else "mid" if years < _SENIOR else "senior"
        if "years" in career.evidence:
            career.evidence["seniority"] = career.evidence["years"]


def _read_degree(career: Career, text: str) -> None:
    """Take the highest degree of a headline; prose may speak of other people's."""
    heads = [line for line in text.split("\n") if len(line) < 200 and line[:1] not in "-*•·–>"]
    named = [(degree(line, education=False), line.strip()) for line in heads]
    for wanted in ("phd", "master", "bachelor"):
        for found, line in named:
            if found == wanted:
                career.degree, career.evidence["degree"] = found, line
                if EXPECTED.search(line):
                    career.notes.append(f"The {found} degree is expected: it counts as held.")
                return


def take_degree(career: Career, studies: Sequence[Study]) -> None:
    """Take the highest degree of the education where no headline names one: "BS", "B com"."""
    for wanted in ("phd", "master", "bachelor"):
        for study in studies:
            if career.degree == "none_stated" and study.degree == wanted:
                career.degree, career.evidence["degree"] = study.degree, study.line


def _line(text: str, at: int) -> str:
    """Return the line of a text that holds a place."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else None].strip()
