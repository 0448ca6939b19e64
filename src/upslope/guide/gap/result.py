"""What a gap holds. Plain data: every record can be written as JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["skill", "degree", "years", "level"]


class Lack(msgspec.Struct, frozen=True, kw_only=True):
    """Something that openings ask and the person does not show.

    Args:
        kind: what sort of requirement.
        what: a skill's preferred label, a degree, a level, or "years".
        postings: ids of the openings that ask for it.
        required: how many of these require it; the others prefer it.
        employers: of how many employers they are.
        share: of all employers, those that ask for it, 0 to 1.
        between: 95 % interval of the share (Wilson).
        near: a skill that the person does show and that is near to it.
        listed: whether the person lists it, but no work or project shows it.
        says: the same in plain words.
    """

    kind: Kind
    what: str
    postings: list[str]
    required: int
    employers: int
    share: float
    between: tuple[float, float]
    near: str | None = None
    listed: bool = False
    says: str = ""


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """How many more openings pass the line with some skills added to the resume.

    Args:
        skills: that are added; nothing else of the resume changes.
        opens: ids of the openings that pass with them and do not without.
        between: 95 % of draws of employers, of the number that it opens.
        points: what the skills add to a score on average.
        says: the same in plain words.
    """

    skills: list[str]
    opens: list[str]
    between: tuple[int, int]
    points: float
    says: str


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """What is between a person and the openings that they want.

    Args:
        openings: how many there are.
        employers: of how many.
        line: score from which a match counts as one to apply for, 0 to 100.
        passing: openings that pass it now.
        lacks: what is asked and not shown, what most employers ask first.
        single: effect of each skill alone, what opens most first.
        together: the best one, two and three skills, each set greedily made of the one before.
        chosen: effect of the skills that the person asked about.
        notes: for the person: what figures rest on and what was left out.
    """

    openings: int
    employers: int
    line: float
    passing: int
    lacks: list[Lack]
    single: list[Effect]
    together: list[Effect]
    chosen: Effect | None = None
    notes: list[str] = []
