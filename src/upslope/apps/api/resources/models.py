"""``/models``, ``/understand``: what answers here, and asking it of any posting."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from upslope.apps.api.endpoint import Asked, Endpoints
from upslope.apps.api.pages import Id, Short
from upslope.apps.web.site import Site
from upslope.records import Move, Understanding, Version

endpoints = Endpoints()


class ModelStanding(Struct, frozen=True, kw_only=True):
    """Which version of a model answers, where it comes from, and its card."""

    name: str
    digest: str
    origin: str
    card: dict[str, Any]


class ModelAsked(Asked, frozen=True, kw_only=True):
    """Which model."""

    name: Id


class MoveAsked(ModelAsked, frozen=True, kw_only=True):
    """Which version is to answer, and why."""

    digest: Id
    why: Annotated[str, Meta(min_length=1, max_length=500)]


class BackAsked(ModelAsked, frozen=True, kw_only=True):
    """Why the version before is to answer again."""

    why: Annotated[str, Meta(min_length=1, max_length=500)]


class Answering(Struct, frozen=True, kw_only=True):
    """Which version answers now."""

    digest: str


class Text(Struct, frozen=True, kw_only=True):
    """A posting that is not stored."""

    id: Short
    title: Annotated[str, Meta(max_length=2000)] = ""
    description: Annotated[str, Meta(max_length=200_000)] | None = None
    company: Short | None = None
    location: Short | None = None


class TextsAsked(Asked, frozen=True, kw_only=True):
    """Postings to understand."""

    postings: Annotated[list[Text], Meta(max_length=256)]


@endpoints.get("/models", Asked, gives=list[ModelStanding])
def list_models(site: Site, asked: Asked) -> list[ModelStanding]:
    """List the models, and which version of each answers."""
    return [
        ModelStanding(name=one.name, digest=one.digest, origin=one.origin, card=dict(one.card))
        for one in site.workspace.model_life.standing()
    ]


@endpoints.get("/models/{name}/versions", ModelAsked, gives=list[Version])
def list_versions(site: Site, asked: ModelAsked) -> list[Version]:
    """List the versions of a model that were trained here."""
    return site.workspace.model_life.versions(asked.name)


@endpoints.get("/models/{name}/moves", ModelAsked, gives=list[Move])
def list_moves(site: Site, asked: ModelAsked) -> list[Move]:
    """List when another version came to answer, and why."""
    return site.workspace.model_life.moves(asked.name)


@endpoints.post("/models/{name}/champion", MoveAsked, gives=Answering)
def promote_version(site: Site, asked: MoveAsked) -> Answering:
    """Have another version answer."""
    promoted = site.workspace.model_life.promote(asked.name, asked.digest, asked.why)
    site.workspace.reload_models()
    return Answering(digest=promoted.digest)


@endpoints.post("/models/{name}/rollback", BackAsked, gives=Answering)
def roll_back(site: Site, asked: BackAsked) -> Answering:
    """Have the version before answer again."""
    digest = site.workspace.model_life.roll_back(asked.name, asked.why)
    site.workspace.reload_models()
    return Answering(digest=digest)


@endpoints.post("/understand", TextsAsked, gives=list[Understanding])
def understand(site: Site, asked: TextsAsked) -> list[Understanding]:
    """Say what postings ask for and offer: one answer for each, in order; nothing is stored."""
    sent = [
        {"id": one.id, "title": one.title, "description": one.description, "company": one.company}
        | ({"location": one.location} if one.location else {})
        for one in asked.postings
    ]
    return site.workspace.understand(sent)
