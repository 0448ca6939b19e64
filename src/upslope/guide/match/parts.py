"""How well each posting of a pool fits a person: parts from 0 to 1, all postings at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.guide.match import choices, fit, wishes
from upslope.guide.match.choices import Preferences
from upslope.guide.match.coverage import PRIOR, PRIOR_WEIGHT
from upslope.guide.match.meaning import cosines
from upslope.guide.match.packed import LEVELS, NEEDS, ROLES
from upslope.guide.match.person import Person
from upslope.guide.match.ranker import POINTS
from upslope.guide.match.vocabulary import LOGS, weights
from upslope.records import DEGREES, Profile

if TYPE_CHECKING:
    from upslope.guide.match.pool import Pool

Array = NDArray[np.float64]

SAME_WORDS = 2.0
"""Shared wording that counts as a full fit."""

LINES, SAME_LINES = 30, 0.5
"""Lines of a resume that count, those nearest to a posting; and how near counts as a full fit."""


class Compared(NamedTuple):
    """A pool beside a person: each part from 0 to 1, what wishes take and choices add, the sums.

    ``evidence`` is the score of what the person can show; ``scores`` have wishes and choices too.
    """

    fits: dict[str, Array]
    shares: dict[str, Array]
    choices: Array
    evidence: Array
    scores: Array


def compared(
    pool: Pool, person: Person, profile: Profile | None, liked: Preferences | None
) -> Compared:
    """Hold all postings of a pool against a person."""
    found = fits(pool, person)
    evidence = np.zeros(len(pool))
    for name, points in POINTS.items():
        evidence += points * found[name]
    shares = wishes.shares(pool.columns, profile) if profile else {}
    wanted = evidence.copy()
    for share in shares.values():
        wanted *= 1 - share
    pull = choices.effects(pool, liked) if liked and liked.learned else np.zeros(len(pool))
    pull = np.clip(pull, -wanted, 100 - wanted)
    return Compared(found, shares, pull, _rounded(evidence), _rounded(wanted + pull))


def _rounded(points: Array) -> Array:
    return np.asarray(np.rint(points * 100) / 100)


def fits(pool: Pool, person: Person) -> dict[str, Array]:
    """Return each part of the ranker's points for each posting."""
    facts, resume = pool.columns.facts, person.resume
    told = facts["told"]
    role = np.array([fit.role(resume.roles, one) for one in ROLES])[facts["role"]]
    probability = facts["role_probability"].astype(np.float64)
    level = np.array([fit.level(resume.seniority, one) for one in LEVELS])
    found = {
        **_coverage(pool, person),
        "role": probability * role + (1 - probability) * fit.UNKNOWN_ROLE,
        "title": _title(pool, person),
        "title_words": _title_words(pool, person),
        "seniority": level[facts["level"]],
        "years": fit.drawn("years", _years(pool, person), np.where(facts["years"], 1.0, told)),
        "degree": fit.drawn("degree", _degree(pool, person), np.where(facts["degree"], 1.0, told)),
        "words": fit.drawn("words", np.minimum(1.0, shared(pool, person) / SAME_WORDS), told),
        "lines": fit.drawn("lines", np.minimum(1.0, alike(pool, person) / SAME_LINES), told),
    }
    return found | {"together": _together(found)}


def _together(found: dict[str, Array]) -> Array:
    """Return the product of what each side must have: one part that is far off counts for all."""
    able = (found["required"] + found["words"] + found["lines"]) / 3
    same = np.maximum(found["role"], found["title"])
    return np.asarray(able * same * found["seniority"] * found["years"] * found["degree"])


def _coverage(pool: Pool, person: Person) -> dict[str, Array]:
    worth, credit = person.skills(pool.labels)
    skills = pool.columns.skills
    skill, need = skills.items["skill"], skills.items["need"]
    found = {}
    for name in ("required", "preferred"):
        asked = np.where(need == NEEDS.index(name), worth[skill], 0)
        total = skills.sums(asked) / 1e3 + PRIOR_WEIGHT
        found[name] = (skills.sums(asked * credit[skill]) / 1e6 + PRIOR * PRIOR_WEIGHT) / total
    return found


def _years(pool: Pool, person: Person) -> Array:
    facts, held = pool.columns.facts, person.resume.years
    usual = np.array([fit.USUAL[one] for one in LEVELS])[facts["level"]]
    asked = np.where(facts["years"], facts["years"], usual)
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
    return np.asarray(
        table[pool.columns.facts["degree"], pool.columns.facts["equivalent"].astype(np.intp)]
    )


def shared(pool: Pool, person: Person) -> Array:
    """Return how much wording each posting shares with the resume: 0 and up, rarely above 2.

    The posting is a TF-IDF vector; the resume only says which words it has. So a word said thirty
    times counts once, and a word added to a resume never lowers a similarity, which a cosine does.
    What a posting shares with any text at all is discounted: long postings in everyday words are
    near to everybody ("hubs").
    """
    items = pool.columns.words.items
    sums = pool.columns.words.sums(LOGS[items["count"]] * person.word_weights()[items["word"]])
    return np.asarray(sums / pool.columns.facts["length"])


def _title(pool: Pool, person: Person) -> Array:
    """Return how near the nearest title held or sought is; where none is, as an unknown role."""
    if not any(one.any() for one in person.title_directions):
        return np.full(len(pool), fit.TYPICAL["title"])
    near = cosines(person.title_directions, pool.columns.titles).max(axis=1)
    return np.where(pool.columns.titles.any(axis=1), near, fit.TYPICAL["title"])


def _title_words(pool: Pool, person: Person) -> Array:
    """Return the share of a title's words, rare ones heavier, that the best title held has."""
    titled = pool.columns.titled
    weighed = weights()[titled.items]
    total, best = titled.sums(weighed), np.zeros(len(pool), np.int64)
    for held in person.title_words:
        best = np.maximum(best, titled.sums(np.where(np.isin(titled.items, held), weighed, 0)))
    known = (total > 0) & any(person.title_words)
    return np.where(known, best / np.maximum(total, 1), fit.TYPICAL["title_words"])


def alike(pool: Pool, person: Person) -> Array:
    """Return how near the resume's nearest lines are to each posting's text, 0 to 1 on average.

    One more line never lowers it, as it does the nearness of two whole texts.
    """
    near = cosines(person.line_directions, pool.columns.texts)
    if near.shape[1] > LINES:
        near = np.partition(near, -LINES, axis=1)[:, -LINES:]
    return np.asarray(near.sum(axis=1) / LINES)
