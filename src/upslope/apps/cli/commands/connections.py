"""``upslope connections``: where the people that one knows work, and which openings are there."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state


@click.command()
@click.option("--all", "everywhere", is_flag=True, help="Companies without open postings as well.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    help="Rows of the table; --json prints all.",
)
@json_option
@pass_state
def command(state: State, everywhere: bool, limit: int, as_json: bool) -> None:
    """List companies with open postings where connections of yours work.

    They come from your data export of LinkedIn, of which only counts by company are kept.

    \b
    Examples:
      upslope collect --from linkedin-export.zip
      upslope connections
    """
    with state.workspace() as workspace:
        known = workspace.connections.with_openings()
    shown = [one for one in known if everywhere or one.postings]
    if as_json:
        write_lines(one._asdict() for one in shown)
        return
    if not known:
        say("No connections are known. Give your export: upslope collect --from EXPORT.zip")
        return
    listed = table("company", "connections", "open postings")
    for one in shown[:limit]:
        add_row(listed, [one.company, f"{one.people:,}", f"{one.postings:,}"])
    console().print(listed)
    say(f"{len(shown[:limit]):,} of {len(known):,} companies where you know somebody are shown.")
