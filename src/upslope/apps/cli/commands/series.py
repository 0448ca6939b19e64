"""``upslope series``: outside series of the labour market, kept as they were known on each day."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from upslope.apps.cli.asked import Day
from upslope.apps.cli.screen import add_row, console, json_option, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.apps.cli.taken import report
from upslope.errors import ReadError, UsageError

if TYPE_CHECKING:
    from upslope.workspace.downloads import Taken
    from upslope.workspace.outside import Outside

_DAY = Day()


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, /, as_json: bool) -> None:
    """Keep and show series that others publish: share of AI postings, demand, advertised pay.

    Only "upslope series download" asks anybody for them. Each file is kept as it came, with the
    day on which it was published, because later files revise what earlier ones said.

    \b
    Examples:
      upslope series
      upslope series download ai_share --history
      upslope series add AI_posting.csv --as-of 2026-07-21
      upslope series show ai_share --place US --day 2026-01-31
    """
    if context.invoked_subcommand:
        return
    with context.ensure_object(State).workspace() as workspace:
        held = list(_held(workspace.outside))
    if as_json:
        write_lines(held)
        return
    shown = table("series", "what", "files", "known on", "publisher")
    for one in held:
        days = " to ".join(dict.fromkeys(str(one[end]) for end in ("first", "last") if one[end]))
        whose = f"{one['publisher']} ({one['licence']})"
        add_row(shown, [one["name"], one["title"], one["files"] or "none", days, whose])
    console().print(shown)


def _held(outside: Outside) -> Iterator[dict[str, object]]:
    from upslope.guide.outside import catalogue

    for held in outside.held():
        told: dict[str, object] = msgspec.to_builtins(catalogue()[held.series])
        yield told | {"files": held.files, "first": held.first, "last": held.last}


@command.command()
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--as-of",
    type=_DAY,
    help="The day it was published.  [default: the day in its name, else the end of what it tells]",
)
@click.option("--name", help="Which series it is.  [default: told by its columns]")
@json_option
@pass_state
def add(
    state: State, files: tuple[Path, ...], as_of: datetime | None, name: str | None, as_json: bool
) -> None:
    """Keep files of series that you have.

    \b
    Examples:
      upslope series add AI_posting.csv --as-of 2026-07-21
      upslope series add vintages/AI_posting_*.csv
    """
    with state.workspace() as workspace:
        day = as_of.date().isoformat() if as_of else None
        report(_added(workspace.outside, files, day, name), as_json)


def _added(
    outside: Outside, files: Iterable[Path], day: str | None, name: str | None
) -> Iterator[Taken]:
    from upslope.guide.outside import check
    from upslope.workspace.downloads import Taken

    if name:
        check(name)
    for file in files:
        try:
            yield outside.add(file, day, name)
        except (ReadError, UsageError) as error:  # the others may be better
            yield Taken(name or "", file.name, error=error)


@command.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--history", is_flag=True, help="Also earlier versions: the newest 300 of each file.")
@json_option
@pass_state
def download(state: State, names: tuple[str, ...], history: bool, as_json: bool) -> None:
    """Download series from their publisher's public repositories, all of them or by name.

    GitHub answers 60 questions an hour; the history of postings_index takes about 40 of them, of
    any other series one to three. What is here already is not asked for again, so a download that
    broke off goes on where it stopped.

    \b
    Examples:
      upslope series download
      upslope series download ai_share --history
    """
    with state.workspace() as workspace:
        report(workspace.outside.download(names, history=history), as_json)


@command.command()
@click.argument("name")
@click.option("--place", help="A country (US), or any other place that the files name.")
@click.option("--day", type=_DAY, help="As it was known on that day.  [default: today]")
@json_option
@pass_state
def show(state: State, name: str, place: str | None, day: datetime | None, as_json: bool) -> None:
    """Show the newest values of a series, or all months of one place, as known on a day.

    With --json and a place, every value is printed.

    \b
    Example:
      upslope series show ai_share --place US --day 2026-01-31
    """
    from upslope.apps.cli.market_tables import show_tables

    with state.workspace() as workspace:
        on = day.date() if day else None
        if as_json:
            write_lines(workspace.outside.lines(name, place, on))
        else:
            again = _again(name, place, on)
            show_tables([workspace.outside.show(name, place, on)], lambda _: again)


def _again(name: str, place: str | None, day: date | None) -> str:
    """Write the command that prints every value.

    >>> _again("ai_share", "US / New York", None)
    "upslope series show ai_share --place 'US / New York' --json"
    """
    options = {"--place": place, "--day": day}
    given = [word for option, value in options.items() if value for word in (option, str(value))]
    return shlex.join(["upslope", "series", "show", name, *given, "--json"])
