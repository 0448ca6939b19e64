"""Career sites that run Eightfold: a page of positions, and employers whose board is a search."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from upslope.formats.charset import beginning, decode
from upslope.formats.json import load
from upslope.formats.pages.scripts import values_after
from upslope.formats.systems.eightfold import (
    NEWER,
    OLDER,
    PAGE,
    detail,
    following,
    positions,
    read_position,
)
from upslope.formats.values import count, text
from upslope.records import Reply, Request
from upslope.sources.search import Search
from upslope.sources.site import site_asked
from upslope.sources.source import Reading, Source, company_name

_DATA = re.compile(r"<code id=\"smartApplyData\"[^>]*>")
DEFAULT_WORDS = "machine learning"
"""What is searched for where nobody says what."""


def read_positions(reply: Reply, source: str, company: str | None, site: str = "") -> Reading:
    """Read one page of positions, or a single one with its text.

    Args:
        reply: what Eightfold sent.
        source: the name of the source that asked.
        company: the employer; without it, the name in the domain that was asked for.
        site: the address of the site, where the reply's own is not known.

    Raises:
        ReadError: it holds no positions.

    >>> body = b'{"domain": "acme.com", "positions": [{"id": 7, "name": "Cook"}]}'
    >>> read_positions(Reply(url="", body=body), "eightfold", None).postings[0].hiring_organization
    'Acme'
    """
    rows, around = positions(_parsed(reply, source), source)
    reading = Reading(total=count(around.get("count")))
    host = site_asked(reply.url)
    asked = parse_qs(urlsplit(reply.url).query).get("domain", [text(around.get("domain")) or ""])
    named = company or company_name(asked[0].rpartition(".")[0].rpartition(".")[2])
    origin = f"https://{host}" if host else site
    reading.read_rows(rows, lambda row: read_position(row, source, origin, named))
    details = {raw.source_id: detail(reply.url, raw.source_id) for raw in reading.postings}
    reading.details = {key: Request(url=url) for key, url in details.items() if url}
    after = following(reply.url, len(rows), reading.total)
    reading.next = Request(url=after) if after else None
    return reading


def _parsed(reply: Reply, source: str) -> Any:
    """Give the JSON of a reply, or that which a page of the site brings along."""
    if beginning(reply.body).startswith(b"<"):
        page = decode(reply.body, reply.charset)
        for data in (*values_after(page, _DATA), *values_after(html.unescape(page), _DATA)):
            return data
    return load(reply.body, source)


class CareerSearch(Source):
    """An employer's own career site that runs Eightfold. Its boards are searches.

    Class attributes beside those of a source: ``site`` the site's address, ``domain`` the name
    by which Eightfold knows the employer, ``interface`` the path of its list.
    """

    filters: ClassVar[frozenset[str] | None] = frozenset({"words", "place"})
    interval: ClassVar[float] = 2.0
    closes: ClassVar[bool] = False  # a search shows the best matches: what it lacks may be open
    site: ClassVar[str]
    domain: ClassVar[str]
    interface: ClassVar[str] = NEWER

    def spellings(self, board: str) -> list[str]:
        """Give the search, of that or of the address of a page of results; "" is the usual one."""
        if board.strip().casefold() in {self.name, self.label.casefold()}:
            return [""]
        if site_asked(board.strip()) is None:
            return [board]
        asked = parse_qs(urlsplit(board.strip()).query)
        words, place = (asked.get(key, [""])[0] for key in ("query", "location"))
        quoted = place.replace('"', "")
        return [f'{words} place:"{quoted}"' if quoted else words]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it."""
        search = Search.parse(self.spellings(board)[0])
        asked = {
            "domain": self.domain,
            "query": search.words or DEFAULT_WORDS,
            "location": search.filters.get("place", ""),
            "start": "0",
        } | ({"num": str(PAGE)} if self.interface == OLDER else {})
        yield Request(url=f"{self.site}{self.interface}?{urlencode(asked)}")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one page of a search, or a single position with its text."""
        return read_positions(reply, self.name, self.label, self.site)
