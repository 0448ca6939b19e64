"""The questions that the market answers, and what the person asks it to tell of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, get_args
from urllib.parse import urlencode

from upslope.apps.web.forms import Form
from upslope.errors import UsageError
from upslope.records.understanding import Role
from upslope.workspace.market import FORECASTS, PATH, country

ROLES: tuple[str, ...] = get_args(Role)
_SERIES, _FORECASTS, _OTHERS = "series", "forecasts", "others"
OF_OTHERS = (_SERIES, _FORECASTS)
"""Groups that tell of no openings of ours."""


class Group(NamedTuple):
    """Tables that answer one question, on a page of their own."""

    title: str
    question: str
    tables: Sequence[str] = ()
    note: str = ""


GROUPS = {
    "roles": Group("Roles", "Who is asked for?", ("roles", "levels", "employment")),
    "skills": Group(
        "Skills", "What must one know?", ("skills", "rising_skills", "skills_together")
    ),
    "pay": Group(
        "Pay",
        "What do openings state as base pay?",
        ("pay_by_role", "pay_by_country", "pay_by_skill", "pay_stated"),
        "Pay by skill is an association: openings that name a skill may pay more for other reasons,"
        " and learning it need not raise what you are paid.",
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
    _SERIES: Group("Series of others", "What do others count?"),
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
    found[_SERIES] = found[_SERIES]._replace(tables=outside)
    found[_FORECASTS] = found[_FORECASTS]._replace(tables=ahead)
    found[_OTHERS] = Group("Others", "What else is told?", others)
    return {key: one for key, one in found.items() if one.tables}


def _is_outside(name: str) -> bool:
    from upslope.guide.outside import BY_MONTH, catalogue

    return name.removesuffix(BY_MONTH) in catalogue()


def filters_of(asked: Form) -> Filters:
    """Read the filters; what is wrong of them stands in the form's errors."""
    role = asked.one_of("role", ("", *ROLES)) if asked.typed("role") else ""
    place = place_of(asked, "place")
    currency = asked.text("currency").upper()
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        asked.errors["currency"] = "Write three letters, as EUR or USD."
    day = asked.day("day")
    if day and day > date.today():
        asked.errors["day"] = "That day is yet to come."
    return Filters(role, place, currency, day)


def place_of(asked: Form, name: str) -> str:
    """Read a field that names a country, or a place in one."""
    place = asked.text(name, most=200)
    if place:
        try:
            country(place)
        except UsageError as error:
            asked.errors[name] = f"{error.what} Write a country, or a city with its country."
    return place
