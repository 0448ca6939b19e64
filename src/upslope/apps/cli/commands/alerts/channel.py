"""``upslope alerts channel``: ways to reach the person."""

from __future__ import annotations

import sys

import click

from upslope.apps.cli.commands.alerts.searches import LEAVES
from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.guide.alerts import quiet_hours

ASKED = """Where it leads, for example:
  desktop                                       a message on this screen
  ntfys://a-topic-that-only-you-know            the ntfy app
  mailtos://user:password@host?to=you@host      mail
  tgram://bot-token/chat-id                     Telegram
All of them: https://appriseit.com/services/"""


@click.group("channel", invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """List the channels. Where each one leads is a secret and is not shown.

    \b
    Examples:
      upslope alerts channel
      upslope alerts channel add phone --quiet 22:00-07:30
      upslope alerts channel remove phone
    """
    if context.invoked_subcommand:
        return
    with context.ensure_object(State).workspace() as workspace:
        found = workspace.alerts.channels()
    if as_json:
        write_lines(found)
        return
    shown = table("name", "kind", "quiet")
    for one in found:
        quiet = f"{one.quiet.begins}-{one.quiet.ends}" if one.quiet else ""
        add_row(shown, [one.name, one.kind, quiet])
    console().print(shown)


@command.command()
@click.argument("name")
@click.option("--quiet", default="", help="Hours in which it stays silent: 22:00-07:30")
@pass_state
def add(state: State, name: str, quiet: str) -> None:
    """Add a channel, or change where one of this name leads. Nothing is sent.

    The address is asked without showing it, or read from standard input: never give it as an
    argument, where others on this machine and your shell's history see it. It is kept in a file
    that only you can read, outside of the database and of backups.

    \b
    Examples:
      upslope alerts channel add phone --quiet 22:00-07:30
      pass show ntfy | upslope alerts channel add phone
    """
    hours = quiet_hours(quiet)
    if sys.stdin.isatty():
        say(ASKED)
        address = click.prompt("Address", hide_input=True, err=True)
    else:
        address = sys.stdin.readline()
    with state.workspace() as workspace:
        made = workspace.alerts.add_channel(name, address, hours)
    say(f"{made.name} is kept ({made.kind}). Try it: upslope alerts test {made.name}")
    if made.kind != "desktop":
        say(f"{LEAVES}.")


@command.command()
@click.argument("name")
@click.argument("hours", default="")
@pass_state
def quiet(state: State, name: str, hours: str) -> None:
    """Change when a channel stays silent; without hours it never does.

    Example: upslope alerts channel quiet phone 22:00-07:30
    """
    with state.workspace() as workspace:
        workspace.alerts.keep_quiet(name, quiet_hours(hours))
    say(f"{name} is silent from {hours}." if hours else f"{name} is silent at no time.")


@command.command()
@click.argument("name")
@pass_state
def remove(state: State, name: str) -> None:
    """Forget a channel and where it led; saved searches stay.

    Example: upslope alerts channel remove phone
    """
    with state.workspace() as workspace:
        gone = workspace.alerts.remove_channel(name)
    say(f"Removed: {gone.name}")
