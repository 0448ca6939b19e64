"""``upslope degrees``: what a degree opens and closes."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state


@click.command()
@json_option
@pass_state
def command(state: State, as_json: bool) -> None:
    """Show what share of the openings you want each degree opens, and what it leaves closed.

    Openings that take equivalent experience instead are counted apart. Shares have 95 % intervals.

    Example: upslope degrees
    """
    from upslope.guide.degrees import says

    with state.stocked_workspace() as workspace:
        steps = workspace.guidance.degrees()
    if as_json:
        write_lines(steps)
        return
    for step in steps:
        click.echo(says(step))
    say("What is merely preferred closes nothing; fields of study are not looked at.")
