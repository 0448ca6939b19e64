"""One visit to one board: the pages of its list, each kept, then read.

Whatever goes wrong ends up in the visit, beside what came before it, and is judged later.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from upslope.errors import DriftError, ReadError, StatusError, UpslopeError
from upslope.formats.charset import is_as_claimed
from upslope.records import Problem, RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.drift import has_rows, told_apart
from upslope.sources.source import Reading, Source

MOST_PAGES = 1_000
"""Pages of one list that are asked for; no board is as long."""

_NOT_THERE = {404, 410}

Keep = Callable[[Reply], str]
"""Keeps a reply before it is read."""


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
    ``details`` are the requests for texts that the list leaves out, ``untitled`` the postings of
    which it has the address only; ``note`` is more to say; ``requests`` counts those sent.
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
    untitled: list[RawPosting] = field(default_factory=list)
    note: str = ""
    requests: int = 0

    def ask(self, board: str, door: Getter, keep: Keep) -> None:
        """Ask for all pages of a board; keep each reply, then read it."""
        asked = set[tuple[str, bytes | None]]()
        waiting = deque(self.source.requests(board))
        while waiting:
            request = waiting.popleft()
            if (request.url, request.body) in asked:
                raise ReadError(f"{self.source.label} sent a list of pages that goes in a circle.")
            if len(asked) == MOST_PAGES:
                raise ReadError(
                    f"{self.source.label} sent {MOST_PAGES:,} pages and no end of them."
                )
            asked.add((request.url, request.body))
            self.requests += 1
            waiting.extend(self.read(fetch(self.source, request, door, keep), request))

    def read(self, reply: Reply, asked: Request | None = None) -> list[Request]:
        """Read one kept reply, take in what it holds, and give the requests for what follows.

        Raises:
            ReadError: the reply is not what the source sends; its kind says why.
        """
        self.replies.append(reply)
        try:
            reading = self.source.read(reply, self.company)
        except ReadError as error:
            raise told_apart(error, reply, asked) from None
        if not self.raws and _is_passed_over(reading, reply):
            said = f"{reading.total:,} postings" if reading.total else "rows"
            raise DriftError(f"{self.source.label} has {said}, but none where they used to be.")
        known = {raw.source_id for raw in self.raws}
        new = [raw for raw in reading.postings if raw.source_id not in known]
        if reading.next and reading.postings and not new:
            raise ReadError(f"{self.source.label} sent a page of its list again.")
        if not is_as_claimed(reply.body, reply.charset):
            self.note = f"It says that its charset is {reply.charset}; it was read as what it is."
        self.raws += new
        self.problems += reading.problems
        self.note = reading.note or self.note
        self.details |= reading.details
        stubs = {raw.source_id for raw in self.untitled}
        self.untitled += [raw for raw in reading.untitled if raw.source_id not in stubs]
        self.total = reading.total if reading.total is not None else self.total
        return [*([reading.next] if reading.next else []), *reading.more]

    @property
    def unchanged(self) -> bool:
        """Whether the source said of every page that it is still the kept one."""
        return bool(self.replies) and not self.error and all(r.unchanged for r in self.replies)


def _is_passed_over(reading: Reading, reply: Reply) -> bool:
    """Say whether nothing was read of a list, though it is not empty."""
    read = reading.postings or reading.problems or reading.untitled or reading.next or reading.more
    return not read and reading.total != 0 and (bool(reading.total) or has_rows(reply))


def fetch(source: Source, request: Request, door: Getter, keep: Keep) -> Reply:
    """Ask as a source wants to be asked, and keep the reply.

    Raises:
        NetworkError: no whole reply came.
    """
    reply = door.get(request, source.hosts, interval=source.interval, caps=source.caps)
    keep(reply)
    return reply


def ask(source: Source, board: str, door: Getter, keep: Keep, *, company: str = "") -> Visit:
    """Ask a board for its list, under each spelling of its name until one is there.

    Args:
        source: which one.
        board: the board's name there.
        door: the way to the network.
        keep: keeps each reply before it is read.
        company: whose board it is, where that is known: a board's name is often not written as
            the company writes its own.
    """
    empty: Visit | None = None
    refused: Visit | None = None
    sent = 0
    for spelling in source.spellings(board):
        visit = Visit(source, board, company or board, requests=sent)
        try:
            visit.ask(spelling, door, keep)
        except StatusError as error:
            visit.error = error
            if error.status in source.absent and not visit.replies:
                refused = refused if error.status in _NOT_THERE else visit
                continue
        except UpslopeError as error:
            visit.error = error
        finally:
            sent = visit.requests
        if not source.vague or visit.raws or visit.problems or visit.error:
            return visit
        empty = visit
    if empty is None:
        return refused or Visit(source, board, board, error=source.unknown(board), requests=sent)
    empty.note = f"The list is empty. If that is wrong: {source.unknown(board)}"
    return empty
