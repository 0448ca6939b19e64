"""Rows of a table become raw postings, whatever its columns are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upslope.formats.postings.columns import guess, read_columns
from upslope.formats.postings.jobposting import read_job_posting
from upslope.formats.tables import Row
from upslope.formats.values import RowError
from upslope.records import RawPosting


class TableReader:
    """Reads rows one by one, and matches each set of columns to the fields of a posting once.

    Args:
        source: the name of the source that the postings get.
        columns: field of a posting to the column that holds it, where that cannot be guessed.

    Attributes:
        layouts: field to column, by the columns of a row; rows of JSON may differ in them.

    >>> reader = TableReader("files", {"title": "Stelle"})
    >>> reader.read({"Stelle": "ML Engineer", "Company Name": "Acme"}).hiring_organization
    'Acme'
    """

    def __init__(self, source: str, columns: Mapping[str, str] | None = None) -> None:
        self._source, self._columns = source, dict(columns or {})
        self.layouts: dict[tuple[str, ...], dict[str, str]] = {}

    def read(self, row: Row) -> RawPosting:
        """Read one row: a schema.org JobPosting that it is or holds, or else its columns.

        Raises:
            RowError: it is no posting, or could not be read; the message says why.
        """
        if isinstance(row, str):
            raise RowError(row)
        columns = self._columns_of(row)
        if thing := _job_posting(row):
            return read_job_posting(thing, self._source)
        return read_columns(row, columns, self._source)

    def _columns_of(self, row: dict[str, Any]) -> dict[str, str]:
        names = tuple(row)
        if names not in self.layouts:
            self.layouts[names] = guess(names) | self._columns
        return self.layouts[names]


def _job_posting(row: dict[str, Any]) -> dict[str, Any] | None:
    """Give the schema.org JobPosting that a row is, or holds in one of its columns."""
    for thing in (row, *row.values()):
        if isinstance(thing, dict) and ("hiringOrganization" in thing or "datePosted" in thing):
            return thing
    return None
