"""``upslope sources``: where openings come from."""

from __future__ import annotations

import click

from upslope.apps.cli.screen import add_row, console, json_option, table, write_lines
from upslope.apps.cli.state import State, pass_state


@click.command()
@json_option
@pass_state
def command(state: State, as_json: bool) -> None:
    """List the sources Upslope can read, the lawful way in to each, and your boards there.

    Example: upslope sources
    """
    with state.workspace() as workspace:
        boards = workspace.settings.boards
        lines = [
            {
                "name": name,
                "label": source.label,
                "way_in": source.about,
                "boards": boards.get(name, ()),
            }
            for name, source in workspace.sources().items()
        ]
    if as_json:
        write_lines(lines)
        return
    shown = table("name", "source", "way in", "your boards")
    for line in lines:
        add_row(shown, [*list(line.values())[:3], ", ".join(line["boards"])])
    console().print(shown)
