"""``upslope track add``, ``move``, ``details``, ``remove`` and ``restore``."""

from __future__ import annotations

from typing import Any

import click

from upslope.apps.cli.commands.track.showing import name, words
from upslope.apps.cli.screen import say
from upslope.apps.cli.state import State, pass_state
from upslope.guide.tracker.written import as_status
from upslope.records import Application, Status


class StatusName(click.ParamType[Status]):
    """A status, with ``-``, ``_`` or a blank between its words."""

    name = "STATUS"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Status:
        """Return the status."""
        return as_status(str(value))


def said(one: Application) -> None:
    """Say where an application stands now."""
    since = f" since {one.steps[-1].day}" if one.steps and one.steps[-1].day else ""
    say(f"{words(one.status)}{since}: {name(one)} ({one.id})")


@click.command()
@click.argument("posting", required=False, metavar="[ID]")
@click.option("--company", default="", help="Where, of an opening that is not stored.")
@click.option("--title", default="", help="For what.")
@click.option("--url", default="", help="Address of the advert.")
@click.option("--place", default="", help="Where the work is.")
@click.option("--status", type=StatusName(), help="[default: saved if stored, else applied]")
@click.option("--day", help="Since when, as 2026-12-31.  [default: today]")
@pass_state
def add(state: State, /, posting: str | None, status: Status | None, **told: Any) -> None:
    """Track an opening: a stored one by its id, or any other by what you know of it.

    \b
    Examples:
      upslope track add 3f2a91 --status applied --day 2026-11-02
      upslope track add --company Quillfish --title "ML Engineer"
    """
    day = told.pop("day")
    if posting is None:
        with state.workspace() as workspace:
            said(workspace.tracker.add(**told, status=status or "applied", day=day))
        return
    if any(told.values()):
        raise click.UsageError("Give the id of a stored opening, or company and title, not both.")
    with state.stocked_workspace() as workspace:
        for one in workspace.tracker.already(posting):
            say(f"You applied to the same {one.same} before ({one.day}): {name(one.application)}")
        said(workspace.tracker.track(posting, status or "saved", day=day))


@click.command()
@click.argument("application", metavar="ID")
@click.argument("status", type=StatusName())
@click.option("--day", help="Since when, as 2026-12-31.  [default: today]")
@pass_state
def move(state: State, application: str, status: Status, day: str | None) -> None:
    """Give an application another status; the same one with another day corrects the day.

    Statuses: saved, applied, screening, interview, offer, accepted, rejected, withdrawn,
    no-answer.

    Example: upslope track move 3f2a91 interview --day 2026-12-01
    """
    with state.stocked_workspace(quiet=True) as workspace:
        said(workspace.tracker.move(application, status, day=day))


@click.command()
@click.argument("application", metavar="ID")
@click.option("--company", help="Where.")
@click.option("--title", help="For what.")
@click.option("--url", help="Address of the advert.")
@click.option("--place", help="Where the work is.")
@pass_state
def details(state: State, /, application: str, **told: str | None) -> None:
    """Correct what an application says of its company, title, address or place.

    Example: upslope track details 3f2a91 --title "Senior ML Engineer"
    """
    given = {field: text for field, text in told.items() if text is not None}
    if not given:
        raise click.UsageError("Say what to correct: --company, --title, --url or --place.")
    with state.workspace() as workspace:
        said(workspace.tracker.details(application, seen=None, **given))


@click.command()
@click.argument("applications", nargs=-1, required=True, metavar="ID...")
@pass_state
def remove(state: State, applications: tuple[str, ...]) -> None:
    """Take applications off the board. Nothing is lost: see restore.

    Example: upslope track remove 3f2a91
    """
    with state.stocked_workspace(quiet=True) as workspace:
        for one in [workspace.tracker.get(id) for id in applications]:
            workspace.tracker.remove(one)
            say(f"removed: {name(one)}. Put it back: upslope track restore {one.id}")


@click.command()
@click.argument("applications", nargs=-1, required=True, metavar="ID...")
@pass_state
def seen(state: State, applications: tuple[str, ...]) -> None:
    """Note that you know that the adverts closed.

    Example: upslope track seen 3f2a91
    """
    with state.workspace() as workspace:
        for one in [workspace.tracker.get(id) for id in applications]:
            workspace.tracker.saw_closing(one)
            say(f"seen: {name(one)}")


@click.command()
@click.argument("applications", nargs=-1, required=True, metavar="ID...")
@pass_state
def restore(state: State, applications: tuple[str, ...]) -> None:
    """Put applications back on the board.

    Example: upslope track restore 3f2a91
    """
    with state.stocked_workspace(quiet=True) as workspace:
        for one in [workspace.tracker.get(id) for id in applications]:
            said(workspace.tracker.restore(one))
