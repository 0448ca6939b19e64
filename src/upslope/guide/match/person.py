"""A resume made ready to be compared: what it shows of each skill, and which words it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from upslope.guide.match import coverage
from upslope.guide.match.lists import Whole
from upslope.guide.match.vocabulary import numbers, rarity, weight, words
from upslope.records import Resume
from upslope.taxonomy import Taxonomy


class Person:
    """One side of every comparison.

    Args:
        resume: what :func:`upslope.guide.resume.read_resume` made.
        weights: rarity of each skill, above 0; default: the one that ships.

    >>> person = Person(Resume(text="Python"))
    >>> person.words["python"] == weight("python")
    True
    """

    def __init__(self, resume: Resume, weights: Mapping[str, float] | None = None) -> None:
        self.resume = resume
        self.shown = coverage.shown(resume, Taxonomy.load())
        self._weights = rarity() if weights is None else weights
        self._rarest = max(self._weights.values(), default=1.0)
        known = numbers()
        self.words = {word: weight(word) for word in set(words(resume.text)) if word in known}

    def worth(self, skill: str) -> int:
        """Return what asking for a skill weighs, in thousandths."""
        return round(1000 * self._weights.get(skill, self._rarest))

    def credit(self, skill: str) -> int:
        """Return how far the resume shows a skill, in thousandths."""
        return round(1000 * self.shown[skill].credit) if skill in self.shown else 0

    def skills(self, labels: Sequence[str]) -> tuple[Whole, Whole]:
        """Return what each label weighs, and how far the resume shows it."""
        worth = np.fromiter(map(self.worth, labels), np.int64)
        return worth, np.fromiter(map(self.credit, labels), np.int64)

    def word_weights(self) -> Whole:
        """Return the weight of each word of the table that the resume has; 0 for the others."""
        found = np.zeros(len(numbers()), np.int64)
        for word, value in self.words.items():
            found[numbers()[word]] = value
        return found
