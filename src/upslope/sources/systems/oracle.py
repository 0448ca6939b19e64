"""Oracle Recruiting Cloud: a company's career site, a list without texts and one reply a text.

These are the requests of the public "Candidate Experience" pages themselves, named at
https://docs.oracle.com/en/cloud/saas/human-resources/farws/ . Paging stands inside ``finder``:
outside it, it is silently ignored. How a text is asked for, and the date of closing in it, is known
from other programs only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote, unquote

from upslope.errors import UsageError
from upslope.formats.json import load
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.sections import sections
from upslope.formats.values import RowError, count, dig, distinct, exact, items, most_telling, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.site import company_of
from upslope.sources.source import Reading, Source, company_name

PAGE = 200
MOST = 10_000  # Oracle shows no more of a list, however long it is
_HOST = r"(?:https?://)?(?P<host>[\w-]+(?:\.[\w-]+)+)"
_BOARD = re.compile(
    _HOST + r"(?:/hcmUI/CandidateExperience)?(?:/[\w-]+/sites/|/(?=CX(?:_|\b)))(?P<site>[\w-]+)",
    re.I,
)
_ASKED = re.compile(
    _HOST + r"/hcmRestApi/.*?\bsiteNumber(?:=|%3D)(?P<site>[\w-]+)"
    r"(?:.*?\boffset(?:=|%3D)(?P<offset>\d{1,6}))?",
    re.I,
)
_ROWS = Shape(
    frozenset(
        {"PrimaryLocation", "PostedDate", "ExternalPostedStartDate", "ExternalDescriptionStr"}
    ),
    named=("requisitionList",),
)
_TEXTS = (
    "ExternalDescriptionStr",
    "ExternalResponsibilitiesStr",
    "ExternalQualificationsStr",
    "CorporateDescriptionStr",
    "OrganizationDescriptionStr",
)
_KINDS = ("JobSchedule", "JobType", "ContractType", "WorkerType")


class Oracle(Source):
    """A company's career site on Oracle Recruiting Cloud; its board is HOST/SITE."""

    name: ClassVar[str] = "oracle"
    label: ClassVar[str] = "Oracle Recruiting"
    about: ClassVar[str] = "the requests of the public career pages themselves, without a key"
    terms: ClassVar[str] = "The career site's own interface; nothing is known of limits."
    gives: ClassVar[str] = (
        "All places, way of working, dates; whole texts and kind of employment one request each."
    )
    limits: ClassVar[str] = (
        "The company's name is mostly not said. Lists stop at 10,000; pay stands in the text. A "
        "site that goes by a name in place of a number (CX_1) may not be found by it."
    )
    interval: ClassVar[float] = 1.0
    vague: ClassVar[bool] = True

    def spellings(self, board: str) -> list[str]:
        """Give the board as HOST/SITE, of that or of any address on a career site.

        >>> Oracle().spellings(
        ...     "https://acme.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/job/7")
        ['acme.fa.us2.oraclecloud.com/CX_1']
        """
        found = _ASKED.match(board.strip()) or _BOARD.match(board.strip())
        if not found:
            return [board]
        site = found["site"]
        return [f"{found['host'].lower()}/{site if site[:2] == 'CX' else f'en/sites/{site}'}"]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for the first page; :attr:`Reading.next` has the one after it.

        >>> asked = next(Oracle().requests("acme.fa.us2.oraclecloud.com/CX_1")).url
        >>> asked.split("finder=")[1]
        'findReqs;siteNumber=CX_1,limit=200,offset=0,sortBy=POSTING_DATES_DESC'
        """
        found = _BOARD.fullmatch(self.spellings(board)[0])
        if not found:
            raise UsageError(
                f"'{board}' names no Oracle career site.",
                next="Give the career page's address (…oraclecloud.com/hcmUI/…/sites/CX_1).",
            )
        yield _page(found["host"], found["site"], 0)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read one page of requisitions, or a single one with its text."""
        rows, around = _ROWS.find(load(reply.body, self.name), self.name)
        asked = _ASKED.match(reply.url)
        site = asked or _BOARD.match(board)
        reading = Reading(total=count(around.get("TotalJobsCount")))
        reading.read_rows(rows, lambda row: _posting(row, site, _company(board)))
        if asked and asked["offset"] and "requisitionList" in around:
            _ask_for_more(reading, asked, len(rows))
        return reading


def _company(board: str) -> str | None:
    """Name the employer as the person does, or as a site's own domain does; Oracle's names none."""
    found = _BOARD.match(board)
    if not found:
        return company_name(board)
    return None if "oraclecloud" in found["host"] else company_of("", found["host"])


def _ask_for_more(reading: Reading, asked: re.Match[str], rows: int) -> None:
    """Note the requests for the following page and for the texts."""
    host, site = asked["host"], asked["site"]
    for posting in reading.postings:
        number = quote(posting.source_id.rpartition("/")[2], "")
        finder = f"ById;Id=%22{number}%22,siteNumber={site}"
        reading.details[posting.source_id] = Request(
            url=f"{_resource(host)}Details?expand=all&onlyData=true&finder={finder}"
        )
    following = rows + int(asked["offset"])
    if rows and following < min(reading.total or 0, MOST):
        reading.next = _page(host, site, following)


def _page(host: str, site: str, offset: int) -> Request:
    parts = "requisitionList.workLocation,requisitionList.secondaryLocations"
    finder = f"siteNumber={site},limit={PAGE},offset={offset},sortBy=POSTING_DATES_DESC"
    return Request(url=f"{_resource(host)}s?onlyData=true&expand={parts}&finder=findReqs;{finder}")


def _resource(host: str) -> str:
    return f"https://{host}/hcmRestApi/resources/latest/recruitingCEJobRequisition"


def _posting(row: Any, site: re.Match[str] | None, company: str | None) -> RawPosting:
    title = exact(dig(row, "Title"))
    number = text(dig(row, "Id")) or text(dig(row, "RequisitionId"))
    if title is None or number is None:
        raise RowError("it has no title" if number else "it has no id")
    host = site["host"].lower() if site else None
    dates = [("PostedDate", "PostingEndDate"), ("ExternalPostedStartDate", "ExternalPostedEndDate")]
    begins, ends = (distinct([text(row.get(pair[at])) for pair in dates]) for at in (0, 1))
    written = sections((None, row.get(part)) for part in _TEXTS)
    kinds = distinct([text(row.get(kind)) for kind in _KINDS])
    return RawPosting(
        source=Oracle.name,
        source_id=f"{host}/{number}" if host else number,  # numbers are each company's own
        title=title,
        url=_url(site, number),
        hiring_organization=company or text(row.get("LegalEmployer")),
        job_location=_places(row),
        job_location_type=text(row.get("WorkplaceType")) or text(row.get("WorkplaceTypeCode")),
        employment_type=most_telling(kinds),
        date_posted=next(iter(begins), None),
        valid_through=next(iter(ends), None),
        description=written or text(row.get("ShortDescriptionStr")),
    )


def _url(site: re.Match[str] | None, number: str) -> str | None:
    if site is None:
        return None
    pages = f"hcmUI/CandidateExperience/en/sites/{unquote(site['site'])}"
    return f"https://{site['host'].lower()}/{pages}/job/{quote(number, '')}"


def _places(row: dict[str, Any]) -> list[str]:
    others = [text(dig(place, "Name")) for place in items(row.get("secondaryLocations"))]
    named = distinct([text(row.get("PrimaryLocation")), *others])
    return named or distinct([text(row.get("PrimaryLocationCountry"))])
