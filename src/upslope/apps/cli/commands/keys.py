"""``upslope keys``: your own keys for the sources that want one."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.errors import UsageError
from upslope.settings import keys


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Show which sources want a key of your own, and set it in the system's keyring.

    No source that matters needs one. A key is sent to its own source only; it is never written to
    a file, shown or logged. In place of the keyring, a variable will do: UPSLOPE_REED_KEY=...

    \b
    Examples:
      upslope keys
      upslope keys set reed_key
      upslope keys forget reed_key
    """
    if context.invoked_subcommand is None:
        _list(context.ensure_object(State), as_json)


def _list(state: State, as_json: bool) -> None:
    with state.workspace() as workspace:
        wanted = workspace.keys()
    lines = [
        {"key": name, "for": label, "set": keys.find(name) is not None}
        for name, label in wanted.items()
    ]
    if as_json:
        write_lines(lines)
        return
    shown = table("key", "for", "set", "or as a variable")
    for line in lines:
        is_set = "yes" if line["set"] else "no"
        add_row(shown, [line["key"], line["for"], is_set, keys.variable(str(line["key"]))])
    console().print(shown)


@command.command("set")
@click.argument("name")
@pass_state
def set_(state: State, name: str) -> None:
    """Ask for a key, without showing it, and keep it in the system's keyring.

    Example: upslope keys set reed_key
    """
    _require(state, name)
    keys.keep(name, click.prompt(name, hide_input=True, err=True).strip())
    say(f"{name} is kept in the system's keyring.")


@command.command()
@click.argument("name")
@pass_state
def forget(state: State, name: str) -> None:
    """Take a key out of the system's keyring.

    Example: upslope keys forget reed_key
    """
    _require(state, name)
    keys.forget(name)
    say(f"{name} is not in the system's keyring any more.")


def _require(state: State, name: str) -> None:
    with state.workspace() as workspace:
        known = workspace.keys()
    if name not in known:
        raise UsageError(f"No source wants a key '{name}'.", next=f"There are: {', '.join(known)}.")
