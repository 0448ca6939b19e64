"""``upslope track``: your applications, where each stands, and what is due."""

from __future__ import annotations

import click

from upslope.apps.cli.commands.track import bring, moving, out, showing, writing
from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State
from upslope.records import STATUSES

status_choice = click.Choice([status.replace("_", "-") for status in STATUSES])


@click.group(invoke_without_command=True)
@click.option("--status", "statuses", type=status_choice, multiple=True, help="Only these.")
@click.option("--removed", is_flag=True, help="Those taken off the board as well.")
@json_option
@click.pass_context
def command(
    context: click.Context, statuses: tuple[str, ...], removed: bool, as_json: bool
) -> None:
    """List your applications by where they stand, with what is due.

    IDs are those of applications or of openings; their beginning is enough.

    \b
    Examples:
      upslope track
      upslope track add 3f2a91                     an opening that is stored
      upslope track add --company Quillfish --title "ML Engineer"
      upslope track move 3f2a91 interview --day 2026-12-01
      upslope track note 3f2a91 "They called back."
      upslope track remind 3f2a91 2026-12-08 "Ask again"
      upslope track --status offer --json
    """
    if context.invoked_subcommand is not None:
        return
    wanted = {status.replace("-", "_") for status in statuses or status_choice.choices}
    with context.ensure_object(State).workspace() as workspace:
        tracker = workspace.tracker
        found = [one for one in tracker.all(removed=removed) if one.status in wanted]
        if as_json:
            write_lines(map(showing.record, found))
            return
        if lost := tracker.lost():
            say(f"The database holds no application, but {lost} does.")
            say(f"To put them back: upslope track journal --put-back '{lost}'")
        showing.board(found)
        showing.due(tracker.due(), tracker.closings())


for one in (
    *(moving.add, moving.move, moving.details, moving.remove, moving.restore, moving.seen),
    *(writing.note, writing.contact, writing.document, writing.date, writing.remind),
    *(writing.change, writing.done, writing.erase, showing.show, showing.coming),
    *(bring.bring_in, bring.replies, out.calendar, out.funnel, out.journal),
):
    command.add_command(one)
