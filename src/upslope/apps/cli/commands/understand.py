"""``upslope understand``: what postings say."""

from __future__ import annotations

from typing import BinaryIO

import click

from upslope.apps.cli.records import Lines
from upslope.apps.cli.screen import write_lines
from upslope.apps.cli.state import State, pass_state


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines is what it prints anyway.")
@pass_state
def command(state: State, file: BinaryIO, as_json: bool) -> None:
    """Read postings as JSON Lines (id, title, description ...) and print what they say.

    Role, seniority, skills with their need, six responsibilities with the sentence that shows
    each, years, degree, remote, visa, employment type, pay: one line for each line, in order.

    Example: upslope read --source lever board.json | upslope understand -
    """
    lines = Lines(file)
    with state.workspace() as workspace:
        for batch in lines.batches():
            write_lines(workspace.understand(batch))
    if lines.bad:
        raise SystemExit(1)
