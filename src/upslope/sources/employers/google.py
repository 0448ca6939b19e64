"""Google: the results page of its career site, which carries its list as arrays without names.

There is no interface for readers. The arrays (``AF_initDataCallback``) mean something by their
order alone, which may change any day: every field is checked for what it must look like, and a page
whose order has changed is refused rather than misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from upslope.errors import DriftError, ReadError
from upslope.formats.charset import decode
from upslope.formats.json import load
from upslope.formats.pages.cards import broken_off
from upslope.formats.pages.scripts import values_after
from upslope.formats.postings.rows import Shape
from upslope.formats.systems.google import PAGE, RESULTS, array_posting, arrays_in, named_posting
from upslope.formats.values import count
from upslope.records import Reply, Request
from upslope.sources.search import Search
from upslope.sources.source import Reading, Source, page_request

_DEFAULT = "machine learning"
_DATA = re.compile(
    r"(?:AF_initDataCallback\(\{|'ds:\d+')[^\[{]{0,200}\bdata:\s*"
    r"(?:function\s*\(\)\s*\{\s*return\s*)?(?=\[)"
)
_SHAPE = Shape(frozenset({"publish_date", "company_name"}), under=("jobs",))


class Google(Source):
    """Openings of Google that a search finds."""

    name: ClassVar[str] = "google"
    label: ClassVar[str] = "Google"
    about: ClassVar[str] = "the public results page, as far as robots.txt allows; or saved pages"
    terms: ClassVar[str] = (
        "Google's terms forbid automated access against robots.txt, which is obeyed: where it "
        "forbids the following pages, the first is all that is read."
    )
    gives: ClassVar[str] = "Whole texts with qualifications, all places, date of posting."
    limits: ClassVar[str] = (
        "Best effort, not tried against the service: the page's data may change its order any day, "
        "which is noticed and refused. Pay stands in the text. Pages saved in the browser are read "
        "as well."
    )
    filters: ClassVar[frozenset[str] | None] = frozenset({"words", "place", "remote"})
    hosts: ClassVar[tuple[str, ...]] = ("www.google.com",)
    interval: ClassVar[float] = 5.0
    closes: ClassVar[bool] = False

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it.

        >>> next(Google().requests("research place:Zurich")).url.partition("?")[2]
        'q=research&location=Zurich'
        """
        search = Search.parse(board)
        asked = [("q", search.words or _DEFAULT)]
        if place := search.filters.get("place"):
            asked.append(("location", place))
        if search.filters.get("remote", "").casefold() in {"yes", "true", "1"}:
            asked.append(("has_remote", "true"))
        yield _page(asked)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a page of results, the page of one posting, or the arrays alone.

        Raises:
            ReadError: it holds no arrays of postings, or none whose order is the known one.
        """
        page = decode(reply.body, reply.charset)
        if page.lstrip("\ufeff \t\r\n")[:1] == "{":
            return _of_api(load(reply.body, self.name))
        alone = page.lstrip("\ufeff \t\r\n")[:1] == "["
        values = [load(reply.body, self.name)] if alone else list(values_after(page, _DATA))
        found = next(filter(None, (arrays_in(value) for value in values)), None)
        if found is None:
            raise ReadError("google sent no page with the data of its postings.")
        rows, total = found
        reading = Reading(total=total, problems=broken_off(page))
        reading.read_rows(rows, lambda row: array_posting(row, self.name))
        if rows and not reading.postings:
            raise DriftError("google has changed the order of its data: none of it can be trusted.")
        if len(rows) >= PAGE:
            reading.next = _following(reply.url, total or 0)
        return reading


def _of_api(data: Any) -> Reading:
    """Read a reply of an earlier interface, whose fields have names."""
    rows, around = _SHAPE.find(data, Google.name)
    reading = Reading(total=count(around.get("count")))
    reading.read_rows(rows, lambda row: named_posting(row, Google.name))
    return reading


def _page(asked: list[tuple[str, str]]) -> Request:
    url = f"{RESULTS}?{urlencode(asked)}"
    return page_request(url)


def _following(url: str, total: int) -> Request | None:
    parts = urlsplit(url)
    if parts.hostname not in Google.hosts:
        return None
    asked = dict(parse_qsl(parts.query))
    number = asked.get("page", "1")
    if not number.isdecimal() or len(number) > 3 or int(number) * PAGE >= total:
        return None
    return _page([*(asked | {"page": str(int(number) + 1)}).items()])
