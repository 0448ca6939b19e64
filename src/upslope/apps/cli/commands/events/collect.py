"""``upslope events collect``: bring conferences and meetups in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.errors import UpslopeError

if TYPE_CHECKING:
    from upslope.workspace.gatherings import Fed

_MOST_SAID = 5


@click.command()
@click.argument("feeds", nargs=-1)
@click.option("--from", "origin", help="A file, a folder of lists, or an address.")
@json_option
@pass_state
def collect(state: State, feeds: tuple[str, ...], origin: str | None, as_json: bool) -> None:
    """Collect events from feeds: by name, or any calendar by its address.

    Feeds: ai-deadlines, python-deadlines, confs.tech, kaggle (your own token: upslope keys set
    kaggle). Without any, those that need no key, and every calendar you gave before.

    \b
    Examples:
      upslope events collect
      upslope events collect confs.tech https://lu.ma/oslo-ml.ics
      upslope events collect --from ~/ai-deadlines/src/data/conferences
    """
    if feeds and origin:
        raise click.UsageError("Give feeds or --from, not both.")
    with state.workspace() as workspace:
        asked = workspace.events.collect_from(origin) if origin else workspace.events.collect(feeds)
        _report(asked, as_json)


def _report(asked: Iterable[Fed], as_json: bool) -> None:
    """Say what came, and at most a few of what did not; fail only if nothing came."""
    counts, errors, problems = Counter[str](), list[UpslopeError](), Counter[str]()
    for fed in asked:
        counts.update(fed.stored._asdict() | {"lists": fed.error is None})
        errors += [fed.error] if fed.error else []
        problems.update(f"{fed.origin}, {one.where}: {one.why}" for one in fed.problems)
        if as_json:
            write_lines([_line(fed)])
    if not as_json:
        say(
            f"{counts['new']:,} new events, {counts['changed']:,} changed, {counts['same']:,} as "
            f"before, from {counts['lists']:,} lists."
        )
    said = [*(f"could not be read: {line}" for line in problems), *map(str, errors)]
    for line in said[:_MOST_SAID]:
        say(line)
    if len(said) > _MOST_SAID:
        say(f"{len(problems):,} rows could not be read, {len(errors):,} lists did not come.")
    if errors and not counts["lists"]:
        raise errors[0]


def _line(fed: Fed) -> dict[str, object]:
    error = str(fed.error) if fed.error else None
    return {"origin": fed.origin, **fed.stored._asdict(), "problems": fed.problems, "error": error}
