"""``/market/estimate``: what openings of a kind are likely to state as base pay."""

from __future__ import annotations

from typing import cast, get_args

from starlette.responses import Response

from upslope.apps.web.parts.questions import GROUPS, ROLES, grouped, place_of
from upslope.apps.web.routes import Routes
from upslope.apps.web.templating import words
from upslope.apps.web.visit import Visit
from upslope.errors import UpslopeError
from upslope.records.understanding import Role, Seniority
from upslope.workspace.pay import PayTold

routes = Routes()  # found before those of the market, which would take "estimate" for a group
LEVELS: tuple[str, ...] = get_args(Seniority)


@routes.get("/market/estimate")
def estimate(visit: Visit) -> Response:
    """Estimate what openings of a kind state as base pay."""
    form = visit.asked
    role = form.one_of("role", ROLES) if form.typed("role") else ""
    level = form.one_of("level", LEVELS) if form.typed("level") else "unknown"
    place, skills = place_of(form, "place"), _skills(visit)
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
    """Return where an interval lies on a line of 480 units that begins at zero."""
    low, middle, high = told.estimate.p10, told.estimate.p50, told.estimate.p90
    if low is None or middle is None or high is None or high <= 0:
        return None
    unit = 440 / high
    return {"low": low * unit, "middle": middle * unit, "high": high * unit}
