"""Invented resumes of very different shapes are read as their person would: see ``resumes/``."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from upslope.guide.resume import resume_of
from upslope.records import Resume

TODAY = date(2026, 11, 15)
FOLDER = Path(__file__).parent / "resumes"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))
FLOOR = 0.97
"""The least share of each thing that is read as expected, over all resumes."""


def pair(name: str) -> tuple[Resume, dict[str, Any]]:
    [path] = (path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".toml")
    expected = tomllib.loads((FOLDER / f"{name}.toml").read_text())
    return resume_of(path.read_text(), today=TODAY), expected


def checks(resume: Resume, expected: dict[str, Any]) -> Iterator[tuple[str, object, object]]:
    """Yield what is looked at, what was read and what was expected."""
    jobs = {one.first: one for one in resume.positions if one.kind not in ("study", "project")}
    yield "positions", len(jobs), len(expected["positions"])
    for want in expected["positions"]:
        job = jobs.get(want["first"])
        for key in ("title", "organization", "last", "kind"):
            if key in want or key == "last":
                yield key, getattr(job, key, "nothing"), want.get(key)
    yield from _education(resume, expected.get("education", []))
    yield from _rest(resume, expected)


def _education(
    resume: Resume, studies: list[dict[str, Any]]
) -> Iterator[tuple[str, object, object]]:
    yield "education", len(resume.education), len(studies)
    for want, study in zip(studies, resume.education, strict=False):
        for key, value in want.items():
            yield key, getattr(study, key), value


def _rest(resume: Resume, expected: dict[str, Any]) -> Iterator[tuple[str, object, object]]:
    yield "sections", resume.sections, expected["sections"]
    shown = {one.skill: one for one in resume.skills}
    for skill, (where, months) in expected["skills"].items():
        yield "where", getattr(shown.get(skill), "where", "nothing"), where
        yield "months", getattr(shown.get(skill), "months", 0) or 0, months
    for key in ("certifications", "projects"):
        if key in expected:
            yield "entries", {x.title: x.date or "" for x in getattr(resume, key)}, expected[key]
    for key in ("degree", "roles", "years", "seniority", "links"):
        if key in expected:
            yield key, getattr(resume, key), expected[key]


def test_each_thing_is_read_as_expected() -> None:
    right, total, wrong = Counter[str](), Counter[str](), []
    for name in NAMES:
        for what, got, want in checks(*pair(name)):
            right[what] += got == want
            total[what] += 1
            wrong += [] if got == want else [f"{name} {what}: {got} instead of {want}"]
    print("\n".join([*wrong, *(f"{what} {right[what]}/{total[what]}" for what in total)]))
    assert {what for what in total if right[what] / total[what] < FLOOR} == set()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_person_is_kept(name: str) -> None:
    [path] = (path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".toml")
    head = path.read_text().strip().split("\n")[0].strip("# ").split("  ")[0]
    kept = repr(resume_of(path.read_text(), today=TODAY))
    for word in head.replace("-", " ").split():
        if len(word) > 3 and word not in ("Curriculum", "Vitae", "Lebenslauf"):
            assert word.lower() not in kept.lower()
    assert "@" not in kept


def test_five_pages_are_read_whole() -> None:
    jobs = [
        f"Data Engineer {level}, Firm {level}\nJan {year} - Dec {year}\n"
        + "\n".join(f"- Task {task} of {year} with Spark" for task in range(20))
        for level, year in enumerate(range(2025, 2010, -1), 1)
    ]
    resume = resume_of("EXPERIENCE\n\n" + "\n\n".join(jobs), today=TODAY)
    assert [one.first for one in resume.positions] == [
        f"{year}-01" for year in range(2025, 2010, -1)
    ]
    assert {len(one.lines) for one in resume.positions} == {20}
    assert {one.organization for one in resume.positions} == {f"Firm {n}" for n in range(1, 16)}
    assert [(one.skill, one.months) for one in resume.skills] == [("apache spark", 180)]


def test_a_date_on_its_own_line_is_that_of_the_entry_above() -> None:
    text = "Projects\nBird Calls\n2019-01 - 2019-06\n- Trained a network\n\nLate Buses\n2018\n"
    resume = resume_of(f"Ada Byron\n\n{text}\nCertifications\nCKA, Harbour\n2021-11\nCKAD")
    told = [(one.title, one.date) for one in (*resume.projects, *resume.certifications)]
    dated = [("Bird Calls", "2019-06"), ("Late Buses", "2018"), ("CKA, Harbour", "2021-11")]
    assert told == [*dated, ("CKAD", None)]
