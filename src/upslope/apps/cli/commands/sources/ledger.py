"""How sources stand: lawful basis, last visits, what was seen, and when the next one is due."""

from __future__ import annotations

import time
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.settings import keys

if TYPE_CHECKING:
    from upslope.workspace.visits import Standing, Visited


def show_all(state: State, *, everything: bool, as_json: bool) -> None:
    """One line a source; those that were never visited only if asked for."""
    with state.workspace() as workspace:
        standing = workspace.visits.standing()
    if as_json:
        write_lines(map(_line, standing))
        return
    shown = table(
        "name", "way in", "boards", "last visit", "verdict", "seen", "requests", "next visit"
    )
    visited = [one for one in standing if one.boards]
    for one in standing if everything or not visited else visited:
        add_row(shown, [one.source.name, one.source.about, *_summary(one)])
    console().print(shown)
    for one in visited:
        _warn(one)
    if visited and not everything:
        others = len(standing) - len(visited)
        say(f"{others} more sources can be read: upslope sources --all")
    say("More on one of them: upslope sources show NAME")


@click.command()
@click.argument("name")
@json_option
@pass_state
def show(state: State, name: str, as_json: bool) -> None:
    """Show one source: its terms, what it gives and what not, and every board of yours there.

    Example: upslope sources show greenhouse
    """
    with state.workspace() as workspace:
        [one] = workspace.visits.standing([workspace.source(name).name])
    if as_json:
        write_lines([_line(one)])
        return
    source = one.source
    for heading, words in (
        (source.label, source.about),
        ("terms", source.terms),
        ("gives", source.gives),
        ("limits", source.limits),
    ):
        click.echo(f"{heading}: {words}")
    for key in source.keys:
        has = "set" if keys.find(key) else f"not set; run: upslope keys set {key}"
        click.echo(f"your key {key}: {has}")
    if one.boards:
        shown = table("board", "last visit", "verdict", "seen", "requests", "next visit", "note")
        for each in one.boards:
            add_row(shown, [each.board.board, *_cells([each]), _note(each)])
        console().print(shown)
    _warn(one)


def _summary(one: Standing) -> list[str]:
    return [f"{len(one.boards):,}" if one.boards else "", *_cells(one.boards)]


def _cells(boards: list[Visited]) -> list[str]:
    """Last visit, verdicts, seen of advertised, requests and next visit of some boards."""
    runs = [each.run for each in boards if each.run]
    verdicts = Counter(run.verdict or "at work" for run in runs)
    several = len(boards) > 1
    said = ", ".join(f"{n:,} {what}" if several else what for what, n in verdicts.most_common())
    seen = sum(run.seen for run in runs)
    advertised = sum(run.advertised or run.seen for run in runs)
    told = any(run.advertised is not None for run in runs)
    return [
        _local(max((run.started_at for run in runs), default="")),
        said,
        (f"{seen:,} of {advertised:,}" if told else f"{seen:,}") if runs else "",
        f"{asked:,}" if (asked := sum(run.requests for run in runs)) else "",
        _next(boards),
    ]


def _local(at: str) -> str:
    """A moment by the clock here, as the next visit is shown."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""


def _next(boards: list[Visited]) -> str:
    """Say when the first of some boards is due; those that nobody visits again do not count."""
    if any(each.run is None for each in boards):  # wanted, and never visited
        return "due"
    moments = [each.board.next_visit for each in boards if each.board.next_visit]
    return _when(min(moments)) if moments else ""


def _when(moment: float) -> str:
    if moment <= time.time():
        return "due"
    return datetime.fromtimestamp(moment).astimezone().strftime("%a %H:%M")


def _note(each: Visited) -> str:
    run = each.run
    if run is None:
        return ""
    unasked = f"Could not be asked for: {', '.join(run.not_applied)}." if run.not_applied else ""
    return " ".join(filter(None, [run.reason, unasked]))


def _warn(one: Standing) -> None:
    """Say what a person should know: fields that are gone, filters that were not applied."""
    runs = [each.run for each in one.boards if each.run]
    if gone := sorted({field for run in runs for field in run.drifted}):
        say(f"{one.source.name} sends no more: {', '.join(gone)}. It may have changed its form.")
    if unasked := sorted({name for run in runs for name in run.not_applied}):
        say(f"{one.source.name} cannot be asked for: {', '.join(unasked)}.")


def _line(one: Standing) -> dict[str, Any]:
    source = one.source
    return {
        "name": source.name,
        "label": source.label,
        "way_in": source.about,
        "terms": source.terms,
        "gives": source.gives,
        "limits": source.limits,
        "keys": {key: keys.find(key) is not None for key in source.keys},
        "filters": sorted(source.filters or ()),
        "boards": [_board(each) for each in one.boards],
    }


def _board(each: Visited) -> dict[str, Any]:
    run = each.run
    return {
        "board": each.board.board,
        "company": each.board.company,
        "added": each.board.added_at is not None,
        "last_visit": run and run.started_at,
        "verdict": run and run.verdict,
        "reason": run.reason if run else "",
        "seen": run and run.seen,
        "advertised": run and run.advertised,
        "requests": run and run.requests,
        "drifted": run.drifted if run else [],
        "not_applied": run.not_applied if run else [],
        "next_visit": each.board.next_visit or None,
        "every": each.board.every,
    }
