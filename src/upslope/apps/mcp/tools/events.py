"""``events``: conferences, competitions and meetups to come."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from upslope.apps.mcp.quoting import Quoter, address
from upslope.apps.mcp.reply import Reply
from upslope.apps.mcp.served import Served
from upslope.apps.mcp.tool import Arguments, Few, Tool, Words
from upslope.guide.gatherings import Coming, Wanted
from upslope.records import GatheringKind


class EventsArguments(Arguments, frozen=True):
    """Which of them."""

    field: Annotated[Words, Meta(description="ml, nlp, vision ...")] = ""
    country: Words = ""
    kind: GatheringKind | None = None
    within: Annotated[int, Meta(ge=0, le=3_650, description="Days from now.")] | None = None
    limit: Few = 10


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed says of a gathering; ``next`` is the deadline, start or end that comes next."""

    title: str
    next: str
    place: str | None
    url: str | None


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """A gathering and the moment in UTC of what comes next of it."""

    kind: GatheringKind
    at: str
    country: str | None
    online: bool | None
    quoted: Told


class EventsReply(Reply, kw_only=True):
    """What is to come, the nearest first; ``total`` counts all."""

    total: int
    events: list[Gathered]


def _events(served: Served, asked: EventsArguments, quoter: Quoter) -> EventsReply:
    wanted = Wanted(field=asked.field, country=asked.country, kind=asked.kind, within=asked.within)
    events = served.openings.events
    found = events.coming(wanted)
    none = ["No events were collected yet. The person can run: upslope events collect"]
    return EventsReply(
        notes=none if events.is_empty() else [],
        total=len(found),
        events=[_gathered(one, quoter) for one in found[: asked.limit]],
    )


def _gathered(coming: Coming, quoter: Quoter) -> Gathered:
    one = coming.gathering
    return Gathered(
        kind=one.kind,
        at=coming.at.isoformat(),
        country=one.country,
        online=one.online,
        quoted=Told(
            title=quoter.line(one.title, "title") or "",
            next=quoter.line(coming.what, "deadline") or "",
            place=quoter.line(one.place, "place"),
            url=address(one.url),
        ),
    )


EVENTS = Tool(
    name="events",
    title="Conferences, competitions, meetups",
    about="List gatherings of the field to come, the nearest deadline first.",
    asks=EventsArguments,
    gives=EventsReply,
    run=_events,
)
