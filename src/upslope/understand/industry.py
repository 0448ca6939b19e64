"""The industry that a posting's employer lives by, told by its words.

The rule is the smallest rung of the ladder that no model beats (``upslope models compare
industry``): who has the most words of an industry is of it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

from upslope.models import Example, Labelled, Task
from upslope.understand.document import Document, SectionKind
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
_LOUD: Mapping[SectionKind, float] = {
    "about": 1.0,
    "other": 1.0,
    "duties": 0.5,
    "required": 0.5,
    "preferred": 0.5,
}


def industry(document: Document) -> Fields:
    """Read ``industry``: the one with the most words, ``None`` if there is no word of any.

    >>> industry(Document(id="1", title="Analyst", description="", company="Alder Bank"))
    {'industry': 'finance'}
    """
    loud = loudness(document)
    return {"industry": max(loud, key=lambda name: loud[name]) if loud else None}


def loudness(document: Document) -> dict[str, float]:
    """Return how loudly each industry is named; those that are not are left out."""
    loud: defaultdict[str, float] = defaultdict(float)
    for at, rows, _, _ in placed(document)["industries"]:
        if weight := _LOUD.get(document.sentences[at].section):
            for row in rows:
                loud[row] += weight
    for row in _NAMES.count(document.company):
        loud[row] += NAMED
    for row in _ANYWHERE.count(f"{document.company} {document.title}"):
        loud[row] += NAMED
    return dict(loud)


def _examples(labelled: Labelled) -> Iterator[Example]:
    if "industry" in labelled.labels:
        document = Document.of(labelled.posting)
        loud = loudness(document)
        total = sum(loud.values())
        shares = {f"share.{name}": value / total for name, value in loud.items()}
        yield Example(
            shares | {name: math.log1p(value) for name, value in loud.items()},
            labelled.labels["industry"] or UNTOLD,
            str(industry(document)["industry"] or UNTOLD),
            labelled.employer,
            labelled.month,
            labelled.weight("industry"),
        )


TASK = Task("industry", (*INDUSTRIES, UNTOLD), _examples, about="What an employer lives by.")
