"""``upslope track import`` and ``replies``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from upslope.apps.cli.commands.track.moving import said
from upslope.apps.cli.commands.track.showing import name, record, words
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
from upslope.records import Suggestion

if TYPE_CHECKING:
    from upslope.workspace.tracker import Tracker

_MOST_SAID = 5


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
@pass_state
def bring_in(state: State, file: Path, as_json: bool) -> None:
    """Take over applications from a table (CSV) or LinkedIn's data export. Twice changes nothing.

    \b
    Examples:
      upslope track import applications.csv
      upslope track import linkedin-export.zip
    """
    with state.workspace() as workspace:
        done = workspace.tracker.read_file(file.name, file)
    if as_json:
        write_lines(map(record, (*done.taken, *done.moved)))
    say(
        f"{counted(len(done.taken), 'new application')}, {len(done.moved):,} moved on, "
        f"{len(done.known):,} known."
    )
    for problem in done.refused[:_MOST_SAID]:
        say(plain(f"{problem.where}: {problem.why}"))
    if len(done.refused) > _MOST_SAID:
        say(f"{len(done.refused):,} rows were not read whole.")


@click.command()
@click.argument("origin", required=False)
@click.option("--agree", metavar="ID", help="Take over what a mail, or an assistant, suggests.")
@click.option("--application", metavar="ID", help="With --agree: which one it is of.")
@click.option("--dismiss", metavar="ID", help="It is not right: do not ask again.")
@json_option
@pass_state
def replies(
    state: State,
    origin: str | None,
    agree: str | None,
    application: str | None,
    dismiss: str | None,
    as_json: bool,
) -> None:
    """Read employers' mails for what they say of applications. Nothing moves until you agree.

    ORIGIN: a mail (.eml), an mbox file, a Maildir folder, or imaps://user@host/Folder. Without it,
    what waits for your answer is listed.

    \b
    Examples:
      upslope track replies imaps://ada@mail.example/Applications
      upslope track replies --agree 77c0de
      upslope track replies --dismiss 91ab02
    """
    # What an assistant proposed may be an opening of the sample.
    opened = state.stocked_workspace(quiet=True) if agree else state.workspace()
    with opened as workspace:
        tracker = workspace.tracker
        if agree:
            said(tracker.agree(agree, application))
        elif dismiss:
            tracker.dismiss(dismiss)
            say("Dismissed.")
        else:
            if origin:
                say(f"{counted(len(tracker.read_mails(origin)), 'new suggestion')}.")
            _list(tracker, as_json)


def _list(tracker: Tracker, as_json: bool) -> None:
    waiting = tracker.suggestions()
    if as_json:
        write_lines(waiting)
    elif not waiting:
        say("No suggestion waits for your answer.")
    else:
        shown = table("id", "day", "says", "of", "because", "from")
        for one in waiting:
            cells = [one.id[:8], one.day, words(one.status), _of(tracker, one)]
            add_row(shown, [*cells, one.quote[:200], _sender(one)])
        console().print(shown)
        say("Right? upslope track replies --agree ID   Wrong? --dismiss ID")


def _of(tracker: Tracker, one: Suggestion) -> str:
    return name(tracker.get(one.application)) if one.application else f"? {plain(one.subject)}"


def _sender(one: Suggestion) -> str:
    return one.sender if one.verified else f"{one.sender} (nobody vouches for that)"
