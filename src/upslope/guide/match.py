"""Rank postings for a resume: one sum of seven parts, each with its reasons.

The score is a plain sum, so the reasons of a match add up to it. Each part is a fit from 0 to 1
times its points. What is unknown on either side earns an average fit and is never a penalty.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from upslope.guide import coverage, fit, quote
from upslope.guide.similarity import Wording, wordings
from upslope.records import Match, Posting, Reason, Resume, Understanding
from upslope.taxonomy import Taxonomy

POINTS = {
    "required": 24.0,
    "preferred": 4.0,
    "role": 13.0,
    "seniority": 12.0,
    "years": 12.0,
    "degree": 10.0,
    "text": 25.0,
}
"""Points of each part; together 100."""

SAME_WORDS = 2.5
"""Shared wording that counts as a full fit."""


def match(
    resume: Resume,
    postings: Sequence[Posting],
    understandings: Sequence[Understanding],
    rarity: Mapping[str, float] | None = None,
) -> list[Match]:
    """Return a match for every posting, best first; ties stand in the order of their ids.

    Args:
        resume: what :func:`upslope.guide.resume.read_resume` made.
        postings: what to rank. Rarity of words, and of skills by default, is taken from them.
        understandings: of the same postings, in any order. A posting without one is unknown.
        rarity: weight of each skill, above 0; one that is not in it counts as the rarest.

    >>> posting = Posting(id="1", source="s", source_id="1", title="Data Engineer")
    >>> understood = Understanding(id="1", role="data_engineer", min_years=8)
    >>> [best] = match(Resume(text="", roles=["data_engineer"], years=2), [posting], [understood])
    >>> abs(best.score - sum(reason.effect for reason in best.reasons)) < 0.01
    True
    """
    known = {understood.id: understood for understood in understandings}
    weights = coverage.rarity(understandings) if rarity is None else rarity
    have = coverage.shown(resume, Taxonomy.load())
    texts = [f"{posting.title}\n{posting.description or ''}" for posting in postings]
    matches = []
    for posting, wording in zip(postings, wordings(resume.text, texts), strict=True):
        understood = known.get(posting.id) or Understanding(id=posting.id)
        reasons = [
            *_skills(posting, understood, have, weights),
            _role(resume, posting, understood),
            _level(resume, posting, understood),
            _years(resume, posting, understood),
            _degree(resume, posting, understood),
            _text(wording),
        ]
        matches.append(_sum(posting.id, reasons, _missing(understood, have, weights)))
    return sorted(matches, key=lambda one: (-one.score, one.posting))


def _sum(posting: str, reasons: list[Reason], missing: list[str]) -> Match:
    return Match(
        posting=posting,
        score=round(math.fsum(reason.effect for reason in reasons), 2),
        reasons=sorted(reasons, key=lambda reason: -reason.effect),
        missing=missing,
    )


def _skills(
    posting: Posting,
    understood: Understanding,
    have: Mapping[str, coverage.Shown],
    weights: Mapping[str, float],
) -> list[Reason]:
    found: list[Reason] = []
    for need in ("required", "preferred"):
        asked = [mention for mention in understood.skills if mention.need == need]
        found += coverage.reasons(posting, asked, have, weights, POINTS[need])
    return found


def _missing(
    understood: Understanding, have: Mapping[str, object], weights: Mapping[str, float]
) -> list[str]:
    """Return required skills that the resume does not show, the rarest first."""
    lacks = {m.skill for m in understood.skills if m.need == "required" and m.skill not in have}
    return sorted(lacks, key=lambda skill: (-weights.get(skill, math.inf), skill))


def _role(resume: Resume, posting: Posting, understood: Understanding) -> Reason:
    held = resume.roles
    nearest = max(held, key=lambda role: fit.near(role, understood.role), default="")
    return Reason(
        kind="role",
        says=f"{_plain(understood.role)}, for {_plain(nearest) or 'an unknown role'}.",
        effect=POINTS["role"] * fit.role(held, understood.role),
        resume=resume.evidence.get(nearest),
        posting=posting.title,
    )


def _level(resume: Resume, posting: Posting, understood: Understanding) -> Reason:
    return Reason(
        kind="seniority",
        says=f"Level {understood.seniority}, for {resume.seniority}.",
        effect=POINTS["seniority"] * fit.level(resume.seniority, understood.seniority),
        resume=resume.evidence.get("seniority"),
        posting=posting.title,
    )


def _years(resume: Resume, posting: Posting, understood: Understanding) -> Reason:
    asked = f"{understood.min_years} years" if understood.min_years else "No years"
    held = "an unknown number" if resume.years is None else f"{resume.years:g}"
    return Reason(
        kind="years",
        says=f"{asked} asked, for {held}.",
        effect=POINTS["years"] * fit.years(resume.years, understood.min_years),
        resume=resume.evidence.get("years"),
        posting=quote.years(posting, understood.min_years),
    )


def _degree(resume: Resume, posting: Posting, understood: Understanding) -> Reason:
    asked, held = understood.degree_required, resume.degree
    value = fit.degree(held, asked, or_equivalent=understood.degree_or_equivalent)
    return Reason(
        kind="degree",
        says=f"{_plain(asked)} asked, for {_plain(held)}.",
        effect=POINTS["degree"] * value,
        resume=resume.evidence.get("degree"),
        posting=quote.degree(posting, asked),
    )


def _text(wording: Wording) -> Reason:
    words = ", ".join(wording.words)
    return Reason(
        kind="text",
        says="Words that both texts use.",
        effect=POINTS["text"] * min(1.0, wording.shared / SAME_WORDS),
        resume=words or None,
        posting=words or None,
    )


def _plain(name: str) -> str:
    """Write a class of ours as words.

    >>> _plain("ml_engineer"), _plain("phd")
    ('ML engineer', 'PhD')
    """
    words = {
        "ml": "ML",
        "ai": "AI",
        "mlops": "MLOps",
        "phd": "PhD",
        "none": "no",
        "stated": "degree",
    }
    return " ".join(words.get(word, word) for word in name.split("_"))
