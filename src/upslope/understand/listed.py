"""Which of the skills that a posting names its readers listed: what two models learn from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from upslope.models import SHIPPED, Example, Labelled, Task
from upslope.records.understanding import Need
from upslope.taxonomy import Skill, Taxonomy
from upslope.understand.document import Document
from upslope.understand.mention import NEED_OF, NEEDS, Mentions, mentions
from upslope.understand.named import ABOUT_SKILL, FEATURES, LEAST, features


class _Judged(NamedTuple):
    """A skill that a labelled posting names, and its need, if readers listed it."""

    row: Mapping[str, float]
    skill: Skill
    rule: Need
    need: Need | None


def _judged(labelled: Labelled) -> Iterator[_Judged]:
    if "skills" not in labelled.labels:
        return
    named = mentions([Document.of(labelled.posting)])
    skills = [*Taxonomy.load().skills.values()]
    own = [skills[number] for number in named.skill.tolist()]
    listed = _listed(labelled, named, [skill.preferred_label for skill in own])
    rules = _by_rule(named)
    for skill, rule, values in zip(own, rules, features(named, SHIPPED).tolist(), strict=True):
        row = {name: value for name, value in zip(FEATURES, values, strict=True) if value}
        yield _Judged(row, skill, rule, listed.get(skill.preferred_label))


def _by_rule(named: Mentions) -> list[Need]:
    """The strongest need of each skill; one that is only denied counts as context."""
    if not len(named.first):
        return []
    strongest = np.minimum.reduceat(NEED_OF[named.kind], named.first)
    return [NEEDS[min(need, NEEDS.index("context"))] for need in strongest]


def _listed(labelled: Labelled, named: Mentions, own: list[str]) -> dict[str, Need]:
    """The need of each skill that readers listed, paired with ours by name or by surface."""
    label_of = Taxonomy.load().label
    [document] = named.documents
    places = zip(named.row, named.in_title, named.start, named.end, strict=True)
    written = {
        (document.title if in_title else document.description)[start:end].lower(): own[row]
        for row, in_title, start, end in places
    }
    found: dict[str, Need] = {}
    for skill in labelled.labels["skills"]:
        surface = skill["surface"].lower()
        maybe = label_of(skill["name"]), written.get(surface), label_of(surface)
        for label in [one for one in maybe if one and one in own][:1]:
            found[label] = min(skill["need"], found.get(label, "negated"), key=NEEDS.index)
    return found


def _need_examples(labelled: Labelled) -> Iterator[Example]:
    for one in _judged(labelled):
        if one.need and one.need != "negated":
            row = {name: value for name, value in one.row.items() if name not in ABOUT_SKILL}
            yield Example(row, one.need, one.rule, labelled.employer, labelled.month)


def _mention_examples(labelled: Labelled) -> Iterator[Example]:
    yes, no = frozenset({"listed"}), frozenset[str]()
    for one in _judged(labelled):
        rule = yes if one.skill.sure >= LEAST else no
        yield Example(one.row, yes if one.need else no, rule, labelled.employer, labelled.month)


NEED = Task(
    name="need",
    classes=("required", "preferred", "context"),
    examples=_need_examples,
    about="How much a skill is needed that readers list; a denial is left to rules",
)
MENTION = Task(
    name="mention",
    classes=("listed",),
    examples=_mention_examples,
    many=True,
    about="Whether a careful reader would list a skill that the text names",
)
