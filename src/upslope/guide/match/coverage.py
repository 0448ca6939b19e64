"""How much of what a posting asks for a resume shows, skill by skill."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from upslope.guide import quote
from upslope.records import Posting, Reason, Resume, SkillMention, Understanding
from upslope.taxonomy import Taxonomy

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


def rarity(understandings: Sequence[Understanding]) -> dict[str, float]:
    """Return a weight for each skill that postings name: the rarer, the heavier.

    ``log((postings + 1) / (postings that name it + 0.5)) + 0.3``: what all ask for still counts.
    """
    named = Counter(mention.skill for one in understandings for mention in one.skills)
    return {
        skill: math.log((len(understandings) + 1) / (count + 0.5)) + 0.3
        for skill, count in named.items()
    }


def reasons(
    posting: Posting,
    asked: Sequence[SkillMention],
    have: Mapping[str, Shown],
    weights: Mapping[str, float],
) -> Iterator[Reason]:
    """Yield what each asked skill adds to a coverage from 0 to 1, heaviest first.

    Args:
        posting: where the skills are asked.
        asked: its mentions of one need, ``required`` or ``preferred``.
        have: what the resume shows.
        weights: rarity of skills, above 0; one that is not in it counts as the rarest.
    """
    rarest = max(weights.values(), default=1.0)
    each = sorted((-weights.get(one.skill, rarest), one.skill, one) for one in asked)
    total = math.fsum(-weight for weight, _, _ in each) + PRIOR_WEIGHT
    yield Reason(
        kind="skill",
        says="Given to every posting before its skills are compared.",
        effect=PRIOR * PRIOR_WEIGHT / total,
    )
    for weight, skill, mention in each:
        yield _reason(posting, mention, have.get(skill), -weight / total)


def _reason(posting: Posting, asked: SkillMention, found: Shown | None, worth: float) -> Reason:
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
        effect=worth * found.credit,
        resume=found.line,
        posting=words,
    )
