"""How much of what a posting asks for a resume shows, skill by skill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from upslope.guide import quote
from upslope.records import Posting, Reason, Resume, SkillMention
from upslope.taxonomy import Taxonomy

if TYPE_CHECKING:
    from upslope.guide.match.person import Person

PRIOR, PRIOR_WEIGHT = 0.15, 6.0
"""Coverage is drawn towards a low fit with the weight of about three skills, so that a
posting which names one skill, or none, cannot win by being vague."""

LISTED = 0.9
"""Credit for a skill that a resume only lists; work, a project or a repository shows it whole."""

KIND, SIBLING, NEAR = 0.7, 0.3, 0.15
"""Credit for a skill that the resume does not name, but a kind or a tool of it (PyTorch shows deep
learning), another kind of the same thing (Keras beside PyTorch), or one that often stands beside
it."""

FEW = 25
"""Kinds of a thing up to which two of them are like each other."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How far a resume shows a skill: its credit, the skill that it does name, and the line."""

    credit: float
    skill: str
    line: str


def shown(resume: Resume) -> dict[str, Shown]:
    """Return what a resume shows: the skills it names, and those that are related to them.

    Each skill has the best credit that anything in the resume earns it, so that one skill more
    never lowers another.
    """
    found: dict[str, Shown] = {}
    for one in resume.skills:
        credit = LISTED if one.where == "skills" else 1.0
        for skill, part in _alike(one.skill):
            if skill not in found or found[skill].credit < credit * part:
                found[skill] = Shown(credit * part, one.skill, one.line)
    return found


@cache
def _alike(skill: str) -> tuple[tuple[str, float], ...]:
    """Return a skill and those it earns credit for."""
    taxonomy = Taxonomy.load()
    if skill not in taxonomy.skills:
        return ((skill, 1.0),)
    kinds = map(taxonomy.narrower, taxonomy.skills[skill].broader)
    siblings = [kind for few in kinds if len(few) <= FEW for kind in few]
    return (
        (skill, 1.0),
        *((broader, KIND) for broader in sorted(taxonomy.broader(skill))),
        *((kind, SIBLING) for kind in siblings),
        *((beside, NEAR) for beside in taxonomy.related(skill)),
    )


def reasons(posting: Posting, asked: Sequence[SkillMention], person: Person) -> Iterator[Reason]:
    """Yield what each asked skill adds to a coverage from 0 to 1, heaviest first.

    Args:
        posting: where the skills are asked.
        asked: its mentions of one need, ``required`` or ``preferred``.
        person: what the resume shows, and how heavy each skill is.
    """
    each = sorted((-person.worth(one.skill), one.skill, one) for one in asked)
    total = sum(-worth for worth, _, _ in each) / 1e3 + PRIOR_WEIGHT
    yield Reason(
        kind="skill",
        says="Given to every posting before its skills are compared.",
        effect=PRIOR * PRIOR_WEIGHT / total,
    )
    for worth, skill, mention in each:
        effect = -worth * person.credit(skill) / 1e6 / total
        yield _reason(posting, mention, person.shown.get(skill), effect)


def _reason(posting: Posting, asked: SkillMention, found: Shown | None, effect: float) -> Reason:
    words = quote.mention(posting, asked)
    if found is None:
        return Reason(
            kind="missing_skill",
            skill=asked.skill,
            says=f"{asked.skill} is {asked.need} and not in the resume.",
            effect=0.0,
            posting=words,
        )
    return Reason(
        kind="skill",
        skill=asked.skill,
        says=f"{asked.skill} is {asked.need}; the resume shows {found.skill}.",
        effect=effect,
        resume=found.line,
        posting=words,
    )
