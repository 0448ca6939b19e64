"""Projects that close most of what a person cannot show in use yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from upslope.guide.gap.evidence import STEP_SHOWS, beliefs
from upslope.guide.practice import Choice, choose
from upslope.records import STEPS, Claim, Resume, Understanding
from upslope.records.understanding import Duty

_SHOWN_FROM = STEPS.index("called")


def projects(
    resume: Resume,
    understandings: Sequence[Understanding],
    claims: Iterable[Claim] = (),
    hours: float = 120.0,
) -> list[Choice]:
    """Return the projects that close the most, in order of choice.

    What is only listed or studied is not shown in use, so that a project is still worth while. A
    skill or one of the six responsibilities weighs as many openings as ask for it. Together they
    take no more than so many ``hours``.

    >>> from upslope.records import SkillMention
    >>> mention = SkillMention(skill="docker", surface="Docker", need="required", field="title",
    ...                        start=0, end=6)
    >>> asked = [Understanding(id="1", skills=[mention])]
    >>> "docker" in projects(Resume(text=""), asked)[0].brief.skills
    True
    """
    claims = [*claims]
    shown = beliefs(resume, claims)
    used = {one.subject for one in claims if STEPS.index(one.step) >= _SHOWN_FROM}
    skills = Counter(
        skill for one in understandings for skill in _asked(one) if not _in_use(skill, shown)
    )
    duties: Counter[Duty] = Counter(
        duty
        for one in understandings
        for duty, told in one.responsibilities.items()
        if told.present and duty not in used
    )
    return choose(skills, duties, hours)


def _asked(one: Understanding) -> set[str]:
    return {mention.skill for mention in one.skills if mention.need in ("required", "preferred")}


def _in_use(skill: str, shown: Mapping[str, float]) -> bool:
    return shown.get(skill, 0.0) >= STEP_SHOWS["called"]
