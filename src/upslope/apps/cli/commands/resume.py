"""``upslope resume``: how your resume is read, what is lost, and the same written anew."""

from __future__ import annotations

from pathlib import Path

import click

from upslope.apps.cli.screen import counted, headed, json_option, plain, say, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.records import Resume, ResumeSkill

file_argument = click.argument("file", type=click.Path(exists=True, path_type=Path), required=False)


@click.group()
def command() -> None:
    """Look at your resume as a program reads it, check what is lost, write it anew.

    Your name, mail and phone are taken out before anything is read, and are kept nowhere.

    \b
    Examples:
      upslope resume show resume.pdf
      upslope resume check resume.pdf
      upslope resume export resume.pdf --to resume.docx --name "Ada Byron"
    """


@command.command()
@file_argument
@json_option
@pass_state
def show(state: State, file: Path | None, as_json: bool) -> None:
    """Show what was understood: positions with months, education, skills with the place that shows
    each, and what was not understood.

    FILE is the setting resume if none is given.

    Example: upslope resume show resume.pdf
    """
    with state.workspace() as workspace:
        resume = workspace.person.resume(file, as_written=True)
    if as_json:
        write_lines([resume])
    else:
        _show(resume)


@command.command()
@file_argument
@json_option
@pass_state
def check(state: State, file: Path | None, as_json: bool) -> None:
    """Read the file back as an applicant tracking system would, and say what is lost.

    Example: upslope resume check resume.pdf
    """
    with state.workspace() as workspace:
        checked = workspace.person.check(file)
    if as_json:
        write_lines([checked])
        return
    for line in checked.summary:
        click.echo(plain(line))
    for finding in checked.findings:
        headed(f"{finding.severity}: {finding.says}", [*finding.where, f"Do: {finding.do}"])
    if not checked.findings:
        say("Nothing is lost.")


@command.command()
@file_argument
@click.option(
    "--to",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that ends in .json (JSON Resume), .docx or .pdf.",
)
@click.option("--name", default="", help="Your name, as it should stand there.")
@click.option("--email", default="")
@click.option("--phone", default="")
@click.option("--url", default="", help="Your page.")
@pass_state
def export(state: State, /, file: Path | None, to: Path, **who: str) -> None:
    """Write the resume anew: one column, real headings, no table, so that any system can read it.

    Who you are was taken out as the file was read. Say it here to have it written; it is not kept.

    Example: upslope resume export resume.pdf --to resume.docx --name "Ada Byron"
    """
    with state.workspace() as workspace:
        resume = workspace.person.export(file, to, **who)
    say(f"{to}: {counted(len(resume.positions), 'position')} written.")
    if not who["name"]:
        say("It has no name on it yet: --name, --email, --phone, --url put them in.")


def _show(resume: Resume) -> None:
    years = "years not stated" if resume.years is None else f"{resume.years:g} years"
    roles = ", ".join(role.replace("_", " ") for role in resume.roles) or "no role recognised"
    click.echo(f"{roles}; level {resume.seniority}; {years}; degree {resume.degree}")
    headed(
        "Positions",
        [
            f"{one.first} to {one.last or 'now'} ({counted(one.months, 'month')}, {one.kind}): "
            f"{one.title}"
            for one in resume.positions
        ],
    )
    headed("Education", [one.line for one in resume.education])
    headed("Projects", [one.title for one in resume.projects])
    headed("Certifications", [one.title for one in resume.certifications])
    headed("Skills, by the strongest place that shows each", _by_place(resume.skills))
    headed("Links", resume.links)
    headed("Flagged, and not scored", resume.stuffed)
    headed("Not understood", resume.not_understood)
    headed("Notes", resume.notes)


def _by_place(skills: list[ResumeSkill]) -> list[str]:
    """Say of each place which skills it shows, longest first, one line a place."""
    lines = []
    for place in dict.fromkeys(one.where for one in skills):
        shown = sorted(
            (one for one in skills if one.where == place), key=lambda one: -(one.months or 0)
        )
        lines.append(f"{place}: {', '.join(map(_timed, shown))}")
    return lines


def _timed(skill: ResumeSkill) -> str:
    return f"{skill.skill} ({skill.months} mo)" if skill.months else skill.skill
