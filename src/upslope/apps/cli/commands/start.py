"""``upslope start``: the main job in one go."""

from __future__ import annotations

from pathlib import Path

import click

from upslope.apps.cli.matches import say_notes, show_matches
from upslope.apps.cli.runs import failed, show_runs
from upslope.apps.cli.screen import json_option, progress_bar, say, write_lines
from upslope.apps.cli.state import SAMPLE_NOTICE, State, pass_state


@click.command()
@click.option(
    "--resume",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Resume to rank for: PDF, .docx, .odt, text, Markdown or JSON Resume.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many openings to show.",
)
@json_option
@pass_state
def command(state: State, resume: Path | None, top: int, as_json: bool) -> None:
    """Collect, understand, store and rank openings; show the best with reasons.

    Without configuration it works on the embedded sample of invented employers and says so.

    Example: upslope start --resume resume.pdf
    """
    with state.workspace() as workspace, progress_bar() as progress:
        started = workspace.start(resume, top=top, progress=progress)
    if started.is_sample:
        say(f"{SAMPLE_NOTICE} For real openings, see below.")
    if resume is None:
        say(f"Ranked for {started.resume.name}; for you: upslope start --resume FILE")
    else:
        say_notes(started.ranked.notes)
    show_runs(started.runs)
    best = started.ranked.matches
    if as_json:
        write_lines(best)
    else:
        show_matches(best, started.ranked.rows)
        _show_next(best[0].posting if best else None, started.is_sample)
    if failed(started.runs):
        raise SystemExit(1)


def _show_next(first: str | None, is_sample: bool) -> None:
    say("Next:")
    if is_sample:
        say(
            "  upslope collect                                      real openings, of 760 employers"
        )
        say('  upslope sources find "Company or address"            those of a company you choose')
    say("  upslope match --resume FILE                          rank them for you")
    if first:
        say(f"  upslope show {first}                        the first one, whole")
    say("  upslope search 'recommendation' --remote remote      look for yourself")
