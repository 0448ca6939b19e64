"""Which of the six responsibilities a posting asks for, with the sentence that shows each.

A sentence shows a duty by a phrase, or by a verb shortly before its object
(``data/duty_words.toml``). Such sentences are counted by section, and ``data/duties.json`` weighs
the counts and the likely role into a probability (logistic regression, fitted by
``benchmarks/fit_understand.py``). A duty that no sentence shows is not claimed.
"""

from __future__ import annotations

import json
import math
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from operator import itemgetter, mul
from typing import NamedTuple

from upslope.records import DUTIES, Responsibility
from upslope.records.understanding import Duty, Role
from upslope.understand.document import Document, Sentence
from upslope.understand.reader import Fields
from upslope.understand.role import ROLES, chances
from upslope.understand.words import Place, placed

REACH = 60
"""How far behind its verb an object may stand, in code points of the plain text."""

# The rows that may show a duty: its phrases alone, its verbs with its objects.
_OPENINGS = {
    f"{duty}.{row}": (duty, kind, f"{duty}.phrases", f"{duty}.objects")
    for duty in DUTIES
    for row, kind in (("phrases", "phrase"), ("verbs", "pair"))
}
_WEIGHTS = json.loads((files("upslope.understand") / "data/duties.json").read_text("utf-8"))[
    "duties"
]
_ROLE_WEIGHTS = {
    duty: [_WEIGHTS[duty]["weights"].get(f"role.{name}", 0) for name in ROLES] for duty in DUTIES
}
_ABSENT = Responsibility()

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
    roles = role_features(chances(document)).values()
    return {"responsibilities": {d: _judge(d, found, roles) for d, found in by_duty.items()}}


def shown(document: Document) -> Iterator[Shown]:
    """Yield the sentences that show duties, in reading order."""
    for at, places in groupby(placed(document)["duties"], key=itemgetter(0)):
        rows: defaultdict[str, list[Place]] = defaultdict(list)
        for place in places:
            for row in place[1]:
                rows[row].append(place)
        for opening in _OPENINGS.keys() & rows:
            duty, kind, phrases, objects = _OPENINGS[opening]
            if kind == "phrase" or (
                phrases not in rows
                and objects in rows
                and _paired(rows[opening], rows[objects], rows.get("not.objects", ()))
            ):
                yield Shown(duty, kind, document.sentences[at])


def _paired(verbs: Sequence[Place], objects: Sequence[Place], others: Sequence[Place]) -> bool:
    """Say whether an object stands shortly behind a verb and is no part of another word."""
    taken = {at for _, _, start, end in others for at in range(start, end)}
    own = sorted(start for _, _, start, _ in objects if start not in taken)
    own.append(sys.maxsize)
    return any(own[bisect_right(own, verb)] - verb <= REACH for _, _, verb, _ in verbs)


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


def _judge(duty: Duty, found: Sequence[Shown], roles: Iterable[float]) -> Responsibility:
    if not found:
        return _ABSENT
    table = _WEIGHTS[duty]
    score = table["start"] + sum(map(mul, _ROLE_WEIGHTS[duty], roles))
    for name, value in sentence_features(found).items():
        score += table["weights"].get(name, 0) * value
    chance = 1 / (1 + math.exp(-score))
    if chance < table["present_from"]:
        return Responsibility(probability=round(chance, 3))
    best = min(found, key=lambda one: (_SECTIONS.index(one.sentence.section), one.kind != "phrase"))
    return Responsibility(present=True, probability=round(chance, 3), evidence=best.sentence.text)
