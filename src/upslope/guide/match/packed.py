"""What a score needs of one posting, as plain numbers: no text is kept."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, NamedTuple, get_args

import numpy as np

from upslope.guide.match.vocabulary import frequencies, numbers, weight, words
from upslope.records import Posting, Understanding
from upslope.records.understanding import Degree, Need, Role, Seniority

ROLES: tuple[Role, ...] = get_args(Role)
LEVELS: tuple[Seniority, ...] = get_args(Seniority)
DEGREES: tuple[Degree, ...] = get_args(Degree)
NEEDS: tuple[Need, ...] = get_args(Need)

FACTS = np.dtype(
    [
        ("role", "u1"),
        ("role_probability", "f4"),
        ("level", "u1"),
        ("years", "i2"),
        ("degree", "u1"),
        ("equivalent", "?"),
        ("told", "f8"),
        ("length", "f8"),
    ]
)
"""One row a posting: places in :data:`ROLES`, :data:`LEVELS` and :data:`DEGREES`; years asked (0:
none); how much the text tells; and what its shared wording is divided by."""

SKILL = np.dtype([("skill", "u2"), ("need", "u1")])
WORD = np.dtype([("word", "u2"), ("count", "u1")])

WHOLE = 120
"""Distinct words from which on a posting counts as whole; few real texts have less."""

LOGS = np.array([0] + [round(1000 * (1 + math.log(n))) for n in range(1, 256)], np.int64)
"""What saying a word so often counts, in thousandths."""

MOST_YEARS = 60


class Packed(NamedTuple):
    """One posting: its facts, the skills it names by need, and its words with their numbers."""

    facts: tuple[Any, ...]
    skills: list[tuple[str, int]]
    words: list[tuple[int, int]]


def packed(posting: Posting, understood: Understanding) -> Packed:
    """Pack a posting with what was understood of it.

    >>> posting = Posting(id="1", source="s", source_id="1", title="Python, Python")
    >>> packed(posting, Understanding(id="1")).words == [(numbers()["python"], 2)]
    True
    """
    counts = Counter(words(f"{posting.title}\n{posting.description or ''}"))
    told = min(1.0, len(counts) / WHOLE)
    row = numbers()
    known = sorted((row[word], min(count, 255)) for word, count in counts.items() if word in row)
    facts = (
        ROLES.index(understood.role),
        understood.role_probability,
        LEVELS.index(understood.seniority),
        min(max(understood.min_years or 0, 0), MOST_YEARS),
        DEGREES.index(understood.degree_required),
        understood.degree_or_equivalent,
        told,
        _length({word: count for word, count in counts.items() if word in row}),
    )
    skills = sorted({(one.skill, NEEDS.index(one.need)) for one in understood.skills})
    return Packed(facts, skills, known)


def _length(counts: dict[str, int]) -> float:
    """Return what shared wording is divided by: halfway between the absolute and the relative.

    It is the square root of the vector's length times what any text shares with it on average.
    """
    total, documents = frequencies("words")
    weights = {word: int(LOGS[min(n, 255)]) * weight(word) for word, n in counts.items()}
    length = math.sqrt(sum(value * value for value in weights.values()))
    typical = sum(value * documents[word] for word, value in weights.items()) / total
    return math.sqrt(length * typical) or 1.0
