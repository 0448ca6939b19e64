"""``upslope learn``: what comes before a skill, how long it takes, what to learn it from."""

from __future__ import annotations

from datetime import date

import click

from upslope.apps.cli.screen import headed, json_option, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.records import Resource


@click.command()
@click.argument("skill")
@json_option
@pass_state
def command(state: State, skill: str, as_json: bool) -> None:
    """Show what a skill needs first, how many hours it takes, and what to learn it from.

    Hours are judged, not measured; links that were not seen say that they are unverified.

    \b
    Examples:
      upslope learn pytorch
      upslope learn "apache spark" --json
    """
    with state.workspace() as workspace:
        found = workspace.guidance.learn(skill)
    if as_json:
        write_lines([found])
        return
    unit = found.unit
    low, high = unit.hours
    guessed = " This is guessed from skills like it." if unit.guessed else ""
    click.echo(f"{unit.skill}: {low:g} to {high:g} hours, if you know what it needs.{guessed}")
    headed("First", [", ".join(unit.needs)] if unit.needs else ["nothing"])
    headed("Helps", [", ".join(unit.helps)] if unit.helps else [])
    headed("Why", [unit.why] if unit.why else [])
    headed(
        "Learn it from",
        [
            f"{one.name} ({one.provider}, {one.kind}, {one.hours[0]:g}-{one.hours[1]:g} h, "
            f"{'free' if one.free else 'paid'})\n{one.url}\n{_sure(one)}"
            for one in found.resources
        ],
    )
    headed("Projects that train it", [f"{one.id}: {one.title}" for one in found.briefs])


def _sure(one: Resource) -> str:
    from upslope.guide.learning import stale

    seen = {
        "official": "seen on its own page",
        "third_party": "seen on another's page",
        "conflict": "sources disagree",
        "memory": "unverified",
    }
    old = "; checked long ago, look again" if stale(one, date.today()) else ""
    return f"{seen[one.confidence]}, {one.checked_on}{old}"
