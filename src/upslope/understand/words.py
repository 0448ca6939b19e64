"""Finds the plain words that many readers look for, in one pass over a posting's text.

Hundreds of words speak for a role, a duty, an area or a need. One Aho-Corasick automaton finds them
all in about the time that one regular expression takes for one row.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from ahocorasick_rs import BytesAhoCorasick

from upslope.taxonomy.folding import folding, latin
from upslope.understand.document import Document

_PLAIN = folding(kept="+#")


def plain(text: str) -> bytes:
    """Return the words of a text in lower case between single spaces, padded with spaces.

    >>> plain("A/B tests, C++ & Node.js")
    b' a b tests c++ node js '
    """
    return b" %b " % b" ".join(latin(text).translate(_PLAIN).split())


def _single(folded: bytes) -> bytes:
    """Make runs of blanks single ones, in long texts a few times as fast as splitting."""
    signs = np.frombuffer(folded, np.uint8)
    blank = signs == 0x20
    kept = np.ones(len(signs), bool)
    np.logical_not(blank[1:] & blank[:-1], out=kept[1:])
    return signs[kept].tobytes()


def load(name: str) -> dict[str, Any]:
    """Read a table of ``understand/data``, by its file name without ending."""
    return tomllib.loads((files("upslope.understand") / f"data/{name}.toml").read_text("utf-8"))


def _pattern(word: str) -> bytes:
    return f" {word} ".replace(" *", "").replace("* ", "").encode("latin-1")


class WordRows:
    """Rows of words by name; ``*`` stands for any beginning or ending.

    >>> rows = WordRows({"models": ["ml", "machine learning"], "numbers": ["statistic*"]})
    >>> sorted(rows.count("Statistics and machine learning: ML").items())
    [('models', 2), ('numbers', 1)]
    """

    def __init__(self, rows: Mapping[str, Sequence[str]]) -> None:
        entries = [(name, _pattern(word)) for name, words in rows.items() for word in words]
        self._names = [name for name, _ in entries]
        self._words = BytesAhoCorasick([pattern for _, pattern in entries])

    def count(self, text: str) -> Counter[str]:
        """Return how often the words of each row occur; rows without any are left out."""
        found = self._words.find_matches_as_indexes(plain(text), overlapping=True)
        return Counter([self._names[index] for index, _, _ in found])


_DUTIES, _AREAS = load("duty_words"), load("area_words")
_TABLES: dict[str, dict[str, list[str]]] = {
    "role": load("role_words")["text"],
    "duties": {f"{duty}.{row}": words for duty in _DUTIES for row, words in _DUTIES[duty].items()},
    "areas": _AREAS["areas"],
    "industries": _AREAS["industries"],
    "need": load("need")["hints"],
}


def _by_pattern() -> dict[bytes, dict[int, list[str]]]:
    """The rows, by number of the table, that each word is in."""
    found: dict[bytes, dict[int, list[str]]] = {}
    for table, rows in enumerate(_TABLES.values()):
        for row, words in rows.items():
            for word in words:
                found.setdefault(_pattern(word), {}).setdefault(table, []).append(row)
    return found


_Rows = tuple[int, tuple[str, ...]]


def _said(tables: Mapping[int, Sequence[str]]) -> tuple[int, tuple[str, ...], list[_Rows]]:
    """The first table of a word, its rows there, and those in others."""
    first, *others = [(table, tuple(rows)) for table, rows in tables.items()]
    return *first, others


_ROWS = _by_pattern()
_SAID = [_said(tables) for tables in _ROWS.values()]
_WORDS = BytesAhoCorasick([*_ROWS, b"\0"])  # NUL parts sentences; a folded text has none

Place = tuple[int, tuple[str, ...], int, int]
"""Where a word stands: number of the sentence, rows of the word, start and end in plain text."""


@lru_cache(maxsize=128)  # several readers ask for the same document
def placed(document: Document) -> dict[str, list[Place]]:
    """Return the words in a document's sentences by table, in order of their end.

    >>> document = Document(id="1", title="", description="We sell tea.\\nYou train models.")
    >>> [(document.sentences[at].text, rows) for at, rows, *_ in placed(document)["role"]]
    [('You train models.', ('building_models',))]
    """
    folded = latin(document.description).translate(_PLAIN)
    sentences = [folded[sentence.start : sentence.end] for sentence in document.sentences]
    text = _single(b" %b " % b" \0 ".join(sentences))
    places: dict[str, list[Place]] = {table: [] for table in _TABLES}
    add = [found.append for found in places.values()]
    at, part = 0, len(_SAID)
    for which, start, end in _WORDS.find_matches_as_indexes(text, overlapping=True):
        if which == part:
            at += 1
            continue
        table, rows, others = _SAID[which]
        add[table]((at, rows, start, end))
        for table, rows in others:  # few words are in several tables
            add[table]((at, rows, start, end))
    return places
