"""``upslope match``: rank openings for a resume."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click

from upslope.apps.cli.matches import say_notes, show_matches
from upslope.apps.cli.records import Lines, as_matched
from upslope.apps.cli.screen import json_option, say, write_lines
from upslope.apps.cli.state import State, pass_state, resume_option

MANY = 1_000
"""Openings whose packing takes long enough to be told."""


@click.command()
@resume_option
@click.option(
    "--postings",
    type=click.File("rb"),
    help="Rank these postings (JSON Lines, as for understand) and print JSON Lines.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many to show in the table.",
)
@json_option
@pass_state
def command(
    state: State, resume: Path | None, postings: BinaryIO | None, top: int, as_json: bool
) -> None:
    """Rank openings for a resume, best first, with reasons in the words of both.

    \b
    Examples:
      upslope match --resume resume.pdf
      upslope match --resume resume.txt --postings openings.jsonl
    """
    if postings is not None:
        lines = Lines(postings)
        with state.workspace() as workspace:
            write_lines(map(as_matched, workspace.match(resume, lines)))
        if lines.bad:
            raise SystemExit(1)
        return
    with state.stocked_workspace() as workspace:
        if (unpacked := workspace.ranking.unpacked()) > MANY:
            say(f"Preparing {unpacked:,} openings for ranking; the next time it is quick ...")
        ranked = workspace.rank(resume, top=None if as_json else top)
        best = ranked.matches
        people = workspace.connections.of(ranked.rows[match.posting][0] for match in best)
    say_notes(ranked.notes)
    if as_json:
        write_lines(ranked.matches)
    else:
        show_matches(best, ranked.rows, people)
