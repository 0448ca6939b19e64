"""``upslope tailor``: make a resume fit an opening without a word that is not true."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from upslope.apps.cli.screen import headed, json_option, plain, say, write_lines
from upslope.apps.cli.state import State, pass_state, resume_option

if TYPE_CHECKING:
    from upslope.guide.tailor import Rewritten, Tailored


@click.command()
@click.argument("posting")
@resume_option
@click.option(
    "--rewrite",
    is_flag=True,
    help="Have your own language model say lines in the posting's words; what it adds is refused.",
)
@json_option
@pass_state
def command(state: State, posting: str, resume: Path | None, rewrite: bool, as_json: bool) -> None:
    """Say which true lines to move up, which skills to call by the posting's word, and what you
    cannot show and must not claim.

    POSTING is an id as search prints it, or its first characters. With --rewrite a language model
    on this machine (settings language_model_url, language_model) proposes words; each changed
    claim is checked against your resume, and a line that says more than is true is refused.

    \b
    Examples:
      upslope tailor 3f2a91 --resume resume.pdf
      upslope tailor 3f2a91 --resume resume.pdf --rewrite
    """
    with state.stocked_workspace() as workspace:
        found = workspace.guidance.tailor(posting, resume)
        lines = [move.line for move in found.move_up]
        rewritten = workspace.guidance.rewrite(posting, resume, lines) if rewrite else []
    if as_json:
        write_lines([found, *rewritten])
        return
    _show(found)
    _show_rewritten(rewritten)


def _show(found: Tailored) -> None:
    headed(
        "Move up within its entry (your own lines)",
        [f"{move.line}\nshows {', '.join(move.skills)}" for move in found.move_up],
    )
    headed(
        "Call by the posting's word",
        [f"you write “{one.yours}”, they write “{one.theirs}”" for one in found.reword],
    )
    headed("Name first among your skills", [", ".join(found.first)] if found.first else [])
    headed(
        "Nothing in your resume shows this: do not claim it",
        [
            f"{one.skill} ({one.need})"
            + (f"; near it you show {', '.join(one.near)}" if one.near else "")
            for one in found.unshown
        ],
    )
    if not (found.move_up or found.reword or found.unshown):
        say("Nothing to change: your resume says first what this posting asks.")


def _show_rewritten(lines: list[Rewritten]) -> None:
    headed(
        "In the posting's words",
        [
            f"{plain(one.line)}\n{plain(one.new)}"
            if one.new
            else f"{plain(one.line)}\nrefused: {'; '.join(one.refused)}"
            for one in lines
        ],
    )
