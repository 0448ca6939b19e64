"""The arrays of a pool: one row a posting, whatever is counted of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.guide.match.lists import Lists, Whole
from upslope.guide.match.meaning import DIMENSIONS
from upslope.guide.match.packed import FACTS, SKILL, WORD, Packed

Directions = NDArray[np.int8]
LAYOUT = f"{FACTS} {SKILL} {WORD} {DIMENSIONS}"
"""What the arrays hold, for a file of another version to be told."""

_LISTS = ("skills", "words", "titled", "places")


class Columns(NamedTuple):
    """Facts, skills, words, words of the title and places; where title and text point.

    Skills are places in a list of labels, kept beside the columns.
    """

    facts: NDArray[Any]
    skills: Lists
    words: Lists
    titled: Lists
    places: Lists
    titles: Directions
    texts: Directions

    @classmethod
    def of(cls, rows: Sequence[Packed], labels: Sequence[str]) -> Columns:
        """Put packed postings into columns."""
        place = {label: number for number, label in enumerate(labels)}
        skills = [[(place[skill], need) for skill, need in row.skills] for row in rows]
        return cls(
            np.array([row.facts for row in rows], FACTS),
            Lists.of(skills, SKILL),
            Lists.of([row.words for row in rows], WORD),
            Lists.of([row.titled for row in rows], np.dtype("u2")),
            Lists.of([row.places for row in rows], np.dtype("u8")),
            np.array([row.title for row in rows], np.int8).reshape(-1, DIMENSIONS),
            np.array([row.text for row in rows], np.int8).reshape(-1, DIMENSIONS),
        )

    def take(self, rows: Whole) -> Columns:
        """Return these rows, in this order."""
        return Columns(
            self.facts[rows],
            self.skills.take(rows),
            self.words.take(rows),
            self.titled.take(rows),
            self.places.take(rows),
            self.titles[rows],
            self.texts[rows],
        )

    def joined(self, other: Columns) -> Columns:
        """Return the rows of both, whose skills are places in the same list of labels."""
        return Columns(
            np.concatenate([self.facts, other.facts]),
            Lists.joined([self.skills, other.skills]),
            Lists.joined([self.words, other.words]),
            Lists.joined([self.titled, other.titled]),
            Lists.joined([self.places, other.places]),
            np.concatenate([self.titles, other.titles]),
            np.concatenate([self.texts, other.texts]),
        )

    def renumbered(self, new: Whole) -> Columns:
        """Return the columns with skills that stand elsewhere in another list of labels."""
        items = self.skills.items.copy()
        items["skill"] = new[items["skill"]]
        return self._replace(skills=Lists(self.skills.starts, items))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return plain arrays by name."""
        lists = {name: getattr(self, name) for name in _LISTS}
        starts = {f"{name}_starts": one.starts for name, one in lists.items()}
        items = {name: one.items for name, one in lists.items()}
        return {
            "facts": self.facts,
            "titles": self.titles,
            "texts": self.texts,
            **starts,
            **items,
        }

    @classmethod
    def of_arrays(cls, found: Mapping[str, NDArray[Any]]) -> Columns:
        """Take :meth:`arrays` back.

        Raises:
            KeyError: an array is missing.
        """
        skills, words, titled, places = (
            Lists(found[f"{name}_starts"], found[name]) for name in _LISTS
        )
        return cls(found["facts"], skills, words, titled, places, found["titles"], found["texts"])
