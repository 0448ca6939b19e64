"""``upslope sources``: where openings come from, and how each source stands."""

from __future__ import annotations

import click

from upslope.apps.cli.commands.sources import boards, find, ledger
from upslope.apps.cli.screen import json_option
from upslope.apps.cli.state import State


@click.group(invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help="Also sources that were never visited.")
@json_option
@click.pass_context
def command(context: click.Context, everything: bool, as_json: bool) -> None:
    """Show the sources: the lawful way in to each, its last visits, and when the next one is due.

    \b
    Examples:
      upslope sources
      upslope sources --all
      upslope sources show greenhouse
      upslope sources find "Acme Robotics"
      upslope sources add greenhouse acme
    """
    if context.invoked_subcommand is None:
        ledger.show_all(context.ensure_object(State), everything=everything, as_json=as_json)


for _step in (ledger.show, find.find, boards.add, boards.remove):
    command.add_command(_step)
