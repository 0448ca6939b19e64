"""``upslope models``: the whole life of the models, one file a step."""

from __future__ import annotations

import click

from upslope.apps.cli.commands.models import history, learn, look, watch
from upslope.apps.cli.screen import add_row, console, json_option, table, write_lines
from upslope.apps.cli.state import State


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Look at the models, train them, and choose which of them answer.

    Without a command: each model, which version answers, and how good it is on employers that it
    has not seen. A model lives through data, train, tune, evaluate, compare, promote, monitor and
    retrain; rollback is the way back. Nothing of it leaves this computer.

    \b
    Examples:
      upslope models
      upslope models card role
      upslope models retrain role
    """
    if context.invoked_subcommand is None:
        _list(context.ensure_object(State), as_json)


def _list(state: State, as_json: bool) -> None:
    with state.workspace() as workspace:
        standing = workspace.model_life.standing()
    if as_json:
        write_lines(one._asdict() for one in standing)
        return
    shown = table("model", "version", "from", "rung", "held out by employer", "trained")
    for one in standing:
        ladder = {row["rung"]: row for row in one.card.get("ladder", ())}
        figures = look.shown(ladder.get(one.card["rung"], {}))
        day = one.card["trained_at"][:10]
        add_row(shown, [one.name, one.digest[:12], one.origin, one.card["rung"], figures, day])
    console().print(shown)


for module in (look, learn, history, watch):
    for step in module.COMMANDS:
        command.add_command(step)
