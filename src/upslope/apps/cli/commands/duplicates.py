"""``upslope duplicates``: which pairs of postings are one opening."""

from __future__ import annotations

from typing import BinaryIO

import click

from upslope.apps.cli.records import Lines
from upslope.apps.cli.screen import write_lines


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="JSON Lines is what it prints anyway.")
def command(file: BinaryIO, as_json: bool) -> None:
    """Say of each pair of postings in FILE whether both are the same opening, and why.

    FILE is JSON Lines (- for standard input), each with "pair" and two postings, "a" and "b", of
    which source, url, title, company, location, date_posted and description are read; what is
    missing is null. One line a pair comes out, in order: pair, same, probability, why.

    \b
    Example:
      upslope duplicates pairs.jsonl
    """
    from upslope.workspace.duplicates import answers

    lines = Lines(file)
    write_lines(answers(lines))
    if lines.bad:
        raise SystemExit(1)
