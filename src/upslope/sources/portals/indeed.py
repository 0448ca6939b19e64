"""Indeed: the page of one posting, saved in the browser.

Indeed's terms forbid automated access, so nothing is asked. The page states its posting as
JSON-LD, again in ``window._initialData``, and shows it in ``#jobDescriptionText``; each fills what
the one before leaves out. An expired page has no JSON-LD.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from upslope.formats.pages.scripts import values_after
from upslope.formats.postings.pay import salary
from upslope.formats.postings.pay_text import salary_text
from upslope.formats.postings.saved_page import SavedPage, put_together
from upslope.formats.values import dig, distinct, exact, items, moment, text
from upslope.records import Reply, Salary
from upslope.sources.source import Reading, Source

_MARK = r"_initialData|jobsearch-|jobDescriptionText|//[\w.]*\bindeed\.[a-z.]+/viewjob"
_DATA = re.compile(r"window\._initialData\s*=")
_KEY = re.compile(r"[?&]jk=([0-9a-f]{8,32})\b")
_UNITS = {"HOURLY": "hour", "DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_PLACES = (
    '[data-testid="inlineHeader-companyLocation"]',
    '[data-testid="job-location"]',
    '[data-testid="jobsearch-JobInfoHeader-companyLocation"]',
    "#jobLocationText",
)


class Indeed(Source):
    """One posting, as its page was saved."""

    name: ClassVar[str] = "indeed"
    label: ClassVar[str] = "Indeed"
    about: ClassVar[str] = "pages of postings that the person saved in the browser"
    terms: ClassVar[str] = "Its terms forbid automated access; only saved pages are read."
    gives: ClassVar[str] = (
        "Title, company, place, text, dates, stated pay, kind of employment, whether it is closed."
    )
    limits: ClassVar[str] = (
        "Never asked. Way in: save the page and upslope collect --from PAGE.html; or its alert "
        "mails (email_alerts)."
    )
    closes: ClassVar[bool] = False

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a saved page.

        Raises:
            ReadError: it is no page of a posting on Indeed.
        """
        page = SavedPage(reply.body, reply.charset, _MARK, self.label)
        data = next(values_after(page.text, _DATA), None)
        job = dig(_first(dig(data, *_RESULTS)), "job")
        header = dig(data, "jobInfoWrapperModel", "jobInfoModel", "jobInfoHeaderModel")
        key = text(dig(data, "jobKey")) or text(dig(job, "key")) or _key(page)
        posting = put_together(
            self.name,
            page.job_posting(self.name),
            source_id=key,
            url=_address(page, key),
            title=_title(page, job, header),
            hiring_organization=text(dig(header, "companyName"))
            or text(dig(job, "sourceEmployerName"))
            or page.words('[data-testid="inlineHeader-companyName"]', "[data-company-name]"),
            job_location=_places(page, header, job),
            job_location_type=text(dig(header, "remoteWorkModel", "text")),
            employment_type=_employment(page, job),
            date_posted=moment(dig(job, "datePublished")),
            base_salary=_pay(page, data),
            description=text(dig(job, "description", "html")) or page.html("#jobDescriptionText"),
            closed=dig(job, "expired") is True or _says_expired(page),
        )
        reading = Reading(problems=page.problems)
        reading.add(posting)
        return reading


_RESULTS = ("hostQueryExecutionResult", "data", "jobData", "results")


def _first(value: Any) -> Any:
    return next(iter(items(value)), None)


def _key(page: SavedPage) -> str | None:
    found = _KEY.search(page.address) or _KEY.search(page.text.replace("&amp;", "&"))
    return found[1] if found else None


def _address(page: SavedPage, key: str | None) -> str | None:
    host = re.match(r"https?://([\w.-]*\bindeed\.[a-z.]+)/", page.address)
    if key is None:
        return page.address if host else None
    return f"https://{host[1] if host else 'www.indeed.com'}/viewjob?jk={key}"


def _title(page: SavedPage, job: Any, header: Any) -> str | None:
    shown = page.words('[data-testid="jobsearch-JobInfoHeader-title"]', "h1")
    return exact(dig(job, "title")) or exact(dig(header, "jobTitle")) or shown


def _places(page: SavedPage, header: Any, job: Any) -> list[str]:
    stated = text(dig(header, "formattedLocation")) or text(dig(job, "location", "formatted"))
    named = text(dig(job, "location", "formatted", "long"))
    return distinct([stated or named or page.words(*_PLACES)])


def _employment(page: SavedPage, job: Any) -> str | None:
    label = text(dig(_first(dig(job, "jobTypes")), "label"))
    shown = page.words("#salaryInfoAndJobType")
    return label or (shown.rsplit(" - ", 1)[-1] if shown else None)


def _pay(page: SavedPage, data: Any) -> Salary | None:
    model = dig(data, "salaryInfoModel")
    unit = _UNITS.get(text(dig(model, "salaryType")) or "")
    stated = salary(
        dig(model, "salaryMin"), dig(model, "salaryMax"), dig(model, "salaryCurrency"), unit
    )
    return stated or salary_text(page.words("#salaryInfoAndJobType > span"))


def _says_expired(page: SavedPage) -> bool:
    return bool(page.nodes(".jobsearch-JobInfoHeader-expiredHeader, .icl-ExpiredJob"))
