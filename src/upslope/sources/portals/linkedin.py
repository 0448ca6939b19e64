"""LinkedIn: the page of one posting, saved in the browser.

LinkedIn's user agreement (8.2) forbids programs to ask for its pages, so nothing is asked. Pages
for guests are verified on recordings; the page of a person who is signed in is read by the names
of its elements as public extensions of browsers use them, unverified.
"""

from __future__ import annotations

import re
from typing import ClassVar

from upslope.formats.pages.cards import words
from upslope.formats.postings.pay_text import salary_text
from upslope.formats.postings.saved_page import SavedPage, put_together
from upslope.records import Reply
from upslope.sources.source import Reading, Source

_MARK = r"top-?card(?:-layout)?__|unified-top-card__|show-more-less-html|jobs-description__content"
_TITLES = (
    ".top-card-layout__title",
    ".topcard__title",
    ".job-details-jobs-unified-top-card__job-title",
    ".jobs-unified-top-card__job-title",
    "h1",
)
_COMPANIES = (
    ".topcard__org-name-link",
    ".job-details-jobs-unified-top-card__company-name",
    ".jobs-unified-top-card__company-name",
    ".topcard__flavor:not(.topcard__flavor--bullet):not(.topcard__flavor--metadata)",
)
_PLACES = (
    ".topcard__flavor--bullet:not(.topcard__flavor--metadata)",
    ".jobs-unified-top-card__bullet",
    ".job-details-jobs-unified-top-card__bullet",
    ".job-details-jobs-unified-top-card__primary-description-container .tvm__text",
)
_TEXTS = (
    ".show-more-less-html__markup",
    "#job-details",
    ".jobs-description__content",
    ".jobs-description-content__text",
    ".description__text",
)
_CLOSED = ".closed-job, .closed-job__flavor--closed, .jobs-details-top-card__apply-error"
_FEEDBACK = ".artdeco-inline-feedback__message"
_ID = re.compile(
    r"/jobs/view/(?:[^/?#\"'\s]*?-)?(\d{6,})|currentJobId=(\d{6,})"
    r"|urn:li:(?:fsd?_)?jobPosting(?:Card)?:\(?(\d{6,})"
)
_EMPLOYMENT = re.compile(
    r"\b(full|part)-?time\b|\bcontract\b|\binternship\b|\btemporary\b|vollzeit|teilzeit"
    r"|temps plein|jornada completa|tempo pieno",
    re.I,
)
_WAY = re.compile(r"^(?:remote|hybrid|on-?site)$", re.I)
_NO_LONGER = re.compile(r"no longer accepting applications|nimmt keine bewerbungen", re.I)


class LinkedIn(Source):
    """One posting, as its page was saved."""

    name: ClassVar[str] = "linkedin"
    label: ClassVar[str] = "LinkedIn"
    about: ClassVar[str] = "pages of postings that the person saved in the browser"
    terms: ClassVar[str] = (
        "The user agreement (8.2) forbids programs to copy its pages; only saved ones are read."
    )
    gives: ClassVar[str] = (
        "Title, company, place, text, kind of employment, whether it is closed, stated pay."
    )
    limits: ClassVar[str] = (
        "Never asked. Way in: save the page and upslope collect --from PAGE.html; or its alert "
        "mails (email_alerts), or the data export (linkedin_export). Pages of a person who is "
        "signed in are unverified."
    )
    closes: ClassVar[bool] = False

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a saved page; a posting that no longer takes applications is closed.

        Raises:
            ReadError: it is no page of a posting on LinkedIn.
        """
        page = SavedPage(reply.body, reply.charset, _MARK, self.label)
        way = _first(page, ".job-details-fit-level-preferences *", _WAY)
        key = _key(page)
        posting = put_together(
            self.name,
            page.job_posting(self.name),
            source_id=key,
            url=f"https://www.linkedin.com/jobs/view/{key}/" if key else None,
            title=page.words(*_TITLES),
            hiring_organization=page.words(*_COMPANIES),
            job_location=[place] if (place := page.words(*_PLACES)) else [],
            job_location_type=way or page.words(".jobs-unified-top-card__workplace-type"),
            employment_type=_employment(page),
            base_salary=salary_text(page.words(".compensation__salary", ".salary")),
            description=page.html(*_TEXTS),
            closed=_is_closed(page),
        )
        reading = Reading(problems=page.problems)
        reading.add(posting)
        return reading


def _key(page: SavedPage) -> str | None:
    """Give the posting's number: from the page's address, else the first that the page names."""
    for said in (page.address, page.text):
        if found := _ID.search(said):
            return found[1] or found[2] or found[3]
    return None


def _first(page: SavedPage, selector: str, pattern: re.Pattern[str]) -> str | None:
    said = (words(node) or "" for node in page.nodes(selector))
    return next((one for one in said if pattern.search(one)), None)


def _employment(page: SavedPage) -> str | None:
    """Find the kind of employment among the criteria, in whatever language they are headed."""
    criteria = ".description__job-criteria-text, .job-details-fit-level-preferences *"
    return _first(page, criteria, _EMPLOYMENT)


def _is_closed(page: SavedPage) -> bool:
    return bool(page.nodes(_CLOSED)) or _first(page, _FEEDBACK, _NO_LONGER) is not None
