"""The texts that lists leave out, asked for after all lists are stored: the newest first.

They are stored a few at a time, so that an interrupted collect keeps what came and the next one
asks for the rest.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from urllib.parse import urlsplit

from upslope.errors import NetworkError, ReadError
from upslope.models import Models
from upslope.normalize import normalize
from upslope.normalize.duplicates import fingerprint
from upslope.pipeline.choose import of_the_field, without_text
from upslope.pipeline.lanes import side_by_side
from upslope.pipeline.predicted import predictions, reader
from upslope.records import RawPosting, Reply, Run
from upslope.sources.door.failures import NotYetError
from upslope.sources.visit import Getter, Visit, fetch
from upslope.store import Store
from upslope.understand import understand

MOST_TEXTS = 200
"""Texts asked for of one board in one collect; the others have their turn in the next."""

_STORED_AT_ONCE = 20
_FAILED_IN_A_ROW = 3


@dataclass
class Missing:
    """The texts that one board's stored list leaves out: ``wanted`` by date, newest first."""

    visit: Visit
    run: Run
    wanted: list[tuple[str, RawPosting]]
    models: Models
    came: int = 0
    why: str = ""
    _failed: int = 0
    _reason: str | None = None  # the run's, before anything was said of texts
    _to_store: list[tuple[RawPosting, Reply]] = field(default_factory=list)

    @classmethod
    def of(cls, visit: Visit, run: Run, store: Store, *, only_ml: bool, models: Models) -> Missing:
        """Choose what to ask for of a board whose list is stored."""
        listed = [raw for raw in visit.raws + visit.untitled if raw.source_id in visit.details]
        return cls(visit, run, without_text(listed, store, only_ml=only_ml), models)

    @property
    def to_ask(self) -> list[tuple[str, RawPosting]]:
        """Those that have their turn now."""
        return self.wanted[:MOST_TEXTS]

    def ask(self, raw: RawPosting, door: Getter, store: Store) -> Missing:
        """Ask for one text, unless the board has refused several in a row."""
        if self._failed >= _FAILED_IN_A_ROW:
            return self
        source, request = self.visit.source, self.visit.details[raw.source_id]
        try:
            reply = fetch(source, request, door, store.replies.keep)
            source.read(reply, self.visit.company).fill(raw)
        except NotYetError as error:  # each further one would be told the same
            self._failed, self.why = _FAILED_IN_A_ROW, f" {error}"
        except (NetworkError, ReadError) as error:
            self.why = f" {error}"
            if not (isinstance(error, ReadError) and raw in self.visit.untitled):
                self._failed += 1  # what stands in a sitemap may well be no opening
        else:
            self._failed = 0
            self._to_store.append((raw, reply))
        return self

    def store(self, store: Store, *, only_ml: bool, all_of_them: bool = False) -> None:
        """Store the texts that came, once there are enough of them for a transaction."""
        filled = self._to_store[:]
        if not all_of_them and len(filled) < _STORED_AT_ONCE:
            return
        del self._to_store[: len(filled)]
        self.came += len(filled)
        left = len(self.wanted) - self.came
        told = f"{left:,} of {len(self.wanted):,} texts are still to come.{self.why}"
        self._reason = self.run.reason if self._reason is None else self._reason
        today = date.fromisoformat(self.run.started_at[:10])
        postings = normalize([raw for raw, _ in filled], today)
        rows = zip(postings, understand(postings, self.models), strict=True)
        kept = of_the_field(rows) if only_ml else list(rows)
        self.run = store.postings.add_texts(
            self.run,
            [posting for posting, _ in kept],
            [understanding for _, understanding in kept],
            [reply.digest for _, reply in filled],
            fingerprints=[fingerprint(posting) for posting, _ in kept],
            reason=" ".join(filter(None, [self._reason, told if left else ""])),
            reader=reader(self.models),
            predicted=predictions((known for _, known in kept), self.models),
        )


def ask_for_texts(
    boards: Iterable[Missing],
    door: Getter,
    store: Store,
    *,
    only_ml: bool,
    stop: threading.Event | None = None,
) -> Generator[Missing]:
    """Ask for the missing texts of all boards, host by host; yield the board after each text."""
    boards = [board for board in boards if board.wanted]
    try:
        with closing(side_by_side(_lanes(boards, door, store), stop)) as asked:
            for board in asked:
                board.store(store, only_ml=only_ml)
                yield board
    finally:  # also when interrupted
        for board in boards:
            board.store(store, only_ml=only_ml, all_of_them=True)


def _lanes(
    boards: Iterable[Missing], door: Getter, store: Store
) -> dict[str, list[Callable[[], Missing]]]:
    """Sort the texts of all boards by date and line them up by host."""
    texts = [(date, raw, board) for board in boards for date, raw in board.to_ask]
    lanes: defaultdict[str, list[Callable[[], Missing]]] = defaultdict(list)
    for _, raw, board in sorted(texts, key=itemgetter(0), reverse=True):
        host = urlsplit(board.visit.details[raw.source_id].url).netloc

        def ask(board: Missing = board, raw: RawPosting = raw) -> Missing:
            return board.ask(raw, door, store)

        lanes[host].append(ask)
    return lanes
