"""What texts are about: directions in a space learned once from many postings.

Words that stand in the same kinds of postings point the same way, so "ETL" and "Airflow" are near
though they share no letter. The directions ship with the package (``data/meaning.npz``, made by
``benchmarks/match_words.py``) as small whole numbers: sums of their products are exact, so a score
is the same in any batch and on any machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.guide.match.vocabulary import LOGS, numbers, weights, words

DIMENSIONS = 64

UNIT = 127
"""Length of a direction; a product of two is at most its square, whatever they are."""

Direction = NDArray[np.int8]


class _Meaning(NamedTuple):
    directions: NDArray[np.int8]
    scales: NDArray[np.uint16]


@cache
def _meaning() -> _Meaning:
    file = files("upslope.guide.match").joinpath("data/meaning.npz")
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as kept:
        return _Meaning(kept["directions"], kept["scales"])


def direction(counts: Iterable[tuple[int, int]]) -> Direction:
    """Return where a text points, from the numbers of its words and how often each stands there.

    A text without a known word points nowhere: all zeros.

    >>> python = direction([(numbers()["python"], 1)])
    >>> bool(100 < python.astype(int) @ python <= UNIT**2), int(direction([]).any())
    (True, 0)
    """
    pairs = np.array(sorted(counts), np.int64).reshape(-1, 2)
    meaning = _meaning()
    heavy = LOGS[np.minimum(pairs[:, 1], len(LOGS) - 1)] * weights()[pairs[:, 0]] // 1000
    rows = meaning.directions[pairs[:, 0]].astype(np.int64)
    total = (heavy * meaning.scales[pairs[:, 0]]) @ rows
    length = np.sqrt(float(total.astype(np.float64) @ total)) or 1.0
    return np.trunc(UNIT * (total / length)).astype(np.int8)


@lru_cache(maxsize=4096)  # a resume is scored many times, each with another skill
def of_text(text: str) -> Direction:
    """Return where a text points.

    >>> near = cosines([of_text("Airflow pipelines")], np.array([of_text("ETL"), of_text("nurse")]))
    >>> bool(near[0, 0] > near[1, 0])
    True
    """
    known = numbers()
    counts = Counter(word for word in words(text) if word in known)
    return direction((known[word], count) for word, count in counts.items())


def cosines(ours: Sequence[Direction], theirs: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return how near each of theirs (rows) is to each of ours (columns), 0 where they part.

    32-bit floats hold all these sums exactly: no product of whole directions is above 2**24.
    """
    columns = np.array(ours, np.float32).reshape(-1, DIMENSIONS)
    near = theirs.astype(np.float32) @ columns.T
    return np.asarray(np.maximum(near, 0).astype(np.float64) / UNIT**2)
