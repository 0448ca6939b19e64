"""SmartRecruiters: a company's public postings, up to a hundred a page, each text by itself.

Documented at https://developers.smartrecruiters.com/docs/posting-api (GET needs no key).
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
from upslope.formats.values import RowError, count, dig, distinct, exact, most_telling, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.source import Reading, Source, company_name, slugs

PAGE = 100
MOST = 20_000  # no company has as many openings: a list that goes on is a loop
_BOARD_URL = re.compile(
    r"https?://(?:(?:jobs|careers)\.smartrecruiters\.com|api\.smartrecruiters\.com/v1/companies)"
    r"/([\w-]+)",
    re.I,
)
_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")
_ROWS = Shape(frozenset({"jobAd", "releasedDate", "typeOfEmployment"}), named=("content",))


class SmartRecruiters(Source):
    """A company's postings on SmartRecruiters. The list has no texts: each is asked for."""

    name: ClassVar[str] = "smartrecruiters"
    label: ClassVar[str] = "SmartRecruiters"
    about: ClassVar[str] = "the documented public Posting API, without a key"
    terms: ClassVar[str] = (
        "Published for reading by programs; it is said to allow ten requests a second "
        "(unverified), and is asked two."
    )
    gives: ClassVar[str] = (
        "Places, kind of employment, level, date of release; texts and stated pay one request each."
    )
    limits: ClassVar[str] = (
        "Texts are asked for one by one. Some firms list a part of their openings here only."
    )
    hosts: ClassVar[tuple[str, ...]] = ("api.smartrecruiters.com",)
    vague: ClassVar[bool] = True
    interval: ClassVar[float] = 0.5

    def spellings(self, board: str) -> list[str]:
        """Give company identifiers to try, which are mostly names without blanks.

        >>> SmartRecruiters().spellings("Acme Labs")
        ['AcmeLabs', 'acme-labs']
        >>> SmartRecruiters().spellings("https://jobs.smartrecruiters.com/AcmeLabs1/7-data-engineer")
        ['AcmeLabs1']
        """
        address = _BOARD_URL.match(board.strip())
        return (
            [address.group(1)]
            if address
            else distinct([re.sub(r"[^\w-]", "", board), *slugs(board)])
        )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it.

        >>> next(SmartRecruiters().requests("Acme")).url
        'https://api.smartrecruiters.com/v1/companies/Acme/postings?limit=100&offset=0'
        """
        if not board:
            raise UsageError("A SmartRecruiters board needs a name.", next="Try: --company NAME")
        yield _page(f"https://{self.hosts[0]}/v1/companies/{quote(board, '')}/postings", 0)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one page of postings, or a single one with its text."""
        rows, page = _ROWS.find(load(reply.body, self.name), self.name)
        reading = Reading(total=count(page.get("totalFound")))
        reading.read_rows(rows, lambda row: _posting(row, company_name(board)))
        _ask_for_more(reading, reply.url, len(rows))
        return reading


def _ask_for_more(reading: Reading, url: str, rows: int) -> None:
    """Note the requests for the following page and for the texts, if this is a page of a list."""
    parts = urlsplit(url)
    if parts.hostname not in SmartRecruiters.hosts or not parts.path.endswith("/postings"):
        return
    site = f"https://{parts.hostname}{parts.path}"
    reading.details = {
        posting.source_id: Request(url=f"{site}/{quote(posting.source_id, '')}")
        for posting in reading.postings
    }
    offset = parse_qs(parts.query).get("offset", ["0"])[0]
    following = rows + (int(offset) if offset.isdecimal() and len(offset) < 9 else 0)
    if following >= MOST:
        raise ReadError(f"smartrecruiters sent {MOST:,} postings and no end of them.")
    if rows and following < (reading.total or 0):
        reading.next = _page(site, following)


def _page(site: str, offset: int) -> Request:
    return Request(url=f"{site}?limit={PAGE}&offset={offset}")


def _posting(row: Any, company: str | None) -> RawPosting:
    title = exact(dig(row, "name"))
    source_id = text(dig(row, "id"))
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    pay = row.get("compensation")
    return RawPosting(
        source=SmartRecruiters.name,
        source_id=source_id,
        title=title,
        url=_url(row, source_id),
        hiring_organization=text(dig(row, "company", "name")) or company,
        job_location=distinct([_place(row.get("location"))]),
        job_location_type=_workplace(row.get("location")),
        employment_type=_employment(row),
        date_posted=text(row.get("releasedDate")),
        base_salary=salary(
            dig(pay, "min"), dig(pay, "max"), dig(pay, "currency"), dig(pay, "period")
        ),
        description=_description(row),
        closed=row.get("active") is False,
    )


def _url(row: dict[str, Any], source_id: str) -> str | None:
    """Give the page of a posting; a list has none, but each is at company and id."""
    company = text(dig(row, "company", "identifier"))
    page = f"https://jobs.smartrecruiters.com/{quote(company, '')}/{source_id}" if company else None
    return text(row.get("postingUrl")) or text(row.get("applyUrl")) or page


def _place(where: Any) -> str | None:
    parts = [text(dig(where, part)) for part in ("city", "region", "country")]
    said = re.split(r"\s*,[\s,]*", text(dig(where, "fullLocation")) or "")
    return ", ".join(distinct([*said]) or distinct(parts)) or None


def _workplace(where: Any) -> str | None:
    ways = ("hybrid", "remote")
    return next((way for way in ways if dig(where, way) is True), None)


def _employment(row: dict[str, Any]) -> str | None:
    """Give the kind of employment; internships are often marked as a level of experience only."""
    kinds = [text(dig(row, "typeOfEmployment", part)) for part in ("label", "id")]
    level = text(dig(row, "experienceLevel", "id"))
    return most_telling(distinct([*kinds, level if level == "internship" else None]))


def _description(row: dict[str, Any]) -> str | None:
    """Join the sections in the order of SmartRecruiters' own page."""
    sections = [dig(row, "jobAd", "sections", name) for name in _SECTIONS]
    return "\n".join(part for part in map(_section, sections) if part) or None


def _section(section: Any) -> str | None:
    heading, written = text(dig(section, "title")), text(dig(section, "text"))
    title = f"<h3>{html.escape(heading, quote=False)}</h3>\n" if heading else ""
    return f"{title}{written}" if written else None
