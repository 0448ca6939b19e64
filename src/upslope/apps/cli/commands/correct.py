"""``upslope correct``: say what is true of an opening."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.guide.correct import CLASSES
from upslope.records import Correction

_YEARS = "Fewest years of experience, or none."


def _choice(field: str) -> click.Choice[str]:
    return click.Choice(CLASSES[field])


@click.command()
@click.argument("posting")
@click.option("--role", type=_choice("role"))
@click.option("--seniority", type=_choice("seniority"))
@click.option("--min-years", metavar="N|none", help=_YEARS)
@click.option("--degree-required", type=_choice("degree_required"))
@click.option("--remote", type=_choice("remote"))
@click.option("--employment-type", type=_choice("employment_type"))
@click.option("--visa", type=_choice("visa"))
@click.option("--skill", "skills", multiple=True, help="It asks for this skill. Repeatable.")
@click.option("--no-skill", "no_skills", multiple=True, help="It does not. Repeatable.")
@click.option("--undo", is_flag=True, help="Take back all that was said of this posting.")
@json_option
@pass_state
def command(
    state: State,
    /,
    posting: str,
    skills: tuple[str, ...],
    no_skills: tuple[str, ...],
    undo: bool,
    as_json: bool,
    **fields: str | None,
) -> None:
    """Correct what was understood of one opening, or confirm it; models learn from both.

    POSTING is an id as search prints it, or its first characters. Everything shows the correction
    at once, and it stays when the posting is understood again. Without options it lists what was
    said of the posting.

    \b
    Examples:
      upslope correct 3f2a91 --role data_scientist --skill kubernetes
      upslope correct 3f2a91 --no-skill java --min-years none
      upslope correct 3f2a91 --undo
    """
    truths = {field: truth for field, truth in fields.items() if truth is not None}
    if undo and (truths or skills or no_skills):
        raise click.UsageError("--undo goes without other options.")
    with state.stocked_workspace() as workspace:
        said = workspace.correct(posting, truths, named=skills, not_named=no_skills, take_back=undo)
    if as_json:
        write_lines(said)
    elif said:
        _show(said)
    else:
        say("Nothing is corrected.")


def _show(said: list[Correction]) -> None:
    shown = table("field", "was", "is")
    for one in said:
        add_row(shown, [one.field, one.answered or "none", one.truth or "none"])
    console().print(shown)
