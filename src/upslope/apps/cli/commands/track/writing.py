"""``upslope track note``, ``contact``, ``document``, ``date``, ``remind``, ``change`` and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from upslope.apps.cli.commands.track.showing import name
from upslope.apps.cli.screen import say
from upslope.apps.cli.state import State, pass_state
from upslope.errors import UsageError
from upslope.guide.tracker.written import FIELDS
from upslope.records import Application

if TYPE_CHECKING:
    from upslope.workspace.tracker import Tracker

application_argument = click.argument("application", metavar="ID")
written_argument = click.argument("written", metavar="WRITTEN")


def _said(one: Application, what: str) -> None:
    say(f"{what}: {name(one)} ({one.id})")


@click.command()
@application_argument
@click.argument("text")
@pass_state
def note(state: State, application: str, text: str) -> None:
    """Write a note.

    Example: upslope track note 3f2a91 "They called back."
    """
    with state.workspace() as workspace:
        _said(workspace.tracker.note(application, text), "noted")


@click.command()
@application_argument
@click.option("--name", "who", default="", help="Who it is.")
@click.option("--role", default="", help="What they are there.")
@click.option("--email", default="", help="Their address.")
@click.option("--text", default="", help="Anything else.")
@pass_state
def contact(state: State, application: str, who: str, role: str, email: str, text: str) -> None:
    """Write down somebody to talk to.

    Example: upslope track contact 3f2a91 --name "Ada Quill" --role recruiter
    """
    with state.workspace() as workspace:
        kept = workspace.tracker.contact(application, who, role=role, email=email, text=text)
        _said(kept, "contact noted")


@click.command()
@application_argument
@click.argument("document_name", metavar="NAME")
@click.option("--text", default="", help="Anything else.")
@pass_state
def document(state: State, application: str, document_name: str, text: str) -> None:
    """Write down which document you used.

    Example: upslope track document 3f2a91 resume-ml.pdf
    """
    with state.workspace() as workspace:
        _said(workspace.tracker.document(application, document_name, text=text), "document noted")


@click.command()
@application_argument
@click.argument("day")
@click.argument("text", default="")
@pass_state
def date(state: State, application: str, day: str, text: str) -> None:
    """Write down a day, as 2026-12-31.

    Example: upslope track date 3f2a91 2026-12-01 "Interview at ten"
    """
    with state.workspace() as workspace:
        _said(workspace.tracker.date(application, day, text), f"{day} noted")


@click.command()
@application_argument
@click.argument("day")
@click.argument("text", default="")
@pass_state
def remind(state: State, application: str, day: str, text: str) -> None:
    """Be reminded from a day on, as 2026-12-31, until it is done.

    Example: upslope track remind 3f2a91 2026-12-08 "Ask again"
    """
    with state.workspace() as workspace:
        _said(workspace.tracker.remind(application, day, text), f"you will be reminded on {day}")


@click.command()
@application_argument
@written_argument
@click.option("--set", "pairs", multiple=True, metavar="FIELD=TEXT", help="What changes.")
@pass_state
def change(state: State, application: str, written: str, pairs: tuple[str, ...]) -> None:
    """Change something written, by its id in upslope track show, or the day of a step.

    \b
    Examples:
      upslope track change 3f2a91 77c0de --set text="They called back on Monday."
      upslope track change 3f2a91 91ab02 --set day=2026-12-02
    """
    fields = sorted({field for known in FIELDS.values() for field in known})
    if not pairs or not all("=" in pair for pair in pairs):
        raise click.UsageError(f"Say what changes: --set FIELD=TEXT, of {', '.join(fields)}.")
    data = dict(pair.split("=", 1) for pair in pairs)
    with state.workspace() as workspace:
        id = _id_of(workspace.tracker, application, written)
        _said(workspace.tracker.change(application, id, data), "changed")


@click.command()
@application_argument
@written_argument
@click.option("--undo", is_flag=True, help="It is not done.")
@pass_state
def done(state: State, application: str, written: str, undo: bool) -> None:
    """Tick a reminder off, by its id in upslope track show.

    Example: upslope track done 3f2a91 77c0de
    """
    with state.workspace() as workspace:
        id = _id_of(workspace.tracker, application, written)
        kept = workspace.tracker.done(application, id, done=not undo)
        _said(kept, "not done" if undo else "done")


@click.command()
@application_argument
@written_argument
@pass_state
def erase(state: State, application: str, written: str) -> None:
    """Show something written, or a step, no more. The journal keeps it.

    Example: upslope track erase 3f2a91 77c0de
    """
    with state.workspace() as workspace:
        id = _id_of(workspace.tracker, application, written)
        _said(workspace.tracker.erase(application, id), "erased")


def _id_of(tracker: Tracker, application: str, start: str) -> str:
    """Return the id of what is written that begins so."""
    known = tracker.get(application)
    kept = [*(one.id for one in known.written), *(step.id for step in known.steps)]
    ids = [id for id in kept if id.startswith(start)]
    if start in ids or len(ids) == 1:
        return start if start in ids else ids[0]
    many = "Several things written begin" if ids else "Nothing written begins"
    raise UsageError(f"{many} with {start!r}.", next=f"See: upslope track show {known.id}")
