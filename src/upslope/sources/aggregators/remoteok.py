"""Remote OK: the newest hundred postings of its board for remote work.

Shape seen in recorded replies of https://remoteok.com/api; its terms are the reply's first element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.formats.postings.pay import salary
from upslope.formats.values import RowError, distinct, exact, moment, text
from upslope.records import RawPosting, Request
from upslope.sources.aggregator import Aggregator, query
from upslope.sources.search import Search

# A sentence against bots. Its tag is the address, in Base64, of whoever asked.
_BOT_TEST = re.compile(
    r"(?:\s|<br\s*/?>){0,9}Please mention the word \*\*[^*<]{1,40}\*\* and tag\b[^<]{0,500}?"
    r"(?:see they(?:'|’|&#0?39;)re human\.?|(?=<)|\Z)",
    re.I,
)


class RemoteOK(Aggregator):
    """The newest postings, or those with one tag (``category:machine-learning``)."""

    name: ClassVar[str] = "remoteok"
    label: ClassVar[str] = "Remote OK"
    about: ClassVar[str] = "the public JSON feed, without a key"
    terms: ClassVar[str] = (
        "Every reply asks to link back to the posting on Remote OK and to name it as the source; "
        "our links lead there."
    )
    gives: ClassVar[str] = "Whole texts, places, date, yearly pay in dollars where it is stated."
    limits: ClassVar[str] = (
        "The newest hundred only; that a tag can be asked for is undocumented. A pay of 0 is "
        "unknown. Employers post what they like: some openings are neither remote nor openings."
    )
    hosts: ClassVar[tuple[str, ...]] = ("remoteok.com",)
    filters: ClassVar[frozenset[str] | None] = frozenset({"category"})
    interval: ClassVar[float] = 5.0
    marks: ClassVar[frozenset[str]] = frozenset({"epoch"})
    asides: ClassVar[frozenset[str]] = frozenset({"legal"})
    pages: ClassVar[re.Pattern[str]] = re.compile(
        r"https?://(?:www\.)?remoteok\.(?:com|io)/.*?(\d{1,20})/?(?:[?#]|$)", re.I
    )

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request.

        >>> next(RemoteOK().requests("")).url
        'https://remoteok.com/api'
        """
        asked = query({"tags": Search.parse(board).filters.get("category")})
        yield Request(url=f"https://{self.hosts[0]}/api{'?' if asked else ''}{asked}")

    def posting(self, row: dict[str, Any]) -> RawPosting:
        """Read one row."""
        url = text(row.get("url")) or text(row.get("apply_url"))
        title = exact(row.get("position")) or exact(row.get("title"))
        source_id = text(row.get("id")) or self.page_id(url) or text(row.get("slug"))
        if title is None or source_id is None:
            raise RowError("it has no title" if source_id else "it has no id")
        place = mended(text(row.get("location")) or "").strip(" ,")
        return RawPosting(
            source=self.name,
            source_id=source_id,
            title=mended(title),
            url=url,
            hiring_organization=mended(text(row.get("company")) or "") or None,
            job_location=distinct([place]),
            job_location_type="remote",
            date_posted=text(row.get("date")) or moment(row.get("epoch")),
            base_salary=salary(row.get("salary_min"), row.get("salary_max"), "USD", "year"),
            description=_description(text(row.get("description"))),
        )


def mended(written: str) -> str:
    """Read UTF-8 that was sent as Latin-1, as this feed does, if the whole of it is that.

    >>> mended("Caf\\xc3\\xa9 \\xe2\\x80\\x93 bar"), mended("Café")
    ('Café – bar', 'Café')
    """
    try:
        return written.encode("latin-1").decode()
    except UnicodeError:
        return written


def _description(written: str | None) -> str | None:
    return _BOT_TEST.sub("", mended(written)).strip() or None if written else None
