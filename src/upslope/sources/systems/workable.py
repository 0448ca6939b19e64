"""Workable: a company's openings, whole in one reply by the widget for its own career page.

The widget is what https://help.workable.com/hc/en-us/articles/115012771647 tells companies to put
on their pages. The career page that Workable hosts asks ``/api/v3/`` instead, page by page and
without texts; a board is asked so when it is named "v3:ACCOUNT".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote, unquote

from upslope.errors import UsageError
from upslope.formats.json import load
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, count, dig, distinct, exact, items, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source, company_name, slugs

_ADDRESS = re.compile(
    r"(?:https?://)?(?:apply\.workable\.com/(?:api/v\d/(?:widget/)?accounts/)?(?!(?:j|api)/)"
    r"(?P<account>[^/?#\s]+)|(?!apply\.|www\.)(?P<tenant>[\w-]+)\.workable\.com)",
    re.I,
)
_PAGES = re.compile(r"https://apply\.workable\.com/api/v3/accounts/([^/]+)/jobs$")
_LINK = re.compile(r"/(?:j|jobs)/(\w+)")
_ROWS = Shape(
    frozenset({"shortcode", "shortlink", "telecommuting"}),
    link="workable.com",
    under=("jobs", "results"),
)
_KINDS = {"full": "full-time", "part": "part-time"}


class Workable(Source):
    """A company's account on Workable."""

    name: ClassVar[str] = "workable"
    label: ClassVar[str] = "Workable"
    about: ClassVar[str] = "the public widget for companies' own career pages, without a key"
    terms: ClassVar[str] = (
        "Made to be shown on other sites; who asks often is locked out for long, so it is asked "
        "every five seconds."
    )
    gives: ClassVar[str] = "Whole texts, all places, way of working, kind of employment, dates."
    limits: ClassVar[str] = "No pay, no date of closing."
    hosts: ClassVar[tuple[str, ...]] = ("apply.workable.com",)
    interval: ClassVar[float] = 5.0
    caps: ClassVar[Caps] = Caps(raw=24 * 2**20, inflated=64 * 2**20)

    def spellings(self, board: str) -> list[str]:
        """Give account names to try; the address of a board is taken as well.

        >>> Workable().spellings("https://apply.workable.com/acme-labs/j/0AB5665160/")
        ['acme-labs']
        >>> Workable().spellings("v3:acme")
        ['v3:acme']
        """
        address = _ADDRESS.match(board.strip())
        if address:
            return [unquote(address["account"] or address["tenant"])]
        return [board] if board.startswith("v3:") else slugs(board)

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the first request for an account.

        >>> next(Workable().requests("acme")).url
        'https://apply.workable.com/api/v1/widget/accounts/acme?details=true'
        >>> next(Workable().requests("v3:acme")).body
        b'{}'
        """
        account = quote(next(iter(self.spellings(board)), "").removeprefix("v3:"), "")
        if not account:
            raise UsageError("A Workable board needs a name.", next="Try: --company NAME")
        if board.startswith("v3:"):
            yield _page(f"https://{self.hosts[0]}/api/v3/accounts/{account}/jobs", {})
        else:
            path = f"api/v1/widget/accounts/{account}?details=true"
            yield Request(url=f"https://{self.hosts[0]}/{path}")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a list of either kind, or a single posting."""
        rows, around = _ROWS.find(load(reply.body, self.name), self.name)
        reading = Reading(total=count(around.get("total")))
        address = _ADDRESS.match(reply.url) or _ADDRESS.match(board)
        account = unquote(address["account"] or address["tenant"]) if address else board
        company = text(around.get("name")) or company_name(account.removeprefix("v3:"))
        reading.read_rows(rows, lambda row: _posting(row, company))
        if page := _PAGES.match(reply.url):
            _ask_for_more(reading, reply.url, page[1], around)
        return reading


def _ask_for_more(reading: Reading, url: str, account: str, around: dict[str, Any]) -> None:
    """Note the requests for the following page and for the texts, which these lists lack."""
    reading.details = {
        posting.source_id: Request(
            url=f"https://apply.workable.com/api/v2/accounts/{account}"
            f"/jobs/{quote(posting.source_id, '')}"
        )
        for posting in reading.postings
    }
    if reading.postings and (token := text(around.get("nextPage"))):
        reading.next = _page(url, {"token": token})


def _page(url: str, asked: dict[str, str]) -> Request:
    headers = {"Content-Type": "application/json"}
    return Request(url=url, headers=headers, body=json.dumps(asked).encode())


def _posting(row: Any, company: str | None) -> RawPosting:
    title = exact(dig(row, "title"))
    links = [text(dig(row, key)) for key in ("url", "shortlink", "application_url")]
    url = next(filter(None, links), None)
    linked = _LINK.search(url or "")
    code = text(dig(row, "shortcode")) or (linked[1] if linked else text(dig(row, "id")) or url)
    if title is None or code is None:
        raise RowError("it has no title" if code else "it has no id")
    parts = (("description", None), ("requirements", "Requirements"), ("benefits", "Benefits"))
    dates = (text(row.get(key)) for key in ("published_on", "published", "created_at"))
    kind = text(row.get("employment_type")) or text(row.get("type"))
    return RawPosting(
        source=Workable.name,
        source_id=code,
        title=title,
        url=url or f"https://apply.workable.com/j/{quote(code, '')}",
        hiring_organization=text(dig(row, "company", "name")) or company,
        job_location=_places(row),
        job_location_type=_workplace(row),
        employment_type=_KINDS.get(kind or "", kind),
        date_posted=next(filter(None, dates), None),
        description=sections((heading, row.get(part)) for part, heading in parts),
        closed=_is_closed(row),
    )


def _places(row: dict[str, Any]) -> list[str]:
    """Give the places that may be shown; only the widget has one in the row itself."""
    listed = [place for place in items(row.get("locations")) if isinstance(place, dict)]
    where = row.get("location")
    if listed:
        shown = [place for place in listed if place.get("hidden") is not True]
        return distinct([_place(place, "region") for place in shown])
    return distinct([_place(where, "region") if isinstance(where, dict) else text(where)]) or (
        distinct([_place(row, "state")]) if where is None else []
    )


def _place(where: dict[str, Any], region: str) -> str | None:
    names = (where.get(key) for key in ("city", region, "country"))
    return ", ".join(distinct([*map(text, names)])) or text(where.get("countryCode"))


def _workplace(row: dict[str, Any]) -> str | None:
    said = (row, row.get("location"))
    ways = [text(dig(one, key)) for one in said for key in ("workplace", "workplace_type")]
    far = [dig(one, key) for one in said for key in ("telecommuting", "remote")]
    return next(filter(None, ways), "remote" if True in far else None)


def _is_closed(row: dict[str, Any]) -> bool:
    """Say whether it is off the board; the ``state`` of the widget's rows is a region's name."""
    return (
        text(row.get("state")) in {"archived", "closed", "draft"} or row.get("isInternal") is True
    )
