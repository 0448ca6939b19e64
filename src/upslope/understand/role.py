"""What a person will do in a posting, as one of ten roles, with how sure the answer is.

Title and text vote: each row of ``data/role_words.toml`` counts its words, and the model ``role``
weighs the rows. Its probabilities are calibrated on employers that it had not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import cast, get_args

import numpy as np

from upslope.models import SHIPPED, Example, Labelled, Model, Task
from upslope.models.arrays import Features
from upslope.records.understanding import Role
from upslope.understand.document import Document
from upslope.understand.evidence import full_title
from upslope.understand.lines import by_section
from upslope.understand.reader import Fields
from upslope.understand.words import ROWS, WordRows, counts, load

_TITLE = WordRows(load("role_words")["title"])
_NAMES = (*(f"title.{row}" for row in _TITLE.names), *(f"text.{row}" for row in ROWS["role"]))

ROLES: tuple[Role, ...] = get_args(Role)
"""All roles."""

UNSURE_BELOW = 0.6
"""A page calls a less likely role unsure: 12 % of postings of unseen employers, of which 56 % are
right; of the others 89 % are (786 postings read whole, ten folds)."""

# What the person will do says more than what is asked for or what the company tells of itself.
_LOUD = by_section({"duties": 1, "other": 1, "required": 0.5, "preferred": 0.5, "about": 0.5})


def roles(documents: Sequence[Document], models: Mapping[str, Model]) -> list[Fields]:
    """Read ``role`` and ``role_probability``; without title and text it is "other", unsure.

    >>> from upslope.models import SHIPPED
    >>> said = "Build ETL pipelines with Airflow and dbt into Snowflake."
    >>> [read] = roles([Document(id="1", title="Data Engineer", description=said)], SHIPPED)
    >>> read["role"]
    'data_engineer'
    """
    model = models["role"]
    chances = votes(tuple(documents)).asked(model)
    best = zip(chances.argmax(axis=1).tolist(), chances.max(axis=1).tolist(), strict=True)
    return [
        {"role": model.classes[at], "role_probability": round(chance, 3)}
        if document.title.strip() or document.description.strip()
        else {"role": "other", "role_probability": 0.0}
        for document, (at, chance) in zip(documents, best, strict=True)
    ]


@lru_cache(maxsize=2)  # the duties ask for the same documents shortly after
def votes(documents: tuple[Document, ...]) -> Features:
    """Return how strongly each row of words speaks: 1 in a title, log(1 + count) in the text.

    A word counts whole among the duties, half among the requirements or in the company's story,
    and not at all among benefits and legal notes.

    >>> posting = Document(id="1", title="ML Engineer", description="Train ML models in PyTorch.")
    >>> [found] = votes((posting,)).as_rows()
    >>> sorted(found)[:3]
    ['text.building_models', 'text.deep_learning', 'text.machine_learning']
    """
    titles = np.zeros((len(documents), len(_TITLE.names)))
    titles[_TITLE.find(map(full_title, documents))] = 1
    voices = np.hstack([titles, np.log1p(counts(documents, "role", _LOUD))])
    rows, columns = voices.nonzero()
    return Features(_NAMES, rows, columns, voices[rows, columns], len(documents))


def chances(document: Document) -> dict[Role, float]:
    """Return the probability of each role, by the model that ships; they sum to one."""
    model = SHIPPED["role"]
    found = votes((document,)).asked(model)[0].tolist()
    return dict(zip(cast("tuple[Role, ...]", model.classes), found, strict=True))


# The role that a title names, by the first of its rows in this order.
_NAMED: Mapping[str, Role] = {
    "sales": "other",
    "business": "other",
    "operations": "mlops_engineer",
    "applied_scientist": "applied_scientist",
    "research_scientist": "research_scientist",
    "data_scientist": "data_scientist",
    "data_engineer": "data_engineer",
    "analyst": "data_analyst",
    "language_models": "ai_engineer",
    "ai_engineer": "ai_engineer",
    "machine_learning": "ml_engineer",
    "specialty": "ml_engineer",
    "ai": "ai_engineer",
    "engineer": "software_engineer",
    "software": "software_engineer",
}


WHOLE = 3
"""How much more a posting teaches that was read whole, not by title and duties alone: 0.85 instead
of 0.84 of those of unseen employers are then right (log loss 0.44 instead of 0.45)."""


def _examples(labelled: Labelled) -> Iterator[Example]:
    if labelled.labels.get("role"):
        [features] = votes((Document.of(labelled.posting),)).as_rows()
        yield Example(
            features,
            labelled.labels["role"],
            _by_title(features),
            labelled.employer,
            labelled.month,
            labelled.weight("role") * (WHOLE if "responsibilities" in labelled.labels else 1),
        )


def _by_title(features: Mapping[str, float]) -> Role:
    """The rule that the model is to beat: the title alone."""
    return next((role for row, role in _NAMED.items() if f"title.{row}" in features), "other")


TASK = Task(
    "role", ROLES, _examples, about="What a person will do in a posting, as one of ten roles."
)
