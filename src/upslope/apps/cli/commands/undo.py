"""``upslope undo``: take back what a run closed."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.records import Run


@click.command()
@click.argument("run", required=False)
@json_option
@pass_state
def command(state: State, run: str | None, as_json: bool) -> None:
    """Reopen the postings that a run closed by mistake, or list the runs that closed any.

    RUN is an id as this list or collect --json prints it, or its first characters. Postings that
    were opened or closed by another run since stay as they are. Twice does no harm.

    \b
    Examples:
      upslope undo
      upslope undo 3f2a91
    """
    with state.workspace() as workspace:
        if run is None:
            _show(workspace.store.runs.list(closing=True), as_json)
            return
        done = workspace.undo(run)
    if as_json:
        write_lines([done])
    say(f"{done.reopened:,} postings of {done.run.source} {done.run.board} are open again.")
    if done.left:
        say(f"{done.left:,} others were reopened, or closed anew, since: they stay as they are.")


def _show(runs: list[Run], as_json: bool) -> None:
    if as_json:
        write_lines(runs)
        return
    if not runs:
        say("No run has closed a posting.")
        return
    shown = table("id", "started", "source", "board", "closed")
    for one in runs:
        add_row(shown, [one.id, one.started_at[:16], one.source, one.board, one.closed])
    console().print(shown)
