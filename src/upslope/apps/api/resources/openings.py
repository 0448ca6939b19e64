"""``/openings``: what is stored, found by words and filters; one of them whole; put right."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from upslope.apps.api.endpoint import Asked, Endpoints
from upslope.apps.api.pages import Id, Paged, Piece, Short, Text, where
from upslope.apps.web.site import Site
from upslope.records import (
    Application,
    Correction,
    Event,
    Filters,
    Posting,
    Understanding,
)
from upslope.records.filters import Status
from upslope.records.understanding import Remote, Role, Seniority, Visa
from upslope.store import Link
from upslope.workspace.pay import PayTold

endpoints = Endpoints()

Amount = Annotated[float, Meta(ge=0, le=1e12)]
Currency = Annotated[str, Meta(pattern="^[A-Z]{3}$")]


class Truths(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What fields of an opening should be; see :mod:`upslope.guide.correct`."""

    role: Role | None = None
    seniority: Seniority | None = None
    remote: Remote | None = None
    visa: Visa | None = None


class Opening(Struct, frozen=True, kw_only=True):
    """A posting and what was understood of it."""

    posting: Posting
    understanding: Understanding


class OpeningsAsked(Paged, frozen=True, kw_only=True):
    """Filters, as :class:`upslope.records.Filters` has them."""

    query: Text = ""
    roles: tuple[Role, ...] = ()
    seniorities: tuple[Seniority, ...] = ()
    place: Short = ""
    remote: tuple[Remote, ...] = ()
    posted_since: date | None = None
    pay_at_least: Amount | None = None
    pay_currency: Currency | None = None
    skills: tuple[Short, ...] = ()
    sources: tuple[Short, ...] = ()
    status: Status = "open"
    facets: bool = False


class Openings(Piece, frozen=True, kw_only=True):
    """Openings found, best first; without words newest first.

    ``left_out`` counts, by filter, what passes all the others and does not say what this one asks.
    """

    items: list[Opening]
    left_out: dict[str, int]
    facets: dict[str, dict[str, int]]


class OpeningAsked(Asked, frozen=True, kw_only=True):
    """Which opening: its id, or the beginning of it."""

    id: Id


class Whole(Opening, frozen=True, kw_only=True):
    """An opening with all that is known of it; ``same_as`` are its duplicates."""

    history: list[Event]
    same_as: list[Link]
    pay: PayTold
    corrections: list[Correction]
    application: Application | None


class CorrectionsAsked(OpeningAsked, frozen=True, kw_only=True):
    """What is true of an opening: fields and skills; or take back what was said."""

    truths: Truths = Truths()
    named: tuple[Short, ...] = ()
    not_named: tuple[Short, ...] = ()
    take_back: bool = False


class ChoiceAsked(OpeningAsked, frozen=True, kw_only=True):
    """What was done with an opening; ``none`` takes it back."""

    choice: Literal["saved", "hidden", "applied", "none"]


class Done(Struct, frozen=True, kw_only=True):
    """What was done, in words."""

    done: str


@endpoints.get("/openings", OpeningsAsked, gives=Openings)
def search_openings(site: Site, asked: OpeningsAsked) -> Openings:
    """Find stored openings by words and filters, each group of duplicates once."""
    filters = Filters(
        query=asked.query,
        roles=asked.roles,
        seniorities=asked.seniorities,
        place=asked.place,
        remote=asked.remote,
        posted_since=asked.posted_since.isoformat() if asked.posted_since else None,
        pay_at_least=asked.pay_at_least,
        pay_currency=asked.pay_currency,
        skills=asked.skills,
        sources=asked.sources,
        status=asked.status,
        limit=asked.offset + asked.limit,
        facets=asked.facets,
    )
    found = site.workspace.search(filters)
    return Openings(
        items=[Opening(posting=one, understanding=two) for one, two in found.rows[asked.offset :]],
        left_out=found.left_out,
        facets=found.facets,
        **where(asked, found.total),
    )


@endpoints.get("/openings/{id}", OpeningAsked, gives=Whole)
def show_opening(site: Site, asked: OpeningAsked) -> Whole:
    """Show an opening with its history, its duplicates, its pay and what you wrote of it."""
    workspace = site.workspace
    posting, understanding, history = workspace.show(asked.id)
    return Whole(
        posting=posting,
        understanding=understanding,
        history=history,
        same_as=workspace.openings.of(posting.id),
        pay=workspace.pay.of(posting.id),
        corrections=workspace.store.corrections.in_force(posting.id),
        application=workspace.tracker.of(posting.id),
    )


@endpoints.post("/openings/{id}/corrections", CorrectionsAsked, gives=list[Correction])
def correct_opening(site: Site, asked: CorrectionsAsked) -> list[Correction]:
    """Say what is true of an opening; it is shown so from now on, and kept as a label."""
    truths: dict[str, str] = msgspec.to_builtins(asked.truths)
    return site.workspace.correct(
        asked.id, truths, named=asked.named, not_named=asked.not_named, take_back=asked.take_back
    )


@endpoints.post("/openings/{id}/choice", ChoiceAsked, gives=Done)
def choose_opening(site: Site, asked: ChoiceAsked) -> Done:
    """Save an opening, hide it, note that you applied, or take that back."""
    person = site.workspace.person
    if asked.choice == "none":
        return Done(done=f"Taken back: {person.take_back([asked.id])}.")
    return Done(done=f"{asked.choice}: {person.choose([asked.id], asked.choice)[0]}")


@endpoints.post("/openings/{id}/unlink", OpeningAsked, gives=Done)
def unlink_opening(site: Site, asked: OpeningAsked) -> Done:
    """Say that an opening is not the same as the others of its group."""
    site.workspace.openings.part(asked.id)
    return Done(done="It stands by itself.")
