"""What every source is: a name, how to ask, how to read.

One source is one module of this folder that defines one subclass of :class:`Source`; it is found,
not registered. Asking (which URLs) and reading (bytes to raw postings) are apart, and reading is
pure: no network, no store, no clock.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from upslope.errors import UsageError
from upslope.records import Problem, RawPosting, Reply, Request


@dataclass
class Reading:
    """What one reply holds.

    ``total`` is how many postings the source says the whole list has, if it says so; ``next`` is
    the request for the following page. ``problems`` are rows that could not be read.
    """

    postings: list[RawPosting] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    total: int | None = None
    next: Request | None = None


class Source(ABC):
    """One place where openings are published.

    Class attributes: ``name`` as in ``--source NAME``; ``label`` for people; ``about`` one line on
    the lawful way in; ``hosts`` the only hosts it may ask (empty: none, or any page that the
    person names); ``interval`` least seconds between two requests to one host; ``closes`` whether
    a complete list that lacks a posting means that it is closed.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    about: ClassVar[str]
    hosts: ClassVar[tuple[str, ...]] = ()
    interval: ClassVar[float] = 1.0
    closes: ClassVar[bool] = True

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the first requests for a board (a company's name on this source, or a URL).

        Raises:
            UsageError: the board's name cannot be one of this source.
        """
        raise UsageError(
            f"{self.label} cannot be asked over the network; it is read from files.",
            next=f"Try: upslope collect --source {self.name} --from FILE",
        )

    @abstractmethod
    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one reply into raw postings.

        Raises:
            ReadError: the reply is not what this source sends.
        """
