"""What a model learns from: labelled postings, and the examples that a task makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from upslope.records import Posting

Label = str | frozenset[str]
"""One class, or all that hold where several may."""


class Labelled(NamedTuple):
    """A posting and what was read of it by hand.

    Args:
        posting: the posting with its text.
        labels: field -> answer, named and spelled as in the answer of ``upslope understand``; a
            field that is missing was not read.
    """

    posting: Posting
    labels: Mapping[str, Any]

    @property
    def employer(self) -> str:
        """Who posted it, the same for "Ajax Inc." and "AJAX"; the posting's id if unknown.

        >>> posting = Posting(id="1", source="", source_id="1", title="",
        ...                   hiring_organization="Ajax, Inc.")
        >>> Labelled(posting, {}).employer
        'ajax'
        """
        return employer_key(self.posting.hiring_organization or "") or self.posting.id

    @property
    def month(self) -> str:
        """Year and month of the posting, "2026-03"; empty if unknown."""
        return (self.posting.date_posted or "")[:7]

    def weight(self, field: str) -> float:
        """How much a label counts: half where its reader was unsure of it."""
        return 0.5 if field in self.labels.get("unsure", ()) else 1.0


_LEGAL_FORM = re.compile(r"\b(?:inc|llc|ltd|corp|corporation|co|company|gmbh|limited|plc|ag)\b")


def employer_key(name: str) -> str:
    """Return an employer's name without its legal form, case and signs.

    >>> employer_key("Ajax & Sons GmbH")
    'ajax sons'
    """
    words = " ".join(re.findall(r"[^\W_]+", name.split("\n", maxsplit=1)[0].lower()))
    return " ".join(_LEGAL_FORM.sub(" ", words).split())


class Example(NamedTuple):
    """One thing to classify: a posting, a sentence or a mention, as features.

    Args:
        features: name -> value; a feature that is missing is 0.
        label: the truth.
        rule: what the hand-written rule answers, the "rules" rung of a ladder.
        employer: examples of one employer are never parted between training and test.
        month: of the posting ("2026-03"), empty if unknown.
        weight: how much it counts in training.
    """

    features: Mapping[str, float]
    label: Label
    rule: Label
    employer: str
    month: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Task:
    """One question that a model answers.

    Args:
        name: of the task and of its model.
        classes: all possible answers.
        examples: what can be learned of a labelled posting; nothing if the label was not read.
        many: whether several classes may hold at once; labels are then sets.
        about: what is asked, for the model's card.
    """

    name: str
    classes: tuple[str, ...]
    examples: Callable[[Labelled], Iterable[Example]]
    many: bool = False
    about: str = ""
