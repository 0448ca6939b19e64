"""What a person wants, held against what a posting offers: pay, place, way of working, visa.

A wish that is not met takes a share of the score away; one that is met, or that the posting does
not speak of, takes none. The shares are set by hand: the graded pairs leave wishes aside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from upslope.guide.match import fit
from upslope.guide.match.packed import LEVELS, REMOTES, ROLES, VISAS, key, place_keys
from upslope.normalize.place import places
from upslope.records import Place, Posting, Profile, Reason, Understanding
from upslope.records.filters import a_year
from upslope.records.match import ReasonKind

if TYPE_CHECKING:
    from upslope.guide.match.columns import Columns

Array = NDArray[np.float64]

ELSEWHERE, SAME_COUNTRY = 0.3, 0.15
FORM = 0.2
PAY = 0.3
VISA = 0.4
ROLE = 0.25
LEVEL = 0.15
"""Largest shares of a score that an unmet wish takes."""


def shares(columns: Columns, profile: Profile) -> dict[str, Array]:
    """Return which share of its score each wish takes from each posting, 0 to :data:`VISA`."""
    return {name: wish(columns, profile) for name, (_, wish) in _WISHES.items()}


def reasons(
    posting: Posting, understood: Understanding, taken: dict[str, float], score: float
) -> list[Reason]:
    """Return a reason for each wish that is not met; effects add up to what the wishes take.

    Args:
        posting: whose offer it is.
        understood: what was understood of it.
        taken: the share of each wish.
        score: the points before any wish.
    """
    found = []
    for name, share in taken.items():
        if share > 0:
            kind, _ = _WISHES[name]
            says, words = _SAYS[name](posting, understood)
            found.append(Reason(kind=kind, says=says, effect=-share * score, posting=words))
        score *= 1 - share
    return found


def _role(columns: Columns, profile: Profile) -> Array:
    near = [max((fit.near(one, asked) for one in profile.roles), default=1.0) for asked in ROLES]
    table = ROLE * (1 - np.array(near))
    return np.asarray(table[columns.facts["role"]] * columns.facts["role_probability"], np.float64)


def _level(columns: Columns, profile: Profile) -> Array:
    near = [
        max((fit.level(one, asked) for one in profile.levels), default=1.0)
        if asked != "unknown"
        else 1.0
        for asked in LEVELS
    ]
    return np.asarray((LEVEL * (1 - np.array(near)))[columns.facts["level"]])


def _place(columns: Columns, profile: Profile) -> Array:
    """A posting in no wanted place; work from anywhere in a wanted country is in place."""
    wanted, _ = places(profile.places)
    if not wanted:
        return np.zeros(len(columns.facts))
    finest = [place_keys(one)[:1] for one in wanted]
    near = [key("country", one.country or "") for one in wanted]
    here = _any(columns, [one for keys in finest for one in keys])
    country = _any(columns, near)
    remote = columns.facts["remote"] == REMOTES.index("remote")
    apart = np.where(country, np.where(remote, 0.0, SAME_COUNTRY), ELSEWHERE)
    unknown = np.diff(columns.places.starts) == 0
    return np.where(here | unknown, 0.0, apart)


def _any(columns: Columns, keys: list[int]) -> NDArray[np.bool_]:
    found = np.isin(columns.places.items, np.array(keys, np.uint64))
    return columns.places.sums(found) > 0


def _form(columns: Columns, profile: Profile) -> Array:
    accepted = {*profile.remote, "unstated"} if profile.remote else set(REMOTES)
    table = np.array([0.0 if one in accepted else FORM for one in REMOTES])
    return np.asarray(table[columns.facts["remote"]])


def _pay(columns: Columns, profile: Profile) -> Array:
    floor = profile.pay_floor
    if floor is None or floor.amount <= 0:
        return np.zeros(len(columns.facts))
    pays, wanted = columns.facts["pay"], a_year(floor.amount, floor.unit)
    same = columns.facts["currency"] == floor.currency.encode()[:3]
    short = np.where(same & ~np.isnan(pays), 1 - np.nan_to_num(pays) / wanted, 0.0)
    return np.clip(short, 0.0, PAY)


def _visa(columns: Columns, profile: Profile) -> Array:
    none = columns.facts["visa"] == VISAS.index("no_sponsorship")
    return np.where(none & bool(profile.needs_visa), VISA, 0.0)


_WISHES: dict[str, tuple[ReasonKind, Callable[[Columns, Profile], Array]]] = {
    "role": ("role", _role),
    "level": ("seniority", _level),
    "place": ("place", _place),
    "form": ("place", _form),
    "pay": ("pay", _pay),
    "visa": ("visa", _visa),
}
Says = Callable[[Posting, Understanding], tuple[str, str | None]]


def _says_pay(posting: Posting, understood: Understanding) -> tuple[str, str | None]:
    salary = understood.base_salary or posting.base_salary
    most = salary and (salary.max_value or salary.min_value)
    if salary is None or not most:
        return "It pays less than you want.", None
    words = f"up to {most:,.0f} {salary.currency} a {salary.unit_text or 'year'}"
    return "It pays less than you want.", words


_SAYS: dict[str, Says] = {
    "role": lambda posting, _: ("It is another kind of role than you want.", posting.title),
    "level": lambda posting, _: ("It is another level than you want.", posting.title),
    "place": lambda posting, _: (
        "It is not in a place you want.",
        "; ".join(posting.job_location) or "; ".join(map(_name, posting.places)) or None,
    ),
    "form": lambda _, understood: ("You did not want to work this way.", understood.remote),
    "pay": _says_pay,
    "visa": lambda *_: ("It does not sponsor a visa, and you need one.", None),
}


def _name(place: Place) -> str:
    return ", ".join(filter(None, (place.city, place.region, place.country)))
