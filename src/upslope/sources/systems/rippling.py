"""Rippling: a company's openings on its job board, a list without texts and one reply a text.

The list of the first version comes whole and is described at
https://developer.rippling.com/documentation/job-board-api; a posting is in it once per place. The
board's own pages ask a second version, page by page, with places in their parts; a board is asked
so when it is named "v2:BOARD".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qs, quote, unquote, urlsplit

from upslope.errors import UsageError
from upslope.formats.charset import beginning, decode
from upslope.formats.json import load
from upslope.formats.pages.scripts import values_after
from upslope.formats.postings.pay import salary, widest
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, dig, distinct, exact, items, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.source import Reading, Source, company_name, slugs

PAGE = 50
_FIRST, _SECOND = "api.rippling.com/platform/api/ats/v1/board", "ats.rippling.com/api/v2/board"
_ADDRESS = re.compile(
    rf"(?:https?://)?(?:{re.escape(_FIRST)}/|(?P<v2>{re.escape(_SECOND)}/)"
    r"|ats\.(?:[\w-]+\.)?rippling\.com/(?:[a-z]{2}-[A-Z]{2}/)?(?!api/))(?P<board>[^/?#\s]+)",
    re.I,
)
_LINK = re.compile(r"/([^/]+)/jobs/([0-9a-f]{8}-[0-9a-f-]{27})")
_PAGE_DATA = re.compile(r"<script id=\"__NEXT_DATA__\"[^>]*>")
_ROWS = Shape(
    frozenset({"uuid", "workLocation", "workLocations", "payRangeDetails"}),
    link="rippling.com/",
    under=("items",),
    bare=True,
)
_CODES = (("FT", "full-time"), ("PT", "part-time"), ("INTERN", "intern"), ("TEMP", "temporary"))


class Rippling(Source):
    """A company's job board on Rippling. The list has no texts: each is asked for."""

    name: ClassVar[str] = "rippling"
    label: ClassVar[str] = "Rippling"
    about: ClassVar[str] = "the public job-board API, without a key"
    terms: ClassVar[str] = "Made to be shown on other sites; no limit is stated."
    gives: ClassVar[str] = (
        "All places; texts, stated pay, kind of employment and date of creation one request each."
    )
    limits: ClassVar[str] = (
        "No date of closing. Short names often belong to another company than one thinks."
    )
    hosts: ClassVar[tuple[str, ...]] = ("api.rippling.com", "ats.rippling.com")

    def spellings(self, board: str) -> list[str]:
        """Give board names to try; the address of a board is taken as well.

        >>> Rippling().spellings("https://ats.rippling.com/en-GB/acme/jobs/84d388b6-7656")
        ['acme']
        >>> Rippling().spellings("https://ats.rippling.com/api/v2/board/acme/jobs")
        ['v2:acme']
        """
        if address := _ADDRESS.match(board.strip()):
            return [f"{'v2:' if address['v2'] else ''}{unquote(address['board'])}"]
        if board.startswith("v2:"):
            return [board]
        return sorted(slugs(board), key=lambda name: "-" not in name)  # most are "acme-labs"

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the first request for a board.

        >>> next(Rippling().requests("acme")).url
        'https://api.rippling.com/platform/api/ats/v1/board/acme/jobs'
        >>> next(Rippling().requests("v2:acme")).url
        'https://ats.rippling.com/api/v2/board/acme/jobs?page=0&pageSize=50'
        """
        name = next(iter(self.spellings(board)), "")
        if not name:
            raise UsageError("A Rippling board needs a name.", next="Try: --company NAME")
        if name.startswith("v2:"):
            yield _page(f"https://{_SECOND}/{quote(name.removeprefix('v2:'), '')}/jobs", 0)
        else:
            yield Request(url=f"https://{_FIRST}/{quote(name, '')}/jobs")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a list of either version, a single posting, or a saved page of the board.

        What both call a total counts a posting once per place, so it is not taken for one.
        """
        rows, around = _ROWS.find(_parsed(reply), self.name)
        address = _ADDRESS.match(reply.url) or _ADDRESS.match(board)
        told = "" if _ADDRESS.match(board) else board.removeprefix("v2:")
        named = unquote(address["board"]) if address and not told else told
        reading = Reading()
        reading.read_rows(rows, lambda row: _posting(row, company_name(named), reply.url))
        parts = urlsplit(reply.url)
        if address and parts.path.endswith("/jobs"):
            _ask_for_more(reading, f"https://{parts.hostname}{parts.path}", parts.query, around)
        return reading


def _parsed(reply: Reply) -> Any:
    """Give the JSON of a reply, or that which a page of the board brings along."""
    if beginning(reply.body).startswith(b"<"):
        page = decode(reply.body, reply.charset)
        for data in values_after(page, _PAGE_DATA):
            return data
    return load(reply.body, Rippling.name)


def _ask_for_more(reading: Reading, jobs: str, query: str, around: dict[str, Any]) -> None:
    """Note the requests for the following page and for the texts."""
    reading.details = {
        posting.source_id: Request(url=f"{jobs}/{quote(posting.source_id, '')}")
        for posting in reading.postings
    }
    number = parse_qs(query).get("page", ["0"])[0]
    following = 1 + (int(number) if number.isdecimal() and len(number) < 9 else 0)
    pages = around.get("totalPages")
    if type(pages) is int and following < pages:
        reading.next = _page(jobs, following)


def _page(jobs: str, number: int) -> Request:
    return Request(url=f"{jobs}?page={number}&pageSize={PAGE}")


def _posting(row: Any, company: str | None, asked: str) -> RawPosting:
    title = exact(dig(row, "name"))
    url = text(dig(row, "url"))
    linked = _LINK.search(url or "") or _LINK.search(asked)
    source_id = text(dig(row, "uuid")) or text(dig(row, "id")) or (linked[2] if linked else url)
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    return RawPosting(
        source=Rippling.name,
        source_id=source_id,
        title=title,
        url=url,
        hiring_organization=text(row.get("companyName"))
        or company
        or (company_name(unquote(linked[1])) if linked else None),
        job_location=_places(row),
        job_location_type=_workplace(row),
        employment_type=_employment(row.get("employmentType")),
        date_posted=text(row.get("createdOn")),
        base_salary=widest([_pay(band) for band in items(row.get("payRangeDetails"))]),
        description=_description(row.get("description")) or text(row.get("descriptionHtml")),
        closed=row.get("unlistedFromSearch") is True,
    )


def _places(row: dict[str, Any]) -> list[str]:
    """Give the places by their names on the board, or else by their parts."""
    named = [*items(row.get("workLocations")), row.get("workLocation")]
    labels = [text(dig(each, "label")) or text(each) for each in named]
    listed = items(row.get("locations"))
    return distinct([_place(each) for each in listed]) or distinct(labels)


def _place(where: Any) -> str | None:
    parts = [text(dig(where, part)) for part in ("city", "state", "country")]
    return ", ".join(distinct(parts)) or text(dig(where, "name")) or text(where)


def _workplace(row: dict[str, Any]) -> str | None:
    ways = distinct([text(dig(each, "workplaceType")) for each in items(row.get("locations"))])
    return ways[0] if len(ways) == 1 else None


def _employment(kind: Any) -> str | None:
    """Give the kind of employment in words; which of the two keys holds a code differs."""
    said = distinct([text(dig(kind, "label")), text(dig(kind, "id")), text(kind)])
    words = next((each for each in said if any(map(str.islower, each))), None)
    told = (word for code, word in _CODES for each in said if re.search(rf"\b{code}|_{code}", each))
    return words or next(told, None) or next(iter(said), None)


def _pay(band: Any) -> Any:
    low = dig(band, "rangeStart") or dig(band, "minValue") or dig(band, "min")
    high = dig(band, "rangeEnd") or dig(band, "maxValue") or dig(band, "max")
    return salary(low, high, dig(band, "currency"), dig(band, "frequency"))


def _description(said: Any) -> str | None:
    """Join what is said of the company and of the role, as the page of a posting shows them."""
    if not isinstance(said, dict):
        return text(said)
    others = [key for key in said if key not in {"company", "role"}]
    return sections((None, said.get(key)) for key in ("company", "role", *others))
