"""``upslope early``: internships and first posts, ranked for a beginner."""

from __future__ import annotations

from pathlib import Path

import click

from upslope.apps.cli.matches import show_matches
from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state, resume_option


@click.command()
@resume_option
@click.option("--top", type=click.IntRange(min=1), default=15, show_default=True)
@json_option
@pass_state
def command(state: State, resume: Path | None, top: int, as_json: bool) -> None:
    """Rank internships and entry-level openings for who begins: by skills that projects and study
    show, new ones and near deadlines first. What asks for three years or more is left out.

    A degree that is expected counts as held. The roles are those of your profile, else every role
    from which people go on to machine learning.

    Example: upslope early --resume resume.pdf
    """
    with state.stocked_workspace() as workspace:
        found = workspace.guidance.early(resume, top=top)
    if as_json:
        write_lines(match for match, _ in found)
        return
    show_matches([match for match, _ in found], {match.posting: row for match, row in found})
    say("This path has its own ranking; the plain one is: upslope match")
