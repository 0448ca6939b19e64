"""``upslope alerts test``, ``send`` and ``feed``: what goes out."""

from __future__ import annotations

import sys

import click

from upslope.apps.cli.screen import counted, json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.records import Sent


@click.command()
@click.argument("channel")
@pass_state
def test(state: State, channel: str) -> None:
    """Send a message to a channel that says only that it arrived.

    Example: upslope alerts test phone
    """
    with state.workspace() as workspace:
        sent = workspace.alerts.test(channel)
    if sent.error:
        say(sent.error)
        raise SystemExit(1)
    say(f"{channel} took the message.")


@click.command()
@json_option
@pass_state
def send(state: State, as_json: bool) -> None:
    """Tell every channel what is new for its searches; upslope watch does this by itself.

    Each opening is told once to a channel. What fails is tried again the next time.

    Example: upslope alerts send
    """
    with state.workspace() as workspace:
        sent = workspace.alerts.send_due()
    if as_json:
        write_lines(sent)
    else:
        for one in sent:
            say(_line(one))
        if not sent:
            say("Nothing is due.")
    if any(one.error for one in sent):
        raise SystemExit(1)


@click.command()
@click.argument("search", required=False)
@pass_state
def feed(state: State, search: str | None) -> None:
    """Print an Atom feed of the newest openings of one saved search, or of all.

    Example: upslope alerts feed "ML in Oslo" > oslo.xml
    """
    with state.workspace() as workspace:
        sys.stdout.buffer.write(workspace.alerts.feed(search))


def _line(sent: Sent) -> str:
    told = f"{sent.channel}: {counted(sent.openings, 'new opening')} for {sent.search}"
    if sent.waits_until:
        return f"{told} wait for the end of its quiet hours at {sent.waits_until[11:16]}."
    return f"{told}. {sent.error}".strip() if sent.error else f"{told}."


COMMANDS = (test, send, feed)
