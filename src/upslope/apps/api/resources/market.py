"""``/market``, ``/pay``: tables of the market with their definitions, and likely pay."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from upslope.apps.api.endpoint import Asked, Endpoints
from upslope.apps.api.pages import Id, Short
from upslope.apps.api.resources.openings import Currency
from upslope.apps.web.site import Site
from upslope.errors import NotFoundError
from upslope.records import MarketTable
from upslope.records.understanding import Role, Seniority
from upslope.workspace.pay import PayTold

endpoints = Endpoints()


class TableAsked(Asked, frozen=True, kw_only=True):
    """Which table; of which role and country, on which day, in which currency."""

    name: Id
    role: Role | None = None
    place: Short = ""
    currency: Currency | None = None
    day: date | None = None


class PayAsked(Asked, frozen=True, kw_only=True):
    """What kind of opening."""

    role: Role
    level: Seniority = "unknown"
    place: Short = ""
    skills: Annotated[tuple[Short, ...], Meta(max_length=20)] = ()


@endpoints.get("/market", Asked, gives=list[str])
def list_tables(site: Site, asked: Asked) -> list[str]:
    """List the tables of the market."""
    return site.workspace.market.names()


@endpoints.get("/market/{name}", TableAsked, gives=MarketTable)
def show_table(site: Site, asked: TableAsked) -> MarketTable:
    """Show one table, with what it counts and how sure that is."""
    market = site.workspace.market
    if asked.name not in market.names():
        raise NotFoundError("There is no such table.", next="See: /api/v1/market")
    return market.tables(
        [asked.name], day=asked.day, role=asked.role, place=asked.place, currency=asked.currency
    )[0]


@endpoints.get("/pay", PayAsked, gives=PayTold)
def estimate_pay(site: Site, asked: PayAsked) -> PayTold:
    """Estimate a year's base pay of a kind of opening, beside what stored ones state."""
    return site.workspace.pay.of_kind(asked.role, asked.level, asked.place, asked.skills)
