"""What every source is: a name, how to ask, how to read.

One source is one module of one of this room's folders that defines a subclass of :class:`Source`;
it is found, not registered. Asking (which URLs) and reading (bytes to raw postings) are apart, and
reading is pure: no network, no store, no clock.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import urlsplit

from upslope.errors import ReadError, UsageError
from upslope.formats.values import RowError, distinct
from upslope.records import Problem, RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps

_LEGAL_FORM = re.compile(
    r"[\s,]+(inc|llc|ltd|limited|corp|corporation|gmbh|ag|se|co|plc|bv|b\.v|sa|s\.a|pbc)\.?$", re.I
)


MOST_PLACES = 200
_ADDED = {"base_salary", "date_posted", "description", "employment_type", "valid_through"}


@dataclass
class Reading:
    """What one reply holds.

    ``total`` is how many postings the source says the whole list has, if it says so; ``next`` is
    the request for the following page, ``more`` are requests for further parts of the list.
    ``details`` are requests, by ``source_id``, for what a list leaves out of a posting;
    :meth:`Source.read` reads their replies too, as one posting each. ``untitled`` are postings of
    which a list, as a sitemap is one, has no more than the address: their titles are a guess, to
    choose whose details to ask for, and they are no openings before those came. ``problems`` are
    rows that could not be read; ``note`` is what a person should know of the reply as a whole.
    """

    postings: list[RawPosting] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    note: str = ""
    _by_id: dict[str, RawPosting] = field(default_factory=dict, repr=False)
    total: int | None = None
    next: Request | None = None
    more: list[Request] = field(default_factory=list)
    details: dict[str, Request] = field(default_factory=dict)
    untitled: list[RawPosting] = field(default_factory=list)

    def add(self, posting: RawPosting) -> None:
        """Take a posting in.

        One that came before, for another place or as a row of a list whose text now follows, gets
        its places added, and what it had not.
        """
        known = self._by_id.setdefault(posting.source_id, posting)
        if known is posting:
            self.postings.append(posting)
            return
        if len(known.job_location) < MOST_PLACES:
            known.job_location = distinct([*known.job_location, *posting.job_location])
        for name in _ADDED:
            if getattr(known, name) is None:
                setattr(known, name, getattr(posting, name))

    def fill(self, listed: RawPosting) -> None:
        """Add to a listed posting what this reading, of its own reply, has of it.

        Raises:
            ReadError: it is not the reading of one posting.
        """
        if len(self.postings) != 1:
            raise ReadError(f"{listed.source} sent {len(self.postings)} postings for one.")
        for name in set(RawPosting.__struct_fields__) - {"source", "source_id"}:
            if told := getattr(self.postings[0], name):
                setattr(listed, name, told)

    def read_rows(self, rows: Iterable[Any], read: Callable[[Any], RawPosting]) -> None:
        """Read rows one by one; a bad row is a problem and hides no other."""
        for number, row in enumerate(rows, 1):
            try:
                self.add(read(row))
            except RowError as error:
                self.problems.append(Problem(where=f"row {number}", why=str(error)))


class Source(ABC):
    """One place where openings are published.

    Class attributes, for people (docs/sources.md is made of them): ``name`` as in ``--source
    NAME``; ``label``; ``about`` one line on the lawful way in; ``terms`` what its owner says on
    being read by programs, or that nothing is known; ``gives`` what its postings hold; ``limits``
    what it leaves out, and for a source that cannot be asked the way that does work.

    For the visit: ``hosts`` the only hosts it may ask (empty: none, or any page that the person
    names); ``keys`` names of the person's own keys that it needs; ``filters`` which parts of a
    search it can ask for, ``None`` where a board is no search (see :mod:`.search`); ``interval``
    least seconds between two requests to one host; ``every`` least seconds between two visits to
    one board; ``caps`` most bytes of one reply; ``closes`` whether a complete list that lacks a
    posting means that it is closed; ``vague`` whether an empty list may also mean that there is
    no such board; ``absent`` the statuses after which the next spelling of its name is tried.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    about: ClassVar[str]
    terms: ClassVar[str]
    gives: ClassVar[str]
    limits: ClassVar[str]
    keys: ClassVar[tuple[str, ...]] = ()
    filters: ClassVar[frozenset[str] | None] = None
    hosts: ClassVar[tuple[str, ...]] = ()
    interval: ClassVar[float] = 1.0
    every: ClassVar[float] = 6 * 3600.0
    caps: ClassVar[Caps] = Caps()
    closes: ClassVar[bool] = True
    vague: ClassVar[bool] = False
    absent: ClassVar[frozenset[int]] = frozenset({404, 410})

    def spellings(self, board: str) -> list[str]:
        """Give the names under which a board may be found, the likeliest first.

        Try each with :meth:`requests` until one is not answered by 404 or 410 (or, by a ``vague``
        source, with an empty list); if none is, raise :meth:`unknown`.
        """
        return [board]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the first requests for a board (a company's name on this source, or a URL).

        Raises:
            UsageError: the board's name cannot be one of this source.
        """
        raise UsageError(
            f"{self.label} cannot be asked over the network; it is read from files. {self.terms}",
            next=f"Try: upslope collect --source {self.name} --from FILE",
        )

    def host(self, board: str) -> str | None:
        """Return the host that is asked first for a board, if any is.

        Raises:
            UsageError: as :meth:`requests`.
        """
        request = next(iter(self.requests(board)), None)
        return urlsplit(request.url).hostname if request else None

    def is_one_board(self) -> bool:
        """Say whether it can be asked without naming a board: for its own list, or its own search.

        Such a board is called "".
        """
        try:
            return self.host("") is not None
        except UsageError:
            return False

    def unknown(self, board: str) -> UsageError:
        """Say that no board of that name was found, and what was tried."""
        tried = ", ".join(f"'{name}'" for name in self.spellings(board)) or "nothing"
        return UsageError(
            f"{self.label} has no board '{board}'; tried {tried}.",
            next="Open the company's career page and use the name in its address.",
        )

    @abstractmethod
    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one reply into raw postings.

        Raises:
            ReadError: the reply is not what this source sends.
        """


def page_request(url: str) -> Request:
    """Give the request for a page that is made for people, for which robots.txt is obeyed.

    >>> page_request("https://acme.example/jobs").page
    True
    """
    return Request(url=url, accept="text/html,application/xhtml+xml", page=True)


def slugs(company: str) -> list[str]:
    """Spell a company's name as boards do in their addresses, the likeliest first.

    What is one word is likely a board's name already: it comes first as it is.

    >>> slugs("Acme Labs, Inc."), slugs("acme")
    (['acmelabsinc', 'acme-labs-inc', 'acmelabs', 'acme-labs'], ['acme'])
    >>> slugs("acme.ai")
    ['acme.ai', 'acmeai', 'acme-ai']
    """
    names = [company, _LEGAL_FORM.sub("", company.strip())]
    words = [re.findall(r"[^\W_]+", name.casefold()) for name in names]
    whole = re.fullmatch(r"\w[\w.-]*", company.strip())
    return distinct(
        [
            *([whole.group().casefold()] if whole else []),
            *(sign.join(each) for each in words for sign in ("", "-")),
        ]
    )


def company_name(board: str) -> str | None:
    """Make a readable company name of a board's name, for sources that give none.

    >>> company_name("acme-labs"), company_name("OpenThing"), company_name("")
    ('Acme Labs', 'OpenThing', None)
    """
    words = re.sub(r"[-_]+", " ", board).strip()
    return (words.title() if words.islower() else words) or None
