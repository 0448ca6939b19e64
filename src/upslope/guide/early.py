"""Internships and first posts as a path of their own, with a ranking that suits a beginner.

What is learned for everyone keeps its proportions. The level is that of the path, not of the
person. Required skills count once more where a project, a study or any work shows them, and not
only a list; an opening that is new, or that closes soon, goes first.

What is assumed: a degree that is expected counts as held; who studies for another year or more does
best with an internship, who ends soon with a first post, and who has ended mostly cannot take an
internship; an opening that asks for three years or more is no first post, whatever its title says.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from upslope.formats.values import day
from upslope.guide.first_posts import is_internship, signs
from upslope.guide.match import POINTS, match
from upslope.records import Match, Posting, Reason, Resume, Understanding
from upslope.records.resume import Section

EVIDENCE, FRESHNESS = 4.0, 4.0
"""Points of what only a beginner's ranking looks at. Set by judgement: the graded postings of
beginners are too few to fit them (``benchmarks/early_quality.py``)."""

KEPT = 1 - (EVIDENCE + FRESHNESS) / 100
"""Share of their points that the parts of :data:`upslope.guide.match.POINTS` keep."""

_SHOWN: frozenset[Section] = frozenset(
    ("work", "projects", "education", "publications", "volunteering", "portfolio")
)
_NEUTRAL = 0.5  # fit where a side says nothing
_NEW_DAYS, _OLD_DAYS = 14, 90  # since it was posted: as good as new, and nothing left
_SOON_DAYS = 10  # to a deadline


def rank_early(
    resume: Resume,
    postings: Sequence[Posting],
    understandings: Sequence[Understanding],
    today: date,
) -> list[Match]:
    """Return a match for each opening for beginners, best first; closed deadlines stand last.

    Args:
        resume: of the beginner.
        postings: any; those that are not for beginners are left out (see :func:`signs`).
        understandings: of the same postings, in any order.
        today: what deadlines and dates of posting are compared with.

    >>> posting = Posting(id="1", source="", source_id="1", title="Data Science Intern")
    >>> [found] = rank_early(Resume(text=""), [posting], [], date(2026, 12, 1))
    >>> abs(found.score - sum(reason.effect for reason in found.reasons)) < 0.05
    True
    """
    known = {one.id: one for one in understandings}
    kept = [
        (posting, understood)
        for posting in postings
        if signs(posting, understood := known.get(posting.id) or Understanding(id=posting.id))
    ]
    by_id = {posting.id: (posting, understood) for posting, understood in kept}
    beginner = msgspec.structs.replace(resume, seniority="entry")  # the own level does not count
    plain = match(beginner, [one for one, _ in kept], [one for _, one in kept])
    found = [_for_beginner(one, resume, *by_id[one.posting], today) for one in plain]
    return sorted(
        found,
        key=lambda one: (_closed(by_id[one.posting][0], today), -one.score, one.posting),
    )


def _for_beginner(
    plain: Match, resume: Resume, posting: Posting, understood: Understanding, today: date
) -> Match:
    reasons = [
        *(
            msgspec.structs.replace(one, effect=KEPT * one.effect)
            for one in plain.reasons
            if one.kind != "seniority"
        ),
        _level(resume, posting, understood, today),
        _evidence(resume, understood),
        _freshness(posting, today),
    ]
    return Match(
        posting=plain.posting,
        score=round(sum(one.effect for one in reasons), 2),
        reasons=sorted(reasons, key=lambda one: -one.effect),
        missing=plain.missing,
    )


def _level(resume: Resume, posting: Posting, understood: Understanding, today: date) -> Reason:
    intern = is_internship(posting, understood)
    fit, why = _suits(resume, today, intern=intern)
    return Reason(
        kind="seniority",
        says=f"{'An internship' if intern else 'A first post'}{why}.",
        effect=KEPT * POINTS["seniority"] * fit,
        posting=posting.title,
    )


def _suits(resume: Resume, today: date, *, intern: bool) -> tuple[float, str]:
    """Return how an internship, or a first post, suits where the person stands; and why."""
    until = max((one.year or 0 for one in resume.education if one.expected), default=0)
    if studies(resume, today):
        long = until > today.year
        why = f", and you study until {until}" if long else ", and your study ends soon"
        return (1.0 if intern == long else 0.75), why if until else ", and you study"
    if not intern:
        return 1.0, ""
    ended = bool(resume.education)
    return (0.4, ", and you no longer study") if ended else (0.6, "; many ask that you study")


def studies(resume: Resume, today: date) -> bool:
    """Say whether the person is in the middle of a study; an expected end that is past has come.

    >>> from upslope.records.resume import Study
    >>> doctorate = Study(degree="phd", line="", year=2028, expected=True)
    >>> student = Resume(text="", education=[doctorate])
    >>> studies(student, date(2026, 12, 1)), studies(student, date(2029, 12, 1))
    (True, False)
    """
    named = [one for one in resume.education if one.expected and one.degree != "none_stated"]
    expected = [one.year or today.year for one in named]
    going_on = any(one.kind == "study" and one.last is None for one in resume.positions)
    return max(expected) >= today.year if expected else going_on


def _evidence(resume: Resume, understood: Understanding) -> Reason:
    asked = [mention.skill for mention in understood.skills if mention.need == "required"]
    shown = {one.skill: one for one in resume.skills if one.where in _SHOWN}
    have = [shown[skill] for skill in asked if skill in shown]
    names = f": {', '.join(one.skill for one in have)}" if have else ""
    says = f"{len(have)} of {len(asked)} required skills are shown by what you did{names}."
    return Reason(
        kind="evidence",
        says=says if asked else "It names no required skill.",
        effect=EVIDENCE * (len(have) / len(asked) if asked else _NEUTRAL),
        resume=have[0].line if have else None,
    )


def _freshness(posting: Posting, today: date) -> Reason:
    fit, says = _fresh(posting, today)
    return Reason(kind="freshness", says=says, effect=FRESHNESS * fit)


def _fresh(posting: Posting, today: date) -> tuple[float, str]:
    left, since = _days(posting.valid_through, today), _days(posting.date_posted, today)
    if left is not None and left < 0:
        return 0.0, f"Its deadline passed on {posting.valid_through}."
    if left is not None and left <= _SOON_DAYS:
        return 1.0, f"It closes in {left} days: apply first."
    if since is None or since > 0:
        return _NEUTRAL, "When it was posted is not known."
    fit = min(1.0, max(0.0, (_OLD_DAYS + since) / (_OLD_DAYS - _NEW_DAYS)))
    return fit, f"Posted {-since} days ago."


def _closed(posting: Posting, today: date) -> bool:
    left = _days(posting.valid_through, today)
    return posting.closed or (left is not None and left < 0)


def _days(when: str | None, today: date) -> int | None:
    """Return the days from today to a date as written, negative where it is past."""
    found = day(when)
    return (found - today).days if found else None
