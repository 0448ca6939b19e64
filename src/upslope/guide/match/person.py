"""A resume made ready to be compared: what it shows of each skill, and which words it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from upslope.guide.match import coverage
from upslope.guide.match.lists import Whole
from upslope.guide.match.meaning import of_text
from upslope.guide.match.packed import work
from upslope.guide.match.vocabulary import numbers, rarity, weight, words
from upslope.records import Resume

SHORT = 3
"""Words from which on a line of a resume tells something."""

HEADLINES = 3
"""First lines of a resume that may be a title held or sought."""


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
        self.shown = coverage.shown(resume)
        self._weights = rarity() if weights is None else weights
        self._rarest = max(self._weights.values(), default=1.0)
        known = numbers()
        self.words = {word: weight(word) for word in set(words(resume.text)) if word in known}
        self.titles = _titles(resume)
        self.lines = [one for one in _unlike(resume.text.split("\n")) if len(one.split()) >= SHORT]
        self.title_words = [work(title) for title in self.titles]
        self.title_directions = [of_text(title) for title in self.titles]
        self.line_directions = [of_text(line) for line in self.lines]

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


def _titles(resume: Resume) -> list[str]:
    """Return the titles held or sought: those of positions, and the first lines."""
    held = [one.title for one in resume.positions if one.kind in ("work", "student", "unrelated")]
    sought = [resume.evidence.get(role, "") for role in resume.roles]
    return _unlike([*held, *sought, *_unlike(resume.text.split("\n"))[:HEADLINES]])


def _unlike(lines: Iterable[str]) -> list[str]:
    """Return the lines that say something, each once."""
    return list(dict.fromkeys(filter(None, map(str.strip, lines))))
