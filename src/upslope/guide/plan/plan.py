"""The plan of a person for the openings that they want."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
import numpy as np

from upslope.errors import UsageError
from upslope.guide.gap.effect import Effects
from upslope.guide.gap.evidence import LEARNT, beliefs
from upslope.guide.plan.compare import compared
from upslope.guide.plan.demand import Demand, demand
from upslope.guide.plan.figures import described
from upslope.guide.plan.importance import importance
from upslope.guide.plan.materials import Materials
from upslope.guide.plan.milestones import milestones
from upslope.guide.plan.order import HORIZON, Bundle, Learner, best_order, popular_order
from upslope.guide.plan.projects import projects
from upslope.guide.plan.result import Plan, PlanStep, Which
from upslope.guide.plan.units import Units
from upslope.guide.share import counted
from upslope.records import Claim, Posting, Profile, Resume, Understanding


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """When a person learns: from which day on, how many hours a week, and how many in all."""

    starts: date
    hours_per_week: float = 8.0
    hours: float = HORIZON

    def __post_init__(self) -> None:
        """Refuse hours that no week has, and days that no calendar has."""
        if not (LEAST_HOURS <= self.hours_per_week <= 7 * 24 and 0 < self.hours <= MOST_HOURS):
            raise UsageError(
                f"{self.hours_per_week:g} hours a week and {self.hours:g} in all make no plan.",
                next=f"Give {LEAST_HOURS:g} to 168 hours a week, and up to {MOST_HOURS:,.0f}"
                " in all.",
            )
        if self.starts.year > LAST_YEAR:
            raise UsageError(
                f"A plan cannot start on {self.starts}.", next="Give a day of the next years."
            )


LEAST_HOURS, MOST_HOURS = 0.5, 4000.0
"""Hours a week below which, and hours in all above which, nobody plans: two years of full-time
work. Together they end within 160 years, so that every day has a date."""
LAST_YEAR = 9000


def plan(  # noqa: PLR0913  (who, for what, when; what they show, want and learn from)
    resume: Resume,
    postings: Sequence[Posting],
    understandings: Sequence[Understanding],
    pace: Pace,
    *,
    claims: Iterable[Claim] = (),
    profile: Profile | None = None,
    materials: Materials | None = None,
    effects: Effects | None = None,
) -> Plan:
    """Return the order of learning that gives most readiness an hour, beside that by popularity.

    The plan is what is shown only where it beats popularity on employers it was not made on.

    Args:
        resume: what the person shows.
        postings: the openings that they want.
        understandings: of the same postings, in any order.
        pace: when they learn.
        claims: what their repositories show.
        profile: what they want: roles, levels and visa weigh openings.
        materials: what to learn from; default: what ships.
        effects: the match on these postings, to tell at each milestone how many pass its line.

    >>> found = plan(Resume(text=""), [], [], Pace(starts=date(2026, 1, 5)))
    >>> found.shown, found.steps
    ('popularity', [])
    """
    claims = [*claims]
    shown, units = beliefs(resume, claims), Units()
    weights = importance(resume, profile or Profile(), postings, understandings, pace.starts)
    wanted = demand(postings, understandings, weights)
    comparison = compared(wanted, units, shown, pace.hours)
    which: Which = "plan" if comparison.better else "popularity"
    orders = _orders(wanted, units, shown, pace)
    materials = materials or Materials()
    both = {name: list(materials.added(steps)) for name, steps in orders.items()}
    reached = milestones(
        both[which],
        Learner(wanted, units, shown),
        pace.starts,
        pace.hours_per_week,
        effects.passing_with if effects else None,
    )
    return Plan(
        shown=which,
        plan=both["plan"],
        popularity=both["popularity"],
        comparison=comparison,
        milestones=list(reached),
        projects=projects(resume, understandings, claims),
        openings=len(wanted.ids),
        employers=len(np.unique(wanted.companies)),
        hours_per_week=pace.hours_per_week,
        starts=pace.starts.isoformat(),
        assumptions=_assumptions(both[which], len(postings) - len(wanted.ids)),
    )


def _orders(
    wanted: Demand, units: Units, shown: Mapping[str, float], pace: Pace
) -> dict[Which, list[PlanStep]]:
    """Return the steps of both orders."""

    def steps(order: Iterable[Bundle]) -> list[PlanStep]:
        learner = Learner(wanted, units, shown)
        return list(described(learner, order, pace.starts, pace.hours_per_week))

    return {
        "plan": steps(best_order(Learner(wanted, units, shown), pace.hours)),
        "popularity": steps(popular_order(Learner(wanted, units, shown), pace.hours)),
    }


def _assumptions(steps: Sequence[PlanStep], silent: int) -> list[str]:
    guessed = [one.skill for one in steps if one.guessed]
    said = [
        "An opening counts as opened when at least half of the skills that it requires are known.",
        "Each required skill counts the same, whether it takes five hours or a hundred; so what is"
        " soon learnt comes first.",
        f"A skill that was only studied counts {LEARNT:g}, less than one that work or a project"
        " shows, and says nothing of wider skills.",
        "Hours are ranges that people judged, not measured; what is near to what you know takes"
        " less. Dates follow the middle of the ranges.",
        "Readiness says how much of what an opening requires you could show. It is not the chance"
        " of being hired: no outcomes are known.",
        "Projects come on top of these hours: they turn what was studied into what is shown.",
        "Certificates are not steps: they are judged by themselves.",
        "What openings ask today stands for what they will ask then.",
    ]
    if guessed:
        said.append(f"Hours and needs are guessed from like skills for {', '.join(guessed)}.")
    if silent:
        said.append(f"{counted(silent, 'opening')} without a named skill: left out.")
    return said
