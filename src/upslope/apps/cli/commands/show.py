"""``upslope show``: one opening, whole."""

from __future__ import annotations

import click

from upslope.apps.cli.posting import Beside, show_posting
from upslope.apps.cli.screen import json_option, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.apps.postings import flat


@click.command()
@click.argument("posting")
@json_option
@pass_state
def command(state: State, posting: str, as_json: bool) -> None:
    """Show one opening: what it says, what was understood, its copies, its history.

    POSTING is an id as search prints it, or its first characters.

    Example: upslope show 3f2a91
    """
    with state.stocked_workspace() as workspace:
        found, understanding, history = workspace.show(posting)
        people = workspace.connections.of([found]).get(found.id, 0)
        links = workspace.openings.of(found.id)
        [likely] = workspace.pay.estimate_known([found], [understanding])
    if as_json:
        told = {"history": history, "connections": people, "same_opening": links}
        told["estimated_salary"] = likely
        write_lines([flat(found, understanding) | told])
    else:
        show_posting(found, understanding, history, Beside(people, links, likely))
