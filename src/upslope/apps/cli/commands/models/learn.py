"""``models train``, ``tune`` and ``retrain``: new versions of a model."""

from __future__ import annotations

from typing import Any

import click

from upslope.apps.cli.commands.models.look import show_ladder
from upslope.apps.cli.commands.models.options import given, labels_options, name_argument
from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state


@click.command()
@name_argument
@labels_options
@click.option("--rung", "rungs", multiple=True, help="Climb only these. May be repeated.")
@json_option
@pass_state
def train(
    state: State, /, name: str, rungs: tuple[str, ...], as_json: bool, **options: Any
) -> None:
    """Climb a model's ladder and keep the winner as a version. It does not answer yet.

    \b
    Example:
      upslope models train role --labels labels.jsonl --postings postings.jsonl
    """
    with state.workspace() as workspace:
        done = workspace.model_life.train(name, given(**options), rungs)
    told = done.version.scores
    if as_json:
        write_lines([done.version])
        return
    from upslope.models.lifecycle.card import row

    show_ladder([row(step) for step in done.steps], done.version.rung)
    say(f"Kept version {done.version.digest[:12]} ({done.version.rung}), {len(told)} figures.")
    say(f"To let it answer: upslope models promote {name} {done.version.digest[:12]}")


@click.command()
@name_argument
@click.argument("rung")
@labels_options
@click.option(
    "--by",
    type=click.Choice(["halving", "optuna"]),
    default="halving",
    show_default=True,
    help="How settings are chosen; Optuna is in the extra upslope[train].",
)
@json_option
@pass_state
def tune(state: State, /, name: str, rung: str, by: str, as_json: bool, **options: Any) -> None:
    """Look for the settings of a rung that answer unseen employers best.

    \b
    Example:
      upslope models tune role logistic --labels labels.jsonl --postings postings.jsonl
    """
    with state.workspace() as workspace:
        trials = workspace.model_life.tune(name, given(**options), rung, by=by)
    if as_json:
        write_lines([trial._asdict() for trial in trials])
        return
    made = table("settings", "examples", "score")
    for trial in trials:
        settings = ", ".join(f"{key} {value:g}" for key, value in trial.settings.items())
        add_row(made, [settings, f"{trial.examples:,}", f"{trial.score:.3f}"])
    console().print(made)


@click.command()
@name_argument
@labels_options
@json_option
@pass_state
def retrain(state: State, /, name: str, as_json: bool, **options: Any) -> None:
    """Let a challenger learn from what you corrected, and promote it if it earns that.

    It must not be worse on our own frozen set and must be better on your newest corrections, which
    it has not seen. Else it is kept out, and why is written down.
    """
    with state.workspace() as workspace:
        done = workspace.model_life.retrain(name, given(**options))
    if as_json:
        write_lines([{"version": done.version, "verdict": done.verdict._asdict()}])
    say(f"{done.verdict.why}.")


COMMANDS = (train, tune, retrain)
