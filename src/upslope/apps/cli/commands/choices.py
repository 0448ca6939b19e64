"""``upslope choices``: what you saved, hid and applied to, and what was learned of it."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import (
    add_row,
    console,
    counted,
    json_option,
    plain,
    say,
    table,
    write_lines,
)
from upslope.apps.cli.state import State, pass_state
from upslope.records import ChoiceKind


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """List the openings you saved, hid or applied to, and what the ranking learned of that.

    \b
    Examples:
      upslope choices
      upslope choices save 3f2a91 77c0de
      upslope choices hide 91ab02
      upslope choices applied 3f2a91
      upslope choices take-back 91ab02
      upslope choices forget
    """
    if context.invoked_subcommand is not None:
        return
    with context.ensure_object(State).stocked_workspace() as workspace:
        made = workspace.person.choices()
        if as_json:
            write_lines(made)
            return
        shown = table("id", "choice", "day", "opening")
        for one in made:
            posting = workspace.show(one.posting)[0]
            opening = plain(f"{posting.title}, {posting.hiring_organization or 'unknown'}")
            add_row(shown, [one.posting[:12], one.choice, one.at[:10], opening])
        learned = [one.says for one in workspace.ranking.preferences().learned[:10]]
    if not made:
        say("Nothing is chosen yet. Save an opening: upslope choices save ID")
        return
    console().print(shown)
    for line in learned or ["Nothing is learned yet: it takes three choices."]:
        click.echo(line)


def _choose(state: State, postings: tuple[str, ...], choice: ChoiceKind) -> None:
    with state.stocked_workspace() as workspace:
        titles = workspace.person.choose(postings, choice)
    for title in titles:
        say(f"{choice}: {plain(title)}")


postings_argument = click.argument("postings", nargs=-1, required=True, metavar="ID...")


@command.command()
@postings_argument
@pass_state
def save(state: State, postings: tuple[str, ...]) -> None:
    """Keep openings in view; more like them rank higher.

    Example: upslope choices save 3f2a91
    """
    _choose(state, postings, "saved")


@command.command()
@postings_argument
@pass_state
def hide(state: State, postings: tuple[str, ...]) -> None:
    """Take openings out of the ranking; more like them rank lower.

    Example: upslope choices hide 91ab02
    """
    _choose(state, postings, "hidden")


@command.command()
@postings_argument
@pass_state
def applied(state: State, postings: tuple[str, ...]) -> None:
    """Note that you applied; more like them rank higher.

    Example: upslope choices applied 3f2a91
    """
    _choose(state, postings, "applied")


@command.command("take-back")
@postings_argument
@pass_state
def take_back(state: State, postings: tuple[str, ...]) -> None:
    """Take back all that you chose of some openings.

    Example: upslope choices take-back 91ab02
    """
    with state.stocked_workspace() as workspace:
        gone = workspace.person.take_back(postings)
    say(f"Taken back: {counted(gone, 'choice')}.")


@command.command()
@pass_state
def forget(state: State) -> None:
    """Let your choices so far change the ranking no more. The list of them stays.

    Example: upslope choices forget
    """
    with state.stocked_workspace() as workspace:
        gone = workspace.person.forget_learned()
    say(
        f"Forgotten: {counted(gone, 'choice')} no longer changes the ranking."
        if gone == 1
        else f"Forgotten: {counted(gone, 'choice')} no longer change the ranking."
    )
