"""``upslope track calendar``, ``funnel`` and ``journal``."""

from __future__ import annotations

from pathlib import Path

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.errors import UsageError

_MOST_SAID = 5


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_state
def calendar(state: State, file: Path) -> None:
    """Write dates and reminders to a calendar file, for any calendar program.

    Example: upslope track calendar applications.ics
    """
    with state.workspace() as workspace:
        written = workspace.tracker.calendar()
    try:
        file.write_bytes(written)
    except OSError as error:
        raise UsageError(f"{file} could not be written: {error.strerror}.") from error
    say(f"Written to {file}. A calendar that reads it again moves what was moved.")


@click.command()
@json_option
@pass_state
def funnel(state: State, as_json: bool) -> None:
    """Show how many applications came how far, how long it took, and how sure that is.

    Example: upslope track funnel
    """
    from upslope.apps.cli.market_tables import as_record, show_tables

    with state.workspace() as workspace:
        tables = workspace.tracker.funnel()
    if as_json:
        write_lines(map(as_record, tables))
    else:
        show_tables(tables, lambda _: "upslope track funnel --json")


@click.command()
@click.argument("application", required=False, metavar="[ID]")
@click.option(
    "--put-back",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Add the lines of a journal file that are missing here.",
)
@json_option
@pass_state
def journal(state: State, application: str | None, put_back: Path | None, as_json: bool) -> None:
    """List every line that you ever wrote, or put a journal back.

    Beside the database the same lines are in journal.jsonl, one a line. If the database is ever
    lost, that file brings all of them back.

    \b
    Examples:
      upslope track journal 3f2a91
      upslope track journal --put-back ~/old-workspace/journal.jsonl
    """
    if put_back:
        _put_back(state, put_back)
        return
    with state.workspace() as workspace:
        entries = workspace.tracker.journal(application)
    if as_json:
        write_lines(entries)
        return
    shown = table("number", "when", "application", "what", "by", "text")
    for one in entries:
        text = ", ".join(f"{name}: {value}" for name, value in one.data.items())
        cells = [one.number, one.at[:16].replace("T", " "), one.application[:8], one.kind, one.by]
        add_row(shown, [*cells, text[:200]])
    console().print(shown)


def _put_back(state: State, file: Path) -> None:
    with state.workspace() as workspace:
        done = workspace.tracker.put_back(file)
    say(f"Put back: {done.lines:,} lines. {done.known:,} were here already.")
    for problem in done.refused[:_MOST_SAID]:
        say(f"left out: {problem.where}: {problem.why}")
    if len(done.refused) > _MOST_SAID:
        say(f"{len(done.refused):,} lines were left out in all.")
