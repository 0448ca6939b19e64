"""Postings from a table: CSV, JSON Lines, JSON or Parquet, whatever its columns are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import ClassVar

from upslope.errors import ReadError, UsageError
from upslope.formats.postings.columns import NAMES
from upslope.formats.postings.jobposting import digest
from upslope.formats.postings.table import TableReader
from upslope.formats.tables import rows
from upslope.formats.values import RowError
from upslope.records import Problem, RawPosting, Reply
from upslope.sources.source import Reading, Source


class Files(Source):
    """A file of the person's own. Its board is the file's name.

    Args:
        columns: field of a posting to the column that holds it, where that cannot be guessed.

    >>> reply = Reply(url="mine.csv", body=b"Stelle,Firma\\nML Engineer,Acme")
    >>> Files({"title": "Stelle", "hiring_organization": "Firma"}).read(reply).postings[0].title
    'ML Engineer'
    """

    name: ClassVar[str] = "files"
    label: ClassVar[str] = "Files"
    about: ClassVar[str] = "CSV, JSON Lines, JSON and Parquet files of the person's own"
    terms: ClassVar[str] = "The person's own files; nothing is asked over the network."
    gives: ClassVar[str] = (
        "Whatever the columns hold; a column that is not recognised can be named."
    )
    limits: ClassVar[str] = "A file says nothing on what has closed."
    closes: ClassVar[bool] = False

    def __init__(self, columns: Mapping[str, str] | None = None) -> None:
        self._columns = dict(columns or {})
        if wrong := sorted(set(self._columns) - set(NAMES)):
            raise UsageError(
                f"A posting has no field called '{wrong[0]}'.", next=f"Fields: {', '.join(NAMES)}."
            )

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read every row that has a title; the rest are problems.

        Raises:
            ReadError: it is no table, or no column can be the title.
        """
        reading = Reading()
        for row in self._rows(reply):
            reading.problems.append(row) if isinstance(row, Problem) else reading.add(row)
        return reading

    def stream(self, reply: Reply, size: int = 1_000) -> Iterator[Reading]:
        """Read a large file ``size`` rows at a time: its postings are never in memory all at once.

        A posting that comes again in a later batch, for another place, comes as one more.

        Raises:
            ReadError: as :meth:`read`; that no column can be the title is known after the last row.

        >>> table = Reply(url="mine.csv", body=b"title\\nML Engineer\\nData Scientist\\nAnalyst")
        >>> [len(reading.postings) for reading in Files().stream(table, 2)]
        [2, 1]
        """
        rows = self._rows(reply)
        while batch := list(islice(rows, size)):
            reading = Reading(problems=[row for row in batch if isinstance(row, Problem)])
            for row in batch:
                if not isinstance(row, Problem):
                    reading.add(row)
            yield reading

    def _rows(self, reply: Reply) -> Iterator[RawPosting | Problem]:
        first: Problem | None = None
        taken: dict[str, int] = {}
        reader = TableReader(self.name, self._columns)
        for number, row in enumerate(rows(reply.body, reply.charset), 1):
            try:
                posting = reader.read(row)
            except RowError as error:
                problem = Problem(where=f"row {number}", why=str(error))
                first = first or problem
                yield problem
                continue
            yield _told_apart(posting, taken)
        self._check(reader.layouts, first, empty=not taken)

    def _check(
        self, layouts: dict[tuple[str, ...], dict[str, str]], first: Problem | None, *, empty: bool
    ) -> None:
        """Raise what is wrong with the table as a whole."""
        names = list(dict.fromkeys(name for layout in layouts for name in layout))
        listed = ", ".join(names[:20])[:300]
        if not layouts:
            problem = f" ({first.why})" if first else ""
            raise ReadError(f"The file holds no rows{problem}.")
        if missing := [name for name in self._columns.values() if name not in names]:
            raise UsageError(f"The file has no column '{missing[0]}'.", next=f"It has: {listed}.")
        if empty and not any("title" in columns for columns in layouts.values()):
            raise ReadError(
                f"No column of the file looks like a title. It has: {listed}.",
                next="Say which one it is: --column title=NAME.",
            )


def _told_apart(posting: RawPosting, taken: dict[str, int]) -> RawPosting:
    """Give a posting an id of its own if a different one of the file came with the same id."""
    said = _said(posting)
    if hash(said) != taken.setdefault(posting.source_id, hash(said)):
        posting.source_id = f"{posting.source_id}-{digest(*said)}"
    return posting


def _said(posting: RawPosting) -> tuple[str | None, ...]:
    return posting.title, posting.hiring_organization, posting.description
