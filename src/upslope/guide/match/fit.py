"""How well one side of a person fits one side of a posting, from 0 to 1.

What is unknown on either side is neutral: it earns what an average fit earns.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from upslope.records import DEGREES
from upslope.records.understanding import Degree, Role, Seniority

Array = NDArray[np.float64]

# How near two roles are, in hundredths: how much of the one work prepares for the other.
_NEAR: dict[Role, dict[Role, int]] = {
    "ml_engineer": {
        "ai_engineer": 70,
        "applied_scientist": 70,
        "mlops_engineer": 70,
        "data_scientist": 60,
        "research_scientist": 40,
        "software_engineer": 40,
        "data_engineer": 30,
    },
    "ai_engineer": {
        "applied_scientist": 50,
        "software_engineer": 50,
        "mlops_engineer": 40,
        "data_scientist": 40,
        "research_scientist": 30,
        "data_engineer": 30,
    },
    "mlops_engineer": {"data_engineer": 60, "software_engineer": 60, "data_scientist": 20},
    "research_scientist": {"applied_scientist": 70, "data_scientist": 40},
    "applied_scientist": {"data_scientist": 70},
    "data_scientist": {"data_analyst": 60, "data_engineer": 40, "software_engineer": 20},
    "data_engineer": {"data_analyst": 50, "software_engineer": 50},
    "data_analyst": {"software_engineer": 10},
}
LATER = 0.9
"""What a role counts that is not the newest one held, or is only sought."""

UNKNOWN_ROLE, UNKNOWN_LEVEL = 0.4, 0.65
"""Fits where a side is unknown: about the average of the postings that fit or nearly fit."""

TYPICAL = {
    "years": 0.75,
    "degree": 0.9,
    "words": 0.2,
    "lines": 0.1,
    "title": 0.3,
    "title_words": 0.2,
}
"""What a posting earns that is too short to ask or tell: for what it may ask the average of graded
pairs, for its wording less than that, so that being vague does not pay."""

_LEVEL: dict[Seniority, int] = {
    "intern": 0,
    "entry": 1,
    "mid": 2,
    "senior": 3,
    "staff": 4,
    "manager": 4,
}
_ABOVE = (1.0, 0.6, 0.15)  # fit by how many levels the posting stands above the person
_BELOW = (1.0, 0.75, 0.35, 0.1)

USUAL: dict[Seniority, int] = {
    "intern": 0,
    "entry": 0,
    "mid": 2,
    "senior": 5,
    "staff": 7,
    "manager": 7,
    "unknown": 2,
}
"""Years that postings of a level ask at the least, for those that name none: the medians of those
that do are 1 (entry), 3 (mid), 5 (senior) and 8 (staff)."""

SPAN = 3.0
"""Missing years at which nothing is left; half a year is forgiven."""


def drawn(part: str, value: Array, told: Array) -> Array:
    """Draw fits towards the typical one, the less a posting tells.

    >>> drawn("years", np.array([1.0, 1.0]), told=np.array([1.0, 0.0])).tolist()
    [1.0, 0.75]
    """
    return told * value + (1 - told) * TYPICAL[part]


def role(held: list[Role], asked: Role) -> float:
    """Return the fit of the nearest role held or sought.

    >>> role(["data_analyst", "data_scientist"], "data_scientist")
    0.9
    """
    fits = [near(one, asked) * (LATER if number else 1.0) for number, one in enumerate(held)]
    return 0.0 if asked == "other" else max(fits, default=UNKNOWN_ROLE)


def near(one: Role, other: Role) -> float:
    """Return how near two roles are, the same either way round."""
    if one == other:
        return 1.0
    return max(_NEAR.get(one, {}).get(other, 0), _NEAR.get(other, {}).get(one, 0)) / 100


def level(held: Seniority, asked: Seniority) -> float:
    """Return the fit of two levels: above one's own is harder than below.

    >>> level("mid", "senior"), level("senior", "mid"), level("unknown", "senior")
    (0.6, 0.75, 0.65)
    """
    if held not in _LEVEL or asked not in _LEVEL:
        return UNKNOWN_LEVEL
    steps = _LEVEL[asked] - _LEVEL[held]
    scale = _ABOVE if steps >= 0 else _BELOW
    return scale[abs(steps)] if abs(steps) < len(scale) else 0.0


def years(held: float | None, asked: int | None) -> float:
    """Return the fit of years held to years asked; more than asked is no gain.

    >>> years(3, 5), years(8, 5), years(None, 5)
    (0.5, 1.0, 1.0)
    """
    if held is None or not asked:
        return 1.0
    return max(0.0, 1 - max(0.0, asked - held - 0.5) / SPAN)


def degree(held: Degree, asked: Degree, *, or_equivalent: bool) -> float:
    """Return the fit of the degree held to the one asked; a third is lost for each step.

    An "or equivalent experience" halves the loss, and so does a resume that names no degree.

    >>> degree("master", "bachelor", or_equivalent=False)
    1.0
    >>> round(degree("bachelor", "phd", or_equivalent=True), 2)
    0.67
    """
    gap = max(0, DEGREES.index(asked) - DEGREES.index(held)) / 3
    return 1 - gap / (2 if or_equivalent else 1) / (2 if held == "none_stated" else 1)
