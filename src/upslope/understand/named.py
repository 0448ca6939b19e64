"""What two models see of each skill that a posting names, and what they learn it from.

``mention`` answers whether a careful reader would list the skill at all, ``need`` how much it is
needed. Both see the same row of features, taken over all the places that name the skill.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from upslope.models import SHIPPED, Example, Labelled, Model, Task
from upslope.records.understanding import Need
from upslope.taxonomy import FAMILIES, Taxonomy
from upslope.understand.document import Document, SectionKind
from upslope.understand.mention import STRENGTH, Mention, mentions, need_at
from upslope.understand.need import Said, Speaks
from upslope.understand.section import SOUNDS, sounds

Matrix = NDArray[np.float64]
Named = Mapping[str, Sequence[Mention]]
"""The mentions of one document by skill."""

_PLACES = ("title", "heading", *get_args(SectionKind))
_SAYS: tuple[Said, ...] = get_args(Said)
_NEEDS: tuple[Need, ...] = ("required", "preferred", "context")
_SPEAKS: tuple[Speaks, ...] = get_args(Speaks)


def _at(place: str, said: Said, speaks: Speaks, bullet: bool) -> tuple[str, ...]:
    """The features that one mention has; a denial is no wording to learn from, it is obeyed."""
    said = "" if said == "negated" else said
    need = need_at(place, said, speaks)
    return (
        *(f"in {place}", f"as {need}", f"as {need} in {place}", f"said {said or 'nothing'}"),
        *(speaks, f"{speaks} in {place}", "in a list" if bullet else "in prose"),
    )


_KINDS = [*product(_PLACES, _SAYS, _SPEAKS, (False, True))]
_NUMBER = {kind: number for number, kind in enumerate(_KINDS)}
_AT = tuple(dict.fromkeys(name for kind in _KINDS for name in _at(*kind)))
_HAS = np.array([[float(name in _at(*kind)) for name in _AT] for kind in _KINDS])
_WHOLE = [[_AT.index(f"in {place}") for place in _PLACES], [_AT.index(f"as {n}") for n in _NEEDS]]
_ONLY = tuple(f"only {_AT[column]}" for block in _WHOLE for column in block)
_COUNTS = ("again", "beside", "first at", "crowd", "a narrower one too", "a broader one too")
_SKILL = ("usually listed (log odds)", *(f"family {family}" for family in FAMILIES))

_ABOUT_SKILL = frozenset((*_COUNTS, *_SKILL))  # says nothing of need, and misleads in short texts

FEATURES = (*_AT, *_ONLY, *SOUNDS, *_COUNTS, *_SKILL)
"""Names of the columns of :func:`features`."""


def features(
    documents: Sequence[Document], named: Sequence[Named], models: Mapping[str, Model]
) -> Matrix:
    """Return one row for each skill of each document, in order.

    Args:
        documents: the postings.
        named: the mentions of each by skill, as from :func:`~upslope.understand.mention.mentions`.
        models: answers what sentences sound like.
    """
    heard = _Heard(documents, named, models)
    kinds: list[int] = []
    sentences: list[int] = []
    starts: list[int] = []
    counts: list[tuple[float, ...]] = []
    for number, own in enumerate(named):
        for every in own.values():
            starts.append(len(kinds))
            for one in [one for one in every if one.said != "negated"] or every:
                kinds.append(_NUMBER[one.place, one.said, one.speaks, one.bullet])
                sentences.append(heard.number(number, one.at))
        counts += _counts(documents[number], own)
    if not starts:
        return np.zeros((0, len(FEATURES)))
    at = np.maximum.reduceat(_HAS[kinds], starts)
    only = [at[:, block] * (at[:, block].sum(axis=1, keepdims=True) == 1) for block in _WHOLE]
    sounding = np.maximum.reduceat(heard.sounds[sentences], starts)
    table, numbers = _of_skills()
    skills = table[[numbers[label] for own in named for label in own]]
    return np.hstack([at, *only, sounding, np.array(counts), skills])


class _Heard:
    """What each sentence that names a skill sounds like: one question for a whole batch."""

    def __init__(
        self, documents: Sequence[Document], named: Sequence[Named], models: Mapping[str, Model]
    ) -> None:
        places = {
            (number, one.at): documents[number].sentences[one.at].text
            for number, own in enumerate(named)
            for every in own.values()
            for one in every
            if one.at >= 0
        }
        self._numbers = {place: number for number, place in enumerate(places)}
        found = sounds([*places.values()], models)
        self.sounds = np.vstack([found, np.full((1, len(SOUNDS)), -1.0)])  # the last: no sentence

    def number(self, document: int, at: int) -> int:
        """The row of ``sounds`` of a sentence."""
        return self._numbers.get((document, at), -1)


def _counts(document: Document, own: Named) -> list[tuple[float, ...]]:
    """The columns ``_COUNTS`` of the skills of one document."""
    length, crowd = len(document.description) + 1, math.log(len(own) + 1)
    broader = {label: _broader(label) for label in own}
    above = frozenset().union(*broader.values())
    return [
        (
            min(len(every), 4) - 1,
            min(max([one.beside for one in every]), 7) - 1,
            every[0].start / length if every[0].field == "description" else 0.0,
            crowd,
            label in above,
            not broader[label].isdisjoint(own),
        )
        for label, every in own.items()
    ]


@lru_cache(maxsize=8192)
def _broader(label: str) -> frozenset[str]:
    return Taxonomy.load().broader(label)


@lru_cache(maxsize=1)
def _of_skills() -> tuple[Matrix, dict[str, int]]:
    """The columns ``_SKILL`` of all skills, and the row of each."""
    skills = Taxonomy.load().skills
    rows = [
        (math.log(one.sure / (1 - one.sure)), *(one.family == family for family in FAMILIES))
        for one in skills.values()
    ]
    return np.array(rows, float), {label: number for number, label in enumerate(skills)}


def ask(model: Model, rows: Matrix) -> Matrix:
    """Return a model's answers for rows of :func:`features`, whatever order it knows them in."""
    columns = [FEATURES.index(name) for name in model.features]
    return model.of_matrix(rows[:, columns])


class _Judged(NamedTuple):
    """A skill that a labelled posting names, and its need, if readers listed it."""

    row: Mapping[str, float]
    every: Sequence[Mention]
    need: Need | None


def _judged(labelled: Labelled) -> Iterator[_Judged]:
    if "skills" in labelled.labels:
        document = Document.of(labelled.posting)
        own = mentions(document)
        listed = _listed(labelled, document, own)
        table = features([document], [own], SHIPPED)
        for (label, every), values in zip(own.items(), table.tolist(), strict=True):
            row = {name: value for name, value in zip(FEATURES, values, strict=True) if value}
            yield _Judged(row, every, listed.get(label))


def _listed(labelled: Labelled, document: Document, own: Named) -> dict[str, Need]:
    """The need of each skill that readers listed, paired with ours by name or by surface."""
    label_of = Taxonomy.load().label
    written = {
        getattr(document, one.field)[one.start : one.end].lower(): label
        for label, every in own.items()
        for one in every
    }
    found: dict[str, Need] = {}
    for skill in labelled.labels["skills"]:
        surface = skill["surface"].lower()
        maybe = label_of(skill["name"]), written.get(surface), label_of(surface)
        for label in [one for one in maybe if one and one in own][:1]:
            found[label] = max(skill["need"], found.get(label, "negated"), key=STRENGTH.__getitem__)
    return found


def _need_examples(labelled: Labelled) -> Iterator[Example]:
    for one in _judged(labelled):
        if one.need and one.need != "negated":
            needs = [place.need for place in one.every if place.need != "negated"]
            rule = max(needs, key=STRENGTH.__getitem__, default="context")
            row = {name: value for name, value in one.row.items() if name not in _ABOUT_SKILL}
            yield Example(row, one.need, rule, labelled.employer, labelled.month)


def _mention_examples(labelled: Labelled) -> Iterator[Example]:
    yes, no = frozenset({"listed"}), frozenset[str]()
    for one in _judged(labelled):
        rule = yes if one.every[0].skill.sure >= LEAST else no
        yield Example(one.row, yes if one.need else no, rule, labelled.employer, labelled.month)


LEAST = 0.4
"""Chance from which a skill is listed. F1 is best at half of the F1 that is reached (Lipton et al.
2014), and skills that no name shows hold it at about 0.8."""

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
