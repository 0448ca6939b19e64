"""How much of what a posting asks for a resume shows, skill by skill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from upslope.guide import quote
from upslope.records import Posting, Reason, Resume, SkillMention
from upslope.taxonomy import Taxonomy

if TYPE_CHECKING:
    from upslope.guide.match.person import Person

PRIOR, PRIOR_WEIGHT = 0.3, 6.0
"""Coverage is drawn towards an average fit with the weight of about three skills, so that a
posting which names one skill, or none, cannot win by being vague."""

RELATED = 0.7
"""Credit for a skill that the resume does not name, but a kind or a tool of it: PyTorch shows
deep learning."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How far a resume shows a skill: its credit, the skill that it does name, and the line."""

    credit: float
    skill: str
    line: str


def shown(resume: Resume, taxonomy: Taxonomy) -> dict[str, Shown]:
    """Return what a resume shows: the skills it names, and all that these are kinds of."""
    named = {one.skill: Shown(1.0, one.skill, one.line) for one in resume.skills}
    implied = {
        parent: Shown(RELATED, one.skill, one.line)
        for one in reversed(resume.skills)
        for parent in (taxonomy.broader(one.skill) if one.skill in taxonomy.skills else ())
    }
    return implied | named


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
