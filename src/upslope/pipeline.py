"""The ordered list of steps of a posting's journey.

ask -> keep -> read -> normalize -> understand -> judge -> store. Reading, normalising and
understanding are pure functions of a batch; only asking touches the network and only keeping and
storing touch the disk. One board's failure ends in its run's verdict, never in an exception.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from operator import itemgetter
from typing import Protocol

from upslope.errors import NetworkError, ReadError, StatusError, UpslopeError
from upslope.normalize import normalize
from upslope.normalize.duplicates import fingerprint
from upslope.records import Problem, RawPosting, Reply, Request, Run, Verdict
from upslope.sources import verdict
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Source
from upslope.store import Store
from upslope.understand import VERSION, understand

ML_ROLES = frozenset(
    {
        "ml_engineer",
        "ai_engineer",
        "mlops_engineer",
        "research_scientist",
        "applied_scientist",
        "data_scientist",
    }
)
"""Roles that ``only_ml`` keeps."""

MOST_DETAILS = 200
"""Postings whose text is asked for by itself in one visit; the others have their turn later."""

_AT_ONCE = 8
_FAILED_IN_A_ROW = 3
_NOT_THERE = {404, 410}

Choose = Callable[[Sequence[RawPosting]], Sequence[RawPosting]]
"""Chooses, best first, the listed postings whose text is to be asked for."""

Progress = Callable[[str, int, int], None]
"""Told what was done last, how many boards are done and how many there are."""


class Getter(Protocol):
    """The door, or anything that answers a request with a reply."""

    def get(
        self,
        request: Request,
        allow_hosts: tuple[str, ...] = (),
        *,
        interval: float = 1.0,
        caps: Caps = Caps(),  # noqa: B008 - frozen
    ) -> Reply:
        """Return the reply or raise a NetworkError."""
        ...


@dataclass
class Visit:
    """What one visit to one board gave, before it is judged and stored.

    ``company`` is what readers are told of whose list it is: the board's name, unless that is
    a file's. ``error`` is why asking or reading stopped, if it did; what came before it is kept.
    ``details`` are the requests for texts that the list leaves out, ``filled`` counts those that
    came and ``note`` says which did not.
    """

    source: Source
    board: str
    company: str
    replies: list[Reply] = field(default_factory=list)
    raws: list[RawPosting] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    total: int | None = None
    error: UpslopeError | None = None
    details: dict[str, Request] = field(default_factory=dict)
    filled: int = 0
    note: str = ""

    def ask(self, board: str, door: Getter, keep: Callable[[Reply], str]) -> None:
        """Ask for all pages of a board; keep each reply, then read it."""
        asked = set[tuple[str, bytes | None]]()
        waiting = deque(self.source.requests(board))
        while waiting:
            request = waiting.popleft()
            if (request.url, request.body) in asked:
                raise ReadError(f"{self.source.label} sent a list of pages that goes in a circle.")
            asked.add((request.url, request.body))
            if following := self.read(self._fetch(request, door, keep)):
                waiting.append(following)

    def ask_details(self, door: Getter, keep: Callable[[Reply], str], choose: Choose) -> None:
        """Ask for the texts that the list leaves out. A posting whose text fails stays listed."""
        wanted = choose([raw for raw in self.raws if raw.source_id in self.details])
        failed, why = 0, ""
        for raw in wanted[:MOST_DETAILS]:
            try:
                reply = self._fetch(self.details[raw.source_id], door, keep)
                self.source.read(reply, self.company).fill(raw)
            except (NetworkError, ReadError) as error:
                failed, why = failed + 1, f" {error}"
                if failed == _FAILED_IN_A_ROW:
                    break
            else:
                self.replies.append(reply)
                self.filled, failed = self.filled + 1, 0
        if left := len(wanted) - self.filled:
            self.note = f"{left:,} of {len(wanted):,} texts are still to come.{why}"

    def _fetch(self, request: Request, door: Getter, keep: Callable[[Reply], str]) -> Reply:
        source = self.source
        reply = door.get(request, source.hosts, interval=source.interval, caps=source.caps)
        keep(reply)
        return reply

    def read(self, reply: Reply) -> Request | None:
        """Read one kept reply, take in what it holds, and give the request for the next page."""
        self.replies.append(reply)
        reading = self.source.read(reply, self.company)
        known = {raw.source_id for raw in self.raws}
        new = [raw for raw in reading.postings if raw.source_id not in known]
        if reading.next and reading.postings and not new:
            raise ReadError(f"{self.source.label} sent a page of its list again.")
        self.raws += new
        self.problems += reading.problems
        self.details |= reading.details
        self.total = reading.total if reading.total is not None else self.total
        return reading.next

    @property
    def unchanged(self) -> bool:
        """Whether the source said of every page that it is still the kept one."""
        stopped = self.error or self.filled
        return bool(self.replies) and not stopped and all(r.unchanged for r in self.replies)


def collect(
    boards: Sequence[tuple[Source, str]],
    door: Getter,
    store: Store,
    *,
    only_ml: bool = False,
    progress: Progress | None = None,
) -> list[Run]:
    """Visit boards, several hosts at once, and store each as it comes; one run a board."""
    choose = partial(_without_text, store=store, only_ml=only_ml)
    runs = [store.runs.start(source.name, board) for source, board in boards]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        asked = {
            pool.submit(ask, source, board, door, store.replies.keep, choose): place
            for place, (source, board) in enumerate(boards)
        }
        for done, future in enumerate(as_completed(asked), start=1):
            place = asked[future]
            runs[place] = store_visit(future.result(), runs[place], store, only_ml=only_ml)
            if progress:
                progress(f"{runs[place].source} {runs[place].board}", done, len(boards))
    return runs


def ask(
    source: Source, board: str, door: Getter, keep: Callable[[Reply], str], choose: Choose
) -> Visit:
    """Ask a board for its list, under each spelling of its name until one is there."""
    empty: Visit | None = None
    for spelling in source.spellings(board):
        visit = Visit(source, board, board)
        try:
            visit.ask(spelling, door, keep)
            visit.ask_details(door, keep, choose)
        except StatusError as error:
            visit.error = error
            if error.status in _NOT_THERE and not visit.replies:
                continue
        except UpslopeError as error:
            visit.error = error
        if not source.vague or visit.raws or visit.problems or visit.error:
            return visit
        empty = visit
    if empty is None:
        return Visit(source, board, board, error=source.unknown(board))
    empty.note = f"The list is empty. If that is wrong: {source.unknown(board)}"
    return empty


def _without_text(listed: Sequence[RawPosting], *, store: Store, only_ml: bool) -> list[RawPosting]:
    """Choose the postings to ask for: of the roles that are kept, by their titles; newest first.

    A text that is stored is not asked for again.
    """
    postings = normalize(listed)
    told = store.postings.with_text(posting.id for posting in postings)
    wanted = [
        (posting.date_posted or "", raw)
        for raw, posting, understood in zip(listed, postings, understand(postings), strict=True)
        if posting.id not in told and (not only_ml or understood.role in ML_ROLES)
    ]
    return [raw for _, raw in sorted(wanted, key=itemgetter(0), reverse=True)]


def take_in(  # noqa: PLR0913  (whose list it is, and how to judge it)
    source: Source,
    reply: Reply,
    store: Store,
    *,
    board: str,
    company: str = "",
    only_ml: bool = False,
) -> Run:
    """Keep, read and store one reply that came as a file. What it lacks is not closed."""
    run, visit = store.runs.start(source.name, board), Visit(source, board, company)
    store.replies.keep(reply)
    try:
        visit.read(reply)
    except UpslopeError as error:
        visit.error = error
    return store_visit(visit, run, store, only_ml=only_ml, closes=False)


def store_visit(
    visit: Visit, run: Run, store: Store, *, only_ml: bool = False, closes: bool = True
) -> Run:
    """Make a visit's postings comparable, understand, judge and store them in one transaction."""
    before = store.runs.last(visit.source.name, visit.board, verdict="complete")
    if visit.unchanged and before and (only_ml or not before.skipped):
        visit.raws = []  # all of it is stored already: seen again, not read again
    postings = normalize(visit.raws)
    understood = understand(postings)
    kept = [i for i, u in enumerate(understood) if not only_ml or u.role in ML_ROLES]
    skipped = [p.id for i, p in enumerate(postings) if i not in set(kept)]
    closes = closes and visit.source.closes
    run.verdict, run.reason = _judge(visit, [p.id for p in postings], store, closes)
    done = store.postings.ingest(
        run,
        [postings[i] for i in kept],
        [understood[i] for i in kept],
        [reply.digest for reply in visit.replies],
        fingerprints=[fingerprint(postings[i]) for i in kept],
        skipped=skipped,
        closes=closes,
        reader=VERSION,
    )
    if done.verdict in {"complete", "unchanged"}:
        for reply in visit.replies:  # only now: a crash before would hide the list behind a 304
            store.replies.remember(reply)
    return done


def _judge(visit: Visit, listed: Sequence[str], store: Store, closes: bool) -> tuple[Verdict, str]:
    """Give the verdict on a visit and say why, also how it went wrong."""
    name, board = visit.source.name, visit.board
    if visit.error and not visit.raws:
        return "failed", str(visit.error)
    unchanged = visit.unchanged and not visit.raws
    known = store.postings.open_ids(name, board) if closes else set()
    since = store.runs.since(name, board, "quarantined")
    seen = verdict.Visit(
        seen=len(listed),
        advertised=None if unchanged else visit.total,
        problems=len(visit.problems),
        all_pages=visit.error is None,
        unchanged=unchanged,
        open_before=len(known),
        gone=len(known.difference(listed)),
        closes=closes,
        doubted_hours=_hours_since(since) if since else None,
    )
    found, reason = verdict.judge(seen)
    return found, " ".join(filter(None, [reason, visit.note, str(visit.error or "")]))


def _hours_since(moment: str) -> float:
    return (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds() / 3600
