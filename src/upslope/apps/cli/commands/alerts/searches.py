"""``upslope alerts save`` and ``forget``: the searches that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

from upslope.apps.cli.commands.search import filter_options, filters_of
from upslope.apps.cli.screen import add_row, console, say, table
from upslope.apps.cli.state import State, pass_state

if TYPE_CHECKING:
    from upslope.records import Filters, SavedSearch

LEAVES = (
    "A digest says the search's name, and titles, companies, places and links of openings. That "
    "leaves this machine, and nothing else does"
)


@click.command()
@click.argument("name")
@filter_options
@click.option("--min-score", type=click.FloatRange(0, 100), help="Matches the resume so well.")
@click.option("--channel", "channels", multiple=True, help="Who is told. Repeatable.")
@click.option("--tell-scores", is_flag=True, help="Digests also say how well each one matches.")
@pass_state
def save(
    state: State,
    /,
    name: str,
    query: tuple[str, ...],
    min_score: float | None,
    channels: tuple[str, ...],
    tell_scores: bool,
    **filters: Any,
) -> None:
    """Keep a search under a name; its channels are told of what appears from now on.

    The same name again replaces it. Words and filters are those of upslope search.

    \b
    Examples:
      upslope alerts save "ML in Oslo" --role ml_engineer --place oslo --channel phone
      upslope alerts save "Above my line" --min-score 70 --channel phone
    """
    asked = filters_of(query, **filters)
    with state.workspace() as workspace:
        before = next((one for one in workspace.alerts.searches() if one.name == name), None)
        if before:
            search = msgspec.structs.replace(
                before,
                filters=asked,
                min_score=min_score,
                channels=list(channels),
                tell_scores=tell_scores,
            )
            workspace.alerts.replace(search)
        else:
            workspace.alerts.save(name, asked, min_score, channels, tell_scores=tell_scores)
    told = ", ".join(channels) or "Nobody"
    say(f"Kept. {told} will be told of what appears from now on, when upslope watch runs.")
    if channels:
        say(f"{LEAVES}{', but for the scores you want told.' if tell_scores else '.'}")


@click.command()
@click.argument("name")
@pass_state
def forget(state: State, name: str) -> None:
    """Forget a saved search, by its name or the beginning of its id.

    Example: upslope alerts forget "ML in Oslo"
    """
    with state.workspace() as workspace:
        gone = workspace.alerts.forget(name)
    say(f"Forgotten: {gone.name}")


def show(found: Sequence[SavedSearch]) -> None:
    """Print saved searches as a table."""
    shown = table("id", "name", "finds", "tells")
    for one in found:
        line = [] if one.min_score is None else [f"match of {one.min_score:g} or more"]
        finds = ", ".join([*_words(one.filters), *line]) or "everything"
        add_row(shown, [one.id, one.name, finds, ", ".join(one.channels) or "nobody"])
    console().print(shown)


def _words(filters: Filters) -> list[str]:
    """Say what is asked, as it would be typed."""
    asked = msgspec.to_builtins(filters)
    usual = msgspec.to_builtins(type(filters)())
    said = {name: value for name, value in asked.items() if value != usual[name]}
    return [f"{name.replace('_', ' ')}: {_listed(value)}" for name, value in said.items()]


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


COMMANDS = (save, forget)
