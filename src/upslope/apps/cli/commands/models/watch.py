"""``models monitor``: has the world moved, and can the answers be believed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state

if TYPE_CHECKING:
    from upslope.workspace.monitoring import Watch


@click.command()
@click.option(
    "--since",
    default="",
    metavar="DAY",
    help="First day of the window looked at, 2026-11-01.  [default: the newest month]",
)
@json_option
@pass_state
def monitor(state: State, /, since: str, as_json: bool) -> None:
    """Look for drift in what the models see and answer, and compare answers with corrections.

    Postings of a window are compared with those before it, employer by employer; on windows that
    do not differ, all tests of one look together cry wolf once in a hundred looks.
    """
    with state.stocked_workspace() as workspace:
        found = workspace.model_life.watch(since)
    if as_json:
        write_lines([found._asdict()])
        return
    _show_drift(found)
    _show_reliability(found)


def _show_drift(found: Watch) -> None:
    if found.why_not:
        say(f"Drift was not looked for. {found.why_not}")
        return
    made = table("postings since " + found.since, "test", "p, adjusted", "", "moved most")
    for one in found.drift:
        moved = "\n".join(f"{m.what}: {m.before:.2f} -> {m.after:.2f}" for m in one.moved)
        verdict = "DRIFTED" if one.drifted else "as before"
        add_row(made, [one.about, one.test, f"{one.adjusted:.3f}", verdict, moved])
    console().print(made)
    for one in found.drift[:1]:  # all tests are of the same postings
        say(
            f"{one.analysis.postings:,} postings of {one.analysis.employers:,} employers beside "
            f"{one.reference.postings:,} of {one.reference.employers:,} before."
        )


def _show_reliability(found: Watch) -> None:
    if not found.reliability:
        say("No answer was confirmed or corrected yet: upslope correct POSTING --role ANSWER")
        return
    from upslope.models.lifecycle.reliability import wilson

    made = table("answer", "judged", "right", "95 %", "calibration error")
    for field, one in found.reliability.items():
        low, high = wilson(round(one.right * one.number), one.number)
        cells = [field, one.number, f"{one.right:.0%}", f"{low:.0%}-{high:.0%}", f"{one.error:.3f}"]
        add_row(made, cells)
    console().print(made)


COMMANDS = (monitor,)
