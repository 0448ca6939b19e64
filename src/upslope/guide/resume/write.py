"""A resume that was read, in the form of JSON Resume, so that it can be written anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from upslope.guide.resume import dates
from upslope.guide.resume.bullets import bullets
from upslope.guide.resume.headings import rows
from upslope.records import Resume
from upslope.records.resume import Position, Section
from upslope.records.understanding import Degree

_DEGREES: dict[Degree, str] = {
    "none_stated": "",
    "bachelor": "Bachelor",
    "master": "Master",
    "phd": "PhD",
}
SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def json_resume(
    resume: Resume, *, name: str = "", email: str = "", phone: str = "", url: str = ""
) -> dict[str, Any]:
    """Return a resume in the form of JSON Resume 1.0.0 (https://jsonresume.org/schema).

    Who the person is was taken out as the resume was read; what is given here is put in, and kept
    nowhere.

    >>> json_resume(Resume(text=""), name="Ada Byron")["basics"]
    {'name': 'Ada Byron'}
    """
    told = _by_section(resume.text)
    label, *head = told.pop(("other", ""), [""])
    basics = {
        "name": name,
        "email": email,
        "phone": phone,
        "url": url,
        "label": label,
        "summary": " ".join(head + told.pop(("summary", ""), [])),
    }
    made: dict[str, Any] = {
        "$schema": SCHEMA,
        "basics": {key: value for key, value in basics.items() if value},
        "work": [_work(one) for one in resume.positions if one.kind in _WORK],
        "education": [
            _filled(
                studyType=_DEGREES[one.degree],
                area=one.field,
                institution=one.institution,
                endDate=str(one.year) if one.year else None,
            )
            for one in resume.education
        ],
        "projects": [
            _filled(name=one.title, highlights=bullets(one.lines), endDate=one.date)
            for one in resume.projects
        ],
        "certificates": [_filled(name=one.title, date=one.date) for one in resume.certifications],
        "publications": [{"name": line} for line in told.pop(("publications", ""), [])],
        "languages": [{"language": line} for line in told.pop(("languages", ""), [])],
        "skills": [_skill(line) for line in told.pop(("skills", ""), [])],
    }
    made["interests"] = _rest(told, _words(_texts(made)))
    return {key: value for key, value in made.items() if value}


def _rest(told: Mapping[tuple[Section, str], list[str]], written: Set[str]) -> list[dict[str, Any]]:
    """Return under its own heading what no part of the schema holds, so that no line is lost.

    A line of work, study, projects or certificates is held if most of its words are.
    """
    kept = {
        heading or section: [
            line for line in lines if section in _AS_THEY_STAND or not _held(line, written)
        ]
        for (section, heading), lines in told.items()
    }
    return [{"name": name.capitalize(), "keywords": lines} for name, lines in kept.items() if lines]


def _held(line: str, written: Set[str]) -> bool:
    for period in reversed(list(dates.periods(line, 0))):
        line = line[: period.start] + line[period.end :]
    words = _words([line])
    return len(words & written) >= _HELD * len(words)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w{3,}", text.casefold())}


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a nested value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _by_section(text: str) -> dict[tuple[Section, str], list[str]]:
    """Return the points of each section, by its kind and heading, in order.

    Sections that are known by their kind go without their heading, and so does what stands above
    the first one.
    """
    found: dict[tuple[Section, str], list[str]] = {}
    lines, heading = text.split("\n"), ""
    for line, row in zip(lines, rows(lines), strict=True):
        if row.heading:
            heading = line.strip(" #*_:=-")
        elif line.strip():
            of = (row.section, "" if row.section in _BY_KIND else heading)
            found.setdefault(of, []).append(line)
    return {of: bullets(lines) for of, lines in found.items()}


_BY_KIND = ("summary", "skills", "publications", "languages")
_AS_THEY_STAND = (*_BY_KIND, "volunteering", "other")
_HELD = 0.6
"""Share of a line's words from which on it counts as written: places and dates are left out, or
written otherwise."""
_WORK = ("work", "student", "unrelated")


def _work(one: Position) -> dict[str, Any]:
    return _filled(
        name=one.organization,
        position=one.title,
        startDate=one.first,
        endDate=one.last,
        highlights=bullets(one.lines),
    )


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _skill(line: str) -> dict[str, Any]:
    """Return a line of skills as it is written: "Languages: Python, C" has a name and keywords."""
    name, colon, words = line.partition(":")
    if not colon or not words.strip():
        return {"name": line}
    return {
        "name": name.strip(),
        "keywords": [one.strip() for one in words.split(",") if one.strip()],
    }
