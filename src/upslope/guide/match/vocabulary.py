"""How rare words and skills are, counted once over a large collection of postings.

The counts ship with the package (``data/words.tsv``, ``data/skills.tsv``, made by
``benchmarks/match_words.py``), so what a word weighs does not depend on which postings are ranked
together: one posting alone gets the score that it gets among thousands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LOGS = np.array([0] + [round(1000 * (1 + math.log(n))) for n in range(1, 256)], np.int64)
"""What saying a word so often counts, in thousandths."""

_PLURAL = re.compile(r"[^s]s$")
_WORD = re.compile(r"[^\W\d_][\w+#]*(?:[.&/-][^\W_]+)*[+#]*")


def words(text: str) -> list[str]:
    """Split a text into words, lower case, plurals as singulars; ``c++`` and ``ci/cd`` stay whole.

    >>> words("Node.js, C++ models and CI/CD.")
    ['node.js', 'c++', 'model', 'and', 'ci/cd']
    """
    return [
        word[:-1] if len(word) > 4 and word.isalpha() and _PLURAL.search(word) else word
        for word in _WORD.findall(text.lower())
    ]


class Frequencies(NamedTuple):
    """In how many of ``total`` postings each name stands; names are in the order of the table."""

    total: int
    counts: Mapping[str, int]


@cache
def frequencies(table: str) -> Frequencies:
    """Read ``words`` or ``skills``.

    >>> words_of = frequencies("words")
    >>> words_of.counts["python"] > words_of.counts["pytorch"] > 0
    True
    """
    data = files("upslope.guide.match").joinpath(f"data/{table}.tsv").read_text(encoding="utf-8")
    first, *rows = (line.split("\t") for line in data.splitlines())
    return Frequencies(int(first[1]), {name: int(count) for name, count in rows})


@cache
def numbers() -> dict[str, int]:
    """Word -> its row in the table: what a pool keeps of a text.

    >>> numbers()["python"] < numbers()["pytorch"]
    True
    """
    return {word: number for number, word in enumerate(frequencies("words").counts)}


@cache
def weight(word: str) -> int:
    """Return what a word of the table weighs, in thousandths: the rarer, the more.

    Whole numbers, because their sums are the same in any order and on any machine.

    >>> weight("the") < weight("python") < weight("pytorch")
    True
    """
    total, counts = frequencies("words")
    return round(1000 * math.log((total + 1) / counts[word]))


@cache
def weights() -> NDArray[np.int64]:
    """Return the :func:`weight` of each row of the table.

    >>> int(weights()[numbers()["python"]]) == weight("python")
    True
    """
    return np.fromiter(map(weight, frequencies("words").counts), np.int64)


@cache
def rarity() -> dict[str, float]:
    """Return a weight above 0 for each skill that postings ask for: the rarer, the heavier.

    ``log((postings + 1) / (postings that name it + 0.5)) + 0.3``: what all ask for still counts.

    >>> rarity()["python"] < rarity()["kubernetes"] < rarity()["jax"]
    True
    """
    total, counts = frequencies("skills")
    return {name: math.log((total + 1) / (count + 0.5)) + 0.3 for name, count in counts.items()}
