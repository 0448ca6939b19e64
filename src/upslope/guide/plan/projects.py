"""Projects that close most of what a person cannot show in use yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from upslope.guide.gap.evidence import STEP_SHOWS, beliefs
from upslope.guide.learning import prerequisites
from upslope.guide.practice import Choice, choose
from upslope.guide.practice.choose import Level, Suits
from upslope.guide.resume.duties import duties as duties_of
from upslope.records import STEPS, Claim, Resume, Understanding
from upslope.records.understanding import Duty
from upslope.taxonomy import Taxonomy

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
    shown = _shown(beliefs(resume, claims))
    used = {one.subject for one in claims if STEPS.index(one.step) >= _SHOWN_FROM}
    own = duties_of(resume)
    used |= {duty for duty, lines in own.items() if lines}
    skills = Counter(
        skill for one in understandings for skill in _asked(one) if not _in_use(skill, shown)
    )
    duties: Counter[Duty] = Counter(
        duty
        for one in understandings
        for duty, told in one.responsibilities.items()
        if told.present and duty not in used
    )
    return choose(skills, duties, hours, Suits(level=_level(resume, models=bool(own["modelling"]))))


def _level(resume: Resume, *, models: bool) -> Level:
    """Return at which level to practise: experience counts only beside work on models."""
    if not models or resume.seniority in ("intern", "entry"):
        return "starter"
    return "advanced" if resume.seniority in ("senior", "staff", "manager") else "intermediate"


def _shown(known: Mapping[str, float]) -> dict[str, float]:
    """Return beliefs with those in what a skill in use needs and is a kind of, as much in use.

    Who works with scikit-learn works with Python and does machine learning.
    """
    found, taxonomy = dict(known), Taxonomy.load()
    for skill, belief in known.items():
        needs = prerequisites()[skill].needs if skill in prerequisites() else []
        above = taxonomy.broader(skill) if skill in taxonomy.skills else ()
        for one in (*needs, *above):
            found[one] = max(belief, found.get(one, 0.0))
    return found


def _asked(one: Understanding) -> set[str]:
    return {mention.skill for mention in one.skills if mention.need in ("required", "preferred")}


def _in_use(skill: str, shown: Mapping[str, float]) -> bool:
    return shown.get(skill, 0.0) >= STEP_SHOWS["called"]
