"""How far a person can show each skill: the strongest of resume, repositories and their word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from upslope.guide.resume.duties import duties
from upslope.records import Claim, Resume, ResumeSkill, Section, Step
from upslope.records.understanding import Duty
from upslope.taxonomy import Taxonomy

STEP_SHOWS: dict[Step, float] = {
    "asserted": 0.6,
    "declared": 0.65,
    "imported": 0.7,
    "called": 0.8,
    "tested": 0.9,
    "served": 0.95,
}
"""Belief in a skill by the evidence for it, 0 to 1: an assumption in order, not a measurement.
What a repository shows counts more, the harder it is to show without the skill."""

# Of a repository's skill a resume says only that it is imported at least; the claim says how far.
_SECTION_SHOWS: dict[Section, float] = {
    "work": 0.9,
    "projects": 0.8,
    "portfolio": STEP_SHOWS["imported"],
}
_SCHOOLED: tuple[Section, ...] = ("education", "certifications", "publications", "volunteering")
TOLD = STEP_SHOWS["called"]
"""Belief in a skill that is one of the six responsibilities under another name, where a line of
work or of a project speaks of that: "built a model that ranks claims" shows model training."""

_IS_DUTY: dict[Duty, tuple[str, ...]] = {
    "data": ("data cleaning", "data preprocessing"),
    "modelling": ("model training", "machine learning"),
    "tuning": ("model evaluation",),
    "deployment": ("model deployment", "deployment"),
    "monitoring": ("model monitoring", "monitoring"),
}
_LONG = 12  # months of work from which nothing is left to doubt

LEARNT = STEP_SHOWS["asserted"]
"""Belief in a skill that was only studied: the person's word, less than work that shows it."""

IMPLIED = 0.7
"""What a skill says of those that it is a kind or a tool of: PyTorch shows deep learning."""

KNOWN = 0.4
"""Belief from which on a skill is no step of a plan and no gap: the least that is implied by one
that a resume only lists."""


def beliefs(resume: Resume, claims: Iterable[Claim] = ()) -> dict[str, float]:
    """Return how far each skill is shown, from 0 to 1; one that is not in it is not shown.

    Args:
        resume: where a skill stands counts: work shows more than a list of words.
        claims: what repositories show; those of other things than skills are left aside.

    >>> listed = ResumeSkill(skill="python", line="Skills: Python", where="skills")
    >>> served = Claim(subject="python", kind="skill", step="served")
    >>> beliefs(Resume(text="", skills=[listed])), beliefs(Resume(text=""), [served])
    ({'python': 0.6}, {'python': 0.95})
    """
    found: dict[str, float] = {}
    shown = [(one.skill, _told(one)) for one in resume.skills]
    shown += [(one.subject, STEP_SHOWS[one.step]) for one in claims if one.kind == "skill"]
    own = duties(resume)
    shown += [(skill, TOLD) for duty, named in _IS_DUTY.items() if own[duty] for skill in named]
    for skill, belief in shown:
        found[skill] = max(belief, found.get(skill, 0.0))
    return found


def _told(one: ResumeSkill) -> float:
    if one.where == "work" and (one.months or 0) >= _LONG:
        return 1.0
    return _SECTION_SHOWS.get(one.where, 0.7 if one.where in _SCHOOLED else LEARNT)


def implied(shown: Mapping[str, float], taxonomy: Taxonomy) -> dict[str, float]:
    """Return the same beliefs with those in all that the skills are kinds or tools of.

    >>> implied({"pytorch": 1.0}, Taxonomy.load())["deep learning"]
    0.7
    """
    found = dict(shown)
    for skill, belief in shown.items():
        for above in taxonomy.broader(skill) if skill in taxonomy.skills else ():
            found[above] = max(IMPLIED * belief, found.get(above, 0.0))
    return found
