"""``/``: what is new since the last visit, and what is to be done today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from starlette.responses import Response

from upslope.apps.web.pages.incoming import waiting
from upslope.apps.web.parts.fresh import cookie, fresh, since, why
from upslope.apps.web.parts.tracking import when
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.guide.gatherings import Coming, Wanted
from upslope.records import STATUSES, Application, Posting, Written

routes = Routes()
_AHEAD, _DEADLINES = 7, 30  # days in which reminders and dates, and deadlines, are shown
_MOST = 8  # of each list
_WEEK = 7
_YEAR = 365 * 24 * 3600
_FAILED = ("failed", "quarantined", "drift")


class Due(NamedTuple):
    """Something that is due of an application, how far its day is, and a day a week later."""

    application: Application
    part: Written
    says: str
    late: bool
    later: str


class Sources(NamedTuple):
    """How fresh what is stored is: when a board was asked last, and how many did not answer."""

    last: str
    boards: int
    failed: int


@routes.get("/")
def today(visit: Visit) -> Response:
    """Show the day; lead who comes first to the welcome."""
    tracker, now = visit.workspace.tracker, date.today()
    if visit.resume is None and not tracker.all(removed=True):
        return visit.see("/welcome")
    looked = since(visit, now)
    tracked = tracker.all()
    page = visit.page(
        "today",
        part="matches",
        since=looked,
        found=fresh(visit, looked.day, _MOST),
        why=why,
        due=[_due(*pair, now) for pair in tracker.due(now + timedelta(days=_AHEAD))],
        closings=visit.get("closings", tracker.closings),
        deadlines=visit.get("deadlines of saved", lambda: _deadlines(visit, tracked)),
        events=_events(visit),
        waiting=waiting(visit),
        sources=_sources(visit),
        progress=_progress(tracked, now),
        is_used=bool(tracked),
        most=_MOST,
    )
    options = {"max_age": _YEAR, "httponly": True, "samesite": "lax"}
    page.set_cookie(cookie(visit), looked.kept, **options)  # type: ignore[arg-type]
    return page


def _due(one: Application, part: Written, now: date) -> Due:
    day = date.fromisoformat(part.data["day"])
    later = max(day, now) + timedelta(days=_WEEK)
    return Due(one, part, when(part.data["day"], now), day < now, later.isoformat())


def _deadlines(visit: Visit, tracked: Iterable[Application]) -> list[tuple[Posting, Application]]:
    """Return saved openings that say until when one may apply, the nearest first."""
    saved = {one.posting: one for one in tracked if one.posting and one.status == "saved"}
    now = date.today()
    last = (now + timedelta(days=_DEADLINES)).isoformat()
    found = [posting for posting, _ in visit.workspace.store.postings.by_ids(list(saved))]
    near = [one for one in found if not one.closed and now.isoformat() <= _until(one)[:10] <= last]
    return [(one, saved[one.id]) for one in sorted(near, key=_until)]


def _until(posting: Posting) -> str:
    return posting.valid_through or ""


def _events(visit: Visit) -> list[Coming]:
    """Return gatherings whose deadline, or beginning, is near."""
    return visit.own.events.coming(Wanted(within=_DEADLINES))[:_MOST]


def _sources(visit: Visit) -> Sources | None:
    runs = [run for run in visit.own.store.runs.latest().values() if run.finished_at]
    if not runs:
        return None
    last = max(run.finished_at or "" for run in runs)
    return Sources(_ago(last), len(runs), sum(run.verdict in _FAILED for run in runs))


def _ago(moment: str) -> str:
    """Say how long ago a moment in UTC was.

    >>> _ago(datetime.now(UTC).isoformat()), _ago("no moment")
    ('just now', 'no moment')
    """
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    minutes = int((datetime.now(UTC) - then).total_seconds()) // 60
    if minutes < 2:
        return "just now"
    for size, unit in ((2 * 24 * 60, "days"), (2 * 60, "hours"), (2, "minutes")):
        if minutes >= size:
            return f"{minutes // (size // 2)} {unit} ago"
    return "just now"


def _progress(tracked: Iterable[Application], now: date) -> list[str]:
    """Say what was done in the last seven days: how many openings reached which step.

    >>> from upslope.records import StatusStep
    >>> steps = [StatusStep(status="applied", day="2026-11-20", at="")]
    >>> _progress([Application(id="a", steps=steps)], date(2026, 11, 22))
    ['1 applied']
    """
    first = (now - timedelta(days=_WEEK - 1)).isoformat()
    counts = Counter(
        step.status for one in tracked for step in one.steps if first <= step.day <= now.isoformat()
    )
    return [f"{counts[one]} {one.replace('_', ' ')}" for one in STATUSES if counts[one]]
