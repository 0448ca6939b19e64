"""Finds the plain words that many readers look for, in one pass over the texts of a batch.

Hundreds of words speak for a role, a duty, an area or a need. One Aho-Corasick automaton finds them
all in about the time that one regular expression takes for one row. What it finds goes into arrays
at once: a step of a loop for each word costs more than finding it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick
from numpy.typing import NDArray

from upslope.models.arrays import Matrix
from upslope.taxonomy.folding import folding, latin
from upslope.understand.document import Document
from upslope.understand.lines import Numbers, lines, spread

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

    Attributes:
        names: of the rows.

    >>> rows = WordRows({"models": ["ml", "machine learning"], "numbers": ["statistic*"]})
    >>> text, row = rows.find(["We sell tea.", "Statistics and machine learning: ML"])
    >>> text.tolist(), [rows.names[one] for one in row]
    ([1, 1, 1], ['numbers', 'models', 'models'])
    """

    def __init__(self, rows: Mapping[str, Sequence[str]]) -> None:
        self.names = tuple(rows)
        words: dict[bytes, list[int]] = {}
        for row, said in enumerate(rows.values()):
            for word in said:
                words.setdefault(_pattern(word), []).append(row)
        self._automaton = BytesAhoCorasick([*words])
        sizes = np.fromiter(map(len, words.values()), np.intp, len(words))
        self._sizes, self._first = sizes, np.cumsum(sizes) - sizes
        self._rows = np.fromiter(chain.from_iterable(words.values()), np.intp, sizes.sum())

    def find(self, texts: Iterable[str]) -> tuple[Numbers, Numbers]:
        """Return number of the text and of the row of each word in some texts, in order."""
        text, row, _ = self.placed(_PART.join(map(plain, texts)))
        return text, row

    def placed(self, text: bytes) -> tuple[Numbers, Numbers, Numbers]:
        """Return the same for plain text in parts: part, row and start, in order of the ends.

        A word of several rows comes once for each.
        """
        ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord(_PART))
        pieces = pairwise([0, *ends[_TOGETHER::_TOGETHER].tolist(), len(text)])
        which, start = np.concatenate([self._hits(text, *piece) for piece in pieces], axis=1)
        each, place = spread(self._first[which], self._sizes[which])
        return np.searchsorted(ends, start)[each], self._rows[place], start[each]

    def _hits(self, text: bytes, opens: int, closes: int) -> Numbers:
        """Number of the word and start of each in a piece of text."""
        found = self._automaton.find_matches_as_indexes(text[opens:closes], overlapping=True)
        which, start = (
            np.fromiter(map(itemgetter(part), found), np.intp, len(found)) for part in (0, 1)
        )
        return np.stack([which, start + opens])


_PART = b"\0"  # between texts; none that is folded holds one, nor does any word
_TOGETHER = 64
"""Parts looked at in one call: of many more, all the tuples found would keep the collector busy."""
_DUTIES, _AREAS = load("duty_words"), load("area_words")
_TABLES: dict[str, dict[str, list[str]]] = {
    "role": load("role_words")["text"],
    "duties": {f"{duty}.{row}": words for duty in _DUTIES for row, words in _DUTIES[duty].items()},
    "areas": _AREAS["areas"],
    "industries": _AREAS["industries"],
    "need": load("need")["hints"],
}
ROWS: Mapping[str, tuple[str, ...]] = {table: tuple(rows) for table, rows in _TABLES.items()}
"""Names of the rows of each table."""

_ENDS = np.cumsum([len(rows) for rows in ROWS.values()]).tolist()
_WORDS = WordRows(
    {f"{table} {row}": words for table, rows in _TABLES.items() for row, words in rows.items()}
)


class Words(NamedTuple):
    """Where the words of one table stand in the sentences of a batch, in order of their ends.

    Args:
        sentence: number of the sentence of each, as in :func:`lines`.
        row: number of its row in :data:`ROWS`; a word of several rows comes once for each.
        start: where it starts in plain text: how far apart words of one sentence are.
    """

    sentence: Numbers
    row: Numbers
    start: Numbers


@lru_cache(maxsize=2)  # several readers ask for the same batch
def placed(documents: tuple[Document, ...]) -> dict[str, Words]:
    """Return the words in the sentences of a batch, by table.

    >>> document = Document(id="1", title="", description="We sell tea.\\nYou train models.")
    >>> words = placed((document,))["role"]
    >>> words.sentence.tolist(), [ROWS["role"][row] for row in words.row]
    ([1], ['building_models'])
    """
    parts: list[bytes] = []
    for document in documents:
        folded = latin(document.description).translate(_PLAIN)
        parts += [folded[sentence.start : sentence.end] for sentence in document.sentences]
    sentence, row, start = _WORDS.placed(_single(b" %b " % b" \0 ".join(parts)))
    table = np.searchsorted(_ENDS, row, side="right")
    found: dict[str, Words] = {}
    for number, (name, end) in enumerate(zip(_TABLES, _ENDS, strict=True)):
        mine = np.flatnonzero(table == number)
        first = end - len(ROWS[name])
        found[name] = Words(sentence[mine], row[mine] - first, start[mine])
    return found


def counts(documents: tuple[Document, ...], table: str, loud: NDArray[np.float64]) -> Matrix:
    """Return how often the words of each row stand in each document: documents x rows.

    Args:
        documents: the batch.
        table: whose rows.
        loud: what a word counts in each of :data:`SECTIONS`.
    """
    read, words = lines(documents), placed(documents)[table]
    width = len(ROWS[table])
    cell = read.document[words.sentence] * width + words.row
    found = np.bincount(cell, loud[read.section[words.sentence]], len(documents) * width)
    return found.reshape(-1, width).astype(float, copy=False)
