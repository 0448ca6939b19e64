"""``/market``: tables of what is asked for, what it pays and where it goes; each with its chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple, cast, get_args
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from upslope.apps.market.page import View, data, view
from upslope.apps.web.forms import Form
from upslope.apps.web.routes import Routes
from upslope.apps.web.templating import words
from upslope.apps.web.visit import Visit
from upslope.errors import UpslopeError, UsageError
from upslope.records.understanding import Role, Seniority
from upslope.workspace.market import FORECASTS, PATH, country
from upslope.workspace.pay import PayTold

routes = Routes()
ROLES: tuple[str, ...] = get_args(Role)
LEVELS: tuple[str, ...] = get_args(Seniority)
_OUTSIDE, _FORECASTS, _OTHERS = "series", "forecasts", "others"


class Group(NamedTuple):
    """Tables that answer one question, on a page of their own."""

    title: str
    question: str
    tables: Sequence[str] = ()


GROUPS = {
    "roles": Group("Roles", "Who is asked for?", ("roles", "levels", "employment")),
    "skills": Group(
        "Skills", "What must one know?", ("skills", "rising_skills", "skills_together")
    ),
    "pay": Group(
        "Pay",
        "What do openings state as base pay?",
        ("pay_by_role", "pay_by_country", "pay_by_skill", "pay_stated"),
    ),
    "places": Group("Places", "Where is the work?", ("countries", "places", "remote")),
    "employers": Group(
        "Employers", "Who hires, and for what?", ("employers", "industries", "areas")
    ),
    "asked": Group(
        "What is asked for",
        "Which duties, degrees, years and permits?",
        ("duties", "degrees", "years", "visas", "visas_said"),
    ),
    "closing": Group(
        "Time to close",
        "How long does an opening stay open?",
        ("closing", "shares_open", "closing_curve"),
    ),
    "time": Group("Over time", "Are there more openings than before?", ("weeks", "index")),
    _OUTSIDE: Group("Series of others", "What do others count?"),
    _FORECASTS: Group("Forecasts", "Where may it go?"),
}
"""Groups by their name in the address, in the order of reading."""


class Filters(NamedTuple):
    """What the tables shall tell of."""

    role: str
    place: str
    currency: str
    day: date | None

    def query(self) -> str:
        """Write them as the end of an address."""
        told = {name: str(one) for name, one in self._asdict().items() if one}
        return f"?{urlencode(told)}" if told else ""


@routes.get("/market")
def market(visit: Visit) -> Response:
    """Show the first group."""
    return _group(visit, next(iter(GROUPS)))


@routes.get("/market/estimate")
def estimate(visit: Visit) -> Response:
    """Estimate what openings of a kind state as base pay."""
    form = visit.asked
    role = form.one_of("role", ROLES) if form.typed("role") else ""
    level = form.one_of("level", LEVELS) if form.typed("level") else "unknown"
    place, skills = _place(form, "place"), _skills(visit)
    told = None
    if role and not form.errors:
        asked = cast("Role", role), cast("Seniority", level)
        told = visit.soon(
            f"pay {role} {level} {place!r} {skills}",
            lambda: visit.workspace.pay.of_kind(*asked, place, skills),
        )
    return visit.page(
        "estimate",
        part="answer",
        status=422 if form.errors else 200,
        form=form,
        roles=[(one, words(one)) for one in ROLES],
        levels=[("", "any level"), *((one, words(one)) for one in LEVELS if one != "unknown")],
        told=told,
        line=_line(told.value) if told and told.value else None,
        groups={**GROUPS, **grouped(visit.workspace.market.names())},
    )


def _skills(visit: Visit) -> list[str]:
    names = [one.strip() for one in visit.asked.text("skills", most=500).split(",") if one.strip()]
    try:
        for name in names:
            visit.workspace.skill(name)
    except UpslopeError as error:
        visit.asked.errors["skills"] = error.what
    return names


def _line(told: PayTold) -> dict[str, float] | None:
    """Return where an interval lies on a line of 1,000 units that begins at zero."""
    low, middle, high = told.estimate.p10, told.estimate.p50, told.estimate.p90
    if low is None or middle is None or high is None or high <= 0:
        return None
    unit = 900 / high
    return {"low": low * unit, "middle": middle * unit, "high": high * unit}


@routes.get("/market/{group}")
def group(visit: Visit) -> Response:
    """Show the tables of one group."""
    return _group(visit, visit.path["group"])


def _group(visit: Visit, name: str) -> Response:
    groups = {**GROUPS, **grouped(visit.workspace.market.names())}
    if name not in groups:
        raise HTTPException(404)
    filters, shown = _filters(visit.asked), groups[name]
    told = None if visit.asked.errors or not shown.tables else _told(visit, name, shown, filters)
    return visit.page(
        "market_page",
        part="tables",
        status=422 if visit.asked.errors else 200,
        name=name,
        group=shown,
        groups=groups,
        filters=filters,
        form=visit.asked,
        roles_told=[(role, words(role)) for role in ROLES],
        told=told,
        ours=name not in (_OUTSIDE, _FORECASTS),
    )


def grouped(names: Sequence[str]) -> dict[str, Group]:
    """Sort tables into groups; those that are new, and in none, into one of their own.

    >>> [*grouped(["skills", "ai_share", "ai_share_forecast", "tools"])]
    ['skills', 'series', 'forecasts', 'others']
    """
    left = dict.fromkeys(names)
    found = {}
    for key, one in GROUPS.items():
        tables = [name for name in one.tables if name in left]
        found[key] = one._replace(tables=tables)
        for name in tables:
            del left[name]
    ahead = [name for name in left if name.endswith((FORECASTS, PATH))]
    outside = [name for name in left if name not in ahead and _is_outside(name)]
    others = [name for name in left if name not in {*ahead, *outside}]
    found[_OUTSIDE] = found[_OUTSIDE]._replace(tables=outside)
    found[_FORECASTS] = found[_FORECASTS]._replace(tables=ahead)
    found[_OTHERS] = Group("Others", "What else is told?", others)
    return {key: one for key, one in found.items() if one.tables}


def _is_outside(name: str) -> bool:
    from upslope.guide.outside import BY_MONTH, catalogue

    return name.removesuffix(BY_MONTH) in catalogue()


def _filters(asked: Form) -> Filters:
    """Read the filters; what is wrong of them stands in the form's errors."""
    role = asked.one_of("role", ("", *ROLES)) if asked.typed("role") else ""
    place = _place(asked, "place")
    currency = asked.text("currency").upper()
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        asked.errors["currency"] = "Write three letters, as EUR or USD."
    day = asked.day("day")
    if day and day > date.today():
        asked.errors["day"] = "That day is yet to come."
    return Filters(role, place, currency, day)


def _place(asked: Form, name: str) -> str:
    place = asked.text(name, most=200)
    if place:
        try:
            country(place)
        except UsageError as error:
            asked.errors[name] = f"{error.what} Write a country, or a city with its country."
    return place


def _told(visit: Visit, name: str, group: Group, filters: Filters) -> Any:
    """Return the group's tables as the templates read them, soon."""
    workspace = visit.workspace

    def answer() -> tuple[list[View], str]:
        tables = workspace.market.tables(
            group.tables,
            day=filters.day,
            role=cast("Role | None", filters.role or None),
            place=filters.place,
            currency=filters.currency or None,
        )
        views = [view(table) for table in tables]
        return views, data(views)

    held = workspace.own.outside.held() if name in (_OUTSIDE, _FORECASTS) else ""
    try:
        return visit.soon(f"market {name} {filters} {held}", answer)
    except UsageError as error:
        visit.asked.errors["day"] = error.what
        return None
