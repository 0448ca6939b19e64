"""Which of the six responsibilities a posting asks for, with the sentence that shows each.

A sentence shows a duty by what it says is done to what (``data/duty_words.toml``: "deploy" before
"models"), in which tone ("you will", "experience with"), in which section and for which role. The
model ``duties`` turns these into the odds that the sentence shows each duty. The odds of all
sentences add up to the posting's: one plain sentence makes a duty likely, and so do many hints.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from upslope.models import Model
from upslope.models.arrays import Matrix
from upslope.records import Responsibility
from upslope.understand.document import Document, Sentence
from upslope.understand.reader import Fields
from upslope.understand.role import votes
from upslope.understand.words import Place, load, placed

REACH = 60
"""How far apart an action and its object may stand, in code points of the plain text."""

LEAST = 0.05
"""A role that is less likely says nothing."""

MOST = 30
"""Most actions, and most objects, of a sentence that are paired."""

ASKED = 0.2
"""How plainly what is asked for shows a duty, beside what will be done; for choosing the quote."""

_ASKS = frozenset({"in.required", "opens.asks"})
_WHERE = {"preferred": "in.required", "benefits": "", "legal": ""}
_WORDS = load("duty_words")
_ACTIONS, _OBJECTS, _PHRASES = (
    frozenset(f"{kind}.{name}" for name in _WORDS[kind]) for kind in ("action", "object", "phrase")
)
_OPENINGS = {
    f"opens.{tone}": tuple(word.rstrip("*") for word in words)
    for tone, words in _WORDS["tone"].items()
}
USUAL = 10
"""Sentences that speak of work in a posting that is not short."""
_SURE = 1e-6  # no sentence is surer than this of showing, or not showing, a duty


class Spoken(NamedTuple):
    """A sentence that speaks of something done, or of a duty, and its features."""

    sentence: Sentence
    features: dict[str, float]


def duties(documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
    """Read ``responsibilities``: each of the six present or not, how likely, by which sentence.

    >>> from upslope.models import SHIPPED
    >>> text = "Responsibilities:\\n- Deploy ML models to production."
    >>> document = Document(id="1", title="ML Engineer", description=text)
    >>> read = duties([document], SHIPPED)[0]["responsibilities"]
    >>> read["deployment"].present, read["deployment"].evidence, read["data"].present
    (True, 'Deploy ML models to production.', False)
    """
    roles = role_features(documents, models["role"])
    found = [list(spoken(*one)) for one in zip(documents, roles, strict=True)]
    model = models["duties"]
    sure = model.predict_proba([one.features for every in found for one in every])
    odds = 1 / (1 - sure.clip(_SURE, 1 - _SURE)) - 1
    parts = np.split(odds, np.cumsum([len(every) for every in found])[:-1])
    return [
        {"responsibilities": dict(zip(model.classes, _judged(model, *both), strict=True))}
        for both in zip(found, parts, strict=True)
    ]


def _judged(model: Model, found: Sequence[Spoken], odds: Matrix) -> Iterator[Responsibility]:
    """Yield what the sentences of one posting show of each duty."""
    total = odds.sum(axis=0) * loudness(len(found))
    plain = np.array([ASKED if _ASKS & one.features.keys() else 1.0 for one in found])
    likely = (total / (1 + total)).tolist()
    for column, (chance, least) in enumerate(zip(likely, model.threshold, strict=True)):
        if chance < least:
            yield Responsibility(probability=round(chance, 3))
        else:
            best = found[int((odds[:, column] * plain).argmax())].sentence.text
            yield Responsibility(present=True, probability=round(chance, 3), evidence=best)


def loudness(sentences: int) -> float:
    """How loudly each of so many sentences speaks: in a short posting louder.

    The postings learned from mostly say a duty in several of about twenty sentences; where only
    three speak of work at all, one of them is enough.

    >>> loudness(30), loudness(5)
    (1.0, 2.0)
    """
    return max(1.0, USUAL / max(sentences, 1))


def spoken(document: Document, roles: Mapping[str, float]) -> Iterator[Spoken]:
    """Yield the sentences that may show a duty, in reading order.

    Args:
        document: whose sentences.
        roles: its :func:`role_features`.
    """
    for at, places in groupby(placed(document)["duties"], key=itemgetter(0)):
        sentence = document.sentences[at]
        where = _WHERE.get(sentence.section, f"in.{sentence.section}")
        if where and (said := _said(places)):
            opening = sentence.text[:20].lower()
            said += [name for name, words in _OPENINGS.items() if opening.startswith(words)]
            said.append("bullet" if sentence.bullet else "prose")
            yield Spoken(sentence, {**dict.fromkeys([where, *said], 1.0), **roles})


def _said(places: Iterable[Place]) -> list[str]:
    """The words of a sentence and which of them stand together; none if nothing is done."""
    words: list[str] = []
    actions: list[tuple[int, str]] = []
    objects: list[tuple[int, str]] = []
    for _, rows, start, _ in places:
        words += rows
        for row in rows:
            if row in _ACTIONS:
                actions.append((start, row))
            elif row in _OBJECTS:
                objects.append((start, row))
    if not (actions or _PHRASES.intersection(words)):
        return []
    for left, action in actions[:MOST]:
        for right, thing in objects[:MOST]:
            if left < right <= left + REACH:
                words.append(f"{action}>{thing}")
            elif right < left <= right + REACH:
                words.append(f"{thing}>{action}")
    return words


def role_features(documents: Sequence[Document], model: Model) -> list[dict[str, float]]:
    """Return the square roots of the chances of the roles: a data analyst rarely deploys models."""
    names = [f"role.{name}" for name in model.classes]
    chances = model.predict_proba([votes(document) for document in documents])
    return [
        {
            name: math.sqrt(chance)
            for name, chance in zip(names, row, strict=True)
            if chance >= LEAST
        }
        for row in chances.tolist()
    ]
