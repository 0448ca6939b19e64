"""Rank postings for a resume: one sum of parts, each with its reasons.

The score is a plain sum, so the reasons of a match add up to it. Each part is a fit from 0 to 1
times its points. What is unknown on either side earns an average fit and is never a penalty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upslope.guide.match import parts
from upslope.guide.match.person import Person
from upslope.guide.match.pool import Pool
from upslope.guide.match.reasons import reasons
from upslope.records import Match, Posting, Reason, Resume, Understanding


def match(
    resume: Resume,
    postings: Sequence[Posting],
    understandings: Sequence[Understanding],
    rarity: Mapping[str, float] | None = None,
) -> list[Match]:
    """Return a match for every posting, best first; ties stand in the order of their ids.

    Scores are those of :meth:`Pool.scores`: a posting's does not depend on the other postings.

    Args:
        resume: what :func:`upslope.guide.resume.read_resume` made.
        postings: what to rank.
        understandings: of the same postings, in any order. A posting without one is unknown.
        rarity: weight of each skill, above 0; one that is not in it counts as the rarest.
            Default: the one that ships.

    >>> posting = Posting(id="1", source="s", source_id="1", title="Data Engineer")
    >>> understood = Understanding(id="1", role="data_engineer", min_years=8)
    >>> [best] = match(Resume(text="", roles=["data_engineer"], years=2), [posting], [understood])
    >>> abs(best.score - sum(reason.effect for reason in best.reasons)) < 0.01
    True
    """
    known = {understood.id: understood for understood in understandings}
    person = Person(resume, rarity)
    fits = parts.fits(Pool(postings, understandings), person)
    found = []
    for row, (posting, score) in enumerate(zip(postings, parts.scores(fits), strict=True)):
        here = {name: float(fit[row]) for name, fit in fits.items()}
        understood = known.get(posting.id) or Understanding(id=posting.id)
        told = list(reasons(person, posting, understood, here))
        found.append(
            Match(
                posting=posting.id,
                score=float(score),
                reasons=sorted(told, key=lambda one: -one.effect),
                missing=_missing(told),
            )
        )
    return sorted(found, key=lambda one: (-one.score, one.posting))


def _missing(told: Sequence[Reason]) -> list[str]:
    """Return the required skills that the resume does not show, the heaviest first."""
    return [
        reason.skill
        for reason in told
        if reason.kind == "missing_skill" and reason.skill and " is required " in reason.says
    ]
