"""``upslope certificates``: which ones openings name and which cover your gap."""

from __future__ import annotations

from pathlib import Path

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state, resume_option


@click.command()
@resume_option
@click.option("--top", type=click.IntRange(min=1), default=8, show_default=True)
@json_option
@pass_state
def command(state: State, resume: Path | None, top: int, as_json: bool) -> None:
    """Compare certifications: how often the openings you want name each, what of your gap it
    covers, for what money and time; whether it can still be taken, and when that was checked.

    No data say that a certificate gets anyone hired, and neither does this.

    Example: upslope certificates --resume resume.pdf
    """
    from upslope.guide.learning import certificates

    with state.stocked_workspace() as workspace:
        worths = workspace.guidance.certificates(resume)
    if as_json:
        write_lines(worths)
        return
    known = {one.id: one for one in certificates()}
    shown = table("certificate", "status", "price", "to know")
    for worth in worths[:top]:
        one = known[worth.certificate]
        price = "not verified" if one.price_usd is None else f"${one.price_usd:,.0f}"
        add_row(
            shown,
            [f"{one.name}\n{one.provider}", one.status, price, "\n".join(worth.says)],
        )
    console().print(shown)
    if len(worths) > top:
        say(f"{len(worths) - top} more, retired ones among them: --top {len(worths)}")
    say("Prices and contents change; each was checked on the day that --json names.")
