"""One visit to one board: its pages, then the texts that its list leaves out, each kept, then read.

Whatever goes wrong ends up in the visit, beside what came before it, and is judged later.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from upslope.errors import NetworkError, ReadError, StatusError, UpslopeError
from upslope.records import Problem, RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Source

MOST_DETAILS = 200
"""Postings whose text is asked for by itself in one visit; the others have their turn later."""

_FAILED_IN_A_ROW = 3
_NOT_THERE = {404, 410}

Keep = Callable[[Reply], str]
"""Keeps a reply before it is read."""

Choose = Callable[[Sequence[RawPosting]], Sequence[RawPosting]]
"""Chooses, best first, the listed postings whose text is to be asked for."""


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

    def ask(self, board: str, door: Getter, keep: Keep) -> None:
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

    def ask_details(self, door: Getter, keep: Keep, choose: Choose) -> None:
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

    def _fetch(self, request: Request, door: Getter, keep: Keep) -> Reply:
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


def ask(source: Source, board: str, door: Getter, keep: Keep, choose: Choose) -> Visit:
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
