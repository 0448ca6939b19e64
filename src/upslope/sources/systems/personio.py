"""Personio: a company's openings as the XML feed of its career site.

Documented at https://developer.personio.de/docs/integration-of-open-positions (GET needs no key).
A feed holds what is written in one language; asked for are the English one and the site's own.
Where there is no feed, what the site's own search is made of is asked for (``/search.json``, known
from other programs only).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from xml.etree.ElementTree import Element

from upslope.errors import ReadError
from upslope.formats.charset import beginning
from upslope.formats.json import load
from upslope.formats.postings.pay import salary
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, dig, distinct, exact, items, text
from upslope.formats.xml import Document
from upslope.records import Problem, RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.site import company_of, host_of, site_asked, sites
from upslope.sources.source import Reading, Source

GERMAN, WORLD = "jobs.personio.de", "jobs.personio.com"
_ROOT = "workzag-jobs"
_ROWS = Shape(
    frozenset({"office", "subcompany", "recruiting_category", "occupation_category"}),
    link="jobs.personio.",
    named=("positions",),
    bare=True,
)


class Personio(Source):
    """A company's career site on Personio."""

    name: ClassVar[str] = "personio"
    label: ClassVar[str] = "Personio"
    about: ClassVar[str] = "the documented public XML feed of each career site, without a key"
    terms: ClassVar[str] = "Published for reading by programs; no limit is stated."
    gives: ClassVar[str] = (
        "Whole texts, all offices, stated pay where given, kind of employment, date of creation."
    )
    limits: ClassVar[str] = (
        "No date of closing; openings in neither English nor the site's own language are missing. "
        "An unknown name is led away to Personio's own pages."
    )
    hosts: ClassVar[tuple[str, ...]] = (f"*.{GERMAN}", f"*.{WORLD}")
    interval: ClassVar[float] = 2.0
    vague: ClassVar[bool] = True
    caps: ClassVar[Caps] = Caps(raw=12 * 2**20, inflated=32 * 2**20)

    def spellings(self, board: str) -> list[str]:
        """Give names to try, each as a feed and as JSON, and on the German host first.

        >>> Personio().spellings("https://acme.jobs.personio.com/job/7?language=en")
        ['acme.jobs.personio.com', 'json:acme.jobs.personio.com']
        >>> Personio().spellings("Acme")[1:3]
        ['json:acme', 'acme.jobs.personio.com']
        """
        if board.startswith("json:"):
            return [board]
        return [way + each for each in sites(board, GERMAN, WORLD) for way in ("", "json:")]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield a request for each language.

        >>> [request.url for request in Personio().requests("acme")]
        ['https://acme.jobs.personio.de/xml?language=en', 'https://acme.jobs.personio.de/xml']
        >>> next(Personio().requests("json:acme")).url
        'https://acme.jobs.personio.de/search.json?language=en'
        """
        host = host_of(board.removeprefix("json:"), GERMAN)
        if board.startswith("json:"):
            yield Request(url=f"https://{host}/search.json?language=en")
            return
        feed = f"https://{host}/xml"
        yield Request(url=f"{feed}?language=en", accept="application/xml,text/xml")
        yield Request(url=feed, accept="application/xml,text/xml")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a feed, or the JSON that a career site's own search is made of."""
        reading = Reading()
        if beginning(reply.body).startswith((b"{", b"[")):
            rows = _ROWS.find(load(reply.body, self.name), self.name).rows
        else:
            document = Document(reply.body, claimed=reply.charset)
            rows = [_as_row(position) for position in document.each("position")]
            if document.root != _ROOT and not (document.root == "position" and rows):
                raise ReadError("personio sent no list of its positions.")
            if document.damaged:
                reading.problems.append(Problem(where="feed", why=document.damaged))
        company, host = company_of(reply.url, board, GERMAN, WORLD), site_asked(reply.url)
        reading.read_rows(rows, lambda row: _posting(row, company, host))
        return reading


def _as_row(position: Element) -> dict[str, Any]:
    """Turn an element into a row: text by name, what holds more as a list."""
    row: dict[str, Any] = {child.tag: child.text for child in position if not len(child)}
    parts = position.iterfind("jobDescriptions/jobDescription")
    pay = position.iterfind("salaryInformation/*")
    return row | {
        "additionalOffices": [each.text for each in position.iterfind("additionalOffices/office")],
        "texts": [(part.findtext("name"), part.findtext("value")) for part in parts],
        "salaryInformation": {figure.tag: figure.text for figure in pay},
    }


def _posting(row: Any, company: str | None, host: str | None) -> RawPosting:
    title = exact(dig(row, "name"))
    source_id = text(dig(row, "id")) or text(dig(row, "url"))
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    pay = row.get("salaryInformation")
    offices = items(row.get("offices")) or [row.get("office"), *items(row.get("additionalOffices"))]
    return RawPosting(
        source=Personio.name,
        source_id=source_id,
        title=title,
        url=text(row.get("url")) or (f"https://{host}/job/{source_id}" if host else None),
        hiring_organization=text(row.get("subcompany")) or company,
        job_location=distinct([text(office) for office in offices]),
        employment_type=_employment(row),
        date_posted=text(row.get("createdAt")) or text(row.get("created_at")),
        base_salary=salary(*(dig(pay, key) for key in ("min", "max", "currencyCode", "type"))),
        description=sections(row.get("texts") or [(None, row.get("description"))]),
    )


def _employment(row: dict[str, Any]) -> str | None:
    """Give the kind of employment: a permanent one may be part-time, an intern is an intern."""
    kind = text(row.get("employmentType")) or text(row.get("employment_type"))
    return (text(row.get("schedule")) or kind) if kind in {None, "permanent"} else kind
