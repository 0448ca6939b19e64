"""Pinpoint: a company's openings, whole in one reply of its career site.

``/postings.json`` is described at https://developers.pinpointhq.com/docs for companies that show
their openings on pages of their own (no key).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.formats.json import load
from upslope.formats.postings.pay import salary
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, dig, distinct, exact, text
from upslope.records import RawPosting, Reply, Request, Salary
from upslope.sources.door.inflate import Caps
from upslope.sources.site import company_of, host_of, site_asked, sites
from upslope.sources.source import Reading, Source

DOMAIN = "pinpointhq.com"
_PARTS = ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits")
_NOTE = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*\Z", re.S)
_WAY = re.compile(r"(?:fully |100% )?(?:remote|hybrid)", re.I)
_ROWS = Shape(
    frozenset({*_PARTS[1:3], "workplace_type", "workplace_type_text", "compensation_visible"}),
    link=DOMAIN,
    under=("data", "postings"),
    bare=True,
)


class Pinpoint(Source):
    """A company's career site on Pinpoint, under its own domain or Pinpoint's."""

    name: ClassVar[str] = "pinpoint"
    label: ClassVar[str] = "Pinpoint"
    about: ClassVar[str] = "the public list of each career site for other pages, without a key"
    terms: ClassVar[str] = "Made to be shown on other sites; no limit is stated."
    gives: ClassVar[str] = (
        "Whole texts, place, way of working, kind of employment, pay where the company shows it, "
        "date of closing."
    )
    limits: ClassVar[str] = "No date of publishing; one place each."
    caps: ClassVar[Caps] = Caps(raw=24 * 2**20, inflated=64 * 2**20)

    def spellings(self, board: str) -> list[str]:
        """Give names to try, or the host of a career site's address.

        >>> Pinpoint().spellings("https://acme.pinpointhq.com/en/postings/ce6c9e5c")
        ['acme']
        """
        return sites(board, DOMAIN)

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request for a career site.

        >>> next(Pinpoint().requests("acme")).url
        'https://acme.pinpointhq.com/postings.json'
        """
        yield Request(url=f"https://{host_of(board, DOMAIN)}/postings.json")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a list of postings, or a single one."""
        rows, _ = _ROWS.find(load(reply.body, self.name), self.name)
        company, host = company_of(reply.url, board, DOMAIN), site_asked(reply.url)
        reading = Reading()
        reading.read_rows(rows, lambda row: _posting(row, company, host))
        return reading


def _posting(row: Any, company: str | None, host: str | None) -> RawPosting:
    title = exact(dig(row, "title"))
    url, path = text(dig(row, "url")), text(dig(row, "path"))
    source_id = text(dig(row, "id")) or path or url
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    return RawPosting(
        source=Pinpoint.name,
        source_id=source_id,
        title=title,
        url=url or (f"https://{host}{path}" if host and path and path[0] == "/" else None),
        hiring_organization=company or (company_of(url, "", DOMAIN) if url else None),
        job_location=distinct([_place(row.get("location"))]),
        job_location_type=text(row.get("workplace_type")) or text(row.get("workplace_type_text")),
        employment_type=text(row.get("employment_type")) or text(row.get("employment_type_text")),
        valid_through=text(row.get("deadline_at")),
        base_salary=_pay(row),
        description=sections(_section(row, part) for part in _PARTS),
    )


def _section(row: dict[str, Any], part: str) -> tuple[str | None, str | None]:
    """Give one part's heading and its text, without the editor's notes and cut-off tags."""
    return text(row.get(f"{part}_header")), _NOTE.sub("", text(row.get(part)) or "")


def _place(where: Any) -> str | None:
    """Write a place; its name is that of a country, of an office or of all of it."""
    city, name = text(dig(where, "city")), text(dig(where, "name")) or text(where)
    if name and city and city.casefold() in name.casefold():
        return name
    country = None if city and _WAY.fullmatch(name or "") else name
    return ", ".join(distinct([city, text(dig(where, "province")), country])) or None


def _pay(row: dict[str, Any]) -> Salary | None:
    """Give the pay, if the company shows it on its page."""
    parts = ("minimum", "maximum", "currency", "frequency")
    shown = row.get("compensation_visible", True) is True
    return salary(*(row.get(f"compensation_{part}") for part in parts)) if shown else None
