"""``upslope read``: the pure reader of one source over recorded replies."""

from __future__ import annotations

from pathlib import Path

import click

from upslope.apps.cli.records import as_read
from upslope.apps.cli.screen import say, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.errors import ReadError


@click.command()
@click.option("--source", required=True, help="Name of a source; see: upslope sources.")
@click.option("--company", default="", help="Whose board it is, if the reply does not say so.")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines is what it prints anyway.")
@pass_state
def command(
    state: State, source: str, company: str, files: tuple[Path, ...], as_json: bool
) -> None:
    """Read recorded replies of a source and print one JSON line a posting.

    No network and nothing stored: what a board sent, made comparable.

    Example: upslope read --source greenhouse board.json
    """
    bad = False
    with state.workspace() as workspace:
        for file in files:
            try:
                postings, problems = workspace.read(source, file, company)
            except ReadError as error:
                bad = True
                say(f"{file.name}: {error}")
                continue
            write_lines(map(as_read, postings))
            bad = bad or bool(problems)
            for problem in problems:
                say(f"{file.name}: {problem.where}: {problem.why}")
    if bad:
        raise SystemExit(1)
