"""``upslope collect``: bring openings in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from upslope.apps.cli.runs import failed, show_runs
from upslope.apps.cli.screen import json_option, progress_bar, say, write_lines
from upslope.apps.cli.state import State, pass_state

if TYPE_CHECKING:
    from upslope.workspace import Workspace


@click.command()
@click.option("--source", help="Name of a source; see: upslope sources.")
@click.option("--company", "companies", multiple=True, help="A company's name there. Repeatable.")
@click.option("--search", "searches", multiple=True, help="What to search for there. Repeatable.")
@click.option("--group", "groups", multiple=True, help="Employers of the directory. Repeatable.")
@click.option("--from", "origin", metavar="FILE_OR_URL", help="A page, file or mailbox.")
@click.option("--only-ml", is_flag=True, help="Keep machine-learning and data-science roles only.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    help="For a CSV, JSONL or Parquet file: which column holds a field. Repeatable.",
)
@json_option
@pass_state
def command(
    state: State,
    source: str | None,
    companies: tuple[str, ...],
    searches: tuple[str, ...],
    groups: tuple[str, ...],
    origin: str | None,
    only_ml: bool,
    columns: tuple[str, ...],
    as_json: bool,
) -> None:
    """Collect openings from boards, a page or a file, and store them.

    Without options: every board of config.toml and those that were added (upslope sources add). As
    long as there is none: the machine-learning openings of all employers in the directory and of
    the open lists. --group takes some of the directory (labs, robotics, europe ...), or "all".

    A board of many employers takes --search: words, and filters such as place:Berlin, remote:yes.

    \b
    Examples:
      upslope collect --source greenhouse --company acme --company umbrella --only-ml
      upslope collect --group labs --group robotics
      upslope collect --source arbeitnow --search "machine learning place:Berlin"
      upslope collect --from https://careers.acme.example/jobs/42
      upslope collect --from openings.csv --column title=Position
      upslope collect --from imaps://ada@mail.example/Jobs
    """
    if (companies or searches) and not source and not origin:
        raise click.UsageError("--company and --search need --source: on which one?")
    if len(companies) > 1 and origin:
        raise click.UsageError("--from takes one --company: whose postings are in that file?")
    with state.workspace() as workspace, progress_bar() as progress:
        if origin is not None:
            runs = [
                workspace.collect_from(
                    origin,
                    source,
                    company="".join(companies),
                    only_ml=only_ml,
                    columns=_map(columns),
                )
            ]
        else:
            boards = None
            if source:
                whole = ("",) if workspace.source(source).is_one_board() else ()
                boards = {source: (*companies, *searches) or whole}
            elif groups or not workspace.visits.wanted():
                only_ml = True  # nobody wants all that seven hundred employers are looking for
                _say_how_long(workspace, groups)
            runs = workspace.collect(boards, groups=groups, only_ml=only_ml, progress=progress)
    if as_json:
        write_lines(runs)
    show_runs(runs)
    if failed(runs):
        raise SystemExit(1)


def _say_how_long(workspace: Workspace, groups: tuple[str, ...]) -> None:
    """Say what it takes to ask the directory, before it begins."""
    from upslope.pipeline.estimate import estimate

    pairs = [(workspace.source(name), board) for name, board in workspace.visits.boards(groups)]
    cost = estimate(pairs)
    say(
        f"{cost.requests:,} boards of the directory are asked, for machine-learning openings: "
        f"{max(round(cost.seconds / 60), 1)} minutes at least. Stop whenever you like: what came "
        "is kept. To ask fewer: --group, or sources of your own (upslope sources find COMPANY)."
    )


def _map(columns: tuple[str, ...]) -> dict[str, str]:
    pairs = [column.partition("=") for column in columns]
    if not all(name and sign for _, sign, name in pairs):
        raise click.UsageError("--column needs FIELD=NAME, for example --column title=Position")
    return {field: name for field, _, name in pairs}
