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

    ``text`` is the resume with contact lines, names and gendered words taken out; ``roles`` are
    held or sought, newest first; ``years`` is related work in years, ``None`` when neither dates
    nor words say; ``degree`` is the highest one held or expected. ``evidence`` has the line that
    shows each role, the ``seniority``, the ``years`` and the ``degree``. ``notes`` are for the
    person: what was left out or assumed.
    """

    text: str
    skills: list[ResumeSkill] = []
    roles: list[Role] = []
    seniority: Seniority = "unknown"
    years: float | None = None
    degree: Degree = "none_stated"
    evidence: dict[str, str] = {}
    notes: list[str] = []
