"""Which openings a person wants: those they chose, else those that pass what they said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from upslope.normalize.gazetteer import fold
from upslope.normalize.place import places
from upslope.records import Place, Posting, Profile, Understanding
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

    Places are read as those of postings are, so that "USA" is where Austin is and "US" is not
    where Belarus is.

    >>> posting = Posting(id="1", source="s", source_id="1", title="MLE", job_location=["Oslo"])
    >>> row = (posting, Understanding(id="1", role="ml_engineer"))
    >>> len(wanted([row], Profile(places=["norway"]))), wanted([row], Profile(places=["Bergen"]))
    (1, [])
    """
    roles, near = profile.roles or ROLES, places(profile.places)[0]
    return [row for row in rows if row[1].role in roles and _passes(*row, profile, near)]


def _passes(
    posting: Posting, understood: Understanding, profile: Profile, near: Sequence[Place]
) -> bool:
    return (
        _among(understood.seniority, profile.levels, "unknown")
        and _among(understood.remote, profile.remote, "unstated")
        and not (profile.needs_visa and understood.visa == "no_sponsorship")
        and (understood.remote == "remote" or _near(posting, near))
    )


def _among(value: str, asked: Sequence[str], unknown: str) -> bool:
    return not asked or value in asked or value == unknown


def _near(posting: Posting, near: Sequence[Place]) -> bool:
    offered = posting.places or places(posting.job_location)[0]
    return not near or not offered or any(_agree(one, other) for one in offered for other in near)


def _agree(one: Place, other: Place) -> bool:
    """Say whether two places can be the same, or one in the other: no part of them differs."""
    parts = zip(msgspec.structs.astuple(one), msgspec.structs.astuple(other), strict=True)
    return all(fold(mine) == fold(theirs) for mine, theirs in parts if mine and theirs)
