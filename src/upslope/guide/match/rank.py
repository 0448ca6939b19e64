"""Rank postings for a resume: one sum of seven parts, each with its reasons.

The score is a plain sum, so the reasons of a match add up to it. Each part is a fit from 0 to 1
times its points. What is unknown on either side earns an average fit and is never a penalty.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from upslope.guide import quote
from upslope.guide.match import coverage, fit
from upslope.guide.match.similarity import Wording, wordings
from upslope.records import Match, Posting, Reason, Resume, Understanding
from upslope.taxonomy import Taxonomy

POINTS = {
    "required": 20.0,
    "preferred": 8.0,
    "role": 13.0,
    "seniority": 11.0,
    "years": 8.0,
    "degree": 13.0,
    "text": 27.0,
}
"""Points of each part; together 100.

Set by ``benchmarks/match_quality.py --fit`` on 640 graded pairs of 13 people: a pairwise logistic
model with weights of at least 0, its points rounded halfway between those that hand-read postings
give and those that postings as Upslope understands them give. The benchmark leaves one person out
at a time, and fits on one set to check on the other.
"""

SAME_WORDS = 2.0
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
    matches = [
        Match(
            posting=posting,
            score=round(math.fsum(reason.effect for part in parts.values() for reason in part), 2),
            reasons=sorted(itertools.chain(*parts.values()), key=lambda one: -one.effect),
            missing=_missing(parts["required"]),
        )
        for posting, parts in compare(resume, postings, understandings, rarity)
    ]
    return sorted(matches, key=lambda one: (-one.score, one.posting))


def compare(
    resume: Resume,
    postings: Sequence[Posting],
    understandings: Sequence[Understanding],
    rarity: Mapping[str, float] | None = None,
) -> Iterator[tuple[str, dict[str, list[Reason]]]]:
    """Yield the id of each posting and the reasons of each part of :data:`POINTS`."""
    known = {understood.id: understood for understood in understandings}
    weights = coverage.rarity(understandings) if rarity is None else rarity
    have = coverage.shown(resume, Taxonomy.load())
    texts = [f"{posting.title}\n{posting.description or ''}" for posting in postings]
    for posting, wording in zip(postings, wordings(resume.text, texts), strict=True):
        understood = known.get(posting.id) or Understanding(id=posting.id)
        skills = {
            need: coverage.reasons(
                posting, [m for m in understood.skills if m.need == need], have, weights
            )
            for need in ("required", "preferred")
        }
        parts = skills | {
            "role": [_role(resume, posting, understood)],
            "seniority": [_level(resume, posting, understood)],
            "years": [_years(resume, posting, understood, wording.told)],
            "degree": [_degree(resume, posting, understood, wording.told)],
            "text": [_text(wording)],
        }
        yield posting.id, {part: _worth(part, reasons) for part, reasons in parts.items()}


def _worth(part: str, reasons: Iterable[Reason]) -> list[Reason]:
    """Turn fits from 0 to 1 into points."""
    return [msgspec.structs.replace(r, effect=r.effect * POINTS[part]) for r in reasons]


def _missing(reasons: Sequence[Reason]) -> list[str]:
    """Return the skills that the resume does not show, the heaviest first."""
    return [reason.skill for reason in reasons if reason.kind == "missing_skill" and reason.skill]


def _role(resume: Resume, posting: Posting, understood: Understanding) -> Reason:
    held = resume.roles
    nearest = max(held, key=lambda role: fit.near(role, understood.role), default="")
    return Reason(
        kind="role",
        says=_beside("Role", _plain(understood.role), _plain(nearest)),
        effect=fit.role(held, understood.role, understood.role_probability),
        resume=resume.evidence.get(nearest),
        posting=posting.title,
    )


def _level(resume: Resume, posting: Posting, understood: Understanding) -> Reason:
    return Reason(
        kind="seniority",
        says=_beside(
            "Level", _stated(understood.seniority) or "not stated", _stated(resume.seniority)
        ),
        effect=fit.level(resume.seniority, understood.seniority),
        resume=resume.evidence.get("seniority"),
        posting=posting.title,
    )


def _years(resume: Resume, posting: Posting, understood: Understanding, told: float) -> Reason:
    value = fit.years(resume.years, understood.min_years)
    asked = f"{understood.min_years}+ years" if understood.min_years else "none asked"
    held = "" if resume.years is None else f"{resume.years:g}"
    return Reason(
        kind="years",
        says=_beside("Experience", asked, held),
        effect=value if understood.min_years else fit.drawn("years", value, told),
        resume=resume.evidence.get("years"),
        posting=quote.years(posting, understood.min_years),
    )


def _degree(resume: Resume, posting: Posting, understood: Understanding, told: float) -> Reason:
    asked, held = understood.degree_required, resume.degree
    value = fit.degree(held, asked, or_equivalent=understood.degree_or_equivalent)
    return Reason(
        kind="degree",
        says=_beside("Degree", _stated(asked) or "none asked", _stated(held)),
        effect=fit.drawn("degree", value, told) if asked == "none_stated" else value,
        resume=resume.evidence.get("degree"),
        posting=quote.degree(posting, asked),
    )


def _text(wording: Wording) -> Reason:
    words = ", ".join(wording.words)
    return Reason(
        kind="text",
        says=f"Words in common: {words}." if words else "Few words in common.",
        effect=fit.drawn("text", min(1.0, wording.shared / SAME_WORDS), wording.told),
        resume=words or None,
        posting=words or None,
    )


def _beside(what: str, asked: str, held: str) -> str:
    """Put what is asked beside what the resume shows.

    >>> _beside("Level", "senior", "mid"), _beside("Level", "mid", "mid"), _beside("Role", "a", "")
    ('Level: senior; you: mid.', 'Level: mid, as yours.', 'Role: a; yours is not stated.')
    """
    if not held:
        return f"{what}: {asked}; yours is not stated."
    return f"{what}: {asked}, as yours." if held == asked else f"{what}: {asked}; you: {held}."


def _stated(name: str) -> str:
    """Write a class of ours as words; nothing for those that say that nothing was said."""
    return "" if name in {"unknown", "none_stated"} else _plain(name)


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
    }
    return " ".join(words.get(word, word) for word in name.split("_"))
