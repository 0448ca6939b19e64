"""``upslope skills``: the taxonomy, one entry of it, and what it lacks."""

from __future__ import annotations

from collections import Counter
from typing import BinaryIO

import click

from upslope.apps.cli.records import Lines
from upslope.apps.cli.screen import add_row, console, json_option, say, table, write_lines
from upslope.apps.cli.state import State, pass_state
from upslope.taxonomy import FAMILIES, Taxonomy
from upslope.taxonomy.skill import Skill

_MOST_SHOWN = 20


class Names(click.Group):
    """A group whose argument is the name of a skill, if it is not the name of a command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what no command is called for the words of a name."""
        known = args[0] in self.commands
        return super().resolve_command(ctx, args if known else ["show", *args])


@click.group(cls=Names, invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Look up a skill: its names, what it is a kind of, and what stands beside it.

    Without a name: the six families, with how many skills each has.

    \b
    Examples:
      upslope skills k8s
      upslope skills random forest
      upslope skills unknown postings.jsonl
    """
    if context.invoked_subcommand is None:
        _families(as_json)


def _families(as_json: bool) -> None:
    counts = Counter(skill.family for skill in Taxonomy.load().skills.values())
    if as_json:
        write_lines({"family": family, "skills": counts[family]} for family in FAMILIES)
        return
    shown = table("family", "what", "skills")
    for family, what in FAMILIES.items():
        add_row(shown, [family, what, counts[family]])
    console().print(shown)
    say(f"{counts.total()} skills. Look one up: upslope skills NAME")


@command.command()
@click.argument("name", nargs=-1, required=True)
@json_option
@pass_state
def show(state: State, name: tuple[str, ...], as_json: bool) -> None:
    """Show the entry of one skill, by any of its names."""
    with state.workspace() as workspace:
        entry = workspace.skill(" ".join(name))
    fields = _fields(entry)
    if as_json:
        write_lines([{"preferred_label": entry.preferred_label} | fields])
        return
    shown = table("", entry.preferred_label)
    for field, value in fields.items():
        if value:
            add_row(shown, [field.replace("_", " "), _cell(field, value)])
    console().print(shown)


def _fields(entry: Skill) -> dict[str, str | list[str] | None]:
    """What is known of a skill, by field; of some the taxonomy works out more than is written."""
    taxonomy, label = Taxonomy.load(), entry.preferred_label
    return {
        "family": entry.family,
        "alt_labels": [*entry.alt_labels],
        "broader": [*entry.broader],
        "all_broader": sorted(taxonomy.broader(label)),
        "narrower": taxonomy.narrower(label),
        "related": taxonomy.related(label),
        "esco": entry.esco,
        "onet": entry.onet,
        "yes": [*entry.yes],
        "no": [*entry.no],
    }


def _cell(field: str, value: str | list[str]) -> str:
    if isinstance(value, str):
        return value
    shown = value[:_MOST_SHOWN]
    left = [f"and {len(value) - _MOST_SHOWN} more"] if len(value) > _MOST_SHOWN else []
    return ("\n" if field in ("yes", "no") else ", ").join(shown + left)


@command.command()
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--limit", type=click.IntRange(min=1), default=40, show_default=True)
@json_option
@pass_state
def unknown(state: State, file: BinaryIO | None, limit: int, as_json: bool) -> None:
    """List terms that postings name among skills and the taxonomy lacks.

    FILE holds postings as JSON Lines, - for standard input; without it, those that are stored.
    """
    lines = Lines(file) if file else None
    opened = state.workspace() if lines else state.stocked_workspace()
    with opened as workspace:
        found = workspace.unknown_skills(lines)[:limit]
    if as_json:
        write_lines(found)
    else:
        shown = table("term", "score", "postings", "employers", "example")
        for one in found:
            add_row(shown, [one.term, one.score, one.postings, one.employers, one.example])
        console().print(shown)
    if lines and lines.bad:
        raise SystemExit(1)
