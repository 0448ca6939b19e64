"""``upslope unlink``: a posting that is no duplicate after all."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state


@click.command()
@click.argument("posting")
@click.option("--same-as", metavar="OTHER", help="Put it behind this posting instead.")
@json_option
@pass_state
def command(state: State, posting: str, same_as: str | None, as_json: bool) -> None:
    """Show a posting by itself that was taken for the same opening as another.

    POSTING and OTHER are ids as search prints them, or their first characters; `upslope show`
    lists what a posting is shown together with, and why. What you say stays: no later run links
    the posting again.

    \b
    Examples:
      upslope unlink 3f2a91
      upslope unlink 3f2a91 --same-as 7c01d2
    """
    with state.stocked_workspace() as workspace:
        if same_as:
            workspace.openings.join(posting, same_as)
        else:
            workspace.openings.part(posting)
        links = workspace.openings.of(posting)
    if as_json:
        write_lines(links)
    say("Both are shown as one from now on." if same_as else "It is shown by itself from now on.")
