"""Greenhouse: the public job board of a company, whole in one reply.

Documented at https://developers.greenhouse.io/job-board.html (GET needs no key).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote

from upslope.errors import UsageError
from upslope.formats.json import load
from upslope.formats.postings.pay import amount, pay_unit, salary
from upslope.formats.postings.rows import Shape
from upslope.formats.values import RowError, count, dig, distinct, exact, items, most_telling, text
from upslope.records import RawPosting, Reply, Request, Salary
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source, company_name, slugs

_BOARD_URL = re.compile(
    r"https?://(?:job-boards|boards|boards-api)(?:\.eu)?\.greenhouse\.io/"
    r"(?:v1/boards/|embed/job_board\?for=)?([\w-]+)",
    re.I,
)
_WAY = re.compile(
    r"(fully )?(hybrid|distributed|remote|on-?site|in[ -]office|flexible|anywhere)", re.I
)
_FILLER = re.compile(r"various|multiple locations?|n/?a|tbd|-", re.I)
_WORKPLACE = frozenset(
    {"location type", "workplace type", "workplace", "work model", "remote type"}
)
_EMPLOYMENT = frozenset(
    {"employment type", "time type", "job type", "worker type", "worker sub-type", "commitment"}
)
_ROWS = Shape(frozenset({"absolute_url", "internal_job_id", "first_published"}), named=("jobs",))


class Greenhouse(Source):
    """A company's board on Greenhouse."""

    name: ClassVar[str] = "greenhouse"
    label: ClassVar[str] = "Greenhouse"
    about: ClassVar[str] = "the documented public Job Board API, without a key"
    terms: ClassVar[str] = (
        "Published for reading by programs, no key; no limit is stated for reading."
    )
    gives: ClassVar[str] = (
        "Whole texts, places, departments, dates of publishing, change and at times of closing."
    )
    limits: ClassVar[str] = (
        "Pay stands mostly in the text only. A department or office may hide in the company's"
        " own fields."
    )
    hosts: ClassVar[tuple[str, ...]] = ("boards-api.greenhouse.io",)
    caps: ClassVar[Caps] = Caps(raw=24 * 2**20, inflated=64 * 2**20)  # boards of 800 with texts

    def spellings(self, board: str) -> list[str]:
        """Give board tokens to try; the address of a board is taken as well.

        >>> Greenhouse().spellings("https://job-boards.eu.greenhouse.io/acme/jobs/7")
        ['acme']
        """
        address = _BOARD_URL.match(board.strip())
        return [address.group(1)] if address else slugs(board)

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request for a board's token.

        >>> next(Greenhouse().requests("acme")).url
        'https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true'
        """
        if not board:
            raise UsageError("A Greenhouse board needs a name.", next="Try: --company NAME")
        yield Request(url=f"https://{self.hosts[0]}/v1/boards/{quote(board, '')}/jobs?content=true")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a board, a wrapped board or a single posting."""
        rows, wrapper = _ROWS.find(load(reply.body, self.name), self.name)
        reading = Reading(total=count(dig(wrapper, "meta", "total") or wrapper.get("job_count")))
        company = text(wrapper.get("company")) or company_name(board)
        reading.read_rows(rows, lambda row: _posting(row, company))
        return reading


def _posting(row: Any, company: str | None) -> RawPosting:
    title = exact(dig(row, "title"))
    source_id = text(dig(row, "id")) or text(dig(row, "absolute_url"))
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    places, workplace = _places(row)
    extras = _metadata(row)
    kinds = [value for name in _EMPLOYMENT for value in extras.get(name, [])]
    workplaces = [value for name in _WORKPLACE for value in extras.get(name, [])]
    return RawPosting(
        source=Greenhouse.name,
        source_id=source_id,
        title=title,
        url=text(row.get("absolute_url")),
        hiring_organization=text(row.get("company_name")) or company,
        job_location=places,
        job_location_type=next(iter(workplaces), workplace),
        employment_type=most_telling(sorted(kinds)),
        date_posted=text(row.get("first_published")),  # updated_at moves without a change
        valid_through=text(row.get("application_deadline")),
        base_salary=_pay(row),
        description=_description(row),
    )


def _places(row: dict[str, Any]) -> tuple[list[str], str | None]:
    """Give the places, and the word for the way of working if it stood in their stead."""
    said = text(dig(row, "location", "name")) or ""
    named = distinct([part.strip() for part in re.split(r";|\s\|\s", said)])
    named = [name for name in named if not _FILLER.fullmatch(name)]
    ways = [name for name in named if _WAY.fullmatch(name)]
    if len(ways) < len(named):
        return named, next(iter(ways), None)
    offices = [
        text(dig(office, "location")) or text(dig(office, "name"))
        for office in items(row.get("offices"))
    ]
    return distinct(offices) or named, next(iter(ways), None)


def _metadata(row: dict[str, Any]) -> dict[str, list[str]]:
    """Give the company's own fields that name a way of working or a kind of employment.

    No other is looked at: some hold the names and addresses of recruiters.
    """
    found: dict[str, list[str]] = {}
    for field in items(row.get("metadata")):
        name = (text(dig(field, "name")) or "").casefold()
        if name in _WORKPLACE | _EMPLOYMENT:
            found[name] = distinct([text(value) for value in items(field.get("value"))])
    return found


def _pay(row: dict[str, Any]) -> Salary | None:
    """Read the pay ranges, which are in cents; several ranges for several places become one."""
    ranges = [entry for entry in items(row.get("pay_input_ranges")) if isinstance(entry, dict)]
    first = next(iter(ranges), {})
    alike = [
        entry
        for entry in ranges
        if (entry.get("currency_type"), _unit(entry)) == (first.get("currency_type"), _unit(first))
    ]
    lows = [low / 100 for entry in alike if (low := amount(entry.get("min_cents")))]
    highs = [high / 100 for entry in alike if (high := amount(entry.get("max_cents")))]
    return salary(
        min(lows, default=None), max(highs, default=None), first.get("currency_type"), _unit(first)
    )


def _unit(entry: dict[str, Any]) -> str | None:
    words = [text(entry.get("title")), text(entry.get("blurb"))]
    return next((unit for word in words if (unit := pay_unit(word))), None)


def _description(row: dict[str, Any]) -> str | None:
    """Give the HTML, which is escaped once more than HTML is."""
    content = text(row.get("content"))
    if content and ("&lt;" in content or "<" not in content):
        content = html.unescape(content)
    return content
