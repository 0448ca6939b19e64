"""How applications are shown in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import click
import msgspec

from upslope.apps.cli.screen import (
    add_row,
    console,
    headed,
    json_option,
    plain,
    say,
    table,
    write_lines,
)
from upslope.apps.cli.state import State, pass_state
from upslope.records import STATUSES, Application, StatusStep, Written

NONE_YET = """Nothing is tracked yet. To begin:
  upslope track add ID                                   an opening that is stored
  upslope track add --company NAME --title TITLE         any other
  upslope track import FILE                              a table, or LinkedIn's export"""


def record(one: Application) -> dict[str, object]:
    """Return an application as one line of JSON has it: with its status in words."""
    return {"status": one.status, **msgspec.to_builtins(one)}


def name(one: Application) -> str:
    """Return what an application is of, on one line."""
    return plain(", ".join(filter(None, [one.title, one.company])) or "(unnamed)")


def board(found: Sequence[Application]) -> None:
    """Print applications in the order of their statuses, each group with its heading."""
    if not found:
        say(NONE_YET)
        return
    shown = table("status", "since", "id", "company", "title", "place")
    shown.columns[2].no_wrap = True
    for status in STATUSES:
        group = [one for one in found if one.status == status]
        for number, one in enumerate(group):
            heading = f"{words(status)} ({len(group)})" if not number else ""
            since = one.steps[-1].day if one.steps else ""
            gone = " (removed)" if one.removed else ""
            add_row(shown, [heading, since, one.id, one.company, one.title + gone, one.place])
    console().print(shown)


def words(status: str) -> str:
    """Return a status as people write it."""
    return status.replace("_", " ")


def due(coming: Sequence[tuple[Application, Written]], closed: Sequence[Application]) -> None:
    """Print what is to be done, and which adverts closed."""
    headed("Due", [_due(one, written) for one, written in coming])
    headed("The advert closed", [f"{one.id[:8]}  {name(one)}" for one in closed])
    if closed:
        say("To see that no more: upslope track seen ID")


def _due(one: Application, written: Written) -> str:
    text = written.data.get("text", written.kind)
    return f"{written.data['day']}  {name(one)}: {plain(text)}  ({one.id[:8]} {written.id[:8]})"


@click.command()
@click.argument("application", metavar="ID")
@json_option
@pass_state
def show(state: State, application: str, as_json: bool) -> None:
    """Show an application with all that is written of it.

    Example: upslope track show 3f2a91
    """
    with state.workspace() as workspace:
        found = workspace.tracker.get(application)
        if found in workspace.tracker.closings():
            say("The advert closed.")
    if as_json:
        write_lines([record(found)])
        return
    about = [found.place, found.url, "removed: upslope track restore" if found.removed else ""]
    headed(name(found), [f"application {found.id}", *filter(None, about)])
    headed("Steps", [_step(step) for step in found.steps])
    for kind in ("note", "contact", "document", "date", "reminder"):
        headed(f"{kind}s".capitalize(), [_written(w) for w in found.written if w.kind == kind])


def _step(step: StatusStep) -> str:
    by = "" if step.by == "person" else f"  (from {step.by})"
    return f"{step.day or 'day not known'}  {words(step.status)}{by}  [{step.id[:8]}]"


def _written(one: Written) -> str:
    done = "  (done)" if one.done else ""
    return f"{'  '.join(map(plain, one.data.values()))}{done}  [{one.id[:8]}]"


@click.command("due")
@click.option(
    "--within", type=click.IntRange(0, 36_500), default=14, show_default=True, help="Days."
)
@json_option
@pass_state
def coming(state: State, within: int, as_json: bool) -> None:
    """List reminders and dates that come, the earliest first.

    Example: upslope track due --within 30
    """
    with state.workspace() as workspace:
        found = workspace.tracker.due(date.today() + timedelta(days=within))
    if as_json:
        write_lines({"application": one.id, **msgspec.to_builtins(what)} for one, what in found)
    elif found:
        due(found, [])
    else:
        say(f"Nothing is due within {within} days.")
