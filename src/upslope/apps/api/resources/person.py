"""``/profile``, ``/portfolio``: what the person wants, and what their repositories show."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from upslope.apps.api.endpoint import Asked, Endpoints
from upslope.apps.api.pages import Short
from upslope.apps.web.site import Site
from upslope.records import Claim, PayFloor, Profile, Repository
from upslope.records.understanding import Remote, Role, Seniority

endpoints = Endpoints()


class ProfileAsked(Asked, frozen=True, kw_only=True):
    """What changes of the profile; what is not named stays."""

    roles: tuple[Role, ...] | msgspec.UnsetType = msgspec.UNSET
    levels: tuple[Seniority, ...] | msgspec.UnsetType = msgspec.UNSET
    places: Annotated[tuple[Short, ...], Meta(max_length=50)] | msgspec.UnsetType = msgspec.UNSET
    remote: tuple[Remote, ...] | msgspec.UnsetType = msgspec.UNSET
    pay_floor: PayFloor | msgspec.UnsetType | None = msgspec.UNSET
    needs_visa: bool | msgspec.UnsetType | None = msgspec.UNSET


class Shown(Struct, frozen=True, kw_only=True):
    """A repository that was read, and what it shows."""

    repository: Repository
    claims: list[Claim]


@endpoints.get("/profile", Asked, gives=Profile)
def show_profile(site: Site, asked: Asked) -> Profile:
    """Show what the person wants."""
    return site.workspace.person.profile()


@endpoints.put("/profile", ProfileAsked, gives=Profile)
def change_profile(site: Site, asked: ProfileAsked) -> Profile:
    """Change what the person wants."""
    wishes: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in msgspec.structs.asdict(asked).items()
        if value is not msgspec.UNSET
    }
    return site.workspace.person.want(**wishes)


@endpoints.get("/portfolio", Asked, gives=list[Shown])
def show_portfolio(site: Site, asked: Asked) -> list[Shown]:
    """Show what the person's repositories show."""
    kept = site.workspace.person.portfolio()
    return [Shown(repository=one, claims=claims) for one, claims in kept]
