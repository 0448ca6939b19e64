"""``upslope practice``: projects that train what you lack, and whether yours is done."""

from __future__ import annotations

from pathlib import Path

import click

from upslope.apps.cli.screen import add_row, console, headed, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state, resume_option
from upslope.records import Brief


@click.group(invoke_without_command=True)
@resume_option
@click.option(
    "--hours",
    type=click.FloatRange(0, min_open=True),
    default=120.0,
    show_default=True,
    help="Hours you have.",
)
@click.option("--all", "every", is_flag=True, help="List every brief.")
@json_option
@click.pass_context
def command(
    context: click.Context, resume: Path | None, hours: float, every: bool, as_json: bool
) -> None:
    """Choose projects to practise on: those that close most of your gap for the hours you have.

    Each brief says what to build and how it is checked: `upslope practice check` reads your
    repository and says which criteria it meets.

    \b
    Examples:
      upslope practice --resume resume.pdf
      upslope practice show ID
      upslope practice check ID ~/code/my-project
    """
    if context.invoked_subcommand is not None:
        return
    with context.ensure_object(State).stocked_workspace() as workspace:
        chosen = [] if every else workspace.guidance.practice(resume, hours=hours)
    if every:
        from upslope.guide.practice import briefs

        offered = [(one, one.about) for one in briefs().values()]
    else:
        offered = [(one.brief, one.why) for one in chosen]
    if as_json:
        write_lines([one for one, _ in offered] if every else chosen)
        return
    shown = table("id", "project", "level", "hours", "why")
    for one, why in offered:
        between = f"{one.hours[0]:.0f}-{one.hours[1]:.0f}"
        add_row(shown, [one.id, one.title, one.level, between, why])
    if not offered:
        say(f"No project fits into {hours:g} hours, or nothing is left to train.")
        return
    console().print(shown)
    say("See one whole: upslope practice show ID")


@command.command()
@click.argument("brief")
@json_option
@pass_state
def show(state: State, brief: str, as_json: bool) -> None:
    """Show one brief whole: what to do, with what data, and how it is checked.

    Example: upslope practice show churn-service
    """
    with state.workspace() as workspace:
        found = workspace.guidance.brief(brief)
    if as_json:
        write_lines([found])
    else:
        _show(found)


@command.command()
@click.argument("brief")
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
@pass_state
def check(state: State, brief: str, path: Path, as_json: bool) -> None:
    """Say which criteria of a brief a repository meets, each with file, line and commit.

    Only committed files count, and none of them is run.

    Example: upslope practice check churn-service ~/code/my-project
    """
    with state.workspace() as workspace:
        verified = workspace.guidance.verify(brief, path)
    if as_json:
        write_lines({"criterion": one, "met": bool(by), "by": by} for one, by in verified)
        return
    for one, by in verified:
        places = [f"{claim.path}:{claim.line}@{claim.commit[:7]}" for claim in by[:3]]
        headed(f"{'met' if by else 'open'}: {one.says}", places or ["nothing committed shows it"])
    say(f"{sum(bool(by) for _, by in verified)} of {len(verified)} criteria met.")


def _show(brief: Brief) -> None:
    headed(
        f"{brief.title} ({brief.level}, {brief.hours[0]:.0f}-{brief.hours[1]:.0f} hours)",
        [brief.about],
    )
    headed("Trains", [", ".join(brief.duties), ", ".join(brief.skills)])
    headed("Steps", [f"{number}. {step}" for number, step in enumerate(brief.steps, start=1)])
    headed("Data", [brief.data] if brief.data else [])
    headed("Done when your repository shows", [one.says for one in brief.criteria])
    headed("If you want more", brief.stretch)
