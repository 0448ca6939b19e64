"""``/tracker``: all applications, as a board and as a list; adding one; taking them out."""

from __future__ import annotations

from datetime import date

import msgspec
from starlette.responses import Response

from upslope.apps.web.parts.board import SORTS, Card, card, columns, found, ordered
from upslope.apps.web.parts.tracking import ABOUT, MOVE, STATUS_WORDS, fresh_id, line_id, said
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import UsageError
from upslope.records import STATUSES

routes = Routes()
_ON_A_PAGE = 100


@routes.get("/tracker")
def tracker(visit: Visit) -> Response:
    """Show where each application stands."""
    if visit.asked.typed("view") == "list":
        return _list(visit)
    going, ended = columns(_cards(visit))
    waiting = len(visit.workspace.tracker.suggestions())
    is_empty = not any(column.total for column in (*going, *ended))
    gone = is_empty and bool(visit.workspace.tracker.all(removed=True))
    return visit.page(
        "tracker",
        going=going,
        ended=ended,
        waiting=waiting,
        is_empty=is_empty,
        gone=gone,
        statuses=STATUS_WORDS,
        fresh_id=fresh_id,
    )


def _cards(visit: Visit, *, removed: bool = False) -> list[Card]:
    tracked, today = visit.workspace.tracker, date.today()
    closed = {one.id for one in tracked.closings()}
    return [card(one, closed, today) for one in tracked.all(removed=removed)]


def _list(visit: Visit) -> Response:
    asked = visit.asked
    sort = asked.typed("sort")
    sort = sort if sort.removeprefix("-") in SORTS else "-since"
    removed = asked.typed("removed") == "yes"
    statuses = [one for one in asked.every("status") if one in STATUSES]
    text = asked.typed("q")[:200]
    rows = ordered(found(_cards(visit, removed=removed), text, statuses), sort)
    pages = max(1, -(-len(rows) // _ON_A_PAGE))
    at = min(max(asked.whole("page", 1), 1), pages)
    return visit.page(
        "tracker_list",
        rows=rows[(at - 1) * _ON_A_PAGE : at * _ON_A_PAGE],
        total=len(rows),
        at=at,
        pages=pages,
        sort=sort,
        text=text,
        wanted=statuses,
        removed=removed,
        statuses=STATUS_WORDS,
    )


@routes.get("/tracker/add")
def add(visit: Visit) -> Response:
    """Ask for an opening that is not stored."""
    return visit.page("tracker_add", id=fresh_id(), about=ABOUT, move=MOVE)


@routes.post("/tracker/add")
def added(visit: Visit) -> Response:
    """Track an opening by what the person knows of it."""
    form = visit.form
    about, step = said(form, ABOUT), said(form, MOVE)
    if not (about["company"] or about["title"]):
        form.errors.setdefault("company", "Say at which company it is, or for what.")
    if not form.errors:
        try:
            one = visit.workspace.tracker.add(
                **about,
                status=form.one_of("status", STATUSES),
                day=step["day"] or None,
                id=line_id(form, *about.values(), *step.values()),
            )
        except UsageError as error:
            form.errors["company"] = " ".join(filter(None, (error.what, error.next)))
        else:
            return visit.see(f"/tracker/{one.id}", "It is tracked.")
    id = form.typed("id") or fresh_id()
    return visit.page("tracker_add", status=422, id=id, about=ABOUT, move=MOVE)


@routes.get("/tracker/funnel")
def funnel(visit: Visit) -> Response:
    """Show how far applications come, and how long that takes."""
    from upslope.apps.market.page import view

    tables = visit.workspace.tracker.funnel()
    return visit.page("tracker_funnel", tables=[view(table) for table in tables])


@routes.get("/tracker/applications.csv")
def as_sheet(visit: Visit) -> Response:
    """Hand out the applications as a table."""
    from upslope.guide.tracker.sheet import sheet

    return visit.download(sheet(visit.workspace.tracker.all()), "applications.csv", "text/csv")


@routes.get("/tracker/applications.ics")
def as_calendar(visit: Visit) -> Response:
    """Hand out dates and reminders as a calendar."""
    data = visit.workspace.tracker.calendar()
    return visit.download(data, "applications.ics", "text/calendar")


@routes.get("/tracker/journal.jsonl")
def as_journal(visit: Visit) -> Response:
    """Hand out every line that was ever written of applications."""
    lines = visit.workspace.tracker.journal()
    data = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
    return visit.download(data, "journal.jsonl", "application/x-ndjson")
