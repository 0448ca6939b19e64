"""``tracker``: the person's applications, and what is due of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from upslope.apps.mcp.quoting import Quoter, address
from upslope.apps.mcp.reply import Reply
from upslope.apps.mcp.served import Served
from upslope.apps.mcp.tool import Arguments, Few, Offset, Tool
from upslope.records import Application, Status, Written


class TrackerArguments(Arguments, frozen=True):
    """Which applications, and how far ahead to look for what is due."""

    status: Status | None = None
    days: Annotated[int, Meta(ge=0, le=366, description="Reminders until then.")] = 7
    limit: Few = 30
    offset: Offset = 0


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """What an application is for, as the advert or the person put it."""

    title: str | None
    company: str | None
    place: str | None
    url: str | None


class Tracked(msgspec.Struct, frozen=True, kw_only=True):
    """An application: its status, since when, and when it was begun; ISO 8601 days."""

    id: str
    posting: str | None
    status: Status
    since: str
    began: str
    quoted: Sought


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A reminder or a date of an application."""

    application: str
    kind: str
    day: str
    quoted: str | None


class TrackerReply(Reply, kw_only=True):
    """Applications, the one written of last first, and what is due of all.

    ``waiting`` counts what the person was asked and did not answer yet.
    """

    total: int
    applications: list[Tracked]
    due: list[Due]
    waiting: int


def _tracker(served: Served, asked: TrackerArguments, quoter: Quoter) -> TrackerReply:
    tracker = served.openings.tracker
    found = [one for one in tracker.all() if asked.status in (None, one.status)]
    shown = found[asked.offset : asked.offset + asked.limit]
    return TrackerReply(
        total=len(found),
        applications=[_tracked(one, quoter) for one in shown],
        due=[
            _due(*pair, quoter)
            for pair in tracker.due(date.today() + timedelta(days=asked.days))[: asked.limit]
        ],
        waiting=len(tracker.suggestions()),
    )


def _tracked(application: Application, quoter: Quoter) -> Tracked:
    return Tracked(
        id=application.id,
        posting=application.posting,
        status=application.status,
        since=application.steps[-1].day if application.steps else application.began,
        began=application.began,
        quoted=Sought(
            title=quoter.line(application.title, "title"),
            company=quoter.line(application.company, "company"),
            place=quoter.line(application.place, "place"),
            url=address(application.url),
        ),
    )


def _due(application: Application, written: Written, quoter: Quoter) -> Due:
    return Due(
        application=application.id,
        kind=written.kind,
        day=written.data.get("day", ""),
        quoted=quoter.line(written.data.get("text"), "reminder"),
    )


TRACKER = Tool(
    name="tracker",
    title="The person's applications",
    about="List the person's applications with their status, and reminders that are due. Notes, "
    "contacts and documents are not given.",
    asks=TrackerArguments,
    gives=TrackerReply,
    run=_tracker,
)
