"""``upslope sources add`` and ``remove``: the boards that are visited."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import say
from upslope.apps.cli.state import State, pass_state


@click.command()
@click.argument("source")
@click.argument("board")
@click.option("--company", help="The company's name, to show beside the board.")
@pass_state
def add(state: State, source: str, board: str, company: str | None) -> None:
    """Have a board visited from now on, by collect and by watch.

    BOARD is the company's name on that source, or its address there. Not sure which source or which
    name? upslope sources find "Company or address"

    Example: upslope sources add greenhouse acme
    """
    with state.workspace() as workspace:
        if workspace.visits.add(source, board, company):
            say(f"{source} {board} is visited from now on. To begin: upslope collect")
        else:
            say(f"{source} {board} was added before.")


@click.command()
@click.argument("source")
@click.argument("board")
@pass_state
def remove(state: State, source: str, board: str) -> None:
    """Have a board visited no more; what was collected from it stays.

    Example: upslope sources remove greenhouse acme
    """
    with state.workspace() as workspace:
        workspace.visits.remove(source, board)
    say(f"{source} {board} is not visited any more. Its postings stay as they are.")
