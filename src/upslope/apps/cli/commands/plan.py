"""``upslope plan``: what to learn, in which order, by when."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from upslope.apps.cli.commands.gap import saved_option, say_wanted
from upslope.apps.cli.screen import (
    add_row,
    console,
    headed,
    json_option,
    say,
    table,
    write_lines,
)
from upslope.apps.cli.state import State, pass_state, resume_option
from upslope.errors import UsageError

if TYPE_CHECKING:
    from upslope.guide.plan import Plan, PlanStep


@click.command()
@resume_option
@click.option("--hours-per-week", type=float, default=8.0, show_default=True)
@click.option("--hours", type=float, help="Hours in all.  [default: as far as a plan is measured]")
@click.option("--from", "starts", type=click.DateTime(["%Y-%m-%d"]), help="First day.")
@saved_option
@click.option("--ics", type=click.Path(dir_okay=False, path_type=Path), help="Write a calendar.")
@click.option("--top", type=click.IntRange(min=1), default=12, show_default=True)
@json_option
@pass_state
def command(
    state: State,
    resume: Path | None,
    hours_per_week: float,
    hours: float | None,
    starts: datetime | None,
    saved: bool,
    ics: Path | None,
    top: int,
    as_json: bool,
) -> None:
    """Plan what to learn next: the order that brings most readiness an hour, beside the plain order
    of what most openings ask.

    Both are tried on employers that the plan was not made on. If the plan is not better there, the
    plain order is what is shown, and it says so. Readiness is not the chance of being hired.

    \b
    Examples:
      upslope plan --resume resume.pdf
      upslope plan --hours-per-week 12 --ics plan.ics
      upslope plan --saved --json
    """
    from upslope.guide.plan import Pace

    first = starts.date() if starts else date.today()
    horizon = {} if hours is None else {"hours": hours}
    pace = Pace(starts=first, hours_per_week=hours_per_week, **horizon)
    with state.stocked_workspace() as workspace:
        found = workspace.guidance.plan(resume, pace=pace, saved=saved)
        if not saved:
            say_wanted(workspace.person.profile())
    if ics is not None:
        _write(found, ics)
    if as_json:
        write_lines([found])
    else:
        _show(found, top)


def _write(found: Plan, to: Path) -> None:
    from upslope.guide.plan import plan_calendar

    try:
        with to.open("xb") as opened:
            opened.write(plan_calendar(found))
    except OSError as error:
        raise UsageError(
            f"{to} could not be written: {error.strerror}.", next="Choose another name or folder."
        ) from None
    say(f"{to}: the steps and milestones as a calendar.")


def _show(found: Plan, top: int) -> None:
    from upslope.guide.learning import resources

    names = {one.id: one for one in resources()}
    click.echo(found.comparison.says)
    other = found.popularity if found.shown == "plan" else found.plan
    shown = table("", "learn", "hours", "until", "openings", "hours for one more opening", "from")
    for place, step in enumerate(found.steps[:top], start=1):
        free = [names[id].name for id in step.resources if id in names][:2]
        add_row(
            shown,
            [
                place,
                _name(step),
                _hours(step),
                step.ends,
                _asked(step),
                _gain(step),
                "\n".join(free),
            ],
        )
    console().print(shown)
    beside = "plain order of popularity" if found.shown == "plan" else "order of the plan"
    headed(f"Beside it, the {beside}", [", ".join(step.skill for step in other[:top])])
    headed("Milestones", [one.says for one in found.milestones])
    projects = [f"{one.brief.id}: {one.brief.title}\n{one.why}" for one in found.projects]
    headed("Projects that close most of it (upslope practice show ID)", projects)
    headed("What this rests on", found.assumptions)


def _name(step: PlanStep) -> str:
    return f"{step.skill}\nfor {step.needed_for}" if step.needed_for else step.skill


def _hours(step: PlanStep) -> str:
    return f"{step.hours[0]:.0f}-{step.hours[1]:.0f}" + (" (a guess)" if step.guessed else "")


def _asked(step: PlanStep) -> str:
    return f"{step.asked} ask, {step.required} require\nopens {len(step.opens)}"


MOST_HOURS = 1000
"""Hours above which a figure of what a ready opening costs says nothing."""


def _gain(step: PlanStep) -> str:
    """Hours for which readiness grows by one opening, which people read easier than a rate."""
    low, high = step.between
    if step.gain_per_hour < 1 / MOST_HOURS:
        return "little"
    far = f"{1 / low:,.0f}" if low > 0 else "never"
    return f"{1 / step.gain_per_hour:,.0f} ({1 / high:,.0f}-{far})"
