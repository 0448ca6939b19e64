"""What boards of many employers have in common: they are searched, and others record them too.

Their replies are read as the API sends them and as other programs kept them: wrapped in anything,
trimmed, as a feed, or as a table of any columns whose addresses lead to the board.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, ClassVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from upslope.errors import ReadError
from upslope.formats.json import load
from upslope.formats.postings.columns import guess, read_columns
from upslope.formats.postings.rows import Shape
from upslope.formats.tables import rows
from upslope.formats.values import RowError, count, dig, text
from upslope.formats.xml.feed import feed_rows
from upslope.records import RawPosting, Reply, Request
from upslope.sources.source import Reading, Source

# Boards and recorders cut texts at some length, now and then within a tag.
_CUT_TAG = re.compile(r"<(?:[a-zA-Z/][^<>]*|!--(?:[^-]|-(?!->))*)?\Z")
_MARKED = re.compile(r"</?(?:strong|b|em)>", re.I)
_TAIL = 2_000  # longer is no tag, and a search for one has an end
DEFAULT_WORDS = "machine learning"
"""What is searched for where nobody says what."""


class Aggregator(Source):
    """A board of many employers. Its boards are searches (see :mod:`.search`).

    Class attributes beside those of a source: ``lists`` the keys under which its API lists
    postings; ``marks`` keys that only its own rows have; ``envelope`` keys that together only its
    own replies have, which make all their rows its own; ``asides`` keys of what stands among its
    rows and is no posting; ``counts`` keys of how many there are in all; ``pages`` what the
    addresses of its postings look like, the first group the posting's id.
    """

    closes: ClassVar[bool] = False  # a search shows the newest ones: what it lacks may be open
    lists: ClassVar[tuple[str, ...]] = ("jobs",)
    marks: ClassVar[frozenset[str]]
    envelope: ClassVar[frozenset[str]] = frozenset()
    asides: ClassVar[frozenset[str]] = frozenset()
    counts: ClassVar[tuple[str, ...]] = ()
    pages: ClassVar[re.Pattern[str]]

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a page of postings, one posting, or a table of this board's postings."""
        data = self._parsed(reply)
        whole = isinstance(data, dict) and bool(self.envelope) and self.envelope <= data.keys()
        found = next((data[name] for name in self.lists if whole and name in data), None)
        if not isinstance(found, list):
            shape = Shape(self.marks, under=self.lists, bare=True, also=self._is_ours)
            found = shape.find(data, self.name).rows
        reading = Reading(total=self.total(data))
        reading.read_rows(found, lambda row: self._row(row, ours=whole))
        self.settle(reading, data)
        reading.next = self.following(reply, reading)
        return reading

    def is_marked(self, row: dict[str, Any]) -> bool:
        """Say whether a row is as only this board's API sends it."""
        return not self.marks.isdisjoint(row)

    @abstractmethod
    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row of the API.

        Raises:
            RowError: it has no title or no id.
        """

    def total(self, data: Any) -> int | None:
        """Give how many postings the search finds in all, if the reply says so."""
        return next(filter(None, (count(dig(data, name)) for name in self.counts)), None)

    def settle(self, reading: Reading, data: Any) -> None:
        """Correct postings by what else the whole reply says."""

    def following(self, reply: Reply, reading: Reading) -> Request | None:
        """Give the request for the page after this one, if it is to be read."""
        return None

    def turned(self, reply: Reply, number: str, *, last: int, step: int = 1) -> str | None:
        """Give the address of the page after this one.

        Args:
            reply: this page.
            number: a pattern of what stands before the page's number in its address.
            last: the number after which no page is read.
            step: by how much the number grows.
        """
        found = re.search(rf"{number}(\d{{1,9}})", reply.url)
        if urlsplit(reply.url).hostname not in self.hosts or not found:
            return None
        following = int(found[1]) + step
        return (
            f"{reply.url[: found.start(1)]}{following}{reply.url[found.end(1) :]}"
            if following <= last
            else None
        )

    def page_id(self, url: str | None) -> str | None:
        """Give the id that the address of a posting's page on this board holds."""
        found = self.pages.match(url or "")
        return found[1] if found else None

    def _parsed(self, reply: Reply) -> Any:
        """Give the JSON of a reply, or the rows of a feed or table that lead to this board."""
        try:
            data = load(reply.body, self.name)
        except ReadError:
            with suppress(ReadError):
                if (found := self._rows(reply)) is not None:
                    return found
            raise
        return [row for row in data if not self._is_aside(row)] if isinstance(data, list) else data

    def _rows(self, reply: Reply) -> list[Any] | None:
        if self.name.encode() not in reply.body.lower():  # a look at large tables of others
            return None
        if not reply.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            table = list(rows(reply.body, reply.charset))
            return table if any(map(self._is_ours, table)) else None
        found = list(feed_rows(reply.body, reply.charset))
        named = any(host.encode() in reply.body for host in self.hosts)
        return found if any(map(self._is_ours, found)) or (named and not found) else None

    def _is_aside(self, row: Any) -> bool:
        return isinstance(row, dict) and not self.asides.isdisjoint(row) and not self._is_ours(row)

    def _is_ours(self, row: Any) -> bool:
        if not isinstance(row, dict):
            return False
        named = re.sub(r"\W", "", text(row.get("source")) or "").casefold()
        return (
            self.is_marked(row)
            or named == self.name
            or any(isinstance(each, str) and self.pages.match(each) for each in row.values())
        )

    def _row(self, row: Any, *, ours: bool) -> RawPosting:
        if not isinstance(row, dict):
            raise RowError(row if isinstance(row, str) else "it is not an object")
        marked = ours or self.is_marked(row)
        if not marked and not self._is_ours(row):
            raise RowError(f"it is not of {self.label}")
        got = self.posting(row) if marked else self.of_others(row)
        if got.description:
            start, end = got.description[:-_TAIL], got.description[-_TAIL:]
            got.description = (start + _CUT_TAG.sub("", end)).strip() or None
        return got

    def of_others(self, row: dict[str, Any]) -> RawPosting:
        """Read one row of a table that somebody else made of this board's postings.

        Raises:
            RowError: it has no title.
        """
        got = read_columns(row, guess(tuple(row)), self.name)
        with suppress(RowError):
            fields = msgspec.structs.asdict(self.posting({"id": got.source_id, **row}))
            for name, told in fields.items():
                setattr(got, name, told or getattr(got, name))
        if got.description in {self.label, self.name}:  # columns that are named amiss
            got.description = None
        got.source_id = self.page_id(got.url) or got.source_id
        return got


def unmarked(title: str) -> str:
    """Take out what a board puts around the words of a title that were searched for.

    >>> unmarked("<strong>ML</strong> Engineer")
    'ML Engineer'
    """
    return _MARKED.sub("", title)


def query(fields: Mapping[str, object]) -> str:
    """Write the query of an address, without what is empty.

    >>> query({"what": "machine learning", "where": None, "page": 1})
    'what=machine%20learning&page=1'
    """
    said = {name: value for name, value in fields.items() if value not in {None, ""}}
    return urlencode(said, quote_via=quote)
