"""``upslope data``: where your own data is, and how to delete it."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import counted, json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state


@click.group()
def command() -> None:
    """Delete what is yours: profile, choices, portfolio, corrections, connections, mails, backups.

    Your resume is never copied into the workspace; it stays the file that you gave.

    \b
    Examples:
      upslope data delete
      upslope data delete --yes
    """


@command.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_state
def delete(state: State, yes: bool, as_json: bool) -> None:
    """Delete your own data to the last byte. Openings, their history and models stay.

    Backups in the workspace are deleted too, since they hold it. Copies that you made elsewhere are
    yours to delete.

    Example: upslope data delete --yes
    """
    with state.stocked_workspace(quiet=True) as workspace:
        folder = workspace.own.settings.home
        if not yes:
            click.confirm(
                f"Delete your profile, choices, portfolio, corrections, connections, mails and "
                f"backups in {folder}?",
                abort=True,
                err=True,
            )
        gone = workspace.person.delete()
    if as_json:
        write_lines([gone])
        return
    rows = sum(gone.rows.values())
    say(
        f"Deleted: {counted(rows, 'row')}, {counted(gone.replies, 'mail')}, "
        f"{counted(gone.backups, 'backup')}. Openings and models are kept."
    )
