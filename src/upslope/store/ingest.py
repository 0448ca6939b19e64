"""Store what one run saw of its board, as steps of one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, select, update

from upslope.records import Run
from upslope.store import reposts
from upslope.store.batches import (
    change,
    chunks,
    fill,
    forget_understanding,
    next_revision,
    understand,
)
from upslope.store.blocks import forget_keys
from upslope.store.database.schema import events, postings, run_replies, understandings
from upslope.store.duplicates import forget_prints
from upslope.store.rows import POSTING_COLUMNS, Row, news

CLOSED_BY_SOURCE = "closed by its source"
CLOSED_BY_ABSENCE = "absent from a complete list"
_OPEN = {"open": True, "closed_at": None, "closed_why": None}


@dataclass
class Ingest:
    """One run's postings on their way into the tables.

    Call :meth:`store` and, for a complete list of a source that closes by absence,
    :meth:`close_absent`; then ``new``, ``changed`` and ``closed`` are counted.
    """

    connection: Connection
    run: Run
    new: int = 0
    changed: int = 0
    closed: int = 0
    fingerprints: set[str] = field(default_factory=set)
    """Fingerprints of rows that came, went or changed: their groups must be linked again."""
    dates: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """Of each posting that changed, its date of publishing before and now."""
    revision: int = field(init=False)

    def __post_init__(self) -> None:
        self.revision = next_revision(self.connection)

    def store(self, rows: Sequence[Row]) -> None:
        """Insert what is new, update what changed and note what happened to each posting.

        A posting that comes closed is stored closed; one that is back is open again. One that
        comes without its description, as in a bare list, keeps all that is stored of it.
        """
        for chunk in chunks(rows):
            known = self._known([row.id for row in chunk])
            here = [row for row in chunk if row.id in known]
            self._insert([row for row in chunk if row.id not in known])
            self._update([row for row in here if _says_more(row, known[row.id])])
            ended = [row.id for row in here if row.closed and known[row.id].open]
            self._close(ended, CLOSED_BY_SOURCE)
            self._close([r.id for r in chunk if r.closed and r.id not in known], CLOSED_BY_SOURCE)
            self._reopen([row.id for row in here if not row.closed and not known[row.id].open])
            self.touch(row.id for row in here)
            self.closed += len(ended)

    def touch(self, ids: Iterable[str]) -> None:
        """Note that postings were in the list, whatever it says of them."""
        seen = {"last_seen": self.run.started_at, "last_run": self.run.id, "board": self.run.board}
        for chunk in chunks(ids):
            self.connection.execute(update(postings).where(postings.c.id.in_(chunk)).values(seen))

    def close_absent(self) -> None:
        """Close the board's open postings that this run has not seen."""
        gone = self._of_board() & postings.c.open & (postings.c.last_run != self.run.id)
        ids = self.connection.scalars(select(postings.c.id).where(gone)).all()
        self._close(ids, CLOSED_BY_ABSENCE)
        self.closed += len(ids)

    def touch_board(self) -> None:
        """Note that the board's open postings were all there again (an unchanged list)."""
        self.connection.execute(
            update(postings)
            .where(self._of_board(), postings.c.open)
            .values(last_seen=self.run.started_at, last_run=self.run.id)
        )

    def note_replies(self, digests: Iterable[str]) -> None:
        """Note which kept replies the run was read from, in their order; each once."""
        of_run = select(run_replies.c.digest).where(run_replies.c.run == self.run.id)
        noted = set(self.connection.scalars(of_run))
        new = [digest for digest in dict.fromkeys(digests) if digest not in noted]
        fill(
            self.connection,
            run_replies,
            [
                {"run": self.run.id, "place": place, "digest": digest}
                for place, digest in enumerate(new, start=len(noted))
            ],
        )

    def _known(self, ids: Sequence[str]) -> Mapping[str, Any]:
        has_text = postings.c.description.is_not(None).label("has_text")
        columns = (postings.c.id, postings.c.row_hash, postings.c.open, has_text)
        found = self.connection.execute(select(*columns).where(postings.c.id.in_(ids)))
        return {row.id: row for row in found}

    def _insert(self, rows: Sequence[Row]) -> None:
        seen = {
            "board": self.run.board,
            "first_seen": self.run.started_at,
            "last_seen": self.run.started_at,
            "first_run": self.run.id,
            "last_run": self.run.id,
            "revision": self.revision,
        }
        fill(self.connection, postings, [{**row.posting, **seen, **_OPEN} for row in rows])
        # What is new, nobody has corrected.
        fill(self.connection, understandings, [row.understood.values for row in rows])
        self._note(self._event(row.id, "appeared") for row in rows)
        self._mark(row.posting["fingerprint"] for row in rows)
        self.new += len(rows)

    def _update(self, rows: Sequence[Row]) -> None:
        ids = [row.id for row in rows]
        columns = (
            *POSTING_COLUMNS,
            postings.c.open,
            postings.c.fingerprint,
            postings.c.first_run,
        )
        found = self.connection.execute(select(*columns).where(postings.c.id.in_(ids)))
        before = {row["id"]: row for row in found.mappings()}
        # What this same run first listed without its text is no news when the text comes.
        older = [row for row in rows if before[row.id]["first_run"] != self.run.id]
        changes = [(row.id, news(before[row.id], row)) for row in older]
        self._note(self._event(id, "changed", changes=what) for id, what in changes if what)
        self.dates |= {
            row.id: (before[row.id]["date_posted"], row.posting["date_posted"]) for row in older
        }
        forget_prints(self.connection, ids)
        forget_keys(self.connection, ids)
        self._mark(row["fingerprint"] for row in before.values())
        self._mark(row.posting["fingerprint"] for row in rows)
        change(self.connection, [{**row.posting, "revision": self.revision} for row in rows])
        forget_understanding(self.connection, ids)
        understand(self.connection, [row.understood for row in rows])
        self.changed += sum(bool(what) for _, what in changes)

    def _close(self, ids: Sequence[str], why: str) -> None:
        values = {"open": False, "closed_at": self.run.started_at, "closed_why": why}
        change(self.connection, [{"id": id, **values, "revision": self.revision} for id in ids])
        self._note(self._event(id, "closed", why=why) for id in ids)

    def _reopen(self, ids: Sequence[str]) -> None:
        change(self.connection, [{"id": id, **_OPEN, "revision": self.revision} for id in ids])
        self._note(self._event(id, "reopened") for id in ids)
        reposts.forget(self.connection, ids)

    def _of_board(self) -> ColumnElement[bool]:
        return (postings.c.source == self.run.source) & (postings.c.board == self.run.board)

    def _mark(self, fingerprints: Iterable[str | None]) -> None:
        self.fingerprints.update(one for one in fingerprints if one)

    def _event(
        self, posting: str, kind: str, *, why: str = "", changes: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        return {
            "posting": posting,
            "run": self.run.id,
            "at": self.run.started_at,
            "kind": kind,
            "why": why,
            "changes": changes or {},
        }

    def _note(self, lines: Iterable[dict[str, Any]]) -> None:
        fill(self.connection, events, list(lines))


def _says_more(row: Row, known: Any) -> bool:
    same = row.posting["row_hash"] == known.row_hash
    return not same and (row.posting["description"] is not None or not known.has_text)
