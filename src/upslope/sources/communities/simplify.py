"""SimplifyJobs: lists of openings for beginners, kept by many hands in public repositories.

Shape seen at https://github.com/SimplifyJobs/New-Grad-Positions (listings.json, branch dev).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from upslope.errors import ReadError, UsageError
from upslope.formats.json import load
from upslope.formats.postings.rows import Shape
from upslope.formats.postings.tracking import without_tracking
from upslope.formats.values import RowError, dig, distinct, epoch, exact, items, text
from upslope.records import RawPosting, Reply, Request
from upslope.sources.door.inflate import Caps
from upslope.sources.source import Reading, Source

DEFAULT = "SimplifyJobs/New-Grad-Positions"
_REPOSITORY = re.compile(r"(?:https?://(?:www\.)?github\.com/)?([\w.-]+)/([\w.-]+?)(?:\.git)?/?")
_ROWS = Shape(frozenset({"is_visible", "active", "date_updated"}), bare=True)


class Simplify(Source):
    """One list. Its board is the repository, as ``owner/name``."""

    name: ClassVar[str] = "simplify"
    label: ClassVar[str] = "SimplifyJobs lists"
    about: ClassVar[str] = "the public file of a repository on GitHub, without a key"
    terms: ClassVar[str] = (
        "A public file on GitHub; no licence for the data is stated, so each opening links back."
    )
    gives: ClassVar[str] = "Title, company, places, dates, sponsorship, whether it is closed."
    limits: ClassVar[str] = "No texts and no pay; some rows come from users."
    hosts: ClassVar[tuple[str, ...]] = ("raw.githubusercontent.com",)
    caps: ClassVar[Caps] = Caps(raw=32 * 2**20, inflated=64 * 2**20)  # years of closed ones too

    def spellings(self, board: str) -> list[str]:
        """Give the repository; its address is taken as well.

        >>> Simplify().spellings("https://github.com/acme/Internships"), Simplify().spellings("")
        (['acme/Internships'], ['SimplifyJobs/New-Grad-Positions'])
        """
        address = _REPOSITORY.fullmatch(board.strip())
        return [f"{address[1]}/{address[2]}" if address else board.strip() or DEFAULT]

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the one request for a list.

        >>> next(Simplify().requests("acme/list")).url
        'https://raw.githubusercontent.com/acme/list/dev/.github/scripts/listings.json'
        """
        address = _REPOSITORY.fullmatch(board or DEFAULT)
        if not address or set(address[1]) == {"."} or set(address[2]) == {"."}:
            raise UsageError(
                f"'{board}' is not a repository.", next=f"Give owner/name, as in {DEFAULT}."
            )
        path = f"{address[1]}/{address[2]}/dev/.github/scripts/listings.json"
        yield Request(url=f"https://{self.hosts[0]}/{path}")

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read a list; rows that are closed or not shown come as closed.

        The list always comes whole, so that what it lacks is not open.
        """
        rows, _ = _ROWS.find(load(reply.body, self.name), self.name)
        asked = reply.url if f"//{self.hosts[0]}/" in reply.url else ""  # or a file of any name
        whose = f"{board} {asked}".casefold()
        reading = Reading()
        reading.read_rows(rows, lambda row: _posting(row, whose))
        if rows and not reading.postings:
            raise ReadError(f"simplify sent no list of openings: {reading.problems[0].why}.")
        return reading


def _posting(row: Any, whose: str) -> RawPosting:
    title, source_id = exact(dig(row, "title")), text(dig(row, "id"))
    if title is None or source_id is None:
        raise RowError("it has no title" if source_id else "it has no id")
    flags = [row.get("active"), row.get("is_visible")]
    if not any(isinstance(flag, bool) for flag in flags):  # or any table would be taken for ours
        raise RowError("it does not say whether it is open")
    return RawPosting(
        source=Simplify.name,
        source_id=source_id,
        title=title,
        url=without_tracking(text(row.get("url"))),
        hiring_organization=text(row.get("company_name")),
        job_location=distinct([text(place) for place in items(row.get("locations"))]),
        employment_type="internship" if _is_internship(row, whose) else None,
        date_posted=epoch(row.get("date_posted")),
        description=_description(row),
        closed=False in flags,
    )


def _seasons(row: dict[str, Any]) -> list[str]:
    """Give the terms ("Summer 2027"), which only lists of internships have."""
    return distinct([text(term) for key in ("terms", "season") for term in items(row.get(key))])


def _is_internship(row: dict[str, Any], whose: str) -> bool:
    return "internship" in whose or ("new-grad" not in whose and bool(_seasons(row)))


def _description(row: dict[str, Any]) -> str | None:
    """Say what the columns say in lines, where understanding looks for it."""
    sponsorship = text(row.get("sponsorship"))
    degrees = distinct([text(degree) for degree in items(row.get("degrees"))])
    said = {
        "Category": text(row.get("category")),
        "Terms": ", ".join(_seasons(row)),
        "Degrees": ", ".join(degrees),
        "Sponsorship": None if sponsorship == "Other" else sponsorship,  # it means: not said
    }
    return "\n".join(f"{name}: {value}" for name, value in said.items() if value) or None
