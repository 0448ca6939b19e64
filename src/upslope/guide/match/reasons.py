"""Why a posting has the score it has: each part with the words of both texts it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np

from upslope.guide import quote
from upslope.guide.match import coverage, fit
from upslope.guide.match.meaning import Direction, cosines, of_text
from upslope.guide.match.packed import work
from upslope.guide.match.person import Person
from upslope.guide.match.ranker import POINTS
from upslope.guide.match.vocabulary import weights, words
from upslope.records import Posting, Reason, Understanding
from upslope.records.understanding import Need

MOST = 6
"""Words of both texts that are told."""


def reasons(
    person: Person, posting: Posting, understood: Understanding, fits: Mapping[str, float]
) -> Iterator[Reason]:
    """Yield the reasons of all parts, in points: they add up to the score.

    Args:
        person: whom it is scored for.
        posting: its texts are quoted.
        understood: what was understood of it.
        fits: each part of the posting, as :func:`upslope.guide.match.parts.fits` has them.
    """
    for need in _NEEDS:
        asked = [mention for mention in understood.skills if mention.need == need]
        for reason in coverage.reasons(posting, asked, person):
            yield msgspec.structs.replace(reason, effect=reason.effect * POINTS[need])
    for part, tell in _TOLD.items():
        reason = tell(person, posting, understood)
        yield msgspec.structs.replace(reason, effect=fits[part] * POINTS[part])


_NEEDS: tuple[Need, ...] = ("required", "preferred")


def _role(person: Person, posting: Posting, understood: Understanding) -> Reason:
    resume = person.resume
    nearest = max(resume.roles, key=lambda role: fit.near(role, understood.role), default="")
    return Reason(
        kind="role",
        says=_beside("Role", _plain(understood.role), _plain(nearest)),
        effect=0.0,
        resume=resume.evidence.get(nearest),
        posting=posting.title,
    )


def _level(person: Person, posting: Posting, understood: Understanding) -> Reason:
    resume = person.resume
    asked = _stated(understood.seniority) or "not stated"
    return Reason(
        kind="seniority",
        says=_beside("Level", asked, _stated(resume.seniority)),
        effect=0.0,
        resume=resume.evidence.get("seniority"),
        posting=posting.title,
    )


def _years(person: Person, posting: Posting, understood: Understanding) -> Reason:
    resume = person.resume
    usual = fit.USUAL[understood.seniority]
    named = f"not named, {usual}+ years are usual" if usual else "none asked"
    asked = f"{understood.min_years}+ years" if understood.min_years else named
    held = "" if resume.years is None else f"{resume.years:g}"
    return Reason(
        kind="years",
        says=_beside("Experience", asked, held),
        effect=0.0,
        resume=resume.evidence.get("years"),
        posting=quote.years(posting, understood.min_years),
    )


def _degree(person: Person, posting: Posting, understood: Understanding) -> Reason:
    resume, asked = person.resume, understood.degree_required
    return Reason(
        kind="degree",
        says=_beside("Degree", _stated(asked) or "none asked", _stated(resume.degree)),
        effect=0.0,
        resume=resume.evidence.get("degree"),
        posting=quote.degree(posting, asked),
    )


def _title(person: Person, posting: Posting, understood: Understanding) -> Reason:
    nearest = _nearest(person.titles, person.title_directions, of_text(posting.title))
    return Reason(
        kind="role",
        says="How near your titles are to this one." if nearest else "Your titles are not known.",
        effect=0.0,
        resume=nearest,
        posting=posting.title,
    )


def _title_words(person: Person, posting: Posting, understood: Understanding) -> Reason:
    asked = {*work(posting.title)}
    weight = weights()
    shared = [int(sum(weight[one] for one in asked & {*held})) for held in person.title_words]
    best = person.titles[shared.index(max(shared))] if any(shared) else None
    return Reason(
        kind="role",
        says="One of your titles shares words with this one." if best else "No title in common.",
        effect=0.0,
        resume=best,
        posting=posting.title,
    )


def _words(person: Person, posting: Posting, understood: Understanding) -> Reason:
    here = {*words(posting.title), *words(posting.description or "")}
    both = sorted((-person.words[word], word) for word in here if word in person.words)
    named = ", ".join(word for _, word in both[:MOST])
    return Reason(
        kind="text",
        says=f"Words in common: {named}." if named else "Few words in common.",
        effect=0.0,
        resume=named or None,
        posting=named or None,
    )


def _lines(person: Person, posting: Posting, understood: Understanding) -> Reason:
    about = of_text(f"{posting.title}\n{posting.description or ''}")
    nearest = _nearest(person.lines, person.line_directions, about)
    return Reason(
        kind="text",
        says="How near your lines are to what this posting is about; the nearest is quoted.",
        effect=0.0,
        resume=nearest and nearest[: quote.LONGEST],
        posting=posting.title,
    )


def _together(person: Person, posting: Posting, understood: Understanding) -> Reason:
    return Reason(
        kind="role",
        says="Skills, role, level, years and degree together: one that is far off counts for all.",
        effect=0.0,
        posting=posting.title,
    )


def _nearest(texts: Sequence[str], directions: Sequence[Direction], to: Direction) -> str | None:
    """Return the text that points most as another one does."""
    near = cosines(directions, to[np.newaxis])[0]
    return texts[int(near.argmax())] if near.any() else None


_TOLD = {
    "role": _role,
    "title": _title,
    "title_words": _title_words,
    "seniority": _level,
    "years": _years,
    "degree": _degree,
    "words": _words,
    "lines": _lines,
    "together": _together,
}


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
