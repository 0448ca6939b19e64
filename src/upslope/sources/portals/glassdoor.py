"""Glassdoor: the page of one posting, saved in the browser.

Glassdoor's terms forbid automated access, so nothing is asked. No recording of a page was at hand:
JSON-LD is read as schema.org has it, and the page itself by the names of its elements as public
extensions of browsers use them; both unverified.
"""

from __future__ import annotations

import re
from typing import ClassVar

from upslope.formats.postings.pay_text import salary_text
from upslope.formats.postings.saved_page import SavedPage, put_together
from upslope.records import Reply
from upslope.sources.source import Reading, Source

_MARK = r"//[\w.-]*\bglassdoor\.[a-z.]+/|JobDetails_job|jobDescriptionContent"
_KEY = re.compile(r"(?:jobListingId|[?&]jl|listingId)(?:=|\"\s*:\s*\"?)(\d{6,})")
_TEXTS = (
    '[class*="JobDetails_jobDescription__"]',
    "#JobDescriptionContainer",
    ".jobDescriptionContent",
    '[data-test="jobDescriptionContent"]',
)


class Glassdoor(Source):
    """One posting, as its page was saved."""

    name: ClassVar[str] = "glassdoor"
    label: ClassVar[str] = "Glassdoor"
    about: ClassVar[str] = "pages of postings that the person saved in the browser"
    terms: ClassVar[str] = "Its terms forbid automated access; only saved pages are read."
    gives: ClassVar[str] = "Title, company, place, text; dates and pay where the page states them."
    limits: ClassVar[str] = (
        "Never asked. Unverified: no page of it was at hand. Way in: save the page and upslope "
        "collect --from PAGE.html; or its alert mails (email_alerts)."
    )
    closes: ClassVar[bool] = False

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a saved page.

        Raises:
            ReadError: it is no page of a posting on Glassdoor.
        """
        page = SavedPage(reply.body, reply.charset, _MARK, self.label)
        key = _KEY.search(page.address) or _KEY.search(page.text)
        place = page.words('[data-test="location"]', '[class*="JobDetails_location__"]')
        posting = put_together(
            self.name,
            page.job_posting(self.name),
            source_id=key[1] if key else None,
            url=page.address or None,
            title=page.words('[data-test="job-title"]', '[class*="JobDetails_jobTitle__"]', "h1"),
            hiring_organization=page.words(
                '[data-test="employer-name"]', '[class*="EmployerProfile_employerName"]', "h1 ~ h4"
            ),
            job_location=[place] if place else [],
            base_salary=salary_text(page.words('[data-test="detailSalary"]')),
            description=page.html(*_TEXTS),
            closed=bool(page.nodes('[data-test="expired-job-notice"]')),
        )
        reading = Reading(problems=page.problems)
        reading.add(posting)
        return reading
