"""``upslope search``: find openings in the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import click

from upslope.apps.cli.asked import Named
from upslope.apps.cli.screen import add_row, console, json_option, plain, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.apps.postings import acquainted, flat, pay, place, role, stated
from upslope.records.filters import Filters, Found, Status
from upslope.records.understanding import Remote, Role, Seniority


class Since(click.ParamType[str]):
    """A date, or an age such as ``7d`` or ``2w``.

    >>> Since().convert("2026-11-01", None, None)
    '2026-11-01'
    """

    name = "date|7d|2w"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return an ISO date."""
        text = str(value)
        days = {"d": 1, "w": 7}.get(text[-1:])
        try:
            if days and text[:-1].isdigit():
                past = datetime.now(UTC) - timedelta(days=days * int(text[:-1]))
                return past.date().isoformat()
            return datetime.fromisoformat(text).date().isoformat()
        except (ValueError, OverflowError):
            self.fail(f"{text!r} is no date (2026-11-01) and no age (7d, 2w)", param, ctx)


# What a posting must state so that a filter can judge it.
_STATED = {
    "pay": "pay for a known period",
    "pay_currency": "pay in that currency",
    "place": "a place",
    "posted_since": "a date",
    "remote": "where the work is done",
    "seniority": "a level",
}


_COUNTS_SHOWN = 6


_FILTERS = (
    click.argument("query", nargs=-1),
    click.option("--role", "roles", multiple=True, type=Named(get_args(Role))),
    click.option("--seniority", "seniorities", multiple=True, type=Named(get_args(Seniority))),
    click.option("--place", default="", help="City, region or country."),
    click.option("--remote", multiple=True, type=click.Choice(get_args(Remote))),
    click.option(
        "--since", "posted_since", type=Since(), help="Posted since then, or within 7d, 2w."
    ),
    click.option("--pay", "pay_at_least", type=float, help="Stated pay reaches this much a year."),
    click.option("--currency", "pay_currency", help="ISO code, with --pay; else each one's own."),
    click.option("--skill", "skills", multiple=True, help="Asks for this skill. Repeatable."),
    click.option("--source", "sources", multiple=True, help="Comes from this source. Repeatable."),
)


def filter_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the words and filters of a search."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def filters_of(query: tuple[str, ...], **filters: Any) -> Filters:
    """Return what these options ask for."""
    words = " ".join(query).encode("utf-8", "replace").decode()  # an argument may be any bytes
    return Filters(query=words, **filters)


@click.command()
@filter_options
@click.option("--status", type=click.Choice(get_args(Status)), default="open", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@json_option
@pass_state
def command(state: State, /, query: tuple[str, ...], as_json: bool, **filters: Any) -> None:
    """Find stored openings by words and filters, best first; without words newest first.

    All words must be in the title, the company, a place or the text, in any of their forms. More
    can be said in quotes:

    \b
      '"machine learning"'           these words, side by side
      'pytorch OR tensorflow'        one of them
      'engineer -java'               not this one
      'recomm*'                      words that begin so
      'title:engineer company:acme'  in this field; also place, skill, role, seniority,
                                     remote and source

    \b
    Examples:
      upslope search recommendation ranking --remote remote --since 30d
      upslope search --role ml_engineer --seniority entry --skill pytorch --pay 120000
      upslope search '"machine learning" title:engineer -java'
    """
    with state.stocked_workspace() as workspace:
        found = workspace.search(filters_of(query, facets=not as_json, **filters))
        people = workspace.connections.of(posting for posting, _ in found.rows)
    if as_json:
        write_lines(flat(*row) | {"connections": people.get(row[0].id, 0)} for row in found.rows)
    else:
        _show(found, people)
    for name, count in found.left_out.items():
        say(f"{count} more left out: they do not state {_STATED.get(name, name)}.")


def _show(found: Found, people: Mapping[str, int]) -> None:
    shown = table("id", "opening", "role", "place", "pay", "posted")
    for posting, understanding in found.rows:
        known = acquainted(people.get(posting.id, 0))
        add_row(
            shown,
            [
                posting.id[:10],  # `show` takes the beginning of an id
                "\n".join(filter(None, [posting.title, posting.hiring_organization, known])),
                role(understanding),
                place(posting, understanding),
                pay(stated(posting, understanding)),
                posting.date_posted or "",
            ],
        )
    console().print(shown)
    say(f"{len(found.rows)} of {found.total} shown.")
    if len(found.rows) < found.total:
        _count(found.facets)


def _count(facets: Mapping[str, Mapping[str, int]]) -> None:
    """Say what all that was found is made of: where to narrow it."""
    for name, counts in facets.items():
        if len(counts) > 1:
            most = [f"{plain(value)} {count}" for value, count in [*counts.items()][:_COUNTS_SHOWN]]
            say(f"  by {name}: {', '.join(most)}")
