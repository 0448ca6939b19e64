"""SEEK (with Jobstreet and Jobsdb): the page of one posting, saved in the browser.

SEEK's terms forbid programs to copy its pages, so nothing is asked. The page brings its posting
along in ``window.SEEK_REDUX_DATA``, and shows it in elements named by ``data-automation``.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from upslope.formats.pages.scripts import values_after
from upslope.formats.postings.pay_text import salary_text
from upslope.formats.postings.saved_page import SavedPage, put_together
from upslope.formats.values import dig, distinct, exact, items, moment, text
from upslope.records import RawPosting, Reply
from upslope.sources.source import Reading, Source

_MARK = r"SEEK_REDUX_DATA|data-automation=[\"'](?:jobAdDetails|job-detail-title)"
_DATA = re.compile(r"SEEK_REDUX_DATA\s*=")
_UNDEFINED = re.compile(r"(?<=[:\[,])undefined(?=[,}\]])")
_NUMBER = re.compile(r"/job/(\d{5,})")


class Seek(Source):
    """One posting, as its page was saved."""

    name: ClassVar[str] = "seek"
    label: ClassVar[str] = "SEEK"
    about: ClassVar[str] = "pages of postings that the person saved in the browser"
    terms: ClassVar[str] = "Its terms forbid programs to copy its pages; only saved ones are read."
    gives: ClassVar[str] = (
        "Title, company, place, text, dates, pay, way of working, whether it is closed."
    )
    limits: ClassVar[str] = (
        "Never asked. Way in: save the page and upslope collect --from PAGE.html; or its alert "
        "mails (email_alerts). Jobstreet and Jobsdb, which show pages of the same make, are "
        "unverified."
    )
    closes: ClassVar[bool] = False

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a saved page.

        Raises:
            ReadError: it is no page of a posting on SEEK.
        """
        page = SavedPage(reply.body, reply.charset, _MARK, self.label)
        posting = _posting(page)
        reading = Reading(problems=page.problems)
        reading.add(posting)
        return reading


def _posting(page: SavedPage) -> RawPosting:
    details = _details(page)
    job = dig(details, "job")
    return put_together(
        Seek.name,
        page.job_posting(Seek.name),
        source_id=text(dig(job, "id")) or _key(page),
        url=_address(page, job),
        title=exact(dig(job, "title")) or page.words('[data-automation="job-detail-title"]'),
        hiring_organization=text(dig(job, "advertiser", "name"))
        or page.words('[data-automation="advertiser-name"]'),
        job_location=distinct(
            [
                text(dig(job, "location", "label"))
                or page.words('[data-automation="job-detail-location"]')
            ]
        ),
        job_location_type=_way(details),
        employment_type=text(dig(job, "workTypes", "label"))
        or page.words('[data-automation="job-detail-work-type"]'),
        date_posted=moment(dig(job, "listedAt", "dateTimeUtc")),
        valid_through=moment(dig(job, "expiresAt", "dateTimeUtc")),
        base_salary=salary_text(
            text(dig(job, "salary", "label"))
            or page.words('[data-automation="job-detail-salary"]'),
            text(dig(details, "gfjInfo", "location", "countryCode")),
        ),
        description=text(dig(job, "content")) or page.html('[data-automation="jobAdDetails"]'),
        closed=_is_closed(job),
    )


def _details(page: SavedPage) -> Any:
    whole = _UNDEFINED.sub("null", page.text)
    for data in values_after(whole, _DATA):
        result = dig(data, "jobdetails", "result")
        return result if dig(result, "job") else {"job": dig(data, "jobdetails", "job")}
    return None


def _key(page: SavedPage) -> str | None:
    found = _NUMBER.search(page.address) or _NUMBER.search(page.text)
    return found[1] if found else None


def _address(page: SavedPage, job: Any) -> str | None:
    """Give the posting's address without what says who shared it."""
    shared = text(dig(job, "shareLink")) or page.address
    return shared.partition("?")[0] or None


def _way(details: Any) -> str | None:
    arrangements = dig(details, "workArrangements")
    said = [text(dig(one, "type")) for one in items(dig(arrangements, "arrangements"))]
    return text(dig(arrangements, "label")) or next(filter(None, said), None)


def _is_closed(job: Any) -> bool:
    return dig(job, "isExpired") is True or (text(dig(job, "status")) or "").lower() == "expired"
