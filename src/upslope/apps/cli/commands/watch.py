"""``upslope watch``: visit boards as they fall due."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import click

from upslope.apps.cli.runs import failed, show_runs
from upslope.apps.cli.screen import json_option, progress_bar, say, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.errors import UpslopeError

if TYPE_CHECKING:
    from types import FrameType

    from upslope.records import Run


@click.command()
@click.option("--once", is_flag=True, help="Visit what is due now, then end: for cron or a timer.")
@click.option("--only-ml", is_flag=True, help="Keep machine-learning and data-science roles only.")
@json_option
@pass_state
def command(state: State, once: bool, only_ml: bool, as_json: bool) -> None:
    """Keep the openings fresh: visit each board when its next visit is due.

    The boards are those of collect. One that changes often is visited often, one that does not
    rarely, and none before its source allows. Nothing is forgotten over a restart; two of these
    never visit at once. Stop it with Ctrl-C. To run it in the background: docs/scheduling.md

    \b
    Examples:
      upslope watch
      upslope watch --once
    """
    signal.signal(signal.SIGTERM, _stop)

    def tell(came: list[Run] | UpslopeError | None) -> None:
        if as_json and isinstance(came, list):
            write_lines(came)
        _tell(came)

    with state.workspace() as workspace:
        if not once:
            workspace.visits.watch(threading.Event(), tell, only_ml=only_ml)
            return  # nothing sets that event: it goes on until it is interrupted
        with progress_bar() as progress:
            runs = workspace.visits.visit_due(only_ml=only_ml, progress=progress)
    tell(runs)
    if not runs:
        say("Nothing is due." if runs == [] else "So nothing was done here.")
    elif failed(runs):
        raise SystemExit(1)


def _stop(number: int, frame: FrameType | None) -> None:
    """End at once, as Ctrl-C does: what was stored is kept, the rest comes next time."""
    del frame
    raise SystemExit(128 + number)


def _tell(came: list[Run] | UpslopeError | None) -> None:
    if came is None:
        say("Another Upslope is visiting boards already.")
    elif isinstance(came, UpslopeError):
        say(f"{came} The next round comes all the same.")
    else:
        show_runs(came)
