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
_section_of = attrgetter("section")


class Lines(NamedTuple):
    """All sentences of a batch.

    Args:
        sentences: in reading order, document after document.
        sizes: how many each document has.
        document: number of the document of each.
        section: number in :data:`SECTIONS` of each.
    """

    sentences: Sequence[Sentence]
    sizes: Numbers
    document: Numbers
    section: Numbers


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
    sections = map(_SECTION.__getitem__, map(_section_of, sentences))
    return Lines(
        sentences=sentences,
        sizes=sizes,
        document=np.repeat(np.arange(len(texts)), sizes),
        section=np.fromiter(sections, np.intp, len(sentences)),
    )


def by_section(values: Mapping[SectionKind, float]) -> NDArray[np.float64]:
    """Return a value for each of :data:`SECTIONS`, 0 for those that are not given."""
    return np.array([values.get(section, 0.0) for section in SECTIONS])


def spread(first: Numbers, sizes: Numbers) -> tuple[Numbers, Numbers]:
    """Return the numbers of many runs, one run after another, behind the number of their run.

    >>> which, number = spread(np.array([7, 20]), np.array([2, 1]))
    >>> which.tolist(), number.tolist()
    ([0, 0, 1], [7, 8, 20])
    """
    which = np.repeat(np.arange(len(sizes)), sizes)
    return which, np.arange(len(which)) + (first - np.cumsum(sizes) + sizes)[which]
