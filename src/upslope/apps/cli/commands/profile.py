"""``upslope profile``: what you want."""

from __future__ import annotations

from typing import Any, get_args

import click

from upslope.apps.cli.asked import Named
from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.records import Profile
from upslope.records.understanding import Remote, Role, Seniority


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Show what you want: roles, levels, places, remote work, pay, visa.

    It is kept apart from your resume, which is what you can show, and changes how openings are
    ranked. What you do not say changes nothing.

    \b
    Examples:
      upslope profile
      upslope profile set --role ml_engineer --place Berlin --remote hybrid --remote remote
      upslope profile set --pay "90000 EUR" --needs-visa
      upslope profile clear places pay
    """
    if context.invoked_subcommand is None:
        with context.ensure_object(State).workspace() as workspace:
            _show(workspace.person.profile(), as_json)


@command.command("set")
@click.option("--role", "roles", multiple=True, type=Named(get_args(Role)))
@click.option("--level", "levels", multiple=True, type=Named(get_args(Seniority)))
@click.option("--place", "places", multiple=True, help="City, region or country. Repeatable.")
@click.option("--remote", multiple=True, type=click.Choice(get_args(Remote)))
@click.option("--pay", help="The least you accept: '90000 EUR', '60 USD/hour'.")
@click.option("--needs-visa/--no-visa", "needs_visa", default=None)
@json_option
@pass_state
def set_command(state: State, /, pay: str | None, as_json: bool, **wishes: Any) -> None:
    """Say what you want; each option takes the place of what you said of it before.

    Example: upslope profile set --role ml_engineer --role mlops_engineer --level senior
    """
    from upslope.guide.profile import pay_floor

    said = {name: list(value) for name, value in wishes.items() if isinstance(value, tuple)}
    changed: dict[str, Any] = {name: value for name, value in said.items() if value}
    if wishes["needs_visa"] is not None:
        changed["needs_visa"] = wishes["needs_visa"]
    if pay is not None:
        changed["pay_floor"] = pay_floor(pay)
    if not changed:
        raise click.UsageError("Say at least one wish. See: upslope profile set --help")
    with state.workspace() as workspace:
        _show(workspace.person.want(**changed), as_json)


_FIELDS = {
    "roles": "roles",
    "levels": "levels",
    "places": "places",
    "remote": "remote",
    "pay": "pay_floor",
    "visa": "needs_visa",
}


@command.command()
@click.argument("fields", nargs=-1, type=click.Choice(list(_FIELDS)))
@json_option
@pass_state
def clear(state: State, fields: tuple[str, ...], as_json: bool) -> None:
    """Take wishes back: the named ones, or all.

    Example: upslope profile clear places pay
    """
    empty = Profile()
    names = [_FIELDS[field] for field in fields or _FIELDS]
    with state.workspace() as workspace:
        _show(workspace.person.want(**{name: getattr(empty, name) for name in names}), as_json)


def _show(profile: Profile, as_json: bool) -> None:
    from upslope.guide.profile import sentences, unknown_places

    for place in unknown_places(profile):
        say(f"{place} is no city or country known here, so no opening will be near it.")
    if as_json:
        write_lines([profile])
        return
    for line in sentences(profile):
        click.echo(line)
    if profile == Profile():
        say("Nothing is said yet: every opening counts. Say more: upslope profile set --help")
