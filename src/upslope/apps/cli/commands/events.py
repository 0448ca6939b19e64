"""``upslope events``: conferences, their deadlines, competitions and meetups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import msgspec

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.errors import UpslopeError
from upslope.records import GatheringKind

if TYPE_CHECKING:
    from upslope.guide.gatherings import Coming
    from upslope.workspace.gatherings import Fed

HOW = """No events are kept yet. To get them:
  upslope events collect                                 conferences and their deadlines
  upslope events collect https://meet.example/ml.ics     a calendar of meetups, by its address
  upslope events collect --from FILE_OR_FOLDER           lists you have (.yml, .json, .ics)"""
_DAY = len("2026-12-06")
_MOST_SAID = 5


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
@click.option("--limit", type=click.IntRange(min=1), default=30, show_default=True)
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
            _show(found[:limit], now)
        say(f"{min(limit, len(found))} of {len(found)} that fit are shown.")


@command.command()
@click.argument("feeds", nargs=-1)
@click.option("--from", "origin", help="A file, a folder of lists, or an address.")
@json_option
@pass_state
def collect(state: State, feeds: tuple[str, ...], origin: str | None, as_json: bool) -> None:
    """Collect events from feeds: by name, or any calendar by its address.

    Feeds: ai-deadlines, python-deadlines, confs.tech, kaggle (your own token: upslope keys set
    kaggle). Without any, those that need no key, and every calendar you gave before.

    \b
    Examples:
      upslope events collect
      upslope events collect confs.tech https://lu.ma/oslo-ml.ics
      upslope events collect --from ~/ai-deadlines/src/data/conferences
    """
    if feeds and origin:
        raise click.UsageError("Give feeds or --from, not both.")
    with state.workspace() as workspace:
        asked = workspace.events.collect_from(origin) if origin else workspace.events.collect(feeds)
        _report(asked, as_json)


def _report(asked: Iterable[Fed], as_json: bool) -> None:
    """Say what came, and at most a few of what did not; fail only if nothing came."""
    counts, errors, problems = Counter[str](), list[UpslopeError](), Counter[str]()
    for fed in asked:
        counts.update(fed.stored._asdict() | {"lists": fed.error is None})
        errors += [fed.error] if fed.error else []
        problems.update(f"{fed.origin}, {one.where}: {one.why}" for one in fed.problems)
        if as_json:
            write_lines([_line(fed)])
    if not as_json:
        say(
            f"{counts['new']:,} new events, {counts['changed']:,} changed, {counts['same']:,} as "
            f"before, from {counts['lists']:,} lists."
        )
    said = [*(f"could not be read: {line}" for line in problems), *map(str, errors)]
    for line in said[:_MOST_SAID]:
        say(line)
    if len(said) > _MOST_SAID:
        say(f"{len(problems):,} rows could not be read, {len(errors):,} lists did not come.")
    if errors and not counts["lists"]:
        raise errors[0]


def _line(fed: Fed) -> dict[str, object]:
    error = str(fed.error) if fed.error else None
    return {"origin": fed.origin, **fed.stored._asdict(), "problems": fed.problems, "error": error}


def _show(found: list[Coming], now: datetime) -> None:
    from upslope.guide.gatherings import remaining

    shown = table("in", "when", "what", "event", "days", "where", "about")
    shown.columns[0].no_wrap = shown.columns[1].no_wrap = shown.columns[4].no_wrap = True
    for one in found:
        gathering = one.gathering
        add_row(
            shown,
            [
                remaining(one.at, now),
                _times(one),
                f"{one.what}{f' ({one.zone})' if one.zone else ''}",
                gathering.title,
                _days(gathering.starts, gathering.ends),
                gathering.place or ("online" if gathering.online else ""),
                gathering.fields[0].replace("-", " ") if gathering.fields else "",
            ],
        )
    console().print(shown)


def _times(one: Coming) -> str:
    """Give a moment by the clock here and in UTC; a day as it is, in no zone."""
    if len(one.told) == _DAY:
        return one.told
    here = one.at.astimezone()
    if not one.told.endswith("Z"):
        return f"{one.told[:16].replace('T', ' ')} there"
    return f"{here:%Y-%m-%d %H:%M} {here.tzname() or ''}\n{one.at:%Y-%m-%d %H:%M} UTC"


def _days(starts: str | None, ends: str | None) -> str:
    """Give the days of an event in as few signs as may be.

    >>> _days("2026-12-06", "2026-12-12"), _days("2026-11-30", "2026-12-03T10:00:00Z")
    ('2026-12-06/12', '2026-11-30/12-03')
    """
    first, last = (starts or "")[:_DAY], (ends or "")[:_DAY]
    if not first or first >= last:
        return first
    common = next((size for size in (8, 5) if first[:size] == last[:size]), 0)
    return f"{first}/{last[common:]}"


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
