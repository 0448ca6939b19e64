"""``upslope estimate-pay``: what postings that state no pay are likely to pay."""

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
    """Read postings as JSON Lines (as for understand) and estimate a year's base pay of each.

    One line for each line, in order: p50 is the likely middle of the range that such a posting
    states; 8 of 10 lie between p10 and p90. What a posting states itself is not looked at.
    Where the models have seen too little, the amounts are null and "why" says so.

    Example: upslope estimate-pay openings.jsonl
    """
    lines = Lines(file)
    with state.workspace() as workspace:
        for batch in lines.batches():
            write_lines(workspace.pay.estimate(batch))
    if lines.bad:
        raise SystemExit(1)
