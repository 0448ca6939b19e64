"""What a sentence speaks of by its own words, whatever heading it stands under.

Headings are missing, lost or too wide ("About the role" holds everything). A model that has read
many sentences under plain headings says of any other how much it sounds like a duty, a demand, a
wish, the company's praise of itself or a benefit. Readers weigh that beside the heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from upslope.models import Example, Labelled, Model, Task
from upslope.models.arrays import Sparse
from upslope.understand.document import Document
from upslope.understand.words import load

KINDS = ("about", "benefits", "duties", "preferred", "required")
"""What the model tells apart, in the order of its answers."""

_WORDS = frozenset(load("section_words")["words"])
_MOST_WORDS = 60
_LEAST = 1e-4


def features(text: str) -> dict[str, float]:
    """Return the words of a sentence that the model knows.

    >>> sorted(features("Work closely with our partners"))
    ['^work', 'closely', 'our', 'partners', 'with', 'work']
    """
    return dict.fromkeys(_WORDS.intersection(_words(text)), 1.0)


def _words(text: str) -> list[str]:
    words = text.lower().split()
    del words[_MOST_WORDS:]
    if words:
        words.append("^" + words[0])
    return words


SOUNDS = tuple(f"sounds {kind}" for kind in KINDS)
"""Names of the columns of :func:`sounds`."""


def sounds(texts: Sequence[str], models: Mapping[str, Model]) -> NDArray[np.float64]:
    """Return how much each sentence sounds like each kind: texts x kinds, from -1 to 1."""
    if not texts:
        return np.zeros((0, len(KINDS)))
    model = models["section"]
    chances = model.of_matrix(_known(texts, model.features)).clip(_LEAST, 1 - _LEAST)
    return np.asarray(np.tanh(np.log(chances / (1 - chances)) / 3))


def _known(texts: Sequence[str], columns: Mapping[str, int]) -> Sparse:
    """The :func:`features` of many sentences that have columns, told in one go."""
    known = frozenset(columns)
    words = [known.intersection(_words(text)) for text in texts]
    sizes = [*map(len, words)]
    column = np.fromiter(map(columns.__getitem__, chain.from_iterable(words)), np.intp, sum(sizes))
    return Sparse(np.repeat(np.arange(len(texts)), sizes), column, (len(texts), len(columns)))


def _examples(labelled: Labelled) -> Iterator[Example]:
    """Every sentence under a heading of one of these kinds; labels of the posting play no part."""
    for sentence in Document.of(labelled.posting).sentences:
        if sentence.heading and sentence.section in KINDS and (row := features(sentence.text)):
            yield Example(
                features=row,
                label=sentence.section,
                rule="duties",
                employer=labelled.employer,
                month=labelled.month,
            )


TASK = Task(
    name="section",
    classes=KINDS,
    examples=_examples,
    about="Which kind of section a sentence sounds like, learned from those under plain headings",
)
