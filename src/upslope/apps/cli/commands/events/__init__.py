"""``upslope events``: conferences, their deadlines, competitions and meetups."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import msgspec

from upslope.apps.cli.commands.events import collect, coming
from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State
from upslope.records import GatheringKind

if TYPE_CHECKING:
    from upslope.guide.gatherings import Coming

HOW = """No events are kept yet. To get them:
  upslope events collect                                 conferences and their deadlines
  upslope events collect https://meet.example/ml.ics     a calendar of meetups, by its address
  upslope events collect --from FILE_OR_FOLDER           lists you have (.yml, .json, .ics)"""


class Day(click.ParamType[date]):
    """A day as 2026-12-31."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day (2026-12-31)", param, ctx)


@click.group(invoke_without_command=True)
@click.option("--field", default="", help="What it is about: ml, nlp, vision, robotics, data ...")
@click.option("--place", default="", help="City, or 'online'.")
@click.option("--country", default="", help="Name or code of the country.")
@click.option("--kind", type=click.Choice(get_args(GatheringKind)))
@click.option("--before", type=Day(), help="Until that day.")
@click.option("--within", type=click.IntRange(min=0), help="In so many days from now.")
@click.option("--past", is_flag=True, help="Show those that are over too.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    help="Rows of the table; --json prints all.",
)
@click.option(
    "--ics",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all that is found to a calendar file, with reminders of deadlines.",
)
@json_option
@click.pass_context
def command(
    context: click.Context, /, limit: int, ics: Path | None, as_json: bool, **filters: Any
) -> None:
    """List conferences, deadlines, competitions and meetups, the nearest first.

    What comes next is the nearest deadline at which one may still enter, else the start. Times are
    in your own time zone and in UTC; a day without a time counts until its end.

    \b
    Examples:
      upslope events --field nlp --within 90
      upslope events --country Germany --kind meetup
      upslope events --field vision --ics deadlines.ics
    """
    if context.invoked_subcommand:
        return
    from upslope.guide.gatherings import Wanted

    now = datetime.now(UTC)
    with context.ensure_object(State).workspace() as workspace:
        if workspace.events.is_empty():
            say(HOW)
            return
        found = workspace.events.coming(Wanted(**filters), now)
    if ics:
        _write(ics, found, now)
    elif as_json:
        write_lines(_flat(one, now) for one in found)
    else:
        if found:
            coming.show(found[:limit], now)
        say(f"{min(limit, len(found))} of {len(found)} that fit are shown.")


def _flat(one: Coming, now: datetime) -> dict[str, object]:
    from upslope.guide.gatherings import remaining

    known: dict[str, object] = msgspec.to_builtins(one.gathering)
    return known | {
        "next": one.what,
        "next_at": one.told,
        "next_local": one.at.astimezone().isoformat(timespec="seconds"),
        "remaining": remaining(one.at, now),
    }


def _write(file: Path, found: list[Coming], now: datetime) -> None:
    from upslope.guide.calendar_file import calendar_file

    file.write_bytes(calendar_file(found, now))
    say(f"{len(found)} events written to {file}.")


command.add_command(collect.collect)
