"""``/events``: conferences, deadlines and meetups to come."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from upslope.apps.api.endpoint import Endpoints
from upslope.apps.api.pages import Paged, Piece, where
from upslope.apps.web.site import Site
from upslope.records import Gathering

endpoints = Endpoints()


class ToCome(Struct, frozen=True, kw_only=True):
    """A gathering, what of it comes next, and when (UTC)."""

    gathering: Gathering
    what: str
    at: datetime


class Events(Piece, frozen=True, kw_only=True):
    """What is to come, the nearest first."""

    items: list[ToCome]


@endpoints.get("/events", Paged, gives=Events)
def list_events(site: Site, asked: Paged) -> Events:
    """List what is to come, the nearest deadline first."""
    coming = site.workspace.events.coming()
    piece = coming[asked.offset : asked.offset + asked.limit]
    items = [ToCome(gathering=one.gathering, what=one.what, at=one.at) for one in piece]
    return Events(items=items, **where(asked, len(coming)))
