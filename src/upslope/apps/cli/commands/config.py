"""``upslope config``: every setting."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.errors import UsageError
from upslope.settings import FILE, Value, explain


@click.command()
@click.argument("name", required=False)
@json_option
@pass_state
def command(state: State, name: str | None, as_json: bool) -> None:
    """Show every setting: its value, where that comes from, and what it is for.

    With a NAME, print that setting's value alone.

    \b
    Examples:
      upslope config
      upslope config home
    """
    values = explain(state.folder)
    if name is not None:
        click.echo(_value(values, name))
        return
    if as_json:
        write_lines(map(_line, values))
        return
    shown = table("setting", "value", "from", "default", "what it is for")
    for one in values:
        add_row(
            shown,
            [one.setting.name, one.value or "", one.origin, one.setting.default, one.setting.help],
        )
    console().print(shown)
    home, *_ = (one.value for one in values if one.setting.name == "home")
    say(f"To change one, write it into {home}/{FILE}, for example:")
    say('  resume = "resume.pdf"')
    say('  [boards]\n  greenhouse = ["acme"]')
    variables = ", ".join(one.setting.variable for one in values if one.setting.variable)
    say(f"or, for one command, set its variable: {variables}.")


def _value(values: list[Value], name: str) -> str:
    known = {one.setting.name: one.value for one in values}
    if name not in known:
        raise UsageError(f"There is no setting {name!r}.", next=f"There are: {', '.join(known)}.")
    return known[name] or ""


def _line(one: Value) -> dict[str, str | None]:
    return {
        "name": one.setting.name,
        "value": one.value,
        "from": one.origin,
        "default": one.setting.default,
        "variable": one.setting.variable,
        "help": one.setting.help,
    }
