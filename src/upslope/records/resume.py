"""What a resume says, as far as matching needs it."""

from __future__ import annotations

import msgspec

from upslope.records.understanding import Degree, Role, Seniority


class ResumeSkill(msgspec.Struct, frozen=True, kw_only=True):
    """A skill the resume shows and the line that shows it (names and contacts taken out)."""

    skill: str
    line: str


class Resume(msgspec.Struct, kw_only=True):
    """A person's evidence. Holds no name, mail address or phone number.

    ``text`` is the resume with contact lines, names and gendered words taken out; ``years`` is
    experience in years, ``None`` when no dates could be read; ``degree`` is the highest one held.
    """

    text: str
    skills: list[ResumeSkill] = []
    roles: list[Role] = []
    seniority: Seniority = "unknown"
    years: float | None = None
    degree: Degree = "none_stated"
    notes: list[str] = []
