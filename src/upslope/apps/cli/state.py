"""What every command shares: the workspace that ``--workspace`` named, opened when needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from upslope.workspace import Workspace

SAMPLE_NOTICE = (
    "Nothing was collected yet, so this is the embedded sample: invented employers only."
)


class State:
    """Passed from the group to its commands; opening is put off so that help stays quick."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """Open the person's own workspace; in the end say which models could not be used."""
        from upslope.workspace import Workspace

        with Workspace(self.folder) as workspace:
            yield workspace
            for error in workspace.refused_models():
                click.echo(str(error), err=True)

    @contextmanager
    def stocked_workspace(self, *, quiet: bool = False) -> Iterator[Workspace]:
        """Open the workspace or, as long as nothing was collected, the sample, and say so."""
        with self.workspace() as workspace:
            stock = workspace.stocked()
            if stock is not workspace and not quiet:
                click.echo(SAMPLE_NOTICE, err=True)
            yield stock


pass_state = click.make_pass_decorator(State)

resume_option = click.option(
    "--resume",
    type=click.Path(exists=True, path_type=Path),
    help="PDF, .docx, .odt, text, Markdown, JSON Resume or a LinkedIn export (zip or folder).  "
    "[default: the setting resume]",
)
