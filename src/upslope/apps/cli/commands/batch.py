"""``upslope batch``: any number of postings, from files to files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.stages import stages

if TYPE_CHECKING:
    from upslope.batch.counts import Counts
    from upslope.batch.report import Report
    from upslope.batch.run import EngineName


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.argument("output")
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Processes on this machine, or Apache Spark.",
)
@click.option("--master", metavar="URL", help="Address of the Spark cluster.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes.  [default: one a core]")
@click.option("--replace", is_flag=True, help="Replace OUTPUT, if it holds a finished run.")
@json_option
def command(
    inputs: tuple[str, ...],
    output: str,
    engine: EngineName,
    master: str | None,
    workers: int | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Read postings from files, understand them, link what is one opening, and write Parquet.

    INPUT is a file, a folder or a pattern such as 'postings/*.parquet': Parquet, JSON Lines, JSON,
    CSV and WARC, also packed by gzip. OUTPUT is a new folder. Nothing is stored in the workspace.

    OUTPUT appears when all is done: postings in folders by month and country, what could not be
    read with its reason in _quarantine, and counts in _report.json. Stopped or killed, the same
    command goes on where it was.

    Where more than 200 postings are alike (one employer's many adverts of one title), each is
    compared with its neighbours in the order of place and title only. The report then says how many
    such groups there were and how many pairs were not compared: among those, one opening may be
    counted twice.

    \b
    Examples:
      upslope batch postings/*.parquet openings
      upslope batch crawl.warc.gz more.csv openings --workers 8
      upslope batch s3://bucket/postings openings --engine spark --master spark://host:7077
    """
    from upslope.batch.run import run

    try:
        with stages() as tell:
            report = run(
                inputs,
                output,
                engine=engine,
                workers=workers,
                master=master,
                replace=replace,
                progress=tell,
            )
    except KeyboardInterrupt:
        say("What is finished is kept. The same command goes on with it.")
        raise
    if as_json:
        write_lines([report])
    else:
        _show(report)
    say(f"Written to {output}.")
    if not report.counts.postings:
        raise SystemExit(1)


def _crowds(counts: Counts) -> dict[str, int]:
    """Say where not every pair was compared; most runs have no such place."""
    found = {
        "groups of over 200 like postings, each compared with its neighbours only": counts.crowded,
        "pairs in these groups that were not compared": counts.left_out,
        "postings in chains of over 200 copies, which were joined piece by piece": counts.parted,
    }
    return {name: count for name, count in found.items() if count}


def _show(report: Report) -> None:
    """Print the counts, each with what it counts."""
    counts = report.counts
    shown = table("", "count")
    for name, count in {
        "files": report.files,
        "records found in them": counts.records,
        "pages of a crawl without a posting": counts.empty_pages,
        **{f"in quarantine: {why}": count for why, count in counts.quarantined.items()},
        "that came again, word for word": counts.repeated,
        "postings written": counts.postings,
        "told apart from another of their id": counts.told_apart,
        "pairs of postings compared": counts.compared,
        "pairs found to be one opening": counts.same,
        "openings": counts.openings,
        **_crowds(counts),
    }.items():
        add_row(shown, [name, f"{count:,}"])
    console().print(shown)
