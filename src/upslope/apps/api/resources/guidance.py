"""``/matches``, ``/gap``, ``/plan``, ``/skills``: the person's resume beside the openings."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from upslope.apps.api.endpoint import Asked, Endpoints
from upslope.apps.api.pages import Id, Paged, Piece, Short, where
from upslope.apps.api.resources.openings import Opening
from upslope.apps.web.site import Site
from upslope.guide.gap import Gap
from upslope.guide.plan import Pace, Plan
from upslope.records import Match
from upslope.workspace.guidance import Learnable

endpoints = Endpoints()


class Matched(Opening, frozen=True, kw_only=True):
    """An opening and how well it matches."""

    match: Match


class Matches(Piece, frozen=True, kw_only=True):
    """Openings ranked for the person's resume, best first; ``hidden`` were left out by them."""

    items: list[Matched]
    hidden: int
    notes: list[str]


class GapAsked(Asked, frozen=True, kw_only=True):
    """Skills to try together, and whether only saved openings count."""

    skills: Annotated[tuple[Short, ...], Meta(max_length=20)] = ()
    saved: bool = False


class PlanAsked(Asked, frozen=True, kw_only=True):
    """When the person learns: hours a week, hours in all, and from which day on."""

    hours_per_week: Annotated[float, Meta(ge=0.5, le=168)] = 8.0
    hours: Annotated[float, Meta(ge=1, le=4000)] = 200.0
    starts: date | None = None
    saved: bool = False


class SkillAsked(Asked, frozen=True, kw_only=True):
    """A skill, in any wording."""

    name: Id


@endpoints.get("/matches", Paged, gives=Matches)
def rank_openings(site: Site, asked: Paged) -> Matches:
    """Rank the open openings for the person's resume, with reasons."""
    ranked = site.workspace.rank(top=asked.offset + asked.limit)
    items = [
        Matched(
            match=one,
            posting=ranked.rows[one.posting][0],
            understanding=ranked.rows[one.posting][1],
        )
        for one in ranked.matches[asked.offset :]
    ]
    return Matches(items=items, hidden=ranked.hidden, notes=ranked.notes, **where(asked, ranked.of))


@endpoints.get("/gap", GapAsked, gives=Gap)
def tell_gap(site: Site, asked: GapAsked) -> Gap:
    """Say what the person lacks for the openings that they want, and what it costs them."""
    return site.workspace.guidance.gap(skills=asked.skills, saved=asked.saved)


@endpoints.get("/plan", PlanAsked, gives=Plan)
def plan_learning(site: Site, asked: PlanAsked) -> Plan:
    """Say in which order to learn, beside the order by popularity."""
    pace = Pace(
        starts=asked.starts or date.today(),
        hours_per_week=asked.hours_per_week,
        hours=asked.hours,
    )
    return site.workspace.guidance.plan(pace=pace, saved=asked.saved)


@endpoints.get("/skills/{name}", SkillAsked, gives=Learnable)
def show_skill(site: Site, asked: SkillAsked) -> Learnable:
    """Say what a skill needs, how long it takes and what to learn it from."""
    return site.workspace.guidance.learn(asked.name)
