"""What claims add up to: the six responsibilities, their gaps, and skills for match and plan."""

from __future__ import annotations

from collections.abc import Iterable

from upslope.records.portfolio import STEPS, Claim
from upslope.records.resume import ResumeSkill
from upslope.records.understanding import DUTIES, Duty

_NEEDS: dict[Duty, str] = {
    "data": "gets or prepares data",
    "modelling": "fits a model",
    "tuning": "tunes or evaluates a model",
    "deployment": "deploys or serves",
    "monitoring": "monitors what runs",
    "collaboration": "is written for others to work with",
}


def duties(claims: Iterable[Claim]) -> dict[Duty, Claim | None]:
    """Return the strongest evidence for each of the six responsibilities; ``None`` where none is.

    >>> fits = Claim(subject="modelling", kind="duty", step="called")
    >>> [duty for duty, claim in duties([fits]).items() if claim]
    ['modelling']
    """
    strongest: dict[Duty, Claim | None] = dict.fromkeys(DUTIES)
    for claim in claims:
        for duty in DUTIES:
            if claim.kind == "duty" and claim.subject == duty:
                best = strongest[duty]
                if best is None or STEPS.index(claim.step) > STEPS.index(best.step):
                    strongest[duty] = claim
    return strongest


def gaps(claims: Iterable[Claim]) -> list[str]:
    """Say which responsibilities nothing shows, or shows too weakly to count.

    >>> fits = Claim(subject="modelling", kind="duty", step="called")
    >>> gaps([fits])[2]
    'Nothing here deploys or serves.'
    """
    return [
        f"Nothing here {_NEEDS[duty]}."
        for duty, claim in duties(claims).items()
        if claim is None or STEPS.index(claim.step) < STEPS.index("called")
    ]


def resume_skills(claims: Iterable[Claim]) -> list[ResumeSkill]:
    """Return the skills that code shows, with the place of each, as a resume would list them.

    What is only declared is no evidence. Of several repositories the strongest claim counts.

    >>> claim = Claim(subject="numpy", kind="skill", step="called", says="mean called",
    ...               repository="fish", path="src/train.py", line=12)
    >>> resume_skills([claim])[0].line
    'fish: src/train.py:12 (mean called)'
    """
    strongest: dict[str, Claim] = {}
    for claim in claims:
        step = STEPS.index(claim.step)
        if claim.kind != "skill" or step < STEPS.index("imported"):
            continue
        best = strongest.get(claim.subject)
        if best is None or step > STEPS.index(best.step):
            strongest[claim.subject] = claim
    return [
        ResumeSkill(skill=label, line=_place(claim), where="portfolio")
        for label, claim in sorted(strongest.items())
    ]


def _place(claim: Claim) -> str:
    place = f"{claim.path}:{claim.line}" if claim.line else claim.path
    return f"{claim.repository}: {place} ({claim.says or claim.step})"
