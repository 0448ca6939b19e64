"""LinkedIn's data export: the jobs that a person saved or applied to."""

from __future__ import annotations

from typing import Any, ClassVar

from upslope.errors import DocumentError, ReadError
from upslope.formats.alerts.links import posting_link
from upslope.formats.linkedin_export import Export
from upslope.formats.postings.jobposting import digest
from upslope.formats.values import RowError, exact, text
from upslope.records import RawPosting, Reply
from upslope.sources.source import Reading, Source


class LinkedInExport(Source):
    """The zip of an export, or its Saved Jobs.csv or Job Applications.csv."""

    name: ClassVar[str] = "linkedin_export"
    label: ClassVar[str] = "LinkedIn data export"
    about: ClassVar[str] = "the zip of the person's own data that LinkedIn gives on request"
    terms: ClassVar[str] = "The person's own data (GDPR, article 20); nothing is asked by Upslope."
    gives: ClassVar[str] = (
        "Title, company and address of saved jobs and of applications. The zip is also a resume "
        "(positions, skills, education, projects), and says at which companies connections work."
    )
    limits: ClassVar[str] = (
        "No place, text or day of posting: its dates are when the person saved or applied. "
        "Messages, contacts and names of connections are never read. Way in: upslope collect "
        "--from EXPORT.zip; upslope match --resume EXPORT.zip."
    )
    closes: ClassVar[bool] = False

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read the saved jobs and the applications; one that was both is one posting.

        Raises:
            ReadError: it is no export, or the zip is damaged.
        """
        try:
            export = Export(reply.body)
        except DocumentError as error:
            raise ReadError(str(error), kept="Nothing was changed.") from None
        reading = Reading()
        for kind in ("saved", "applications"):
            reading.read_rows(export.rows(kind), _posting)
        return reading


def _posting(row: Any) -> RawPosting:
    if isinstance(row, str):
        raise RowError(row)
    if None in row.values():
        raise RowError("it breaks off")
    title = exact(row.get("Job Title"))
    if title is None:
        raise RowError("it has no title")
    company, url = text(row.get("Company Name")), text(row.get("Job Url"))
    link = posting_link(url) if url else None
    return RawPosting(
        source=LinkedInExport.name,
        source_id=(link.key if link else None) or url or digest(title, company),
        title=title,
        url=link.url if link else url,
        hiring_organization=company,
    )
