"""Which of the six responsibilities a posting asks for, with the sentence that shows each.

A sentence shows a duty by a phrase, or by a verb shortly before its object
(``data/duty_words.toml``). Such sentences are counted by section, and ``data/duties.json`` weighs
the counts and the likely role into a probability (logistic regression, fitted by
``benchmarks/fit_understand.py``). A duty that no sentence shows is not claimed.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

from upslope.records import DUTIES, Responsibility
from upslope.records.understanding import Duty, Role
from upslope.understand.document import Document, Sentence
from upslope.understand.reader import Fields
from upslope.understand.role import chances
from upslope.understand.words import Hit, WordRows

REACH = 60
"""How far behind its verb an object may stand, in code points of the plain text."""

_DATA = files("upslope.understand") / "data"
_TABLES = tomllib.loads((_DATA / "duty_words.toml").read_text("utf-8"))
_WORDS = WordRows(
    {"not": _TABLES["not"]["objects"]}
    | {f"{duty}.{row}": words for duty in DUTIES for row, words in _TABLES[duty].items()}
)
_ROWS = tuple((duty, f"{duty}.phrases", f"{duty}.verbs", f"{duty}.objects") for duty in DUTIES)
_WEIGHTS = json.loads((_DATA / "duties.json").read_text("utf-8"))["duties"]

# Duties stand where duties are listed; what a requirement or the company's story says counts less.
_SECTIONS = ("duties", "other", "about", "required", "preferred", "benefits", "legal")


class Shown(NamedTuple):
    """A sentence that shows a duty, by a ``phrase`` or by a ``pair`` of verb and object."""

    duty: Duty
    kind: str
    sentence: Sentence


def duties(document: Document) -> Fields:
    """Read ``responsibilities``: each of the six present or not, how likely, by which sentence.

    >>> text = "Responsibilities:\\n- Deploy ML models to production."
    >>> read = duties(Document(id="1", title="ML Engineer", description=text))["responsibilities"]
    >>> read["deployment"].present, read["deployment"].evidence, read["data"].present
    (True, 'Deploy ML models to production.', False)
    """
    by_duty: dict[Duty, list[Shown]] = {duty: [] for duty in DUTIES}
    for one in shown(document):
        by_duty[one.duty].append(one)
    roles = role_features(chances(document))
    return {"responsibilities": {d: _judge(d, found, roles) for d, found in by_duty.items()}}


def shown(document: Document) -> Iterator[Shown]:
    """Yield the sentences that show a duty, in reading order."""
    for sentence, hits in _WORDS.by_sentence(document):
        rows: dict[str, list[Hit]] = defaultdict(list)
        for hit in hits:
            rows[hit.row].append(hit)
        for duty, phrases, verbs, objects in _ROWS:
            if phrases in rows:
                yield Shown(duty, "phrase", sentence)
            elif verbs in rows and _paired(rows[verbs], rows.get(objects, ()), rows.get("not", ())):
                yield Shown(duty, "pair", sentence)


def _paired(verbs: Sequence[Hit], objects: Sequence[Hit], others: Sequence[Hit]) -> bool:
    """Say whether an object stands shortly behind a verb and is no part of another word."""
    own = [thing for thing in objects if not any(o.start <= thing.start < o.end for o in others)]
    return any(0 < thing.start - verb.start <= REACH for verb in verbs for thing in own)


def sentence_features(found: Sequence[Shown]) -> dict[str, float]:
    """Return how many sentences show a duty, as log(1 + n), by section and kind."""
    by_section = Counter(f"{_group(one.sentence)}.{one.kind}" for one in found)
    return {name: math.log1p(count) for name, count in by_section.items()}


def role_features(chances: Mapping[Role, float]) -> dict[str, float]:
    """Return the square roots of the chances of the roles: a data analyst rarely deploys models."""
    return {f"role.{name}": math.sqrt(chance) for name, chance in chances.items()}


def _group(sentence: Sentence) -> str:
    if sentence.section in ("benefits", "legal"):
        return "rest"
    return "required" if sentence.section == "preferred" else sentence.section


def _judge(duty: Duty, found: Sequence[Shown], roles: Mapping[str, float]) -> Responsibility:
    if not found:
        return Responsibility()
    table, features = _WEIGHTS[duty], {**sentence_features(found), **roles}
    weights = table["weights"]
    score = table["start"] + sum(weights.get(name, 0) * value for name, value in features.items())
    chance = 1 / (1 + math.exp(-score))
    if chance < table["present_from"]:
        return Responsibility(probability=round(chance, 3))
    best = min(found, key=lambda one: (_SECTIONS.index(one.sentence.section), one.kind != "phrase"))
    return Responsibility(present=True, probability=round(chance, 3), evidence=best.sentence.text)
