"""How matches are shown: rank, score, why, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upslope.apps.cli.screen import add_row, console, plain, say, table
from upslope.apps.postings import acquainted, pay, place, stated
from upslope.records import Match, Posting, Reason, Understanding

Row = tuple[Posting, Understanding]


def show_matches(
    matches: Sequence[Match], rows: Mapping[str, Row], people: Mapping[str, int] | None = None
) -> None:
    """A table of the best openings, each with why it fits and what is missing.

    ``people`` counts the person's connections at its company, by posting id.
    """
    shown = table("", "fit", "opening", "why", "missing")
    for rank, match in enumerate(matches, start=1):
        posting, understanding = rows[match.posting]
        facts = [
            posting.title,
            posting.hiring_organization,
            place(posting, understanding),
            pay(stated(posting, understanding)) or "pay not stated",
            acquainted((people or {}).get(posting.id, 0)),
            posting.id,
        ]
        opening = "\n".join(plain(fact) for fact in facts if fact)
        why = "\n".join(_why(match, understanding))
        add_row(
            shown,
            [
                rank,
                f"{match.score:.0f}\n{match.band or ''}",
                opening,
                why,
                "\n".join(match.missing[:5]),
            ],
        )
        shown.add_section()
    console().print(shown)


def say_notes(notes: Sequence[str]) -> None:
    """Say what was left out of a resume, or assumed."""
    for note in notes:
        say(f"Your resume: {note}")


def _why(match: Match, understanding: Understanding) -> list[str]:
    """The skills that both sides name, then role, level and experience side by side.

    >>> match = Match(posting="1", score=50, missing=["sql"])
    >>> _why(match, Understanding(id="1"))
    ['Skills: none of those asked.']
    """
    said = [reason.says for reason in match.reasons]
    parts = [next((one for one in said if one.startswith(label)), "") for label in _LABELS]
    return [_skills(match, understanding), *filter(None, parts), *_wishes(match)]


_LABELS = ("Role:", "Level:", "Experience:")


def _wishes(match: Match) -> list[str]:
    """What the person's own wishes and choices changed, by at least a point."""
    said = [one for one in match.reasons if one.kind in ("pay", "place", "visa")]
    liked = sorted((one for one in match.reasons if one.kind == "choices"), key=_weight)
    return [one.says for one in [*said, *liked[:1]] if abs(one.effect) >= 1]


def _weight(reason: Reason) -> float:
    return -abs(reason.effect)


def _skills(match: Match, understanding: Understanding) -> str:
    shared = [reason.skill for reason in match.reasons if reason.kind == "skill" and reason.skill]
    if not shared:
        return "Skills: none of those asked."
    asked = sum(mention.need == "required" for mention in understanding.skills)
    count = f" ({asked - len(match.missing)} of {asked} required)" if asked else ""
    more = ", ..." if len(shared) > 6 else ""
    return f"Skills: {', '.join(shared[:6])}{more}{count}."
