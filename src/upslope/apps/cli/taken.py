"""What became of files of series that were given or downloaded, one line each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from upslope.apps.cli.screen import counted, plain, say, write_lines

if TYPE_CHECKING:
    from upslope.workspace.downloads import Taken


def report(files: Iterable[Taken], as_json: bool) -> None:
    """Say of each file what became of it; fail if one did not come."""
    new, there, missing = 0, 0, 0
    for taken in files:
        new, missing = new + taken.is_new, missing + bool(taken.error)
        there += not taken.is_new and not taken.error
        if as_json:
            write_lines([_line(taken)])
        if taken.error or not as_json:
            say(plain(_told(taken)))
    if not as_json:
        say(f"{counted(new, 'new file')} kept; {there:,} were here already, {missing:,} failed.")
    if missing:
        raise click.exceptions.Exit(1)


def _told(taken: Taken) -> str:
    if taken.error or taken.vintage is None:
        return f"{taken.series} {taken.origin} was not kept: {taken.error}".strip()
    values = sum(map(len, taken.vintage.values.values()))
    said = [
        f"{taken.series} as of {taken.as_of} ({taken.day_from}): {counted(values, 'value')} of "
        f"{counted(len(taken.vintage.values), 'place')}",
        *(
            f"{counted(count, 'line')} left out: {why}"
            for why, count in taken.vintage.skipped.items()
        ),
        *taken.vintage.notes,
        *([] if taken.is_new else ["it was here already"]),
    ]
    return "; ".join(said)


def _line(taken: Taken) -> dict[str, object]:
    vintage = taken.vintage
    return {
        "series": taken.series,
        "origin": taken.origin,
        "as_of": taken.as_of or None,
        "day_from": taken.day_from or None,
        "new": taken.is_new,
        "values": sum(map(len, vintage.values.values())) if vintage else 0,
        "skipped": vintage.skipped if vintage else {},
        "notes": vintage.notes if vintage else [],
        "error": str(taken.error) if taken.error else None,
    }
