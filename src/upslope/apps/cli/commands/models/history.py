"""``models promote``, ``rollback``, ``history`` and ``mlflow``: which version answers, and was."""

from __future__ import annotations

import click

from upslope.apps.cli.commands.models.options import name_argument
from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state

why_option = click.option("--why", default="by hand", show_default=True, help="Written in the log.")
AGAIN = "Stored postings are understood again with it by the next command that ranks them."


@click.command()
@name_argument
@click.argument("version")
@why_option
@pass_state
def promote(state: State, name: str, version: str, why: str) -> None:
    """Make a version of a model the champion: the one that answers.

    VERSION is its digest, or the beginning of it; upslope models history MODEL lists them.
    """
    with state.workspace() as workspace:
        done = workspace.model_life.promote(name, version, why)
    say(f"{name}: version {done.digest[:12]} ({done.rung}) answers now. {AGAIN}")


@click.command()
@name_argument
@why_option
@pass_state
def rollback(state: State, name: str, why: str) -> None:
    """Let the champion before this one answer again."""
    with state.workspace() as workspace:
        digest = workspace.model_life.roll_back(name, why)
    which = f"version {digest[:12]}" if digest else "the version that ships with Upslope"
    say(f"{name}: {which} answers again. {AGAIN}")


@click.command()
@name_argument
@json_option
@pass_state
def history(state: State, name: str, as_json: bool) -> None:
    """Show the versions kept of a model, and when which became champion or was kept out."""
    with state.workspace() as workspace:
        versions = workspace.model_life.versions(name)
        moves = workspace.model_life.moves(name)
    if as_json:
        write_lines([*versions, *moves])
        return
    if not versions:
        say(f"No version of {name} was trained here yet; the one that ships answers.")
        return
    made = table("version", "rung", "trained", "data", "note")
    for one in versions:
        day = f"{one.created_at:%Y-%m-%d %H:%M}"
        add_row(made, [one.digest[:12], one.rung, day, one.data[:12], one.note])
    console().print(made)
    log = table("when", "version", "became", "why")
    for move in moves:
        became = "champion" if move.moved else "nothing: kept out"
        version = move.to[:12] or "shipped"
        add_row(log, [f"{move.at:%Y-%m-%d %H:%M}", version, became, move.why])
    console().print(log)


@click.command()
@name_argument
@click.argument("version")
@click.option("--to", "uri", required=True, metavar="URI", help="http://..., or sqlite:///runs.db")
@pass_state
def mlflow(state: State, /, name: str, version: str, uri: str) -> None:
    """Write a kept version to an MLflow store as well: a run with scores and files.

    It goes to the store you name and nowhere else. Needs the extra upslope[mlflow].
    """
    with state.workspace() as workspace:
        run = workspace.model_life.to_mlflow(name, version, uri)
    say(f"{name}: version {version} is run {run} of the experiment upslope-{name}.")


COMMANDS = (promote, rollback, history, mlflow)
