"""What a person's own choices say they like: learned from few postings, bounded and told.

Saved postings and those applied to raise what is like them, hidden ones lower it. A trait counts
only as far as the chosen postings have it more often than postings have it anyway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from upslope.guide.match.packed import LEVELS, ROLES, key
from upslope.guide.match.vocabulary import frequencies
from upslope.normalize.company import company_key
from upslope.records import Choice, Posting, Reason, Understanding
from upslope.records.profile import ChoiceKind

if TYPE_CHECKING:
    from upslope.guide.match.pool import Pool

FEWEST = 3
"""Choices below which nothing is learned."""

MOST = 10.0
"""Points that choices add or take, at most."""

SHRUNK = 3.0
"""Choices that are added without the trait, so that two postings alike are no rule yet."""

_COUNTS: dict[ChoiceKind, float] = {"applied": 1.5, "saved": 1.0, "hidden": -1.0}
_SHARE = {"role": 0.1, "level": 0.2, "company": 0.0, "country": 0.2}
"""How often postings have a trait anyway, about; of skills it is counted."""


class Trait(NamedTuple):
    """What postings can have in common: a skill, role, level, company or country."""

    kind: str
    name: str


class Learned(NamedTuple):
    """What was learned of one trait: postings liked and hidden that have it, and its weight.

    The weight is above 0 for what is liked and below for what is not; in thousandths.
    """

    trait: Trait
    liked: int
    hidden: int
    weight: int

    @property
    def says(self) -> str:
        """The sentence that a person reads.

        >>> Learned(Trait("skill", "pytorch"), liked=4, hidden=0, weight=500).says
        'You saved or applied to 4 postings that ask for pytorch.'
        """
        number, verb = (
            (self.liked, "saved or applied to") if self.weight > 0 else (self.hidden, "hid")
        )
        return f"You {verb} {number} postings {_WORDS[self.trait.kind].format(self.trait.name)}."


_WORDS = {
    "skill": "that ask for {}",
    "role": "for the role {}",
    "level": "of the level {}",
    "company": "of {}",
    "country": "in {}",
}


class Preferences(NamedTuple):
    """All that was learned, the heaviest first; empty as long as there are too few choices."""

    learned: tuple[Learned, ...] = ()

    def weights(self) -> Mapping[Trait, int]:
        """Trait -> weight in thousandths."""
        return {one.trait: one.weight for one in self.learned}


def preferences(
    choices: Sequence[Choice], rows: Sequence[tuple[Posting, Understanding]]
) -> Preferences:
    """Learn from choices.

    Args:
        choices: the last one of each posting counts; those that were to be forgotten do not.
        rows: the postings chosen, with what was understood of them; others are left out.

    >>> preferences([], [])
    Preferences(learned=())
    """
    last = {one.posting: one for one in sorted(choices, key=lambda one: one.at) if one.learned}
    chosen = [(last[row[0].id].choice, row) for row in rows if row[0].id in last]
    if len(chosen) < FEWEST:
        return Preferences()
    liked: Counter[Trait] = Counter()
    hidden: Counter[Trait] = Counter()
    pull: Counter[Trait] = Counter()
    for choice, (posting, understood) in chosen:
        for trait in set(traits(posting, understood)):
            (hidden if choice == "hidden" else liked)[trait] += 1
            pull[trait] += round(1000 * _COUNTS[choice] * (1 - _usual(trait)))
    found = [
        Learned(one, liked[one], hidden[one], round(pull[one] / (len(chosen) + SHRUNK)))
        for one in sorted(pull)
        if max(liked[one], hidden[one]) > 1 and pull[one]
    ]
    return Preferences(tuple(sorted(found, key=lambda one: (-abs(one.weight), one.trait))))


def traits(posting: Posting, understood: Understanding) -> Iterator[Trait]:
    """Yield what a posting may have in common with others."""
    yield from (Trait("skill", one.skill) for one in understood.affirmed)
    if understood.role != "other":
        yield Trait("role", understood.role)
    if understood.seniority != "unknown":
        yield Trait("level", understood.seniority)
    if name := company_key(posting.hiring_organization):
        yield Trait("company", name)
    yield from (Trait("country", one.country) for one in posting.places if one.country)


def _usual(trait: Trait) -> float:
    if trait.kind != "skill":
        return _SHARE[trait.kind]
    total, counts = frequencies("skills")
    return counts.get(trait.name, 0) / total


def effects(pool: Pool, liked: Preferences) -> NDArray[np.float64]:
    """Return the points that choices add to each posting, from -:data:`MOST` to :data:`MOST`."""
    weights = liked.weights()
    facts, skills = pool.columns.facts, pool.columns.skills

    def table(kind: str, names: Sequence[str]) -> NDArray[np.int64]:
        return np.array([weights.get(Trait(kind, name), 0) for name in names], np.int64)

    found = skills.sums(table("skill", pool.labels)[skills.items["skill"]])
    found += table("role", ROLES)[facts["role"]] + table("level", LEVELS)[facts["level"]]
    for (kind, name), weight in weights.items():
        if kind == "company":
            found += weight * (facts["company"] == key(kind, name))
        elif kind == "country":
            here = pool.columns.places.items == key(kind, name)
            found += weight * (pool.columns.places.sums(here) > 0)
    pull = found / 1000
    return np.asarray(MOST * pull / (1 + np.abs(pull)))


def reason(
    liked: Preferences, posting: Posting, understood: Understanding, effect: float
) -> Reason | None:
    """Return what the choices say of a posting; ``None`` where they say nothing."""
    here = set(traits(posting, understood))
    why = [one for one in liked.learned if one.trait in here and one.weight * effect > 0]
    if not why or not effect:
        return None
    says = " ".join(one.says for one in why[:3])
    return Reason(kind="choices", says=says, effect=effect, posting=why[0].trait.name)
