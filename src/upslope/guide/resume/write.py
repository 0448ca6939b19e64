"""A resume that was read, in the form of JSON Resume, so that it can be written anew."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from upslope.records import Resume
from upslope.records.resume import Position
from upslope.records.understanding import Degree
from upslope.taxonomy import Taxonomy
from upslope.taxonomy.skill import FAMILIES

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
    basics = {"name": name, "email": email, "phone": phone, "url": url}
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
            _filled(name=one.title, highlights=list(one.lines), endDate=one.date)
            for one in resume.projects
        ],
        "certificates": [_filled(name=one.title, date=one.date) for one in resume.certifications],
        "skills": _skills(resume),
    }
    return {key: value for key, value in made.items() if value}


_WORK = ("work", "student", "unrelated")


def _work(one: Position) -> dict[str, Any]:
    return _filled(
        name=one.organization,
        position=one.title,
        startDate=one.first,
        endDate=one.last,
        highlights=list(one.lines),
    )


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _skills(resume: Resume) -> list[dict[str, Any]]:
    """Group the skills by family, in the families' order."""
    families = list(FAMILIES)
    taxonomy = Taxonomy.load()
    held = {
        one.skill: taxonomy.skills[one.skill]
        for one in resume.skills
        if one.where != "portfolio" and one.skill in taxonomy.skills
    }
    ordered = sorted(held.values(), key=lambda one: families.index(one.family))
    return [
        {"name": FAMILIES[family], "keywords": [one.preferred_label for one in group]}
        for family, group in groupby(ordered, key=lambda one: one.family)
    ]
