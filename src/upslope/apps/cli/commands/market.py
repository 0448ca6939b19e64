"""``upslope market``: what is asked for, what it pays, how long it stays open, where it goes."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, cast, get_args

import click

from upslope.apps.cli.asked import Day, Named
from upslope.apps.cli.screen import counted, json_option, say, working, write_lines
from upslope.apps.cli.state import SAMPLE_NOTICE, State, pass_state
from upslope.errors import StoreError
from upslope.records.understanding import Role

if TYPE_CHECKING:
    from upslope.workspace import Workspace

_FIRST = (
    "roles",
    "skills",
    "rising_skills",
    "pay_by_role",
    "closing",
    "index",
    "ai_share",
    "ai_share_forecasts",
)
"""What is shown when nothing is named: a screen or two."""
_FEW = 10  # rows of each of these


@click.command()
@click.argument("names", metavar="[TABLE]...", nargs=-1)
@click.option(
    "--day",
    type=Day(),
    help="As it was known on that day.  [default: today]",
)
@click.option("--role", type=Named(get_args(Role)), help="Tell only of openings of this role.")
@click.option("--place", default="", help="Tell only of openings in this country: Germany, US.")
@click.option(
    "--currency", metavar="CODE", help="Tell pay in this.  [default: what most openings state]"
)
@click.option("--list", "only_names", is_flag=True, help="Print the names of all tables.")
@click.option("--all", "every", is_flag=True, help="Show all tables, not only the first few.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all tables, or those named, to one page that works offline.",
)
@json_option
@pass_state
def command(
    state: State,
    names: tuple[str, ...],
    day: datetime | None,
    role: str | None,
    place: str,
    currency: str | None,
    only_names: bool,
    every: bool,
    html: Path | None,
    as_json: bool,
) -> None:
    """Show the market as your openings tell it: who is asked for, which skills, what pay is
    stated, how long openings stay open, and where it goes.

    Each table says what it counts, of how many, from which sources, and what was left out.

    \b
    Examples:
      upslope market
      upslope market skills pay_by_role --day 2026-10-01
      upslope market --role ml_engineer --place Germany
      upslope market --html market.html
    """
    if html and not html.absolute().parent.is_dir():
        raise click.BadParameter(f"There is no folder {html.absolute().parent}.")
    with state.stocked_workspace() as workspace:
        known = workspace.market.names(ours=bool(role or place))
        if only_names:
            click.echo("\n".join(known))
            return
        first = not (names or every or html or as_json)
        asked = [name for name in _FIRST if name in known] if first else names
        with working("Counting what is stored ..."):
            tables = workspace.market.tables(
                asked,
                day=day.date() if day else None,
                role=cast("Role | None", role),
                place=place,
                currency=currency.upper() if currency else None,
            )
        about = _about(workspace)
    if html:
        from upslope.apps.market import page

        _write(html, page(tables, datetime.now(UTC), about))
        say(f"{counted(len(tables), 'table')} written to {html}. It opens in any browser, offline.")
    elif as_json:
        from upslope.apps.cli.market_tables import as_record

        write_lines(map(as_record, tables))
    else:
        from upslope.apps.cli.market_tables import show_tables

        on = _again(day, role, place, currency)
        show_tables(
            tables, lambda one: f"upslope market {one.name}{on} --json", _FEW if first else None
        )
        if len(tables) < len(known):
            say(f"\n{len(tables)} of {len(known)} tables. All: --all; their names: --list")


def _again(day: datetime | None, role: str | None, place: str, currency: str | None) -> str:
    """Return the options that ask the same once more."""
    asked = {"day": day and day.date(), "role": role, "place": place, "currency": currency}
    return "".join(f" --{name} {quote(str(one))}" for name, one in asked.items() if one)


def _write(file: Path, html: str) -> None:
    """Write a page whole or not at all; what is there and no file, such as a pipe, is written to.

    Raises:
        StoreError: it could not be written; what was there before is untouched.
    """
    from upslope.store.disk.whole import whole

    try:
        if file.exists() and not file.is_file():
            file.write_text(html, encoding="utf-8")
            return
        target = file.resolve()  # a link stays one
        with whole(target, target.with_name(f".{secrets.token_hex(8)}.part")) as page:
            page.write(html.encode())
    except OSError as error:
        raise StoreError(
            f"The page could not be written to {file}: {error.strerror}.",
            kept="What was there before is untouched.",
            next="Name a folder that is there and may be written to, then try again.",
        ) from error


def _about(workspace: Workspace) -> str:
    if workspace is not workspace.own:
        return SAMPLE_NOTICE
    return "Openings that one person collected, and series that others publish."
