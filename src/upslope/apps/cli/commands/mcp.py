"""``upslope mcp``: the workspace for an assistant on this machine."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from upslope.apps.cli.screen import say
from upslope.apps.cli.state import State, pass_state
from upslope.errors import UsageError

if TYPE_CHECKING:
    from upslope.workspace import Workspace


@click.command()
@click.option(
    "--resume",
    type=click.Path(exists=True, path_type=Path),
    help="Whose openings to match: as for upslope match.  [default: the setting resume]",
)
@pass_state
def command(state: State, resume: Path | None) -> None:
    """Let an assistant look at your openings over the Model Context Protocol.

    A client starts this command by itself and speaks to it over standard input; see docs/mcp.md.
    It can search, show, match, and read gap, plan, market, events and tracker. It can change
    nothing: what it proposes for the tracker waits until you agree (upslope track replies). What it
    reads goes to whoever runs your assistant's model; lines of your resume are not among it.

    Example: upslope mcp --resume resume.pdf
    """
    try:
        from upslope.apps.mcp.served import Served
        from upslope.apps.mcp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types"}:
            raise
        raise UsageError(
            "The package for the Model Context Protocol is not installed.",
            next="pip install 'upslope[mcp]'",
        ) from None
    with state.workspace() as workspace:
        served = Served(workspace, resume)
        say(f"Serving {workspace.settings.home} over standard input, to read only.")
        for note in served.notes():
            say(note)
        _leave_at_once(workspace)
        say("A client starts this by itself: see docs/mcp.md. To stop it by hand: Ctrl+C.")
        serve(served)


def _leave_at_once(workspace: Workspace) -> None:
    """Let a signal end the program: else the SDK's thread would wait for one more line."""

    def leave(number: int, frame: FrameType | None) -> None:
        workspace.close()
        os._exit(128 + number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
