"""How well a posting fits a resume, and why."""

from __future__ import annotations

from typing import Literal

import msgspec

ReasonKind = Literal[
    "skill",
    "missing_skill",
    "role",
    "seniority",
    "years",
    "degree",
    "text",
    "pay",
    "place",
    "visa",
    "choices",
    "evidence",
    "freshness",
]
Band = Literal["strong", "good", "stretch", "weak", "unlikely"]


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a score: its weight and the words on both sides it rests on.

    ``effect`` is what the part adds to the score, in points; ``resume`` and ``posting`` quote the
    two texts, ``None`` where that side says nothing.
    """

    kind: ReasonKind
    says: str
    effect: float
    resume: str | None = None
    posting: str | None = None
    skill: str | None = None


class Match(msgspec.Struct, kw_only=True):
    """One posting's place for one resume.

    ``score`` runs from 0 to 100 and is the sum of the reasons' effects; ``missing`` are required
    skills that the resume does not show, the heaviest first. ``band`` says what the score means
    and ``chance`` how often careful readers called such a match a reasonable target, 0 to 1;
    both are ``None`` where no calibration applies.
    """

    posting: str
    score: float
    band: Band | None = None
    chance: float | None = None
    reasons: list[Reason] = []
    missing: list[str] = []
