"""``upslope gap``: what is between you and the openings you want."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from upslope.apps.cli.screen import (
    add_row,
    console,
    counted,
    headed,
    json_option,
    say,
    table,
    write_lines,
)
from upslope.apps.cli.state import State, pass_state, resume_option
from upslope.records import Profile

if TYPE_CHECKING:
    from upslope.guide.gap import Effect, Gap

saved_option = click.option(
    "--saved", is_flag=True, help="Look at the openings you saved or applied to, and no others."
)


@click.command()
@resume_option
@click.option("--skill", "skills", multiple=True, help="Try these skills together. Repeatable.")
@saved_option
@click.option(
    "--line",
    type=click.FloatRange(0, 100),
    help="Score from which you would apply.  [default: the match's own]",
)
@click.option("--top", type=click.IntRange(min=1), default=15, show_default=True)
@json_option
@pass_state
def command(
    state: State,
    resume: Path | None,
    skills: tuple[str, ...],
    saved: bool,
    line: float | None,
    top: int,
    as_json: bool,
) -> None:
    """Show what the openings you want ask and you do not show: how often, how often essential, and
    how many more openings each skill would bring over your line.

    Employers are counted, not postings, and every figure has a 95 % interval.

    \b
    Examples:
      upslope gap --resume resume.pdf
      upslope gap --skill spark --skill airflow
      upslope gap --saved
    """
    with state.stocked_workspace() as workspace:
        found = workspace.guidance.gap(resume, skills=skills, saved=saved, line=line)
        if not saved:
            say_wanted(workspace.person.profile())
    if as_json:
        write_lines([found])
    else:
        _show(found, top)


def say_wanted(profile: Profile) -> None:
    """Say which openings are meant, where the person might think of others."""
    from upslope.guide.wanted import ROLES

    roles = ", ".join(role.replace("_", " ") for role in profile.roles or ROLES)
    source = "your profile" if profile.roles else "no role is in your profile: upslope profile set"
    say(f"Openings for: {roles} ({source}).")


def _growing(sets: Sequence[Effect]) -> list[str]:
    """Tell each larger set of skills only where it opens more than the smaller ones."""
    told, most = [], 0
    for one in sets:
        if len(one.opens) > most and len(one.skills) > 1:
            told.append(one.says)
        most = max(most, len(one.opens))
    return told


def _show(found: Gap, top: int) -> None:
    click.echo(
        f"{counted(found.openings, 'opening')} of {counted(found.employers, 'employer')}; "
        f"{found.passing} pass your line of {found.line:g} now."
    )
    shown = table("lacking", "employers", "share", "95 %", "required", "near it you show")
    for one in found.lacks[:top]:
        name = one.what if one.kind == "skill" else f"{one.kind}: {one.what}"
        name = "more years" if one.kind == "years" else name
        share, between = f"{one.share:.0%}", f"{one.between[0]:.0%}-{one.between[1]:.0%}"
        essential = f"in {one.required} of {len(one.postings)}"
        near = "listed, not shown in work" if one.listed else one.near or ""
        add_row(shown, [name, one.employers, share, between, essential, near])
    console().print(shown)
    opening = [one.says for one in found.single if one.opens]
    none = "No one skill alone changes what passes your line."
    headed("What one skill would open", opening[: top // 2 + 1] or [none])
    headed("Together", _growing(found.together))
    headed("What you asked", [found.chosen.says] if found.chosen else [])
    headed("To know", found.notes)
