"""``upslope portfolio``: what your repositories show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from upslope.apps.cli.screen import (
    add_row,
    console,
    counted,
    headed,
    json_option,
    plain,
    say,
    table,
    write_lines,
)
from upslope.apps.cli.state import State, pass_state
from upslope.records import STEPS, Claim, Repository


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--me",
    multiple=True,
    help="Your name or mail address in the history. Repeatable.  [default: those git has]",
)
@click.option("--forget", is_flag=True, help="Forget these repositories.")
@json_option
@pass_state
def command(
    state: State, paths: tuple[Path, ...], me: tuple[str, ...], forget: bool, as_json: bool
) -> None:
    """Read what your own git repositories show: committed files only, which are never run.

    Each claim stands on a ladder (asserted, declared, imported, called, tested, served) and names
    its file, line and commit. What others wrote is left out. Match and plan count what is imported
    and above. Without PATH it lists what is known.

    \b
    Examples:
      upslope portfolio ~/code/fish-counter ~/code/leaf-doctor
      upslope portfolio
      upslope portfolio ~/code/fish-counter --forget
    """
    with state.workspace() as workspace:
        if forget:
            known = [workspace.person.forget_repository(path) for path in paths]
            say(f"Forgotten: {sum(known)} of {len(known)}.")
            return
        read = workspace.person.read_repositories(paths, me)
        found = read or workspace.person.portfolio()
        shown = workspace.person.claims()
    if as_json:
        write_lines(claim for _, claims in found for claim in claims)
        return
    for repository, claims in found:
        _show(repository, claims)
    if found:
        headed("The six responsibilities, over all your repositories", _duties(shown))
    if not found:
        say("No repository is known yet: upslope portfolio PATH...")


def _duties(claims: Sequence[Claim]) -> list[str]:
    from upslope.guide.portfolio import duties, gaps

    shown = [
        f"{duty}: {claim.step} ({claim.repository}: {claim.path})"
        for duty, claim in duties(claims).items()
        if claim
    ]
    return shown + gaps(claims)


def _show(repository: Repository, claims: Sequence[Claim]) -> None:
    share = "" if repository.share is None else f", {repository.share:.0%} of it yours"
    headed(
        f"{repository.name} at {repository.commit[:7]}",
        [
            f"{counted(repository.files, 'file')} read{share}",
            *repository.notes,
            *(
                f"left out: {counted(count, 'file')}, {why}"
                for why, count in repository.left_out.items()
            ),
        ],
    )
    shown = table("step", "shows", "where", "what")
    for claim in sorted(claims, key=lambda one: (-STEPS.index(one.step), one.kind, one.subject)):
        place = f"{claim.path}:{claim.line}" if claim.line else claim.path
        where = f"{place}@{claim.commit[:7]}"
        add_row(shown, [claim.step, claim.subject, where, plain(claim.says)])
    console().print(shown)
