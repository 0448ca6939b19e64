"""``/searches``: saved searches, and what they find anew."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from upslope.apps.api.endpoint import Asked, Endpoints
from upslope.apps.api.pages import Id, Short
from upslope.apps.web.site import Site
from upslope.records import Channel, Filters, Posting, SavedSearch

endpoints = Endpoints()


class SearchAsked(Asked, frozen=True, kw_only=True):
    """Which saved search: its id or its name."""

    id: Id


class SaveAsked(Asked, frozen=True, kw_only=True):
    """A search to keep, and the channels that are told of what it finds."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    filters: Filters = Filters()
    min_score: Annotated[float, Meta(ge=0, le=100)] | None = None
    channels: Annotated[tuple[Short, ...], Meta(max_length=20)] = ()


class FoundAnew(Struct, frozen=True, kw_only=True):
    """A new opening, and its score where the search asks for one."""

    posting: Posting
    score: float | None


@endpoints.get("/searches", Asked, gives=list[SavedSearch])
def list_searches(site: Site, asked: Asked) -> list[SavedSearch]:
    """List the saved searches."""
    return site.workspace.alerts.searches()


@endpoints.post("/searches", SaveAsked, gives=SavedSearch)
def save_search(site: Site, asked: SaveAsked) -> SavedSearch:
    """Keep a search."""
    return site.workspace.alerts.save(asked.name, asked.filters, asked.min_score, asked.channels)


@endpoints.get("/searches/{id}/found", SearchAsked, gives=list[FoundAnew])
def list_found(site: Site, asked: SearchAsked) -> list[FoundAnew]:
    """List what a saved search found since it was saved."""
    alerts = site.workspace.alerts
    found = alerts.found(alerts.search(asked.id))
    return [FoundAnew(posting=one.posting, score=one.score) for one in found]


@endpoints.delete("/searches/{id}", SearchAsked, gives=SavedSearch)
def forget_search(site: Site, asked: SearchAsked) -> SavedSearch:
    """Forget a saved search."""
    return site.workspace.alerts.forget(asked.id)


@endpoints.get("/channels", Asked, gives=list[Channel])
def list_channels(site: Site, asked: Asked) -> list[Channel]:
    """List the ways in which the person is told; where they lead is not said."""
    return site.workspace.alerts.channels()
