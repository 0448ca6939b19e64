"""Recruitee (now Tellent): a company's openings, whole in one reply of its career site.

Documented at https://docs.recruitee.com/reference/intro-to-careers-site-api (GET needs no key).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.formats.json import load
from upslope.formats.postings.pay import salary
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, dig, distinct, exact, items, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.site import company_of, host_of, site_asked, sites
from upslope.sources.source import Reading, Source

DOMAIN = "recruitee.com"
_ROWS = Shape(
    frozenset({"careers_url", "careers_apply_url", "employment_type_code", "mailbox_email"}),
    named=("offers",),
)
_WAYS = (("hybrid", "hybrid"), ("remote", "remote"), ("on_site", "on-site"))
_FILLER = re.compile(r"remote job", re.I)


class Recruitee(Source):
    """A company's career site on Recruitee, under its own domain or Recruitee's."""

    name: ClassVar[str] = "recruitee"
    label: ClassVar[str] = "Recruitee"
    about: ClassVar[str] = "the documented public Careers Site API, without a key"
    terms: ClassVar[str] = "Published for reading by programs; no limit is stated."
    gives: ClassVar[str] = (
        "Whole texts, all places, stated pay, way of working, kind of employment, dates of "
        "publishing and closing."
    )
    limits: ClassVar[str] = "Of several languages, the one that the company shows first is read."
    caps: ClassVar[Caps] = Caps(raw=24 * 2**20, inflated=64 * 2**20)

    def spellings(self, board: str) -> list[str]:
        """Give names to try, or the host of a career site's address.

        >>> Recruitee().spellings("https://acme.recruitee.com/o/data-engineer")
        ['acme']
        >>> Recruitee().spellings("https://careers.acme.example/o/data-engineer")
        ['careers.acme.example']
        """
        return sites(board, DOMAIN)

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request for a career site.

        >>> next(Recruitee().requests("acme")).url
        'https://acme.recruitee.com/api/offers/'
        """
        yield Request(url=f"https://{host_of(board, DOMAIN)}/api/offers/")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a list of offers, or a single one."""
        rows, _ = _ROWS.find(load(reply.body, self.name), self.name)
        company, host = company_of(reply.url, board, DOMAIN), site_asked(reply.url)
        reading = Reading()
        reading.read_rows(rows, lambda row: _posting(row, company, host))
        return reading


def _posting(row: Any, company: str | None, host: str | None) -> RawPosting:
    title = exact(dig(row, "title"))
    link, slug = text(dig(row, "careers_url")), text(dig(row, "slug"))
    source_id = text(dig(row, "id")) or text(dig(row, "guid")) or link
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    pay = row.get("salary")
    return RawPosting(
        source=Recruitee.name,
        source_id=source_id,
        title=title,
        url=link
        or text(row.get("careers_apply_url"))
        or (f"https://{host}/o/{slug}" if host and slug else None),
        hiring_organization=text(row.get("company_name")) or company,
        job_location=_places(row),
        job_location_type=next((way for key, way in _WAYS if row.get(key) is True), None),
        employment_type=text(row.get("employment_type_code")) or text(row.get("employment_type")),
        date_posted=text(row.get("published_at")) or text(row.get("created_at")),
        valid_through=text(row.get("close_at")),
        base_salary=salary(*(dig(pay, key) for key in ("min", "max", "currency", "period"))),
        description=_description(row),
        closed=text(row.get("status")) not in {None, "published"},
    )


def _places(row: dict[str, Any]) -> list[str]:
    listed = distinct([_place(where) for where in items(row.get("locations"))])
    said = text(row.get("location")) or ""
    return listed or distinct([_place(row) or _FILLER.sub("", said).strip(" ,") or None])


def _place(where: Any) -> str | None:
    """Write a place as "city, region, country"; its name may be that of a building."""
    region = text(dig(where, "state")) or text(dig(where, "state_name"))
    country = text(dig(where, "country")) or text(dig(where, "country_code"))
    city = text(dig(where, "city")) or (None if region else text(dig(where, "name")))
    return ", ".join(distinct([city, region, country])) or None


def _description(row: dict[str, Any]) -> str | None:
    """Join the two halves of the text; where the row has none, those of its first translation."""
    others = row.get("translations")
    told = [others[key] for key in sorted(others)] if isinstance(others, dict) else []
    halves = ([(None, dig(each, key)) for key in ("description", "requirements")] for each in told)
    own = sections((None, row.get(key)) for key in ("description", "requirements"))
    return own or next(filter(None, map(sections, halves)), None)
