"""``upslope backup``: everything in one file."""

from __future__ import annotations

from pathlib import Path

import click

from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    metavar="N",
    help="Delete all but the newest N backups in the workspace's folder backups.",
)
@json_option
@pass_state
def command(state: State, file: Path | None, keep: int | None, as_json: bool) -> None:
    """Write postings, history, raw replies and settings to one file.

    Others may collect and search meanwhile. FILE may be a folder, on another disk best of all; by
    default it is a new file in the workspace's folder backups. The address of a database
    (database_url) is left out: it may hold a password.

    \b
    Examples:
      upslope backup
      upslope backup /media/usb --json
      upslope backup --keep 7
    """
    if file and keep:
        raise click.UsageError("--keep is for backups in the workspace: leave out FILE.")
    with state.workspace() as workspace:
        made = workspace.backup(file, keep=keep)
    if as_json:
        write_lines([made])
    size = f"{made.size / 2**20:,.1f} MiB"
    say(f"{made.postings:,} postings and {made.replies:,} replies are in {made.file} ({size}).")
    say(f"To bring them back: upslope restore '{made.file}'")
