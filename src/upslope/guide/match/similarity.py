"""How much of a posting's wording a resume shares: a one-sided TF-IDF cosine.

The posting is a TF-IDF vector (logarithmic counts, unit length); the resume only says which words
it has. So a word said thirty times counts once, and a word added to a resume never lowers a
similarity, which a two-sided cosine does. Words that all postings use weigh next to nothing, and
what a posting shares with any text at all is discounted: long postings in everyday words are near
to everybody ("hubs"). Own code, because importing scikit-learn takes longer than matching.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_PLURAL = re.compile(r"[^s]s$")

MOST = 6
"""Words of both texts that are told."""

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


WHOLE = 120
"""Distinct words from which on a posting counts as whole; few real texts have less."""


class Wording(NamedTuple):
    """How much wording is shared (0 and up, rarely above 2) and the words that say most of it.

    ``told`` is how much the posting tells at all: from 0 for an empty one to 1 for a whole one.
    """

    shared: float
    words: tuple[str, ...]
    told: float


def wordings(resume: str, postings: Sequence[str]) -> list[Wording]:
    """Return how much wording each posting shares with a resume.

    It is the sum of the posting's weights whose words the resume has, over the square root of what
    that sum is for one of the postings on average: halfway between the absolute and the relative.

    >>> first, second = wordings("I trained ranking models", ["ranking models", "sell shoes"])
    >>> first.words, second.shared
    (('model', 'ranking'), 0.0)
    """
    have = set(words(resume))
    counts = [Counter(words(posting)) for posting in postings]
    documents = Counter(word for count in counts for word in count)
    return [_wording(have, count, documents, len(postings)) for count in counts]


def _wording(have: set[str], count: Counter[str], documents: Counter[str], total: int) -> Wording:
    weights = {
        word: (1 + math.log(number)) * math.log((total + 1) / documents[word])
        for word, number in count.items()
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    typical = math.fsum(weight * documents[word] / total for word, weight in weights.items())
    both = sorted((-weight, word) for word, weight in weights.items() if word in have)
    shared = math.fsum(-weight for weight, _ in both) / math.sqrt(length * typical or 1.0)
    told = min(1.0, len(count) / WHOLE)
    return Wording(shared, tuple(word for _, word in both[:MOST]), told)
