"""What two models see of each skill that a posting names.

``mention`` answers whether a careful reader would list the skill at all, ``need`` how much it is
needed. Both see the same row of features, taken over all the places that name the skill.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from upslope.models import Model
from upslope.taxonomy import FAMILIES, Taxonomy
from upslope.understand.clause import Said
from upslope.understand.lines import Numbers
from upslope.understand.mention import (
    KINDS,
    NEED_OF,
    NEEDS,
    PLACES,
    Mentions,
    need_at,
    numbers,
)
from upslope.understand.need import Speaks
from upslope.understand.section import SOUNDS, sounds

Matrix = NDArray[np.float64]


def _at(place: str, said: Said, speaks: Speaks, bullet: bool) -> tuple[str, ...]:
    """The features that one mention has; a denial is no wording to learn from, it is obeyed."""
    said = "" if said == "negated" else said
    need = need_at(place, said, speaks)
    return (
        *(f"in {place}", f"as {need}", f"as {need} in {place}", f"said {said or 'nothing'}"),
        *(speaks, f"{speaks} in {place}", "in a list" if bullet else "in prose"),
    )


_AT = tuple(dict.fromkeys(name for kind in KINDS for name in _at(*kind)))
_HAS = np.array([[_AT.index(name) for name in _at(*kind)] for kind in KINDS])
_WHOLE = [
    [_AT.index(f"in {place}") for place in PLACES],
    [_AT.index(f"as {need}") for need in NEEDS if need != "negated"],
]
_ONLY = tuple(f"only {_AT[column]}" for block in _WHOLE for column in block)
_COUNTS = ("again", "beside", "first at", "crowd", "a narrower one too", "a broader one too")
_SKILL = ("usually listed (log odds)", *(f"family {family}" for family in FAMILIES))

ABOUT_SKILL = frozenset((*_COUNTS, *_SKILL))
"""Features that say nothing of need, and mislead in short texts."""

FEATURES = (*_AT, *_ONLY, *SOUNDS, *_COUNTS, *_SKILL)
"""Names of the columns of :func:`features`."""

_COLUMN = {name: column for column, name in enumerate(FEATURES)}
_DENIED = NEEDS.index("negated")


def features(named: Mentions, models: Mapping[str, Model]) -> Matrix:
    """Return the features of each row of mentions; ``models`` answer what sentences sound like."""
    rows = len(named.first)
    if not rows:
        return np.zeros((0, len(FEATURES)))
    told = NEED_OF[named.kind] != _DENIED
    told |= (np.bincount(named.row, told) == 0)[named.row]  # a skill that is only denied
    row, kind = named.row[told], named.kind[told]
    at = np.zeros((len(_AT), rows))
    at[_HAS[kind].T, row] = 1
    only = [at[block] * (at[block].sum(axis=0) == 1) for block in _WHOLE]
    sounding = _sounding(named, named.sentence[told], models)
    sounding = np.maximum.reduceat(sounding, np.searchsorted(row, np.arange(rows)), axis=1)
    skills = _of_skills()[:, named.skill]
    # A column lies together in memory, so that a model may take those that it knows fast.
    return np.vstack([at, *only, sounding, *_counts(named), skills]).T


def _sounding(named: Mentions, sentence: Numbers, models: Mapping[str, Model]) -> Matrix:
    """What the sentence of each mention sounds like, as columns: one question for a batch."""
    some, which = np.unique(np.append(sentence, -1), return_inverse=True)
    found = sounds([named.sentences[one].text for one in some[1:].tolist()], models)
    return np.vstack([np.full(len(SOUNDS), -1.0), found]).T[:, which[:-1]]


def _counts(named: Mentions) -> tuple[Matrix | Numbers | NDArray[np.bool_], ...]:
    """The columns ``_COUNTS``."""
    first, document = named.first, named.document
    length = np.array([len(one.description) + 1 for one in named.documents])[document]
    return (
        np.minimum(np.bincount(named.row), 4) - 1,
        np.minimum(np.maximum.reduceat(named.beside, first), 7) - 1,
        np.where(named.in_title[first], 0, named.start[first] / length),
        np.log(np.bincount(document) + 1)[document],
        *_beside_kin(named),
    )


def _beside_kin(named: Mentions) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether the document of each row also names a narrower, and a broader, skill."""
    document, skill = named.document, named.skill
    own = np.zeros((len(named.documents), len(numbers())), bool)
    above = np.zeros_like(own)
    own[document, skill] = True
    opens, sizes, every = _broader()
    size = sizes[skill]
    row = np.repeat(np.arange(len(skill)), size)
    broader = every[np.arange(len(row)) + (opens[skill] - np.cumsum(size) + size)[row]]
    above[document[row], broader] = True
    named_too = np.bincount(row, own[document[row], broader], len(skill)) > 0
    return above[document, skill], named_too


@cache
def _broader() -> tuple[Numbers, Numbers, Numbers]:
    """Where the skills above each skill begin in the last array, and how many they are."""
    broader, number = Taxonomy.load().broader, numbers()
    above = [[number[one] for one in broader(label)] for label in number]
    sizes = np.array([*map(len, above)])
    return np.cumsum(sizes) - sizes, sizes, np.array([*chain(*above)])


@cache
def _of_skills() -> Matrix:
    """The columns ``_SKILL`` of all skills."""
    skills = Taxonomy.load().skills.values()
    sure = np.array([one.sure for one in skills])
    family = [[one.family == family for one in skills] for family in FAMILIES]
    return np.vstack([np.log(sure / (1 - sure)), family])


def ask(model: Model, rows: Matrix) -> Matrix:
    """Return a model's answers for rows of :func:`features`, whatever order it knows them in."""
    columns = [_COLUMN[name] for name in model.features]
    return model.of_matrix(rows.T[columns].T)


LEAST = 0.4
"""Chance from which a skill is listed. F1 is best at half of the F1 that is reached (Lipton et al.
2014), and skills that no name shows hold it at about 0.8."""
