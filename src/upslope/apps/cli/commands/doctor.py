"""``upslope doctor``: what is wrong and how to mend it."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state

_SIGNS = {"ok": "ok", "note": "note", "bad": "BAD"}


@click.command()
@click.option("--offline", is_flag=True, help="Ask no host whether it answers.")
@json_option
@pass_state
def command(state: State, offline: bool, as_json: bool) -> None:
    """Look at settings, database, kept replies, boards and hosts; say how to mend what is wrong.

    Changes nothing. Exit status 1 if anything is bad.

    Example: upslope doctor
    """
    from upslope.doctor import examine

    found = list(examine(state.folder, reach=not offline))
    if as_json:
        write_lines(found)
    else:
        shown = table("", "what", "found", "what to do")
        for one in found:
            add_row(shown, [_SIGNS[one.state], one.about, one.says, one.next])
        console().print(shown)
    bad = sum(one.state == "bad" for one in found)
    say(f"{bad} of {len(found)} need mending." if bad else "All is well.")
    if bad:
        raise SystemExit(1)
