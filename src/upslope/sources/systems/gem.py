"""Gem: a company's job board, whole in one reply.

Documented at https://api.gem.com/job_board/v0/reference ("most endpoints are public"; no key).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote, unquote

from upslope.errors import UsageError
from upslope.formats.json import load
from upslope.formats.postings.rows import Shape
from upslope.formats.values import RowError, dig, distinct, exact, items, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source, company_name, slugs

_ADDRESS = re.compile(
    r"(?:https?://)?(?:jobs\.gem\.com|api\.gem\.com/job_board/v0)/([^/?#\s]+)", re.I
)
_ROWS = Shape(
    frozenset({"content_plain", "location_type", "first_published_at"}),
    link="jobs.gem.com/",
    named=("job_posts",),
    under=("jobs", "data"),
    bare=True,
)


class Gem(Source):
    """A company's board on Gem."""

    name: ClassVar[str] = "gem"
    label: ClassVar[str] = "Gem"
    about: ClassVar[str] = "the documented public Job Board API, without a key"
    terms: ClassVar[str] = (
        "Published for reading by programs; it is said to allow twenty requests a second "
        "(unverified)."
    )
    gives: ClassVar[str] = (
        "Whole texts, all offices, way of working, kind of employment, date of publishing."
    )
    limits: ClassVar[str] = (
        "No date of closing; pay stands in the text. Not tried against the service, no reply of "
        "it is at hand."
    )
    hosts: ClassVar[tuple[str, ...]] = ("api.gem.com",)
    caps: ClassVar[Caps] = Caps(raw=24 * 2**20, inflated=64 * 2**20)

    def spellings(self, board: str) -> list[str]:
        """Give board names to try; the address of a board is taken as well.

        >>> Gem().spellings("https://jobs.gem.com/acme-labs/am9icG9zdDox")
        ['acme-labs']
        >>> Gem().spellings("Acme Labs")
        ['acme-labs', 'acmelabs']
        """
        address = _ADDRESS.match(board.strip())
        if address:
            return [unquote(address[1])]
        return sorted(slugs(board), key=lambda name: "-" not in name)

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request for a board.

        >>> next(Gem().requests("acme")).url
        'https://api.gem.com/job_board/v0/acme/job_posts/'
        """
        if not (found := self.spellings(board)):
            raise UsageError("A Gem board needs a name.", next="Try: --company NAME")
        yield Request(url=f"https://{self.hosts[0]}/job_board/v0/{quote(found[0], '')}/job_posts/")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a board, or a single posting."""
        rows, _ = _ROWS.find(load(reply.body, self.name), self.name)
        address = _ADDRESS.match(board) or (None if board else _ADDRESS.match(reply.url))
        company = company_name(unquote(address[1]) if address else board)
        reading = Reading()
        reading.read_rows(rows, lambda row: _posting(row, company))
        return reading


def _posting(row: Any, company: str | None) -> RawPosting:
    title = exact(dig(row, "title"))
    url = text(dig(row, "absolute_url"))
    source_id = text(dig(row, "id")) or url
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    linked = _ADDRESS.match(url or "")
    return RawPosting(
        source=Gem.name,
        source_id=source_id,
        title=title,
        url=url,
        hiring_organization=company or (company_name(unquote(linked[1])) if linked else None),
        job_location=_places(row),
        job_location_type=text(row.get("location_type")),
        employment_type=text(row.get("employment_type")),
        date_posted=text(row.get("first_published_at")) or text(row.get("created_at")),
        description=_description(row),
    )


def _places(row: dict[str, Any]) -> list[str]:
    offices = [
        text(dig(office, "location", "name")) or text(dig(office, "name"))
        for office in items(row.get("offices"))
    ]
    return distinct(offices) or distinct([text(dig(row, "location", "name"))])


def _description(row: dict[str, Any]) -> str | None:
    """Give the text as HTML, or else without its lists and headings."""
    said = text(row.get("content"))
    whole = html.unescape(said) if said and "&lt;" in said and "<" not in said else said
    return whole or text(row.get("content_plain"))
