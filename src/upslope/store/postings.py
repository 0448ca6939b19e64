"""The stored postings: taken in, looked up, searched, understood again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection, RowMapping, select

from upslope.errors import NotFoundError, UsageError
from upslope.records import Event, Filters, Found, Posting, Prediction, Run, Understanding
from upslope.store import predictions, reposts, runs
from upslope.store.absence import Open, open_postings
from upslope.store.batches import chunks, forget_understanding, revise, understand
from upslope.store.database.engine import Database
from upslope.store.database.schema import events, postings, understandings
from upslope.store.duplicates import relink
from upslope.store.ingest import Ingest
from upslope.store.rows import POSTING_COLUMNS, posting_of, row_of, understanding_of, understood_of
from upslope.store.search import conditions, count, left_out, matching

Pair = tuple[Posting, Understanding]


class Postings:
    """The table of postings, each with what was understood of it and its history."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ingest(  # noqa: PLR0913  (a run is all of these together, stored in one transaction)
        self,
        run: Run,
        postings: Sequence[Posting],
        understandings: Sequence[Understanding],
        replies: Sequence[str] = (),
        *,
        fingerprints: Sequence[str | None] | None = None,
        skipped: Collection[str] = (),
        closes: bool = True,
        reader: str = "",
        predicted: Sequence[Prediction] = (),
    ) -> Run:
        """Store what a run saw and how it ended, all in one transaction, and return its counts.

        Only a ``complete`` run of a source that ``closes`` by absence closes what is missing. Of a
        list that is not believed (``failed``, ``quarantined``) nothing is stored but the run and,
        if it was read as the board's own (``filled``), that it still has what it lists.
        ``unchanged`` says that all open postings of the board are still there. The same run again
        changes nothing, so a caller that does not know whether its commit arrived asks again.

        Args:
            run: the finished visit, with its verdict.
            postings: what it saw; of two with one id the last counts.
            understandings: one for each posting, in order.
            replies: digests of the kept replies it was read from.
            fingerprints: one for each posting; equal ones are linked as duplicates.
            skipped: ids that the list holds too, though their postings are not kept.
            closes: whether absence from a complete list closes a posting.
            reader: version of the rules and models that understood the postings.
            predicted: what models answered of the postings, for the log.

        Raises:
            StoreError: it could not be stored; nothing of it is.
            ValueError: the run has no verdict, or the sequences do not belong together.
        """
        if run.verdict is None:
            raise ValueError(f"run {run.id} has no verdict")
        prints = [None] * len(postings) if fingerprints is None else fingerprints
        rows = {
            posting.id: row_of(posting, understanding, reader=reader, fingerprint=fingerprint)
            for posting, understanding, fingerprint in zip(
                postings, understandings, prints, strict=True
            )
        }
        with self._database.write() as connection:
            if runs.is_ingested(connection, run.id):
                return runs.load(connection, run.id)
            runs.save(connection, run, ingested=True)
            step = Ingest(connection, run)
            step.note_replies(replies)
            believed = run.verdict in ("complete", "partial", "drift")
            if believed:
                step.store(list(rows.values()))
                predictions.log(connection, predicted)
            if believed or run.filled:
                step.touch(skipped)
            if run.verdict == "complete" and closes:
                step.close_absent()
            if run.verdict == "unchanged":
                step.touch_board()
            relink(connection, step.fingerprints)
            reposts.note(connection, run, reposts.renewed(run, step.dates, of=len(rows)))
            done = msgspec.structs.replace(
                run,
                seen=len(rows) + len(skipped),
                new=step.new,
                changed=step.changed,
                closed=step.closed,
                skipped=len(skipped) if believed else 0,
            )
            runs.save(connection, done, ingested=True)
            return runs.load(connection, run.id)

    def add_texts(  # noqa: PLR0913  (what came, of which run)
        self,
        run: Run,
        postings: Sequence[Posting],
        understandings: Sequence[Understanding],
        replies: Sequence[str],
        *,
        fingerprints: Sequence[str | None],
        reason: str,
        reader: str,
        predicted: Sequence[Prediction] = (),
    ) -> Run:
        """Store postings of an ingested run whose texts came after its list.

        All in one transaction; the same again changes nothing. ``reason`` takes the place of the
        run's. Returns the run as it now is.

        Raises:
            StoreError: it could not be stored; nothing of it is.
        """
        rows = [
            row_of(posting, understanding, reader=reader, fingerprint=print_)
            for posting, understanding, print_ in zip(
                postings, understandings, fingerprints, strict=True
            )
        ]
        with self._database.write() as connection:
            step = Ingest(connection, run)
            step.note_replies(replies)
            step.store(rows)
            predictions.log(connection, predicted)
            relink(connection, step.fingerprints)
            done = runs.load(connection, run.id)
            done.new, done.changed = done.new + step.new, done.changed + step.changed
            done.skipped = max(done.skipped - step.new, 0)
            done.reason = reason
            runs.save(connection, done, ingested=True)
            return done

    def get(self, id: str) -> Pair:
        """Return a posting by its id, or by the beginning of it if only one begins so.

        Raises:
            UsageError: none or several do; says which ids are close.
        """
        with self._database.read() as connection:
            full = _find(connection, id)
            query = matching([], fold=False).where(postings.c.id == full)
            return _pair(connection.execute(query).mappings().one())

    def history(self, id: str) -> list[Event]:
        """Return what happened to a posting, oldest first; takes ids as :meth:`get` does."""
        names = Event.__struct_fields__
        with self._database.read() as connection:
            query = select(*(events.c[name] for name in names)).order_by(events.c.number)
            rows = connection.execute(query.where(events.c.posting == _find(connection, id)))
            return [msgspec.convert(dict(zip(names, row, strict=True)), Event) for row in rows]

    def all(self, *, open_only: bool = True, fold_duplicates: bool = True) -> Iterator[Pair]:
        """Stream the postings in order of id, a few hundred in memory at a time."""
        asked = conditions(Filters(status="open" if open_only else "any"))
        query = matching(asked, fold=fold_duplicates).order_by(postings.c.id)
        yield from map(_pair, self._database.stream(query))

    def search(self, filters: Filters, *, fold_duplicates: bool = True) -> Found:
        """Return the postings that pass all filters, newest first, and what was left out."""
        asked = conditions(filters)
        query = matching(asked, fold=fold_duplicates).order_by(
            postings.c.date_posted.desc().nulls_last(), postings.c.first_seen.desc(), postings.c.id
        )
        with self._database.read() as connection:
            rows = connection.execute(query.limit(filters.limit)).mappings()
            return Found(
                rows=[_pair(row) for row in rows],
                total=count(connection, asked, fold=fold_duplicates),
                left_out=left_out(connection, asked, fold=fold_duplicates),
            )

    def by_ids(self, ids: Sequence[str]) -> list[Pair]:
        """Return the postings of these ids in their order; those that are not stored are left out.

        >>> import tempfile, pathlib
        >>> from upslope.store import Store
        >>> with Store(pathlib.Path(tempfile.mkdtemp())) as store:
        ...     store.postings.by_ids(["never stored"])
        []
        """
        found: dict[str, Pair] = {}
        with self._database.read() as connection:
            for chunk in chunks(ids):
                query = matching([], fold=False).where(postings.c.id.in_(chunk))
                found |= {row["id"]: _pair(row) for row in connection.execute(query).mappings()}
        return [found[id] for id in ids if id in found]

    def open_of(self, run: Run) -> list[Open]:
        """Return the open postings of a run's board, each with how long lists have lacked it."""
        with self._database.read() as connection:
            return list(open_postings(connection, run))

    def open_ids(self, source: str, board: str) -> set[str]:
        """Return the ids of a board's open postings."""
        of_board = (postings.c.source == source) & (postings.c.board == board)
        with self._database.read() as connection:
            return set(connection.scalars(select(postings.c.id).where(of_board, postings.c.open)))

    def shown_ids(self) -> set[str]:
        """Return the ids of the open postings, of a group of duplicates the one that is shown."""
        query = matching(conditions(Filters(status="open")), fold=True)
        with self._database.read() as connection:
            return set(connection.scalars(query.with_only_columns(postings.c.id)))

    def seen_since(self, moment: str) -> set[str]:
        """Return the ids of the postings that were stored first at a moment or after it.

        Args:
            moment: a day, or a time in UTC, ISO 8601.
        """
        query = select(postings.c.id).where(postings.c.first_seen >= moment)
        with self._database.read() as connection:
            return set(connection.scalars(query))

    def is_empty(self) -> bool:
        """Say whether no posting, open or closed, was ever stored."""
        with self._database.read() as connection:
            return connection.scalar(select(postings.c.id).limit(1)) is None

    def with_text(self, ids: Iterable[str]) -> set[str]:
        """Return those of the ids whose description is stored."""
        told = select(postings.c.id).where(postings.c.description.is_not(None))
        with self._database.read() as connection:
            queries = (told.where(postings.c.id.in_(chunk)) for chunk in chunks(ids))
            return {id for query in queries for id in connection.scalars(query)}

    def outdated(self, reader: str) -> Iterator[Posting]:
        """Stream the postings that another version of the rules and models understood."""
        stale = matching([], fold=False).where(understandings.c.reader != reader)
        yield from map(posting_of, self._database.stream(stale))

    def understand_again(
        self,
        rows: Iterable[Understanding],
        *,
        reader: str,
        predicted: Sequence[Prediction] = (),
    ) -> int:
        """Replace what was understood, after the rules changed, and return of how many postings.

        All in one transaction. An understanding of a posting that is not stored is passed over.
        """
        replaced = 0
        with self._database.write() as connection:
            for chunk in chunks(rows):
                ids = [understanding.id for understanding in chunk]
                query = select(*POSTING_COLUMNS, postings.c.open).where(postings.c.id.in_(ids))
                found = map(posting_of, connection.execute(query).mappings())
                stated = {posting.id: posting.base_salary for posting in found}
                forget_understanding(connection, list(stated))
                known = [one for one in chunk if one.id in stated]
                understand(connection, [understood_of(u, stated[u.id], reader) for u in known])
                revise(connection, [one.id for one in known])
                replaced += len(known)
            predictions.log(connection, predicted)
        return replaced


def _pair(row: RowMapping) -> Pair:
    return posting_of(row), understanding_of(row["document"])


def _find(connection: Connection, id: str) -> str:
    if connection.scalar(select(postings.c.id).where(postings.c.id == id)) is not None:
        return id
    found = _beginning_with(connection, id)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"Several postings begin with {id}.", next=f"Did you mean {' or '.join(found)}?"
        )
    close = _closest(connection, id)
    hint = f"Did you mean {' or '.join(close)}?" if close else "See: upslope search"
    raise NotFoundError(f"There is no posting {id[:100]}.", next=hint)


def _closest(connection: Connection, id: str) -> list[str]:
    """Return the ids that share the longest beginning with this one."""
    for length in range(len(id) - 1, 0, -1):
        if found := _beginning_with(connection, id[:length]):
            return found
    return []


def _beginning_with(connection: Connection, start: str) -> list[str]:
    query = select(postings.c.id).where(postings.c.id.startswith(start, autoescape=True))
    return list(connection.scalars(query.order_by(postings.c.id).limit(5)))
