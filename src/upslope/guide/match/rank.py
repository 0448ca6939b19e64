"""Rank postings for a resume: one sum of parts, each with its reasons.

The score is a plain sum, so the reasons of a match add up to it. Each part is a fit from 0 to 1
times its points. What is unknown on either side earns an average fit and is never a penalty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from upslope.guide.match import choices, parts, ranker, wishes
from upslope.guide.match.choices import Preferences
from upslope.guide.match.person import Person
from upslope.guide.match.pool import Pool
from upslope.guide.match.reasons import reasons
from upslope.records import Match, Posting, Profile, Reason, Resume, Understanding


def match(  # noqa: PLR0913
    resume: Resume,
    postings: Sequence[Posting],
    understandings: Sequence[Understanding],
    rarity: Mapping[str, float] | None = None,
    *,
    profile: Profile | None = None,
    preferences: Preferences | None = None,
) -> list[Match]:
    """Return a match for every posting, best first; ties stand in the order of their ids.

    Scores are those of :meth:`Pool.scores`: a posting's does not depend on the other postings.

    Args:
        resume: what :func:`upslope.guide.resume.read_resume` made.
        postings: what to rank.
        understandings: of the same postings, in any order. A posting without one is unknown.
        rarity: weight of each skill, above 0; one that is not in it counts as the rarest.
            Default: the one that ships.
        profile: what the person wants; what they did not say changes nothing.
        preferences: what their choices say they like.

    >>> posting = Posting(id="1", source="s", source_id="1", title="Data Engineer")
    >>> understood = Understanding(id="1", role="data_engineer", min_years=8)
    >>> [best] = match(Resume(text="", roles=["data_engineer"], years=2), [posting], [understood])
    >>> abs(best.score - sum(reason.effect for reason in best.reasons)) < 0.01
    True
    """
    known = {understood.id: understood for understood in understandings}
    person = Person(resume, rarity)
    found = parts.compared(Pool(postings, understandings), person, profile, preferences)
    telling = _Telling(person, found, preferences or Preferences())
    told = [
        telling.match(row, posting, known.get(posting.id) or Understanding(id=posting.id))
        for row, posting in enumerate(postings)
    ]
    return sorted(told, key=lambda one: (-one.score, one.posting))


@dataclass(frozen=True, slots=True)
class _Telling:
    """Turns rows of a comparison into matches with their reasons."""

    person: Person
    found: parts.Compared
    liked: Preferences

    def match(self, row: int, posting: Posting, understood: Understanding) -> Match:
        score, evidence = float(self.found.scores[row]), float(self.found.evidence[row])
        told = [*self._evidence(row, posting, understood), *self._wanted(row, posting, understood)]
        chance = ranker.load().chance(evidence)
        return Match(
            posting=posting.id,
            score=score,
            band=ranker.band(chance),
            chance=chance,
            reasons=sorted(told, key=lambda one: -one.effect),
            missing=_missing(told),
        )

    def _evidence(self, row: int, posting: Posting, understood: Understanding) -> list[Reason]:
        fits = {name: float(fit[row]) for name, fit in self.found.fits.items()}
        return list(reasons(self.person, posting, understood, fits))

    def _wanted(self, row: int, posting: Posting, understood: Understanding) -> list[Reason]:
        taken = {name: float(share[row]) for name, share in self.found.shares.items()}
        evidence, pull = float(self.found.evidence[row]), float(self.found.choices[row])
        told = wishes.reasons(posting, understood, taken, evidence)
        chosen = choices.reason(self.liked, posting, understood, pull)
        return [*told, chosen] if chosen else told


def _missing(told: Sequence[Reason]) -> list[str]:
    """Return the required skills that the resume does not show, the heaviest first."""
    return [
        reason.skill
        for reason in told
        if reason.kind == "missing_skill" and reason.skill and " is required " in reason.says
    ]
