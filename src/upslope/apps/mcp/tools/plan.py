"""``plan``: what to learn, in which order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from upslope.apps.mcp.quoting import Quoter
from upslope.apps.mcp.reply import Reply
from upslope.apps.mcp.served import Served
from upslope.apps.mcp.tool import Arguments, Few, Tool

if TYPE_CHECKING:
    from upslope.guide.plan import PlanStep
    from upslope.records import Resource


class PlanArguments(Arguments, frozen=True):
    """How much time the person has."""

    hours_per_week: Annotated[float, Meta(ge=0.5, le=80)] = 8.0
    hours: Annotated[float, Meta(ge=1, le=5_000, description="In all.")] | None = None
    starts: Annotated[date, Meta(description="Default: today.")] | None = None
    saved: Annotated[bool, Meta(description="Only openings they saved or applied to.")] = False
    limit: Few = 12


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """Something to learn from."""

    name: str
    url: str
    free: bool


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A skill to learn, when, and what it is worth; ``guessed`` hours rest on like skills."""

    skill: str
    needed_for: str | None
    hours: tuple[float, float]
    starts: str
    ends: str
    openings: int
    employers: int
    guessed: bool
    says: str
    materials: list[Material]


class Practice(msgspec.Struct, frozen=True, kw_only=True):
    """A project that trains it; ``upslope practice show ID`` has its brief."""

    id: str
    title: str
    why: str


class PlanReply(Reply, kw_only=True):
    """An order of learning; ``comparison`` says how it did on employers it was not made on."""

    shown: str
    comparison: str
    steps: list[Step]
    milestones: list[str]
    projects: list[Practice]


def _plan(served: Served, asked: PlanArguments, quoter: Quoter) -> PlanReply:
    from upslope.guide.learning import resources
    from upslope.guide.plan import Pace

    horizon = {} if asked.hours is None else {"hours": asked.hours}
    starts = asked.starts or date.today()
    pace = Pace(starts=starts, hours_per_week=asked.hours_per_week, **horizon)
    found = served.openings.guidance.plan(served.resume, pace=pace, saved=asked.saved)
    known = {one.id: one for one in resources()}
    return PlanReply(
        notes=[*served.notes(), *found.assumptions],
        shown=found.shown,
        comparison=found.comparison.says,
        steps=[
            _step(one, [known[id] for id in one.resources if id in known])
            for one in found.steps[: asked.limit]
        ],
        milestones=[one.says for one in found.milestones],
        projects=[
            Practice(id=one.brief.id, title=one.brief.title, why=one.why) for one in found.projects
        ],
    )


def _step(step: PlanStep, materials: list[Resource]) -> Step:
    return Step(
        skill=step.skill,
        needed_for=step.needed_for,
        hours=step.hours,
        starts=step.starts,
        ends=step.ends,
        openings=step.asked,
        employers=step.employers,
        guessed=step.guessed,
        says=step.says,
        materials=[Material(name=one.name, url=one.url, free=one.free) for one in materials[:2]],
    )


PLAN = Tool(
    name="plan",
    title="What to learn next",
    about="Plan what to learn for the openings that the person wants: skills in order, with hours, "
    "days, materials and projects. May take some seconds.",
    asks=PlanArguments,
    gives=PlanReply,
    run=_plan,
)
