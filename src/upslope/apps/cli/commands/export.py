"""``upslope export``: take everything with you."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from upslope.apps.cli.screen import say
from upslope.apps.cli.state import State, pass_state

if TYPE_CHECKING:
    from upslope.store.export.export import Format

_TEXT, _BINARY = ("csv", "jsonl"), ("parquet", "sqlite")


@click.command()
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice([*_TEXT, *_BINARY]),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write.  [default: standard output for csv and jsonl, else upslope.FORMAT]",
)
@pass_state
def command(state: State, form: Format, output: Path | None) -> None:
    """Write all stored openings, with what was understood of them, to a file.

    Example: upslope export --format parquet --output openings.parquet
    """
    if output is None and form in _BINARY:
        output = Path(f"upslope.{form}")
    with state.stocked_workspace() as workspace:
        workspace.export(form, output or sys.stdout.buffer)
    if output:
        say(f"All openings written to {output}.")
