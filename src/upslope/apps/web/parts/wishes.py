"""What the person wants, as a form: on the page of matches and in the settings."""

from __future__ import annotations

from typing import Any, get_args

from upslope.apps.web.forms import Form
from upslope.errors import UsageError
from upslope.guide.profile import pay_floor, unknown_places
from upslope.records import SENIORITIES, Profile
from upslope.records.understanding import Remote, Role

ROLES: tuple[Role, ...] = get_args(Role)
LEVELS = SENIORITIES[:-1]
FORMS: tuple[Remote, ...] = ("onsite", "hybrid", "remote")
_MOST_PLACES = 30
_VISAS = {"": None, "yes": True, "no": False}


def wishes_shown(profile: Profile, form: Form) -> dict[str, Any]:
    """Return what the form shows: what was sent if it was wrong, else what the person wants.

    >>> wishes_shown(Profile(places=["Oslo", "Bergen"]), Form())["places"]
    'Oslo\\nBergen'
    """
    if form.errors:
        ticked = {name: form.every(name) for name in ("roles", "levels", "remote")}
        return ticked | {name: form.typed(name) for name in ("places", "pay", "visa")}
    floor = profile.pay_floor
    return {
        "roles": profile.roles,
        "levels": profile.levels,
        "remote": profile.remote,
        "places": "\n".join(profile.places),
        "pay": f"{floor.amount:g} {floor.currency}/{floor.unit}" if floor else "",
        "visa": next(name for name, needs in _VISAS.items() if needs == profile.needs_visa),
    }


def wishes_sent(form: Form) -> dict[str, Any]:
    """Read the wishes that were sent, as fields of a profile; see the errors of the form.

    >>> form = Form({"places": ["Oslo"], "pay": ["much"], "roles": ["ml_engineer", "king"]})
    >>> wishes_sent(form)["roles"], sorted(form.errors)
    (['ml_engineer'], ['pay'])
    """
    places = [one.strip() for one in form.text("places").split("\n") if one.strip()]
    if len(places) > _MOST_PLACES:
        form.errors["places"] = f"At most {_MOST_PLACES} places; these are {len(places)}."
    floor, pay = None, form.text("pay", most=100)
    try:
        floor = pay_floor(pay) if pay else None
    except UsageError as error:
        form.errors["pay"] = str(error)
    return {
        "roles": [one for one in ROLES if one in form.every("roles")],
        "levels": [one for one in LEVELS if one in form.every("levels")],
        "remote": [one for one in FORMS if one in form.every("remote")],
        "places": list(dict.fromkeys(places)),
        "pay_floor": floor,
        "needs_visa": _VISAS.get(form.typed("visa")),
    }


def wishes_kept(profile: Profile) -> str:
    """Say what was kept, and which places nobody knows."""
    strange = unknown_places(profile)
    if not strange:
        return "What you want was kept, and counts from now on."
    return (
        f"What you want was kept. No city or country is known by the name {', '.join(strange)}, so "
        "no opening counts as near it."
    )
