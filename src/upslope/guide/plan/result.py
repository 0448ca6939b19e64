"""What a plan holds. Plain data: every record can be written as JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from upslope.guide.practice import Choice

Which = Literal["plan", "popularity"]


class PlanStep(msgspec.Struct, frozen=True, kw_only=True):
    """A skill to learn, when, and what it is worth.

    Args:
        skill: its preferred label.
        needed_for: the skill that it is learnt for, where it was not chosen for itself.
        hours: how long it takes, low and high.
        starts: ISO 8601 date, at the middle of the hours of all steps before.
        ends: ISO 8601 date.
        gain: readiness that it adds at this place of the order, in openings: 2.0 is as much as two
            openings that go from nothing to fully ready.
        gain_per_hour: the same for an hour.
        between: 95 % of draws of employers and of hours within their range, of ``gain_per_hour``.
        best: share of those draws in which no other step is worth more an hour; of the bundle it
            belongs to. Not the chance of being hired, which nobody knows.
        asked: openings that name it as required or preferred.
        required: openings that require it.
        employers: of how many.
        opens: ids of the openings of which at least half of what is required is known with it.
        resources: ids of what to learn it from, the surest first.
        briefs: ids of projects that train it.
        why: what is said of its hours and needs.
        guessed: whether its hours and needs are taken from skills like it.
        says: the step in plain words.
    """

    skill: str
    hours: tuple[float, float]
    starts: str
    ends: str
    gain: float
    gain_per_hour: float
    between: tuple[float, float]
    best: float
    asked: int
    required: int
    employers: int
    needed_for: str | None = None
    opens: list[str] = []
    resources: list[str] = []
    briefs: list[str] = []
    why: str = ""
    guessed: bool = False
    says: str = ""


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """What is reached after some hours.

    Args:
        hours: studied.
        date: ISO 8601, at the person's hours a week.
        learnt: skills that are done if each takes the middle of its range.
        surely: those that are done even if each takes longest.
        opened: openings of which at least half of what is required is then known.
        passing: openings that then pass the line of the match; ``None`` if it was not asked.
        says: the same in plain words.
    """

    hours: float
    date: str
    learnt: list[str]
    surely: list[str]
    opened: int
    passing: int | None = None
    says: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the plan beats plain popularity on employers that it was not made on.

    Args:
        better: whether the plan is surely enough ahead to be shown.
        sure: share of draws of employers in which it is ahead, 0 to 1.
        plan: mean share of the learning time in which a held-out opening is opened, 0 to 1.
        popularity: the same for the order by how many openings ask.
        between: 95 % interval of the difference over resampled employers.
        openings: that were held out in turn.
        employers: of how many.
        says: the same in plain words.
    """

    better: bool
    sure: float
    plan: float
    popularity: float
    between: tuple[float, float]
    openings: int
    employers: int
    says: str


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """An order of learning beside the plain order by popularity.

    Args:
        shown: which of the two to show: the plan only where it beats popularity.
        plan: steps of the plan.
        popularity: steps by how many openings ask.
        comparison: on the person's own openings, with employers held out.
        milestones: of the order that is shown.
        projects: that together train most of what is asked and not yet shown in use.
        openings: that name skills.
        employers: of how many.
        hours_per_week: that the person gives.
        starts: ISO 8601 date of the first day.
        assumptions: what figures rest on, in plain words.
    """

    shown: Which
    plan: list[PlanStep]
    popularity: list[PlanStep]
    comparison: Comparison
    milestones: list[Milestone]
    projects: list[Choice]
    openings: int
    employers: int
    hours_per_week: float
    starts: str
    assumptions: list[str]

    @property
    def steps(self) -> list[PlanStep]:
        """The steps to show."""
        return self.plan if self.shown == "plan" else self.popularity
