"""``/events``: conferences, deadlines, competitions and meetups that are to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple, get_args

from starlette.responses import Response

from upslope.apps.web.forms import Form
from upslope.apps.web.parts.collecting import safe_name
from upslope.apps.web.routes import Routes
from upslope.apps.web.templating import words
from upslope.apps.web.visit import Visit
from upslope.apps.web.work import Work
from upslope.errors import UsageError
from upslope.guide.calendar_file import calendar_file
from upslope.guide.gatherings import Coming, Wanted, remaining
from upslope.records import GatheringKind
from upslope.sources.feeds import FEEDS, requests_of
from upslope.workspace.gatherings import Fed

routes = Routes()
KINDS: tuple[str, ...] = get_args(GatheringKind)
FIELDS = ("ml", "nlp", "vision", "robotics", "data", "python")
_AT_ONCE, _MOST_WRONG = 50, 5
_FILTERS = ("field", "place", "country", "kind", "within")


class Row(NamedTuple):
    """One event as it is listed: ``left`` how long until ``coming.at``, ``when`` in words."""

    coming: Coming
    left: str
    when: str
    days: str


@routes.get("/events")
def events(visit: Visit) -> Response:
    """List what is to come, the nearest first."""
    return _page(visit, Form())


def _page(visit: Visit, form: Form, status: int = 200) -> Response:
    """Write the page; ``form`` is what was sent to bring events in."""
    now, kept = datetime.now(UTC), visit.own.events
    found = [] if visit.is_part else _found(visit, now)
    shown = visit.asked.whole("shown", _AT_ONCE)
    return visit.page(
        "events",
        part="now",
        status=422 if visit.asked.errors else status,
        form=form,
        asked=visit.asked,
        work=visit.site.works.of("events"),
        rows=[_row(one, now) for one in found[:shown]],
        found=len(found),
        shown=shown,
        at_once=_AT_ONCE,
        query={name: text for name in _FILTERS if (text := visit.asked.typed(name))},
        kinds=[("", "any kind"), *((one, words(one)) for one in KINDS)],
        fields=FIELDS,
        feeds=FEEDS.values(),
        nothing_kept=kept.is_empty(),
    )


def _found(visit: Visit, now: datetime) -> list[Coming]:
    asked = visit.asked
    within = asked.number("within", most=36_500)
    kind = asked.one_of("kind", KINDS) if asked.typed("kind") else ""
    wanted = Wanted(
        field=asked.text("field", most=100),
        place=asked.text("place", most=100),
        country=asked.text("country", most=100),
        kind=kind or None,  # type: ignore[arg-type]
        within=None if within is None else int(within),
    )
    if asked.errors:
        return []
    try:
        return visit.own.events.coming(wanted, now)
    except UsageError as error:
        asked.errors["country"] = str(error)
        return []


@routes.get("/events/calendar.ics")
def calendar(visit: Visit) -> Response:
    """Hand out what the filters find as a calendar file, with reminders of deadlines."""
    now = datetime.now(UTC)
    found = _found(visit, now)
    if visit.asked.errors:
        return _page(visit, Form())
    return visit.download(calendar_file(found, now), "upslope-events.ics", "text/calendar")


@routes.post("/events/collect")
def collect(visit: Visit) -> Response:
    """Ask feeds, or a calendar by its address."""
    feeds, url = visit.form.every("feed"), visit.form.text("url", most=2_000)
    asked = [*feeds, *([url] if url else [])]
    try:
        for one in asked:
            requests_of(one, datetime.now(UTC).date())
    except UsageError as error:
        visit.form.errors["url" if url and one == url else "feed"] = str(error)
        return _page(visit, visit.form, 422)
    title = f"Asking for events: {', '.join(asked) or 'all feeds'}"
    return _begin(visit, title, lambda: visit.own.events.collect(asked))


@routes.post("/events/file")
def read_file(visit: Visit) -> Response:
    """Read a calendar or a list that the person sends."""
    upload = visit.form.file("file")
    if upload is None or not upload.data:
        visit.form.errors["file"] = "Choose a file (.ics, .yml, .json) that is not empty."
        return _page(visit, visit.form, 422)
    name = safe_name(upload.name)
    return _begin(visit, f"Reading {name}", lambda: [visit.own.events.read(name, upload.data)])


def _begin(visit: Visit, title: str, ask: Callable[[], Iterable[Fed]]) -> Response:
    work = Work("events", title, lambda work: _take(work, ask()), stops=True)
    try:
        visit.site.works.start(work)
    except UsageError as error:
        return visit.see("/events", str(error))
    return visit.see("/events#now")


def _take(work: Work, feeding: Iterable[Fed]) -> dict[str, Any]:
    """Take in reply after reply until it is stopped, and add up what came."""
    counts, wrong = Counter[str](), list[str]()
    for fed in feeding:
        counts.update(fed.stored._asdict() | {"lists": fed.error is None})
        wrong += [str(fed.error)] if fed.error else []
        wrong += [f"{fed.origin}, {one.where}: {one.why}" for one in fed.problems]
        work.tell(fed.origin, sum(counts.values()), 0)
        if work.stop.is_set():
            break
    return {"counts": counts, "wrong": wrong[:_MOST_WRONG], "more": len(wrong) - _MOST_WRONG}


def _row(one: Coming, now: datetime) -> Row:
    gathering = one.gathering
    return Row(one, remaining(one.at, now), _when(one), _days(gathering.starts, gathering.ends))


def _when(one: Coming) -> str:
    """Write a moment by the clock here; a day as it is, in no zone."""
    if "T" not in one.told:
        return f"{one.at:%-d %b %Y}" if len(one.told) < 10 else one.told
    if not one.told.endswith("Z"):
        return f"{one.told[:16].replace('T', ' ')} there"
    return f"{one.at.astimezone():%Y-%m-%d %H:%M %Z}"


def _days(starts: str | None, ends: str | None) -> str:
    first, last = (starts or "")[:10], (ends or "")[:10]
    return first if not first or first >= last else f"{first} to {last}"
