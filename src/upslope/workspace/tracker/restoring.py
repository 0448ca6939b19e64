"""A journal put back line by line, after its database was lost."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from upslope.errors import UsageError
from upslope.guide.tracker.written import as_id, checked
from upslope.records import JournalEntry, Problem
from upslope.store import journal_file
from upslope.workspace.tracker.notes import Notes


class PutBack(NamedTuple):
    """How many lines were put back, how many were there already, and which are damaged."""

    lines: int
    known: int
    refused: list[Problem]


class Restoring(Notes):
    """What brings a journal back from its file."""

    def lost(self) -> Path | None:
        """Return the journal's file if it holds lines and the database none: that one was lost."""
        file = self._own.settings.home / journal_file.NAME
        return file if not self._folded() and file.is_file() and file.stat().st_size else None

    def put_back(self, file: Path) -> PutBack:
        """Add the lines of a journal file that are not in the journal, each once.

        A damaged line is refused, with its number, and those after it count.

        Args:
            file: ``journal.jsonl`` of a workspace, or a copy of one.

        Raises:
            UsageError: there is no such file.
            StoreError: they could not be stored; none of them is.
        """
        found, refused = list[JournalEntry](), list[Problem]()
        for number, line in journal_file.read(file):
            wrong = line if isinstance(line, str) else _wrong_of(line)
            if isinstance(line, JournalEntry) and not wrong:
                found.append(line)
            else:
                refused.append(Problem(where=f"line {number}", why=wrong))
        fresh = self._own.store.journal.write(lambda before: found)
        return PutBack(len(fresh), len(found) - len(fresh), refused)


def _wrong_of(line: JournalEntry) -> str:
    """Say what a line cannot be of a journal for; empty if it can."""
    try:
        as_id(line.id)
        as_id(line.application)
        checked(line.kind, line.data)
    except UsageError as error:
        return error.what
    return ""
