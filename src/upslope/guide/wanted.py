"""Which openings a person wants: those they chose, else those that pass what they said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from upslope.records import Posting, Profile, Understanding
from upslope.records.filters import place_names
from upslope.records.understanding import Role

Row = tuple[Posting, Understanding]

ROLES: tuple[Role, ...] = ("ml_engineer", "ai_engineer", "mlops_engineer", "applied_scientist")
"""What is taken for wanted where the person named no role: engineering work on models."""

BEGINNERS: tuple[Role, ...] = (
    *ROLES,
    "data_scientist",
    "data_engineer",
    "data_analyst",
    "research_scientist",
)
"""The same for a beginner: every post from which people go on to machine learning."""

MOST = 500
"""Openings that are looked at, the newest: with more, no figure of a plan changes much."""


def wanted(rows: Iterable[Row], profile: Profile) -> list[Row]:
    """Keep what passes a profile; what a posting does not say is no reason to leave it out.

    >>> posting = Posting(id="1", source="s", source_id="1", title="MLE", job_location=["Oslo"])
    >>> row = (posting, Understanding(id="1", role="ml_engineer"))
    >>> len(wanted([row], Profile(places=["oslo"]))), wanted([row], Profile(places=["Bergen"]))
    (1, [])
    """
    roles = profile.roles or ROLES
    return [row for row in rows if row[1].role in roles and _passes(*row, profile)]


def _passes(posting: Posting, understood: Understanding, profile: Profile) -> bool:
    return (
        _among(understood.seniority, profile.levels, "unknown")
        and _among(understood.remote, profile.remote, "unstated")
        and not (profile.needs_visa and understood.visa == "no_sponsorship")
        and (understood.remote == "remote" or _near(place_names(posting), profile.places))
    )


def _among(value: str, asked: Sequence[str], unknown: str) -> bool:
    return not asked or value in asked or value == unknown


def _near(names: Sequence[str], places: Sequence[str]) -> bool:
    asked = [place.strip().casefold() for place in places]
    return not asked or not names or any(one in name for one in asked for name in names)
