"""What stored postings are put in order by, and which of them stand behind others."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from upslope.store.database.engine import Database
from upslope.store.database.schema import duplicate_links, postings, understandings


class SortKeys(NamedTuple):
    """When a posting was posted and first seen (ISO 8601), and the most that it pays in a year."""

    posted: str
    first_seen: str
    pay: float | None
    currency: str | None


UNKNOWN = SortKeys("", "", None, None)
"""Of a posting that was stored meanwhile."""


class Sorting:
    """Sort keys and groups of all stored postings, read at once.

    >>> import tempfile, pathlib
    >>> from upslope.store import Store
    >>> with Store(pathlib.Path(tempfile.mkdtemp())) as store:
    ...     Sorting(store.database).keys(), Sorting(store.database).behind()
    ({}, {})
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keys(self) -> dict[str, SortKeys]:
        """Return the sort keys of every posting by its id."""
        columns = (
            postings.c.id,
            postings.c.date_posted,
            postings.c.first_seen,
            understandings.c.yearly_pay,
            understandings.c.pay_currency,
        )
        joined = postings.join(understandings, understandings.c.posting == postings.c.id)
        with self._database.read() as connection:
            rows = connection.execute(select(*columns).select_from(joined))
            return {id: SortKeys(posted or "", *rest) for id, posted, *rest in rows}

    def behind(self) -> dict[str, str]:
        """Return every posting that stands behind another, with that one."""
        columns = (duplicate_links.c.posting, duplicate_links.c.canonical)
        query = select(*columns).where(duplicate_links.c.canonical.is_not(None))
        with self._database.read() as connection:
            return {row.posting: row.canonical for row in connection.execute(query)}
