"""How well each posting of a pool fits a person: seven parts from 0 to 1, all postings at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from upslope.guide.match import fit
from upslope.guide.match.coverage import PRIOR, PRIOR_WEIGHT
from upslope.guide.match.packed import DEGREES, LEVELS, LOGS, NEEDS, ROLES
from upslope.guide.match.person import Person

if TYPE_CHECKING:
    from upslope.guide.match.pool import Pool

Array = NDArray[np.float64]

POINTS = {
    "required": 20.0,
    "preferred": 8.0,
    "role": 13.0,
    "seniority": 11.0,
    "years": 8.0,
    "degree": 13.0,
    "text": 27.0,
}
"""Points of each part; together 100. Set by ``benchmarks/match_quality.py --fit``."""

LINE = 60.0
"""Score from which a match counts as one to apply for."""

SAME_WORDS = 2.0
"""Shared wording that counts as a full fit."""


def scores(fits: Mapping[str, Array]) -> Array:
    """Return the points of all parts together, rounded to hundredths."""
    total = np.zeros(len(fits["role"]))
    for name, points in POINTS.items():
        total += points * fits[name]
    return np.asarray(np.rint(total * 100) / 100)


def fits(pool: Pool, person: Person) -> dict[str, Array]:
    """Return each part of :data:`POINTS` for each posting."""
    facts, resume = pool.facts, person.resume
    told = facts["told"]
    role = np.array([fit.role(resume.roles, one) for one in ROLES])[facts["role"]]
    probability = facts["role_probability"].astype(np.float64)
    level = np.array([fit.level(resume.seniority, one) for one in LEVELS])
    return {
        **_coverage(pool, person),
        "role": probability * role + (1 - probability) * fit.UNKNOWN_ROLE,
        "seniority": level[facts["level"]],
        "years": fit.drawn("years", _years(pool, person), np.where(facts["years"], 1.0, told)),
        "degree": fit.drawn("degree", _degree(pool, person), np.where(facts["degree"], 1.0, told)),
        "text": fit.drawn("text", np.minimum(1.0, shared(pool, person) / SAME_WORDS), told),
    }


def _coverage(pool: Pool, person: Person) -> dict[str, Array]:
    worth, credit = person.skills(pool.labels)
    skill, need = pool.skills.items["skill"], pool.skills.items["need"]
    found = {}
    for name in ("required", "preferred"):
        asked = np.where(need == NEEDS.index(name), worth[skill], 0)
        total = pool.skills.sums(asked) / 1e3 + PRIOR_WEIGHT
        found[name] = (pool.skills.sums(asked * credit[skill]) / 1e6 + PRIOR * PRIOR_WEIGHT) / total
    return found


def _years(pool: Pool, person: Person) -> Array:
    held, asked = person.resume.years, pool.facts["years"]
    table = np.array([fit.years(held, years) for years in range(int(asked.max(initial=0)) + 1)])
    return np.asarray(table[asked])


def _degree(pool: Pool, person: Person) -> Array:
    held = person.resume.degree
    table = np.array(
        [
            [fit.degree(held, asked, or_equivalent=equal) for equal in (False, True)]
            for asked in DEGREES
        ]
    )
    return np.asarray(table[pool.facts["degree"], pool.facts["equivalent"].astype(np.intp)])


def shared(pool: Pool, person: Person) -> Array:
    """Return how much wording each posting shares with the resume: 0 and up, rarely above 2.

    The posting is a TF-IDF vector; the resume only says which words it has. So a word said thirty
    times counts once, and a word added to a resume never lowers a similarity, which a cosine does.
    What a posting shares with any text at all is discounted: long postings in everyday words are
    near to everybody ("hubs").
    """
    items = pool.words.items
    sums = pool.words.sums(LOGS[items["count"]] * person.word_weights()[items["word"]])
    return np.asarray(sums / pool.facts["length"])
