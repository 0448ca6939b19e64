"""What every command shares: the workspace that ``--workspace`` named, opened when needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
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

    def workspace(self) -> AbstractContextManager[Workspace]:
        """Open the person's own workspace."""
        from upslope.workspace import Workspace

        return Workspace(self.folder)

    @contextmanager
    def stocked_workspace(self) -> Iterator[Workspace]:
        """Open the workspace or, as long as nothing was collected, the sample, and say so."""
        with self.workspace() as workspace:
            stock = workspace.stocked()
            if stock is not workspace:
                click.echo(SAMPLE_NOTICE, err=True)
            yield stock


pass_state = click.make_pass_decorator(State)
