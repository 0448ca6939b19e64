"""Monster: the page of one posting, saved in the browser.

Monster's terms forbid automated access, so nothing is asked. No recording of a page was at hand:
JSON-LD is read as schema.org has it, and the page itself by names of its elements; both unverified.
"""

from __future__ import annotations

import re
from typing import ClassVar

from upslope.formats.postings.pay_text import salary_text
from upslope.formats.postings.saved_page import SavedPage, put_together
from upslope.records import Reply
from upslope.sources.source import Reading, Source

_MARK = r"//[\w.-]*\bmonster\.[a-z.]+/|svx-job-|data-testid=[\"']jobTitle"
_KEY = re.compile(r"/job-openings/[^\"'?#\s]*?--([0-9a-f-]{8,})|\bjobid=([\w-]{6,})", re.I)
_TEXTS = (
    '[data-testid="svx-description-container-inner"]',
    '[class*="descriptionstyles__DescriptionBody"]',
    "#JobDescription",
    ".job-description",
)


class Monster(Source):
    """One posting, as its page was saved."""

    name: ClassVar[str] = "monster"
    label: ClassVar[str] = "Monster"
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
            ReadError: it is no page of a posting on Monster.
        """
        page = SavedPage(reply.body, reply.charset, _MARK, self.label)
        key = _KEY.search(page.address) or _KEY.search(page.text)
        place = page.words('[data-testid="jobDetailLocation"]', '[data-testid="jobLocation"]')
        posting = put_together(
            self.name,
            page.job_posting(self.name),
            source_id=next(filter(None, key.groups())) if key else None,
            url=page.address or None,
            title=page.words('[data-testid="jobTitle"]', "h1"),
            hiring_organization=page.words('[data-testid="company"]', '[data-testid="jobCompany"]'),
            job_location=[place] if place else [],
            base_salary=salary_text(page.words('[data-testid="jobSalary"]')),
            description=page.html(*_TEXTS),
        )
        reading = Reading(problems=page.problems)
        reading.add(posting)
        return reading
