"""What is new among the openings, and since when."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from upslope.apps.web.parts.fit import resume_of, standings_of
from upslope.apps.web.visit import Visit
from upslope.errors import DocumentError, UsageError
from upslope.records import Match, Posting, Understanding
from upslope.store.changes import Changes
from upslope.workspace import Workspace

_SKILLS = 4
_USUAL, _LONGEST = 7, 90  # days that are looked back on a first visit, and at most


class Since(NamedTuple):
    """From which day on openings are new to the person, in words, and what their browser keeps.

    ``kept`` are the days of this visit and of the one before: a day's later visits show the same.
    """

    day: str
    says: str
    kept: str


def since(visit: Visit, today: date) -> Since:
    """Return the day of the last visit before today, or the one that the address asks for."""
    before, _, last = visit.request.cookies.get(cookie(visit), "").partition(".")
    before = _day(before if last == today.isoformat() else last)
    kept = f"{before}.{today.isoformat()}"
    days = visit.asked.whole("days")
    if before and not days:
        day = max(before, (today - timedelta(days=_LONGEST)).isoformat())
        return Since(day, "since your last visit", kept)
    days = min(days or _USUAL, _LONGEST)
    says = "in the last day" if days == 1 else f"in the last {days} days"
    return Since((today - timedelta(days=days)).isoformat(), says, kept)


def cookie(visit: Visit) -> str:
    """Name what the browser keeps: browsers tell hosts apart, but not their ports."""
    return f"upslope-days-{visit.request.url.port}"


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


class Fresh(NamedTuple):
    """The best new openings, how many are new, and why they could not be ranked.

    ``is_current`` says whether the ranking stands on what is stored now.
    """

    rows: list[tuple[Match, Posting, Understanding]]
    new: int
    error: str = ""
    is_current: bool = True


def fresh(visit: Visit, day: str, most: int) -> Fresh:
    """Return the new openings that fit the person's resume best; with none chosen, their number.

    Those that the person hid or tracks are left out.

    Args:
        visit: whose openings, and whose person.
        day: since when, ISO 8601.
        most: how many to give.
    """
    workspace, kept = visit.workspace, visit.site.remembered
    stored = Changes(workspace.store.database).mark()
    new = kept.get("new", (workspace.settings.home, stored, day), lambda: _new(workspace, day))
    new = new - workspace.person.hidden() - workspace.tracker.ids().keys()
    if not new or visit.resume is None:
        return Fresh([], len(new))
    try:
        standings = standings_of(visit)
        resume = resume_of(visit)
    except (DocumentError, UsageError) as error:
        return Fresh([], len(new), str(error))
    of_new = (one.posting for one in standings.value or () if one.posting in new)
    best = tuple(islice(of_new, most))
    ranking = workspace.ranking
    stands_on = (ranking.stands_on(), best)
    matches, rows = kept.get("told of new", stands_on, lambda: ranking.told(resume, best))
    found = [(match, *rows[match.posting]) for match in matches]
    return Fresh(found, len(new), is_current=standings.is_current)


def _new(workspace: Workspace, day: str) -> set[str]:
    postings = workspace.store.postings
    return postings.seen_since(day) & postings.shown_ids()


def why(match: Match) -> str:
    """Say in a sentence what speaks most for a match, as its reasons have it.

    >>> from upslope.records import Reason
    >>> why(Match(posting="1", score=50, reasons=[
    ...     Reason(kind="text", says="Words in common: we.", effect=9),
    ...     Reason(kind="skill", says="Python: you have it.", skill="Python", effect=5)]))
    'You both name Python.'
    """
    skills = [one.skill for one in match.reasons if one.kind == "skill" and one.skill]
    if skills:
        named, more = ", ".join(skills[:_SKILLS]), len(skills) - _SKILLS
        return f"You both name {named}{f' and {more} more' if more > 0 else ''}."
    told = [one.says for one in match.reasons if one.kind not in ("text", "evidence")]
    return next(iter(told), "")
