"""The one shape that everything which understands postings has, rule or learned model.

A reader answers some fields of :class:`~upslope.records.Understanding` for a batch of documents.
A rule is lifted to that shape by :class:`Rule`, what asks a model by :class:`Learned`. Swapping one
for the other is a change of one entry of ``READERS`` in ``understand/__init__.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from upslope.models import Model
from upslope.understand.document import Document

Fields = Mapping[str, object]
"""Some fields of an Understanding, by name."""


class Reader(Protocol):
    """Answers some fields of an Understanding for each document, in order."""

    def predict(self, documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
        """Return one mapping of fields for each document."""
        ...


@dataclass(frozen=True)
class Rule:
    """A reader made of a function of one document.

    >>> always = Rule(lambda document: {"seniority": "senior"})
    >>> always.predict([Document(id="1", title="Senior Engineer", description="")], {})
    [{'seniority': 'senior'}]
    """

    function: Callable[[Document], Fields]

    def predict(self, documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
        """Apply the function to each document."""
        return [self.function(document) for document in documents]


@dataclass(frozen=True)
class Learned:
    """A reader made of a function of a batch that asks models, found by name.

    The function must answer each document as if it were alone.
    """

    function: Callable[[Sequence[Document], Mapping[str, Model]], list[Fields]]

    def predict(self, documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
        """Apply the function to the batch."""
        return self.function(documents, models)
