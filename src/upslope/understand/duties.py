"""Which of the six responsibilities a posting asks for, with the sentence that shows each.

The model ``duties`` gives the odds that each sentence which speaks of something done (``spoken``)
shows each duty. The odds of all sentences add up to the posting's: one plain sentence makes a duty
likely, and so do many hints.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from upslope.models import Model
from upslope.models.arrays import Matrix
from upslope.records import Responsibility
from upslope.understand.document import Document
from upslope.understand.lines import Numbers
from upslope.understand.reader import Fields
from upslope.understand.spoken import spoken

ASKED = 0.2
"""How plainly what is asked for shows a duty, beside what will be done; for choosing the quote."""

USUAL = 10
"""Sentences that speak of work in a posting that is not short."""
_SURE = 1e-6  # no sentence is surer than this of showing, or not showing, a duty


def duties(documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
    """Read ``responsibilities``: each of the six present or not, how likely, by which sentence.

    >>> from upslope.models import SHIPPED
    >>> text = "Responsibilities:\\n- Deploy ML models to production."
    >>> document = Document(id="1", title="ML Engineer", description=text)
    >>> read = duties([document], SHIPPED)[0]["responsibilities"]
    >>> read["deployment"].present, read["deployment"].evidence, read["data"].present
    (True, 'Deploy ML models to production.', False)
    """
    model = models["duties"]
    found = spoken(tuple(documents), models["role"])
    sure = found.features.asked(model).clip(_SURE, 1 - _SURE)
    odds = 1 / (1 - sure) - 1
    counts = np.bincount(found.document, minlength=len(documents))
    totals = [np.bincount(found.document, one, len(documents)) for one in odds.T]
    total = np.stack(totals, axis=1) * loudness(counts)[:, None]
    likely = total / (1 + total)
    present = likely >= model.threshold
    plain = np.where(found.asks, ASKED, 1)[:, None]
    shown = _loudest(odds * plain, found.document, len(documents))
    return [
        {
            "responsibilities": {
                duty: Responsibility(
                    present=held,
                    probability=round(chance, 3),
                    evidence=found.sentences[best].text if held else None,
                )
                for duty, held, chance, best in zip(model.classes, *one, strict=True)
            }
        }
        for one in zip(present.tolist(), likely.tolist(), shown.tolist(), strict=True)
    ]


def _loudest(odds: Matrix, document: Numbers, documents: int) -> Numbers:
    """The sentence of each document that shows each duty loudest, or the first of these."""
    found = np.zeros((documents, odds.shape[1]), np.intp)
    some, first = np.unique(document, return_index=True)
    if len(some):
        which = np.arange(len(odds))[:, None]
        highest = np.maximum.reduceat(odds, first)[np.searchsorted(some, document)]
        found[some] = np.minimum.reduceat(np.where(odds == highest, which, len(odds)), first)
    return found


def loudness(sentences: Numbers) -> Matrix:
    """Return how loudly each of so many sentences speaks: in a short posting louder.

    The postings learned from mostly say a duty in several of about twenty sentences; where only
    three speak of work at all, one of them is enough.

    >>> loudness(np.array([30, 5])).tolist()
    [1.0, 2.0]
    """
    return np.maximum(1.0, USUAL / np.maximum(sentences, 1))
