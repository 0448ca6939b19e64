"""``upslope alerts``: saved searches, and who is told of what they find anew."""

from __future__ import annotations

import click

from upslope.apps.cli.commands.alerts import channel, searches, tell
from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """List saved searches, and who is told of what they find anew.

    A channel is a way to reach you: a message on this screen, mail, ntfy, Telegram and some 100
    others (pip install 'upslope[alerts]'). It is told of each opening once. upslope watch sends
    what is due after each round of visits.

    \b
    Examples:
      upslope alerts channel add screen
      upslope alerts save "ML in Oslo" --role ml_engineer --place oslo --channel screen
      upslope alerts test screen
    """
    if context.invoked_subcommand:
        return
    with context.ensure_object(State).workspace() as workspace:
        found = workspace.alerts.searches()
    if as_json:
        write_lines(found)
    elif found:
        searches.show(found)
    else:
        say("No search is saved yet. Save one: upslope alerts save NAME [filters of search]")


for each in (channel.command, *searches.COMMANDS, *tell.COMMANDS):
    command.add_command(each)
