"""The sentences of a batch of documents, one after another, for readers that count in arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from upslope.understand.document import Document, SectionKind, Sentence

Numbers = NDArray[np.intp]

SECTIONS: tuple[SectionKind, ...] = get_args(SectionKind)
"""Arrays hold the place of a section in it."""

_SECTION = {section: number for number, section in enumerate(SECTIONS)}
_START, _END, _BULLET, _OF_SECTION = map(attrgetter, ("start", "end", "bullet", "section"))


class Lines(NamedTuple):
    """All sentences of a batch.

    Args:
        sentences: in reading order, document after document.
        sizes: how many each document has.
        document: number of the document of each.
        section: number in :data:`SECTIONS` of each.
        start: first code point of each in its description.
        end: the one behind its last.
        bullet: whether each is an item of a list.
    """

    sentences: Sequence[Sentence]
    sizes: Numbers
    document: Numbers
    section: Numbers
    start: Numbers
    end: Numbers
    bullet: NDArray[np.bool_]


@lru_cache(maxsize=2)  # several readers ask for the same batch
def lines(documents: tuple[Document, ...]) -> Lines:
    """Return the sentences of a batch.

    >>> found = lines((Document(id="1", title="", description="We sell tea. Join us."),))
    >>> [sentence.text for sentence in found.sentences], found.document.tolist()
    (['We sell tea.', 'Join us.'], [0, 0])
    """
    texts = [document.sentences for document in documents]
    sentences = [*chain.from_iterable(texts)]
    sizes = np.fromiter(map(len, texts), np.intp, len(texts))
    count = len(sentences)
    return Lines(
        sentences=sentences,
        sizes=sizes,
        document=np.repeat(np.arange(len(texts)), sizes),
        section=np.fromiter(map(_SECTION.__getitem__, map(_OF_SECTION, sentences)), np.intp, count),
        start=np.fromiter(map(_START, sentences), np.intp, count),
        end=np.fromiter(map(_END, sentences), np.intp, count),
        bullet=np.fromiter(map(_BULLET, sentences), bool, count),
    )


def by_section(values: Mapping[SectionKind, float]) -> NDArray[np.float64]:
    """Return a value for each of :data:`SECTIONS`, 0 for those that are not given."""
    return np.array([values.get(section, 0.0) for section in SECTIONS])


def distinct(cells: Numbers) -> Numbers:
    """Return the different ones of some numbers from 0, in order: sooner than NumPy's ``unique``.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    ordered = np.sort(cells)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def spread(first: Numbers, sizes: Numbers) -> tuple[Numbers, Numbers]:
    """Return the numbers of many runs, one run after another, behind the number of their run.

    >>> which, number = spread(np.array([7, 20]), np.array([2, 1]))
    >>> which.tolist(), number.tolist()
    ([0, 0, 1], [7, 8, 20])
    """
    which = np.repeat(np.arange(len(sizes)), sizes)
    return which, np.arange(len(which)) + (first - np.cumsum(sizes) + sizes)[which]
