"""What is done with everything that a workspace keeps: copied out, backed up, put back, undone."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

from upslope.errors import UsageError
from upslope.workspace.opened import Opened

if TYPE_CHECKING:
    from upslope.store.backup.backup import Backup
    from upslope.store.backup.restore import Restored
    from upslope.store.export.export import Format
    from upslope.store.undo import Undone


class Kept(Opened):
    """An opened folder whose contents can be taken out, copied and put back."""

    def export(self, form: Format, to: Path | IO[bytes]) -> None:
        """Write all stored postings, with what was understood of them, to a file or stream."""
        from upslope.store.export import export

        export.write(self.store, to, form)

    def backup(self, to: Path | None = None, *, keep: int | None = None) -> Backup:
        """Write a backup of everything kept here to a file, whole, while others work.

        Args:
            to: a file or folder; default: a new file in the workspace's folder ``backups``.
            keep: delete all but so many of the newest backups there, this one among them.
        """
        from upslope.store.backup import backup

        made = backup.write(self.store, to)
        if keep is not None:
            backup.forget_older(self.store.folder, keep)
        return made

    def restore(self, file: Path) -> Restored:
        """Bring this workspace to the state of a backup; what it holds now is moved aside.

        Raises:
            UsageError: the postings are in another database than the workspace's own.
            DamagedError: the file is not a backup, or is damaged.
        """
        from upslope.store.backup.restore import restore

        if self.settings.database_url:
            raise UsageError(
                "The setting database_url names another database, which a backup cannot replace.",
                next="Unset it, or restore into another folder: upslope --workspace DIR restore",
            )
        self.close()
        for opened in ("store", "door"):
            self.__dict__.pop(opened, None)
        return restore(self.settings.home, file)

    def undo(self, run: str) -> Undone:
        """Reopen what a run closed, when its list turns out to have been wrong.

        Raises:
            UsageError: there is no such run, or it closed nothing.
        """
        from upslope.store.undo import undo

        return undo(self.store.database, run)
