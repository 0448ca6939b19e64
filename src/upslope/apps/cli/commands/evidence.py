"""``upslope evidence``: what shows what you can do."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import click

from upslope.apps.cli.screen import add_row, console, counted, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.records import Evidence, EvidenceKind


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """List what shows what you can do: notebooks, data sets, competitions, projects.

    \b
    Examples:
      upslope evidence
      upslope evidence add --title "Fish counter" --url https://github.com/you/fish --at 2026-05-01
      upslope evidence kaggle
    """
    if context.invoked_subcommand:
        return
    with context.ensure_object(State).workspace() as workspace:
        found = workspace.evidence.all()
    if as_json:
        write_lines(found)
    elif found:
        _show(found)
    else:
        say("Nothing is kept yet. Add a piece of work: upslope evidence add --title ... --url ...")


@command.command()
@click.option("--title", required=True)
@click.option("--url", help="Where others can look at it.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="Its day.")
@click.option("--kind", type=click.Choice(get_args(EvidenceKind)), default="project")
@click.option("--shows", help="One line on what it shows.")
@pass_state
def add(
    state: State,
    title: str,
    url: str | None,
    at: date | None,
    kind: EvidenceKind,
    shows: str | None,
) -> None:
    """Keep a piece of your work. The same title and address again replaces it.

    Example: upslope evidence add --title "Fish counter" --kind model --shows "95 % of fish counted"
    """
    day = date(at.year, at.month, at.day) if at else None
    with state.workspace() as workspace:
        made = workspace.evidence.add(title, url=url, at=day, kind=kind, shows=shows)
    say(f"Kept as {made.id}.")


@command.command()
@click.argument("piece")
@pass_state
def remove(state: State, piece: str) -> None:
    """Remove one piece, by its id or the beginning of it.

    Example: upslope evidence remove 3f2a91
    """
    with state.workspace() as workspace:
        gone = workspace.evidence.remove(piece)
    say(f"Removed: {gone.title}")


@command.command()
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A list as the API, or the kaggle command with --csv, gave it.",
)
@json_option
@pass_state
def kaggle(state: State, file: Path | None, as_json: bool) -> None:
    """Keep your public notebooks, data sets and competitions on Kaggle.

    Asks Kaggle's API with your own token (upslope keys set kaggle, as 'username:key'), or reads a
    file. Untried against the real service.

    \b
    Examples:
      upslope evidence kaggle
      kaggle kernels list --mine --csv > mine.csv && upslope evidence kaggle --from mine.csv
    """
    with state.workspace() as workspace:
        found, problems = workspace.evidence.kaggle(file)
    if as_json:
        write_lines(found)
    for problem in problems:
        say(f"{problem.where}: {problem.why}; left out, the others were read")
    say(f"Kept: {counted(len(found), 'piece')} of evidence.")


def _show(found: list[Evidence]) -> None:
    shown = table("id", "day", "kind", "title", "shows", "address")
    for one in found:
        add_row(shown, [one.id, one.at or "", one.kind, one.title, one.shows or "", one.url or ""])
    console().print(shown)
