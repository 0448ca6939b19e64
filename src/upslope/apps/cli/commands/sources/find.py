"""``upslope sources find``: a company's board, shown before it is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from upslope.apps.cli.screen import json_option, plain, say, write_lines
from upslope.apps.cli.state import State, pass_state

if TYPE_CHECKING:
    from upslope.workspace.finding import Candidate, Finding

_HOW = {
    "address": "the address is the board's own",
    "page": "the careers page shows it",
    "own site": "the site is run by it",
    "directory": "in the directory",
    "name": "guessed from the name",
    "pages": "the site's own pages",
}


@click.command()
@click.argument("company", metavar="COMPANY_OR_ADDRESS")
@click.option("--yes", is_flag=True, help="Add the first board whose company's name agrees.")
@json_option
@pass_state
def find(state: State, company: str, yes: bool, as_json: bool) -> None:
    """Work out a company's board, show what is on it, and add it if you agree.

    Give the address of its site or careers page, or its name. Names collide: look at the company
    and the titles before you agree. --json adds nothing, unless with --yes.

    \b
    Examples:
      upslope sources find https://careers.acme.example
      upslope sources find "Acme Robotics"
    """
    with state.workspace() as workspace:
        finding = workspace.finding
        found = finding.find(company)
        if as_json:
            write_lines(found.candidates)
        for note in found.notes:
            say(plain(note))
        if not found.candidates:
            say(plain(f"No board of {company} was found."))
            raise SystemExit(1)
        if all(one.error for one in found.candidates):
            _say_unread(found.candidates)
            raise SystemExit(1)
        if yes:
            _add_first(found.candidates, finding)
        elif not as_json:
            _ask_for_each(found.candidates, finding)


def _say_unread(candidates: list[Candidate]) -> None:
    for one in candidates:
        _show(one)
    say("Nothing was added. Try again later, or add one unseen: upslope sources add SOURCE BOARD")


def _add_first(candidates: list[Candidate], finding: Finding) -> None:
    sure = next((one for one in candidates if one.sure), None)
    if sure is None:
        for one in candidates:
            _show(one)
        say("Nothing was added: no board says that it is this company's. Without --yes you can.")
        raise SystemExit(1)
    _show(sure)
    _add(sure, finding)


def _ask_for_each(candidates: list[Candidate], finding: Finding) -> None:
    for one in candidates:
        _show(one)
        if not one.error and click.confirm("Add this board?", default=one.sure, err=True):
            _add(one, finding)


def _add(one: Candidate, finding: Finding) -> None:
    new = finding.add(one)
    said = "is visited from now on. To begin: upslope collect" if new else "was added before."
    say(plain(f"{one.source} {one.board} {said}"))


def _show(one: Candidate) -> None:
    """Say whose board it is and what it lists, line by line."""
    say(plain(f"{one.source} {one.board} ({_HOW[one.how]})"))
    if one.error:
        say(f"  could not be read: {plain(one.error)}")
        return
    says = {True: "", False: " - NOT the name asked for", None: ""}[one.agrees]
    say(f"  company: {plain(one.company) or 'the board does not say'}{says}")
    count = f"{one.postings:,}" if one.postings is not None else f"more than {one.looked_at:,}"
    say(f"  openings: {count}; {one.ml:,} of {one.looked_at:,} looked at are of the field")
    for title in one.titles:
        say(f"    {plain(title)}")
