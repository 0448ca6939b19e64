"""What a person will do in a posting, as one of ten roles, with how sure the answer is.

Title and text vote: each row of ``data/role_words.toml`` counts its words, and ``data/role.json``
holds what a row weighs for each role (multinomial logistic regression, fitted by
``benchmarks/fit_understand.py``; its card says on what and how good it is).
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from upslope.records.understanding import Role
from upslope.understand.document import Document, SectionKind
from upslope.understand.evidence import full_title
from upslope.understand.reader import Fields
from upslope.understand.words import WordRows, load, placed

_TITLE = WordRows(load("role_words")["title"])
_WEIGHTS = json.loads((files("upslope.understand") / "data/role.json").read_text("utf-8"))
_START: dict[Role, float] = _WEIGHTS["start"]
ROLES = tuple(_START)
"""All roles, in the order of :func:`chances`."""

_ROWS = {name: [row[role] for role in _START] for name, row in _WEIGHTS["weights"].items()}

# What the person will do says more than what is asked for or what the company tells of itself.
_LOUD: dict[SectionKind, float] = {"duties": 1, "other": 1}
_LOUD |= {"required": 0.5, "preferred": 0.5, "about": 0.5}


def votes(document: Document) -> dict[str, float]:
    """Return how strongly each row of words speaks: 1 in a title, log(1 + count) in the text.

    A word counts whole among the duties, half among the requirements or in the company's story,
    and not at all among benefits and legal notes.

    >>> posting = Document(id="1", title="ML Engineer", description="Train ML models in PyTorch.")
    >>> sorted(votes(posting))[:3]
    ['text.building_models', 'text.deep_learning', 'text.machine_learning']
    """
    found = {f"title.{row}": 1.0 for row in _TITLE.count(full_title(document))}
    counts: defaultdict[str, float] = defaultdict(float)
    for at, rows, _, _ in placed(document)["role"]:
        if weight := _LOUD.get(document.sentences[at].section):
            for row in rows:
                counts[row] += weight
    return found | {f"text.{row}": math.log1p(count) for row, count in counts.items()}


@lru_cache(maxsize=256)  # the duties ask for the same documents shortly after
def chances(document: Document) -> dict[Role, float]:
    """Return the probability of each role; they sum to one."""
    scores = list(_START.values())
    for row, value in votes(document).items():
        scores = [score + weight * value for score, weight in zip(scores, _ROWS[row], strict=True)]
    highest = max(scores)
    odds = {role_: math.exp(s - highest) for role_, s in zip(_START, scores, strict=True)}
    total = sum(odds.values())
    return {role_: odd / total for role_, odd in odds.items()}


def role(document: Document) -> Fields:
    """Read ``role`` and ``role_probability``; without title and text it is "other", unsure.

    >>> said = "Build ETL pipelines with Airflow and dbt into Snowflake."
    >>> role(Document(id="1", title="Data Engineer", description=said))["role"]
    'data_engineer'
    """
    if not (document.title.strip() or document.description.strip()):
        return {"role": "other", "role_probability": 0.0}
    found = chances(document)
    best = max(found, key=lambda name: found[name])
    return {"role": best, "role_probability": round(found[best], 3)}
