"""JobSpy: searches of LinkedIn, Indeed, Glassdoor and others by the package python-jobspy.

Not a way in that Upslope recommends: the package asks portals in the guise of a browser, which
their terms forbid. It is off unless the person switches it on, runs as a process of its own and
opens its own connections (:mod:`upslope.sources.door.jobspy`). What it prints or saves (JSON
Lines, JSON, CSV) is read here as any other reply.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from upslope.errors import ReadError
from upslope.formats.postings.pay import salary
from upslope.formats.tables import rows
from upslope.formats.values import RowError, exact, moment, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.search import Search
from upslope.sources.source import Reading, Source

WARNING = (
    "python-jobspy asks LinkedIn, Indeed and Glassdoor in the guise of a browser. Their terms "
    "forbid that: your address or account may be blocked."
)
_YES = {"true", "1", "yes"}


class JobSpy(Source):
    """A search; its board is what is searched for: ``machine learning place:Berlin country:de``."""

    name: ClassVar[str] = "jobspy"
    label: ClassVar[str] = "JobSpy"
    about: ClassVar[str] = (
        "searches by the package python-jobspy, off unless the person accepts the risk"
    )
    terms: ClassVar[str] = WARNING
    gives: ClassVar[str] = "Title, company, place, text, pay where stated, day of posting."
    limits: ClassVar[str] = (
        'Off by default: needs the extra jobspy and jobspy = "I accept the risk" in config.toml. '
        "It opens connections of its own, beside the door. Lawful ways in to the same postings: "
        "alert mails (email_alerts), saved pages, linkedin_export."
    )
    filters: ClassVar[frozenset[str]] = frozenset({"words", "place", "country", "remote", "within"})
    interval: ClassVar[float] = 60.0
    closes: ClassVar[bool] = False

    def requests(self, board: str) -> Iterator[Request]:
        """Yield one request, which only JobSpy can answer.

        Raises:
            UsageError: the search has a filter that is none.

        >>> next(JobSpy().requests("ml engineer place:Oslo within:7")).url
        'jobspy:search?words=ml+engineer&place=Oslo&within=7'
        """
        search = Search.parse(board)
        asked = {name: value for name, value in search.filters.items() if name in self.filters}
        words = {"words": search.words or "machine learning", **asked}
        yield Request(url=f"jobspy:search?{urlencode(words)}")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read the rows that JobSpy printed or saved.

        Raises:
            ReadError: they are not JobSpy's.
        """
        reading = Reading(note=WARNING)
        listed = list(rows(reply.body, reply.charset)) if reply.body.strip() else []
        if any(isinstance(row, dict) and not {"site", "job_url"} <= row.keys() for row in listed):
            raise ReadError("These are not rows of JobSpy's.", kept="Nothing was changed.")
        reading.read_rows(listed, _posting)
        if listed and not reading.postings:
            raise ReadError("None of the rows is a posting of JobSpy's.")
        return reading


def _posting(row: Any) -> RawPosting:
    """Read one row; mail addresses of people in it are not taken over."""
    if isinstance(row, str):
        raise RowError(row)
    title, url = exact(row.get("title")), text(row.get("job_url"))
    key = text(row.get("id")) or url
    if title is None or key is None:
        raise RowError("it has no title" if title is None else "it has no id")
    place = text(row.get("location"))
    remote = row.get("is_remote") is True or (text(row.get("is_remote")) or "").lower() in _YES
    return RawPosting(
        source=JobSpy.name,
        source_id=key,
        title=title,
        url=url,
        hiring_organization=text(row.get("company")),
        job_location=[place] if place else [],
        job_location_type="remote" if remote else None,
        employment_type=text(row.get("job_type")),
        date_posted=moment(row.get("date_posted")),
        base_salary=salary(
            row.get("min_amount"), row.get("max_amount"), row.get("currency"), row.get("interval")
        ),
        description=text(row.get("description")),
    )
