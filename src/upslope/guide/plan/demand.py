"""What openings ask, as one matrix: rows are openings, columns are skills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.guide.gap.evidence import KNOWN
from upslope.guide.gap.resample import Array, employers
from upslope.records import Posting, Understanding


class Readiness(NamedTuple):
    """How readiness for an opening grows with what is shown, from 0 to 1.

    ``sigmoid(steep * (share of what is required that is shown - enough) + nice * share of what is
    preferred)``. Set once for all people, by ``benchmarks/plan_quality.py --sweep``.
    """

    steep: float = 12.0
    enough: float = 0.3
    nice: float = 1.0


USUAL = Readiness()

HALF = 0.5
"""Share of what an opening requires that must be known for it to count as opened."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Openings that name skills.

    Args:
        ids: of the openings.
        companies: number of the employer of each.
        weights: how much each counts; together 1.
        columns: column of each skill.
        pull: skills x openings, what showing a skill in full adds to the logit of readiness.
        asked: openings x skills, 1 where a skill is required or preferred.
        required: openings x skills, each row's share of what is required; together 1.
        enough: what is taken off the logits.
    """

    ids: tuple[str, ...]
    companies: NDArray[np.intp]
    weights: Array
    columns: dict[str, int]
    pull: Array
    asked: Array
    required: Array
    enough: float

    def rows(self, chosen: NDArray[np.bool_]) -> Demand:
        """Return some of the openings; their weights are together 1 again."""
        weights = self.weights[chosen]
        return replace(
            self,
            ids=tuple(one for one, kept in zip(self.ids, chosen, strict=True) if kept),
            companies=np.unique(self.companies[chosen], return_inverse=True)[1],
            weights=weights / (weights.sum() or 1.0),
            pull=np.ascontiguousarray(self.pull[:, chosen]),
            asked=self.asked[chosen],
            required=self.required[chosen],
        )

    def vector(self, shown: Mapping[str, float]) -> Array:
        """Return beliefs as a vector over the columns."""
        found = np.zeros(len(self.columns))
        for skill, belief in shown.items():
            if skill in self.columns:
                found[self.columns[skill]] = belief
        return found

    def logits(self, shown: Array) -> Array:
        """Return the logit of each opening's readiness."""
        return np.asarray(shown @ self.pull - self.enough)

    def opened(self, shown: Array, share: float = HALF) -> NDArray[np.bool_]:
        """Return the openings of which at least this share of what is required is known."""
        return np.asarray(self.required @ (shown >= KNOWN) >= share - 1e-9)


def demand(
    postings: Sequence[Posting],
    understandings: Sequence[Understanding],
    weights: Mapping[str, float] | None = None,
    readiness: Readiness = USUAL,
) -> Demand:
    """Make the matrix of all postings that name a skill.

    Where nothing is required, what is preferred stands for it.

    Args:
        postings: the openings.
        understandings: of them, in any order; a posting without one names no skill.
        weights: of each posting by id, above 0; by default all count the same.
        readiness: how it grows with what is shown.

    >>> from upslope.records import SkillMention
    >>> mention = SkillMention(skill="sql", surface="SQL", need="required", field="title",
    ...                        start=0, end=3)
    >>> posting = Posting(id="1", source="", source_id="1", title="SQL")
    >>> made = demand([posting], [Understanding(id="1", skills=[mention])])
    >>> made.opened(made.vector({"sql": 1.0})).tolist(), made.opened(made.vector({})).tolist()
    ([True], [False])
    """
    known = {one.id: one for one in understandings}
    named = {one.id: _needs(known[one.id]) for one in postings if one.id in known}
    kept = [one for one in postings if any(named.get(one.id, ()))]
    skills = sorted({skill for one in kept for part in named[one.id] for skill in part})
    columns = {skill: number for number, skill in enumerate(skills)}
    pull, asked, required = np.zeros((3, len(kept), len(skills)))
    for row, one in enumerate(kept):
        must, nice = ([columns[skill] for skill in sorted(part)] for part in named[one.id])
        asked[row, must + nice] = 1.0
        required[row, must or nice] = 1 / len(must or nice)
        pull[row] = readiness.steep * required[row]
        if must and nice:
            pull[row, nice] = readiness.nice / len(nice)
    count = np.array([(weights or {}).get(one.id, 1.0) for one in kept])
    return Demand(
        ids=tuple(one.id for one in kept),
        companies=employers(kept),
        weights=count / (count.sum() or 1.0),
        columns=columns,
        pull=np.ascontiguousarray(pull.T),
        asked=asked,
        required=required,
        enough=readiness.steep * readiness.enough,
    )


def _needs(understood: Understanding) -> tuple[set[str], set[str]]:
    must = {one.skill for one in understood.skills if one.need == "required"}
    nice = {one.skill for one in understood.skills if one.need == "preferred"}
    return must, nice - must


def sigmoid(logits: Array) -> Array:
    """Return the logistic function, without overflow.

    >>> sigmoid(np.array([0.0, -1000.0])).tolist()
    [0.5, 0.0]
    """
    return np.asarray(0.5 * (1 + np.tanh(logits / 2)))
