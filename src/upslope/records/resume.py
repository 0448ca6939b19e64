"""What a resume says: what the person can show, with the lines that show it."""

from __future__ import annotations

from typing import Literal

import msgspec

from upslope.records.understanding import Degree, Role, Seniority

Section = Literal[
    "summary",
    "work",
    "education",
    "skills",
    "projects",
    "certifications",
    "publications",
    "volunteering",
    "languages",
    "other",
    "portfolio",
]
"""Where in a resume a line stands; ``portfolio`` is evidence from the person's repositories."""

PositionKind = Literal["work", "student", "study", "project", "unrelated"]


class ResumeSkill(msgspec.Struct, frozen=True, kw_only=True):
    """A skill the resume shows and the line that shows it (names and contacts taken out).

    ``where`` is the strongest place that shows it: work done shows more than a list of words.
    ``months`` is how long the positions that name it lasted together, ``None`` where none does.
    """

    skill: str
    line: str
    where: Section = "other"
    months: int | None = None


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A dated entry: months are ``YYYY-MM``, ``last`` is ``None`` where it still goes on."""

    title: str
    kind: PositionKind
    first: str
    last: str | None
    months: int
    organization: str | None = None
    lines: list[str] = []


class Study(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the education; ``expected`` says that the degree is not held yet."""

    degree: Degree
    line: str
    field: str | None = None
    institution: str | None = None
    year: int | None = None
    expected: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A certification, a project or a publication: its headline and the lines below it."""

    title: str
    lines: list[str] = []
    date: str | None = None


class Resume(msgspec.Struct, kw_only=True):
    """A person's evidence. Holds no name, mail address or phone number.

    ``text`` is the resume with contact lines, names and gendered words taken out; ``roles`` are
    held or sought, newest first; ``years`` is related work in years, ``None`` when neither dates
    nor words say; ``degree`` is the highest one held or expected. ``evidence`` has the line that
    shows each role, the ``seniority``, the ``years`` and the ``degree``. ``links`` are hosts and
    paths of work that others can look at, without those that name the person only.
    ``not_understood`` are lines that look like an entry and could not be placed. ``stuffed`` says
    what looks like words set for machines, which is not scored. ``notes`` are for the person: what
    was left out or assumed.
    """

    text: str
    skills: list[ResumeSkill] = []
    roles: list[Role] = []
    seniority: Seniority = "unknown"
    years: float | None = None
    degree: Degree = "none_stated"
    evidence: dict[str, str] = {}
    notes: list[str] = []
    positions: list[Position] = []
    education: list[Study] = []
    certifications: list[Entry] = []
    projects: list[Entry] = []
    links: list[str] = []
    sections: list[Section] = []
    not_understood: list[str] = []
    stuffed: list[str] = []
