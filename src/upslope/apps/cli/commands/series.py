"""``upslope series``: outside series of the labour market, kept as they were known on each day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from upslope.apps.cli.screen import (
    add_row,
    console,
    counted,
    json_option,
    plain,
    say,
    table,
    write_lines,
)
from upslope.apps.cli.state import State, pass_state

if TYPE_CHECKING:
    from upslope.workspace.downloads import Taken
    from upslope.workspace.outside import Outside

_DAY = click.DateTime(["%Y-%m-%d"])


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
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as-of",
    type=_DAY,
    help="The day it was published.  [default: the day in its name, else the end of what it tells]",
)
@click.option("--name", help="Which series it is.  [default: told by its columns]")
@json_option
@pass_state
def add(state: State, file: Path, as_of: datetime | None, name: str | None, as_json: bool) -> None:
    """Keep a file of a series that you have.

    \b
    Example:
      upslope series add AI_posting.csv --as-of 2026-07-21
    """
    with state.workspace() as workspace:
        day = as_of.date().isoformat() if as_of else None
        taken = workspace.outside.add(file, day, name)
    _report([taken], as_json)


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
        _report(workspace.outside.download(names, history=history), as_json)


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
            show_tables([workspace.outside.show(name, place, on)])


def _report(files: Iterable[Taken], as_json: bool) -> None:
    """Say of each file what became of it; fail if the last one did not come."""
    kept, there, error = 0, 0, None
    for taken in files:
        kept, there = kept + taken.is_new, there + (taken.error is None and not taken.is_new)
        error = taken.error
        if as_json:
            write_lines([_line(taken)])
        else:
            say(plain(_told(taken)))
    if not as_json:
        say(f"{counted(kept, 'new file')} kept, {there:,} were here already.")
    if error:
        raise error


def _told(taken: Taken) -> str:
    if taken.error or taken.vintage is None:
        return f"{taken.series}: {taken.origin} was not kept: {taken.error}"
    values = sum(map(len, taken.vintage.values.values()))
    said = [
        f"{taken.series} as of {taken.as_of} ({taken.day_from}): {values:,} values of "
        f"{counted(len(taken.vintage.values), 'place')}",
        *(f"{count:,} lines left out: {why}" for why, count in taken.vintage.skipped.items()),
        *taken.vintage.notes,
        *([] if taken.is_new else ["it was here already"]),
    ]
    return "; ".join(said)


def _line(taken: Taken) -> dict[str, object]:
    vintage = taken.vintage
    return {
        "series": taken.series,
        "origin": taken.origin,
        "as_of": taken.as_of or None,
        "day_from": taken.day_from or None,
        "new": taken.is_new,
        "values": sum(map(len, vintage.values.values())) if vintage else 0,
        "skipped": vintage.skipped if vintage else {},
        "notes": vintage.notes if vintage else [],
        "error": str(taken.error) if taken.error else None,
    }
