"""The industry that a posting's employer lives by, told by its words.

The rule is the smallest rung of the ladder that no model beats (``upslope models compare
industry``): who has the most words of an industry is of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from upslope.models import Example, Labelled, Model, Task
from upslope.understand.document import Document
from upslope.understand.lines import by_section, lines
from upslope.understand.reader import Fields
from upslope.understand.words import WordRows, load, placed

_WORDS = load("area_words")
INDUSTRIES = tuple(_WORDS["industries"])
_ANYWHERE, _NAMES = WordRows(_WORDS["industries"]), WordRows(_WORDS["companies"])

UNTOLD = "untold"
"""The class of a posting that names no industry."""

NAMED = 2.0
"""What it counts to be named by the employer's name ("Alder Bank") or by the title."""

# What is asked of a person tells less of the employer than what it tells of itself.
_LOUD = by_section({"about": 1, "other": 1, "duties": 0.5, "required": 0.5, "preferred": 0.5})


def industries(documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
    """Read ``industry``: the one with the most words, ``None`` if there is no word of any.

    >>> industries([Document(id="1", title="Analyst", description="", company="Alder Bank")], {})
    [{'industry': 'finance'}]
    """
    return [{"industry": _loudest(loud)} for loud in loudness(tuple(documents))]


def _loudest(loud: Mapping[str, float]) -> str | None:
    return max(loud, key=loud.__getitem__) if loud else None


def loudness(documents: tuple[Document, ...]) -> list[dict[str, float]]:
    """Return how loudly each industry is named, first those named first; others are left out."""
    loud: list[dict[str, float]] = [{} for _ in documents]
    for document, name, weight in chain(_said(documents), _of_employers(documents)):
        loud[document][name] = loud[document].get(name, 0.0) + weight
    return loud


_Named = tuple[int, str, float]  # number of the document, industry, weight


def _said(documents: tuple[Document, ...]) -> Iterator[_Named]:
    """Yield the words of the texts: few enough for a loop."""
    read, words = lines(documents), placed(documents)["industries"]
    weights = _LOUD[read.section[words.sentence]]
    heard = np.flatnonzero(weights)
    said = read.document[words.sentence[heard]], words.row[heard], weights[heard]
    for document, row, weight in zip(*(part.tolist() for part in said), strict=True):
        yield document, INDUSTRIES[row], weight


def _of_employers(documents: Sequence[Document]) -> Iterator[_Named]:
    """Yield the industries that the names of employers and the titles name, each once."""
    names = [document.company for document in documents]
    titled = [f"{document.company} {document.title}" for document in documents]
    for words, texts in ((_NAMES, names), (_ANYWHERE, titled)):
        found = zip(*(part.tolist() for part in words.find(texts)), strict=True)
        for document, row in dict.fromkeys(found):
            yield document, words.names[row], NAMED


def _examples(labelled: Labelled) -> Iterator[Example]:
    if "industry" in labelled.labels:
        [loud] = loudness((Document.of(labelled.posting),))
        total = sum(loud.values())
        shares = {f"share.{name}": value / total for name, value in loud.items()}
        yield Example(
            shares | {name: math.log1p(value) for name, value in loud.items()},
            labelled.labels["industry"] or UNTOLD,
            _loudest(loud) or UNTOLD,
            labelled.employer,
            labelled.month,
            labelled.weight("industry"),
        )


TASK = Task("industry", (*INDUSTRIES, UNTOLD), _examples, about="What an employer lives by.")
