"""Counts and places the words of many rows in one pass over a text.

Used where hundreds of plain words speak for something: one Aho-Corasick automaton finds them all in
about the time that one regular expression takes for one row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from upslope.understand.document import Document, Sentence


class _Spaces(dict[int, int]):
    """A translation that keeps letters, digits, + and #, and makes all else a space."""

    def __missing__(self, point: int) -> int:
        letter = chr(point)
        self[point] = point if letter.isalnum() or letter in "+#" else ord(" ")
        return self[point]


_SPACES = _Spaces()


def plain(text: str) -> str:
    """Return the words of a text in lower case between single spaces, padded with spaces.

    >>> plain("A/B tests, C++ & Node.js")
    ' a b tests c++ node js '
    """
    return f" {' '.join(text.lower().translate(_SPACES).split())} "


class Hit(NamedTuple):
    """A word of a row; the code points are those of a text made plain."""

    row: str
    start: int
    end: int


class WordRows:
    """Rows of words by name; a trailing ``*`` stands for any ending.

    >>> rows = WordRows({"models": ["ml", "machine learning"], "numbers": ["statistic*"]})
    >>> sorted(rows.count("Statistics and machine learning: ML").items())
    [('models', 2), ('numbers', 1)]
    """

    def __init__(self, rows: Mapping[str, Sequence[str]]) -> None:
        entries = [(name, word) for name, words in rows.items() for word in words]
        self._names = [name for name, _ in entries]
        self._words = AhoCorasick(
            [f" {word[:-1]}" if word.endswith("*") else f" {word} " for _, word in entries],
            matchkind=MatchKind.Standard,
        )

    def count(self, text: str) -> Counter[str]:
        """Return how often the words of each row occur; rows without any are left out."""
        found = self._words.find_matches_as_indexes(plain(text), overlapping=True)
        return Counter(self._names[index] for index, _, _ in found)

    def by_sentence(self, document: Document) -> Iterator[tuple[Sentence, list[Hit]]]:
        """Yield each sentence that has words of the rows, with its words in order of their end.

        >>> rows = WordRows({"models": ["model*"]})
        >>> document = Document(id="1", title="", description="We sell tea.\\nYou train models.")
        >>> [(s.text, [h.row for h in hits]) for s, hits in rows.by_sentence(document)]
        [('You train models.', ['models'])]
        """
        text, starts = _plain_sentences(document)
        found = self._words.find_matches_as_indexes(text, overlapping=True)
        for index, group in groupby(found, key=lambda hit: bisect_right(starts, hit[1]) - 1):
            hits = [Hit(self._names[word], start, end) for word, start, end in group]
            yield document.sentences[index], hits


@lru_cache(maxsize=256)  # several readers place their words in the same document
def _plain_sentences(document: Document) -> tuple[str, list[int]]:
    """Return all sentences in plain words, one text, and where each starts in it."""
    sentences = [plain(sentence.text) for sentence in document.sentences]
    starts = list(accumulate((len(text) + 1 for text in sentences), initial=0))
    return "\n".join(sentences), starts
