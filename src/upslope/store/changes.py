"""Which postings changed since a derived index last looked."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists, func, select

from upslope.records import Change, Mark
from upslope.store.database.engine import Database
from upslope.store.database.schema import duplicate_links, postings, runs, understandings
from upslope.store.rows import POSTING_COLUMNS, posting_of, understanding_of

_behind = duplicate_links.alias("behind")


class Changes:
    """The postings by the number of the write that last touched them.

    >>> from upslope.store import Store
    >>> import tempfile, pathlib
    >>> with Store(pathlib.Path(tempfile.mkdtemp())) as store:
    ...     changes = Changes(store.database)
    ...     changes.mark(), list(changes.since(None))
    (Mark(revision=0, run=None), [])
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark(self) -> Mark:
        """Return where the store is now."""
        with self._database.read() as connection:
            stored = select(runs.c.id).where(runs.c.ingested).order_by(runs.c.number.desc())
            return Mark(
                revision=connection.scalar(select(func.max(postings.c.revision))) or 0,
                run=connection.scalar(stored.limit(1)),
            )

    def knows(self, mark: Mark) -> bool:
        """Say whether the store has been where the mark says: not after an older one was put back.

        Then an index that went further has seen what is no more.
        """
        with self._database.read() as connection:
            newest = connection.scalar(select(func.max(postings.c.revision))) or 0
            stored = select(runs.c.id).where(runs.c.id == mark.run)
            been_there = mark.run is None or connection.scalar(stored) is not None
        return been_there and mark.revision <= newest

    def count(self, mark: Mark | None) -> int:
        """Count what :meth:`since` gives."""
        query = select(func.count()).select_from(postings)
        if mark is not None:
            query = query.where(postings.c.revision > mark.revision)
        with self._database.read() as connection:
            return connection.scalar(query) or 0

    def since(self, mark: Mark | None) -> Iterator[Change]:
        """Stream what changed after the mark, or all, a few hundred in memory at a time."""
        columns = (
            *POSTING_COLUMNS,
            postings.c.open,
            postings.c.first_seen,
            understandings.c.document,
            func.coalesce(duplicate_links.c.canonical, postings.c.id).label("shown_as"),
            exists().where(_behind.c.canonical == postings.c.id).label("stands_for_others"),
        )
        query = (
            select(*columns)
            .join(understandings, understandings.c.posting == postings.c.id)
            .outerjoin(duplicate_links, duplicate_links.c.posting == postings.c.id)
        )
        if mark is not None:
            query = query.where(postings.c.revision > mark.revision)
        with self._database.read() as connection:
            for row in connection.execution_options(yield_per=500).execute(query).mappings():
                yield Change(
                    posting=posting_of(row),
                    understanding=understanding_of(row["document"]),
                    first_seen=row["first_seen"],
                    shown_as=row["shown_as"],
                    stands_for_others=bool(row["stands_for_others"]),
                )
