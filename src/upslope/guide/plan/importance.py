"""How much each opening counts in a plan: how new it is, and how far it suits the person."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from statistics import median

from upslope.guide.match import fit
from upslope.records import Posting, Profile, Resume, Understanding

HALVES_IN = 180.0
"""Days in which an opening comes to count half: what is asked changes over months, not weeks."""

MOST_HALVINGS = 20
"""After ten years nothing counts less: no weight becomes 0, however late a plan starts."""

FLOOR = 0.1
"""The least that role, level or visa leave of an opening's weight: the person did choose it."""


def importance(
    resume: Resume,
    profile: Profile,
    postings: Sequence[Posting],
    understandings: Sequence[Understanding],
    today: date,
) -> dict[str, float]:
    """Return the weight of each posting by its id, above 0 and at most 1.

    It is recency x role fit x eligibility (level, visa). What is unknown is neutral: an opening
    without a date counts as the middle one of the others.

    >>> new = Posting(id="1", source="", source_id="1", title="", date_posted="2026-05-01")
    >>> old = Posting(id="2", source="", source_id="2", title="", date_posted="2025-11-02")
    >>> importance(Resume(text=""), Profile(), [new, old], [], date(2026, 5, 1))
    {'1': 1.0, '2': 0.5}
    """
    known = {one.id: one for one in understandings}
    told = {one.id: _recency(one.date_posted, today) for one in postings if one.date_posted}
    usual = median(told.values()) if told else 1.0
    return {
        one.id: told.get(one.id, usual)
        * _suits(resume, profile, known.get(one.id) or Understanding(id=one.id))
        for one in postings
    }


def _recency(posted: str, today: date) -> float:
    days = (today - date.fromisoformat(posted[:10])).days
    return math.exp2(-min(max(0, days) / HALVES_IN, MOST_HALVINGS))


def _suits(resume: Resume, profile: Profile, understood: Understanding) -> float:
    roles, levels = profile.roles or resume.roles, profile.levels or [resume.seniority]
    sure = understood.role_probability if roles else 0.0
    near = max((fit.near(role, understood.role) for role in roles), default=1.0)
    level = max(fit.level(held, understood.seniority) for held in levels)
    barred = profile.needs_visa and understood.visa == "no_sponsorship"
    role = sure * near + 1 - sure
    parts = role, 1.0 if understood.seniority == "unknown" else level, float(not barred)
    found = 1.0
    for part in parts:
        found *= max(FLOOR, part)
    return found
