"""``/plan``: what to learn, in which order, from what; projects, certificates and first posts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from upslope.apps.postings import pay, place, stated
from upslope.apps.web.forms import Form
from upslope.apps.web.pages.gap import wanted
from upslope.apps.web.parts.drawing import order_drawn
from upslope.apps.web.parts.fit import told
from upslope.apps.web.parts.folder import folder_of
from upslope.apps.web.routes import Routes
from upslope.apps.web.visit import Visit
from upslope.errors import DocumentError, UpslopeError, UsageError
from upslope.records import Resource

if TYPE_CHECKING:
    from upslope.guide.plan import Pace, Plan

routes = Routes()

STEPS = 12
"""Steps that are shown at once."""
SEEN = {
    "official": "seen on its own page",
    "third_party": "seen on another's page",
    "conflict": "sources disagree",
    "memory": "unverified",
}
"""Where a fact on something to learn from was seen."""


@routes.get("/plan")
def plan(visit: Visit) -> Response:
    """Say in which order to learn, beside the order by popularity."""
    form, found = visit.asked, None
    pace, saved = _pace(form), form.typed("saved") == "1"
    if visit.resume:
        found = told(visit, _question(pace, saved), lambda: _plan(visit, pace, saved=saved))
    made = found.value if found and not isinstance(found.value, UpslopeError) else None
    return visit.page(
        "plan",
        part="found",
        form=form,
        pace=pace,
        saved=saved,
        found=found,
        problem=found.value if found and isinstance(found.value, UpslopeError) else None,
        drawn=order_drawn(made.steps) if made else None,
        resources=_resources() if made else {},
        steps=STEPS,
        **wanted(visit),
    )


@routes.get("/plan/calendar")
def calendar(visit: Visit) -> Response:
    """Hand out the plan as a calendar file."""
    from upslope.guide.plan import plan_calendar

    pace, saved = _pace(visit.asked), visit.asked.typed("saved") == "1"
    made: Plan | UpslopeError
    made = visit.get(_question(pace, saved), lambda: _plan(visit, pace, saved=saved))
    if isinstance(made, UpslopeError):  # kept as the answer of the page
        raise made
    return visit.download(plan_calendar(made), "upslope-plan.ics", "text/calendar")


@routes.get("/plan/learn")
def learn(visit: Visit) -> Response:
    """Say what a skill needs, how long it takes, and what to learn it from."""
    skill = visit.asked.text("skill", most=200)
    found, problem = None, None
    try:
        found = visit.workspace.guidance.learn(skill) if skill else None
    except UpslopeError as error:
        problem = error
    return visit.page("learn", skill=skill, found=found, problem=problem, seen=_seen)


@routes.get("/plan/projects")
def projects(visit: Visit) -> Response:
    """Offer projects that train what is missing."""
    from upslope.guide.practice import briefs

    form = visit.asked
    hours = form.number("hours", least=1, most=4000) or 120.0
    guidance, found = visit.workspace.guidance, None
    if visit.resume:
        found = told(visit, f"projects {hours:g}", lambda: guidance.practice(hours=hours))
    return visit.page(
        "projects",
        part="found",
        form=form,
        hours=hours,
        found=found,
        problem=found.value if found and isinstance(found.value, UpslopeError) else None,
        every=list(briefs().values()),
        **wanted(visit),
    )


@routes.get("/plan/projects/{id}")
def project(visit: Visit) -> Response:
    """Show one project whole."""
    return _project(visit, visit.form)


@routes.post("/plan/projects/{id}")
def check_project(visit: Visit) -> Response:
    """Say which criteria of a project a repository meets; nothing is kept of it."""
    form = visit.form
    folder = folder_of(form, "path")
    if folder is not None:
        try:
            verified = visit.workspace.guidance.verify(visit.path["id"], folder)
            return _project(visit, form, verified=verified)
        except (UsageError, DocumentError) as error:
            form.errors["path"] = str(error)
    return _project(visit, form, status=422)


@routes.get("/plan/papers")
def papers(visit: Visit) -> Response:
    """Say what certificates and degrees are worth among the openings that are wanted."""
    from upslope.guide.degrees import says
    from upslope.guide.learning import certificates

    guidance = visit.workspace.guidance
    degrees = told(visit, "degrees", guidance.degrees)
    worths = told(visit, "certificates", guidance.certificates) if visit.resume else None
    problems = (one.value for one in (degrees, worths) if one)
    return visit.page(
        "papers",
        part="found",
        degrees=degrees,
        worths=worths,
        problem=next((one for one in problems if isinstance(one, UpslopeError)), None),
        known={one.id: one for one in certificates()},
        says=says,
        **wanted(visit),
    )


@routes.get("/plan/early")
def early(visit: Visit) -> Response:
    """Rank internships and first posts for who begins."""
    guidance, found = visit.workspace.guidance, None
    if visit.resume:
        found = told(visit, "early", lambda: guidance.early(top=25))
    return visit.page(
        "early",
        part="found",
        found=found,
        problem=found.value if found and isinstance(found.value, UpslopeError) else None,
        place=place,
        pay=lambda *row: pay(stated(*row)),
        **wanted(visit),
    )


def _pace(form: Form) -> Pace:
    from upslope.guide.plan.plan import LEAST_HOURS, MOST_HOURS, Pace

    weekly = form.number("hours_per_week", least=LEAST_HOURS, most=168)
    hours = form.number("hours", least=1, most=MOST_HOURS)
    starts = form.day("from") or date.today()
    if starts.year > date.today().year + 10:
        form.errors["from"], starts = "Choose a day of the next ten years.", date.today()
    usual = Pace(starts=starts)
    return Pace(
        starts=starts,
        hours_per_week=weekly or usual.hours_per_week,
        hours=hours or usual.hours,
    )


def _question(pace: Pace, saved: bool) -> str:
    return f"plan {pace} saved={saved}"


def _plan(visit: Visit, pace: Pace, *, saved: bool) -> Plan:
    return visit.workspace.guidance.plan(pace=pace, saved=saved)


def _resources() -> dict[str, Resource]:
    from upslope.guide.learning import resources

    return {one.id: one for one in resources()}


def _seen(resource: Resource) -> str:
    from upslope.guide.learning import stale

    old = "; checked long ago, look again" if stale(resource, date.today()) else ""
    return f"{SEEN[resource.confidence]}, {resource.checked_on}{old}"


def _project(visit: Visit, form: Form, status: int = 200, **shown: Any) -> Response:
    brief = visit.workspace.guidance.brief(visit.path["id"])
    return visit.page(
        "project", status=status, form=form, brief=brief, **{"verified": None} | shown
    )
