"""Lever: the public postings of a company, up to a hundred a page.

Documented at https://github.com/lever/postings-api (GET needs no key).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import parse_qs, quote, urlsplit

from upslope.errors import ReadError, UsageError
from upslope.formats.json import load
from upslope.formats.postings.pay import salary
from upslope.formats.postings.rows import Shape
from upslope.formats.values import RowError, dig, distinct, epoch, exact, items, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source, company_name, slugs

PAGE = 100
MOST = 20_000  # no company has as many openings: a list that goes on is a loop
_BOARD_URL = re.compile(r"https?://(?:jobs|api)(\.eu)?\.lever\.co/(?:v0/postings/)?([\w.-]+)", re.I)
_ROWS = Shape(
    frozenset({"hostedUrl", "categories", "descriptionPlain", "additionalPlain"}), bare=True
)


class Lever(Source):
    """A company's site on Lever. The European host is asked for a board called ``eu:NAME``."""

    name: ClassVar[str] = "lever"
    label: ClassVar[str] = "Lever"
    about: ClassVar[str] = "the documented public Postings API, without a key"
    terms: ClassVar[str] = (
        "Its documentation says that published postings may be viewed and gathered by third "
        "parties."
    )
    gives: ClassVar[str] = (
        "Whole texts with their lists, all places, way of working, stated pay, date of creation."
    )
    limits: ClassVar[str] = "No date of change or closing; the company's name is that of the board."
    hosts: ClassVar[tuple[str, ...]] = ("api.lever.co", "api.eu.lever.co")
    caps: ClassVar[Caps] = Caps(raw=16 * 2**20, inflated=48 * 2**20)

    def spellings(self, board: str) -> list[str]:
        """Give site names to try, each on the main host and then on the European one.

        >>> Lever().spellings("Acme"), Lever().spellings("https://jobs.eu.lever.co/acme/1-2-3")
        (['acme', 'eu:acme'], ['eu:acme'])
        """
        if address := _BOARD_URL.match(board.strip()):
            return [f"eu:{address.group(2)}" if address.group(1) else address.group(2)]
        if board.startswith("eu:"):
            return [f"eu:{name}" for name in slugs(board[3:])]
        return [f"{host}{name}" for host in ("", "eu:") for name in slugs(board)]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it.

        >>> next(Lever().requests("eu:acme")).url
        'https://api.eu.lever.co/v0/postings/acme?mode=json&skip=0&limit=100'
        """
        host = self.hosts[1] if board.startswith("eu:") else self.hosts[0]
        site = board.removeprefix("eu:")
        if not site:
            raise UsageError("A Lever board needs a name.", next="Try: --company NAME")
        yield _page(f"https://{host}/v0/postings/{quote(site, '')}", 0)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one page of postings, or a single one."""
        rows, _ = _ROWS.find(load(reply.body, self.name), self.name)
        reading = Reading(next=_next_page(reply.url, len(rows)))
        company = company_name(board.removeprefix("eu:"))
        reading.read_rows(rows, lambda row: _posting(row, company))
        return reading


def _page(site: str, skip: int) -> Request:
    return Request(url=f"{site}?mode=json&skip={skip}&limit={PAGE}")


def _next_page(url: str, rows: int) -> Request | None:
    """Give the request for the following page, if this one was full."""
    parts = urlsplit(url)
    if rows < PAGE or parts.hostname not in Lever.hosts:
        return None
    skip = parse_qs(parts.query).get("skip", ["0"])[0]
    at = int(skip) if skip.isdecimal() and len(skip) < 9 else 0
    if at + PAGE >= MOST:
        raise ReadError(f"lever sent {MOST:,} postings and no end of them.")
    return _page(f"https://{parts.hostname}{parts.path}", at + PAGE)


def _posting(row: Any, company: str | None) -> RawPosting:
    title = exact(dig(row, "text"))
    source_id = text(dig(row, "id")) or text(dig(row, "hostedUrl"))
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    url = text(row.get("hostedUrl"))
    places = [dig(row, "categories", "location"), *items(dig(row, "categories", "allLocations"))]
    pay = row.get("salaryRange")
    return RawPosting(
        source=Lever.name,
        source_id=source_id,
        title=title,
        url=url,
        hiring_organization=company or _site_name(url),
        job_location=distinct([text(place) for place in places]),
        job_location_type=_workplace(row),
        employment_type=text(dig(row, "categories", "commitment")),
        date_posted=epoch(row.get("createdAt")),
        base_salary=salary(
            dig(pay, "min"), dig(pay, "max"), dig(pay, "currency"), dig(pay, "interval")
        ),
        description=_description(row),
    )


def _site_name(url: str | None) -> str | None:
    address = _BOARD_URL.match(url or "")
    return company_name(address.group(2)) if address else None


def _workplace(row: dict[str, Any]) -> str | None:
    said = text(row.get("workplaceType"))
    return None if said == "unspecified" else said


def _description(row: dict[str, Any]) -> str | None:
    """Join the parts in the order in which Lever's own page shows them."""
    body = [_part(row, "opening"), _part(row, "descriptionBody")]
    parts = [
        *(body if any(body) else [_part(row, "description")]),
        *(_list(entry) for entry in items(row.get("lists"))),
        _part(row, "additional"),
        _part(row, "salaryDescription"),
    ]
    return "\n".join(part for part in parts if part) or None


def _part(row: dict[str, Any], name: str) -> str | None:
    """Give one part as HTML, made from its plain text if there is no other."""
    written = text(row.get(name))
    if written is None and (plain := text(row.get(f"{name}Plain"))):
        written = "<p>" + html.escape(plain, quote=False).replace("\n", "<br>\n") + "</p>"
    return written


def _list(entry: Any) -> str | None:
    heading, content = text(dig(entry, "text")), text(dig(entry, "content"))
    title = f"<h3>{html.escape(heading, quote=False)}</h3>\n" if heading else ""
    return f"{title}<ul>{content or ''}</ul>" if heading or content else None
