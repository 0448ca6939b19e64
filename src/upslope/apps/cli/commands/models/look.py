"""``models data``, ``card``, ``compare`` and ``evaluate``: looking, without changing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from upslope.apps.cli.commands.models.options import given, labels_options, name_argument
from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state


def shown(row: Mapping[str, Any]) -> str:
    """A ladder row's main measures as text."""
    parts = [
        f"{name.replace('_', ' ')} {row[name][0]:.3f} ({row[name][1]:.2f}-{row[name][2]:.2f})"
        for name in ("accuracy", "micro_f1", "macro_f1")
        if name in row
    ]
    return ", ".join(parts)


def show_ladder(rows: Sequence[Mapping[str, Any]], winner: str = "") -> None:
    """Print the rungs of a ladder as a table; the winner is marked."""
    names = [name for name in rows[0] if name != "rung"]
    made = table("rung", *(name.replace("_", " ") for name in names))
    for row in rows:
        mark = "> " if row["rung"] == winner else "  "
        add_row(made, [mark + row["rung"], *(_cell(row.get(name)) for name in names)])
    console().print(made)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return f"{value[0]:.3f} ({value[1]:.2f}-{value[2]:.2f})"
    return f"{value:.3f}"


@click.command()
@name_argument
@labels_options
@json_option
@pass_state
def data(state: State, /, name: str, as_json: bool, **options: Any) -> None:
    """Look at the data a model would learn from, before it does.

    Fingerprint, balance of the classes, what was left out because it shares employer or text with
    what the model is judged on, and what a person should look at.
    """
    with state.workspace() as workspace:
        found = workspace.model_life.data(name, given(**options))
    about = found._replace(examples=len(found.examples))._asdict()  # type: ignore[arg-type]
    if as_json:
        write_lines([about])
        return
    made = table("what", "found")
    for what, value in about.items():
        lines = (
            [f"{one} {count:,}" for one, count in value.items()]
            if hasattr(value, "items")
            else value
            if isinstance(value, list)
            else [value]
        )
        add_row(made, [what.replace("_", " "), "\n".join(map(str, lines))])
    console().print(made)


@click.command()
@name_argument
@click.option("--version", "digest", default="", metavar="DIGEST", help="Not of the champion.")
@json_option
@pass_state
def card(state: State, /, name: str, digest: str, as_json: bool) -> None:
    """Show a model's card: what it answers, its data, its ladder, where it is weak."""
    from upslope.models.lifecycle.card import markdown

    with state.workspace() as workspace:
        told = workspace.model_life.card(name, digest)
    if as_json:
        write_lines([told])
    else:
        click.echo(markdown(told), nl=False)


@click.command()
@name_argument
@labels_options
@click.option("--rung", "rungs", multiple=True, help="Climb only these. May be repeated.")
@json_option
@pass_state
def compare(
    state: State, /, name: str, rungs: tuple[str, ...], as_json: bool, **options: Any
) -> None:
    """Show a model's ladder: constant, rules, logistic regression, SVM, trees, network.

    The figures are those of the card; with --labels the ladder is climbed anew, each rung on the
    same employers that it has not seen. The smallest rung that no other beats wins.
    """
    with state.workspace() as workspace:
        life = workspace.model_life
        told = life.card(name)
        rows = life.climb(name, given(**options), rungs) if options["labels"] else told["ladder"]
    if as_json:
        write_lines(rows)
        return
    show_ladder(rows, "" if options["labels"] else told["winner"])
    say("Scores on employers a rung has not seen, with 95 % intervals; > marks the winner.")


@click.command()
@name_argument
@labels_options
@json_option
@pass_state
def evaluate(state: State, /, name: str, as_json: bool, **options: Any) -> None:
    """Score the model that answers on labelled postings, by default on our own small set.

    Give none that it learned from. Beside it stand the rules and the most common class; intervals
    are over employers.
    """
    with state.workspace() as workspace:
        found = workspace.model_life.evaluate(name, given(**options))
    if as_json:
        write_lines([found._asdict()])
        return
    rows = [
        {"rung": what, **scores}
        for what in ("constant", "rules", "model", "newest")
        if (scores := getattr(found, what))
    ]
    show_ladder(rows)
    say(f"{found.examples:,} examples; calibration error {found.calibration:.3f}.")


COMMANDS = (data, card, compare, evaluate)
