"""Meta: the page of a posting with its schema.org JobPosting, or a saved reply of the search.

The list of metacareers.com is a GraphQL reply that asks for a browser's session, so it is read only
where a person saved it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.errors import ReadError, UsageError
from upslope.formats.charset import decode
from upslope.formats.json import load
from upslope.formats.pages.cards import broken_off
from upslope.formats.pages.scripts import values_after
from upslope.formats.postings.jobposting import read_job_posting
from upslope.formats.postings.jsonld import job_postings
from upslope.formats.postings.pay_text import salary_text
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import bullets, sections
from upslope.formats.values import RowError, dig, distinct, exact, items, moment, text
from upslope.records import RawPosting, Reply, Request, Salary
from upslope.sources.source import Reading, Source, page_request

SITE = "https://www.metacareers.com"
_JOB = re.compile(
    r"https?://(?:www\.)?metacareers\.com/(?:v2/)?(?:jobs|profile/job_details)/(\d+)", re.I
)
_META = re.compile(r"(?:meta|facebook|instagram|whatsapp|oculus)\b", re.I)
_GUARD = re.compile(rb"\s*for\s*\(\s*;\s*;\s*\)\s*;\s*")
_DATA = re.compile(
    r'"(?:xcp_requisition_job_description|job_search_with_featured_jobs(?:_v2)?)"\s*:(?=\s*\{)'
)
_SHAPE = Shape(
    frozenset({"sub_teams", "minimum_qualifications", "public_compensation"}),
    named=("all_jobs",),
    under=("results", "job_search", "jobs"),
)
_PARTS = (
    ("Responsibilities", "responsibilities"),
    ("Minimum Qualifications", "minimum_qualifications"),
    ("Preferred Qualifications", "preferred_qualifications"),
)


class Meta(Source):
    """Openings of Meta: pages that the person names or saved."""

    name: ClassVar[str] = "meta"
    label: ClassVar[str] = "Meta"
    about: ClassVar[str] = (
        "pages of postings that the person names, where robots.txt allows; or saved"
    )
    terms: ClassVar[str] = (
        "Pages carry schema.org JobPosting so that machines read them; robots.txt is obeyed. The "
        "search, which asks for a browser's session, is not asked."
    )
    gives: ClassVar[str] = "Whole texts with qualifications, all places, dates, stated pay."
    limits: ClassVar[str] = (
        "No list can be asked for: name the page of a posting, or save that of a search, or its "
        "reply, in your browser: upslope collect --source meta --from FILE"
    )
    hosts: ClassVar[tuple[str, ...]] = ("www.metacareers.com",)
    interval: ClassVar[float] = 5.0
    closes: ClassVar[bool] = False

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the page of one posting.

        >>> next(Meta().requests("https://www.metacareers.com/jobs/123/?ref=a")).url
        'https://www.metacareers.com/jobs/123/'
        """
        found = _JOB.match(board.strip())
        if found is None:
            raise UsageError(
                "Of Meta only the page of a posting can be asked for.",
                next=f"Give its address, as in {SITE}/jobs/123, or: "
                "upslope collect --source meta --from FILE",
            )
        yield page_request(f"{SITE}/jobs/{found[1]}/")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read the page of a posting, or a saved reply or page of the search."""
        body = (
            _GUARD.sub(b"", reply.body, count=1)
            if reply.body[:200].lstrip()[:3] == b"for"
            else reply.body
        )
        if body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
            data = load(_first_line(body), self.name)
            if dig(data, "@type") != "JobPosting":
                return _of_search(data)
            body = b'<script type="application/ld+json">%b</script>' % body
        page = decode(body, reply.charset)
        reading = Reading(problems=broken_off(page))
        things, problems = job_postings(page)
        reading.problems += problems
        reading.read_rows(things, lambda thing: _of_page(thing, reply.url))
        if not things:
            reading.read_rows(_rows(list(values_after(page, _DATA))), _posting)
        if not reading.postings:
            raise ReadError("meta sent no page of a posting, and no list of them.")
        return reading


def _first_line(body: bytes) -> bytes:
    """Give the reply without its later parts, which a GraphQL stream sends line by line."""
    line, _, rest = body.strip().partition(b"\n")
    return line if line.endswith(b"}") and rest.lstrip()[:1] == b"{" else body


def _of_search(data: Any) -> Reading:
    if dig(data, "data") is None and (errors := items(dig(data, "errors"))):
        raise ReadError(f"meta says: {(text(dig(errors[0], 'message')) or 'an error')[:100]}.")
    reading = Reading()
    reading.read_rows(_rows(data), _posting)
    return reading


def _rows(data: Any) -> list[Any]:
    """Find the rows of a search, with those that are set before the others, or the one posting."""
    rows, around = _SHAPE.find(data, Meta.name)
    featured = around.get("featured_jobs")
    return [*rows, *(featured if isinstance(featured, list) else [])]


def _of_page(thing: dict[str, Any], asked: str) -> RawPosting:
    """Read a JobPosting, whose qualifications stand beside its description."""
    posting = read_job_posting(thing, Meta.name, asked if "://" in asked else "")
    company = posting.hiring_organization
    if company and not _META.match(company) and "metacareers.com" not in (posting.url or ""):
        raise RowError(f"it is an opening of {company}, not of Meta")
    found = _JOB.match(posting.url or "") or _JOB.match(text(thing.get("@id")) or "")
    number = found[1] if found else text(dig(thing.get("identifier"), "value"))
    posting.source_id = number or posting.source_id
    posting.url = posting.url or (
        f"{SITE}/jobs/{number}/" if number and number.isdecimal() else None
    )
    posting.hiring_organization = posting.hiring_organization or Meta.label
    told = posting.description or ""
    more = [
        (name.title(), _prose(thing.get(name))) for name in ("responsibilities", "qualifications")
    ]
    posting.description = sections(
        [(None, told), *((heading, part) for heading, part in more if part and part not in told)]
    )
    return posting


def _prose(value: Any) -> str | None:
    """Give a text, or a list of lines as one."""
    said = bullets(map(_html, value)) if isinstance(value, list) else _html(value)
    return html.unescape(said) if said and "&lt;" in said and "<" not in said else said


def _posting(row: Any) -> RawPosting:
    title, source_id = exact(dig(row, "title")), text(dig(row, "id"))
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    parts = [(heading, _prose(row.get(name))) for heading, name in _PARTS]
    return RawPosting(
        source=Meta.name,
        source_id=source_id,
        title=title,
        url=f"{SITE}/jobs/{source_id}/" if source_id.isdecimal() else None,
        hiring_organization=Meta.label,
        job_location=distinct(
            [text(each) or text(dig(each, "name")) for each in items(row.get("locations"))]
        ),
        date_posted=moment(row.get("post_date")) or moment(row.get("posted_date")),
        base_salary=_pay(row),
        description=sections([(None, _prose(row.get("description"))), *parts]),
    )


def _html(value: Any) -> str | None:
    """Give a text that may be wrapped as {"item": ...} or {"__html": ...}, or as JSON of that."""
    said = text(value) or text(dig(value, "item")) or text(dig(value, "__html"))
    if said and said.startswith("{") and "__html" in said[:20]:
        try:
            return text(dig(json.loads(said), "__html"))
        except (ValueError, RecursionError):
            return said
    return said


def _pay(row: dict[str, Any]) -> Salary | None:
    """Read stated pay ("$147,000/year"), of the first country it is stated for."""
    stated = next(iter(items(row.get("public_compensation"))), None)
    ends = (dig(stated, f"compensation_amount_{end}") for end in ("minimum", "maximum"))
    said = " - ".join(filter(None, map(text, ends)))
    return salary_text(said, text(dig(stated, "country_code")) or "US")
