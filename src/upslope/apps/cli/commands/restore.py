"""``upslope restore``: a backup takes the place of what is here."""

from __future__ import annotations

from pathlib import Path

import click

from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@pass_state
def command(state: State, file: Path, as_json: bool) -> None:
    """Bring the workspace to the state of a backup.

    The backup is checked, byte by byte, before anything is touched. What the workspace holds now
    is moved into a folder before-restore-DATE in it; nothing is deleted. No other program may
    have the workspace open.

    \b
    Examples:
      upslope restore backups/upslope-2026-11-21-130501-000000.zip
      upslope --workspace new-folder restore /media/usb/upslope.zip
    """
    with state.workspace() as workspace:
        done = workspace.restore(file)
        home = workspace.settings.home
    if as_json:
        write_lines([done])
    made = done.backup
    say(f"{made.postings:,} postings as of {made.made_at} are restored to {home}.")
    if done.moved_to:
        say(f"What was there before is in {done.moved_to}; delete it when all is well.")
