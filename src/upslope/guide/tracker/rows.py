"""Applications that another tracker or a person's own sheet lists, before they are taken over."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import msgspec

from upslope.formats.alerts.links import without_followers
from upslope.normalize.company import company_key
from upslope.records import Problem
from upslope.records.application import Status

_ADDRESS = re.compile(r"https?://[^\s<>\"'\])]{1,2000}", re.I)
MOST = 20_000
"""Rows of a file that are read: a hundred applications a day for half a year."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One application that a file lists.

    Args:
        company: where; empty if the row names only a title.
        title: for what; empty if the row names only a company.
        url: of the advert, http or https; empty if there is none.
        place: as it stands in the file.
        status: where it stands.
        day: when the person applied, or saved it if no more is known; ISO 8601.
        since: from when on it stands where it stands, if the file says so; ISO 8601.
        text: notes, and all else that the row holds, a line each.
        key: the same for the same row of the same file, so that it is taken over once.
    """

    company: str
    title: str
    url: str = ""
    place: str = ""
    status: Status = "applied"
    day: str | None = None
    since: str | None = None
    text: str = ""
    key: str = ""

    def steps(self) -> list[tuple[Status, str | None]]:
        """Give the statuses that it had, with their days as far as they are known.

        >>> Row(company="Quillfish", title="", status="interview", day="2026-03-01").steps()
        [('applied', '2026-03-01'), ('interview', None)]
        """
        if self.status in {"saved", "applied"} or (self.status == "withdrawn" and not self.day):
            return [(self.status, self.day or self.since)]
        return [("applied", self.day), (self.status, self.since)]


def web_address(text: str) -> str:
    """Return the first address on the web in a text; empty where there is none, or a broken one.

    >>> web_address("see https://q.example/7 or call"), web_address("http://[x"), web_address("no")
    ('https://q.example/7', '', '')
    """
    found = _ADDRESS.search(text[:5000])
    try:
        return found[0] if found and urlsplit(found[0]).hostname else ""
    except ValueError:
        return ""


def key_of(company: str, title: str, url: str = "", place: str = "") -> str:
    """Return what tells one application from another, whatever its status.

    >>> key_of("Quillfish GmbH", "ML  engineer") == key_of("quillfish", "ML Engineer")
    True
    """
    where = without_followers(url) if url else place
    parts = (company_key(company), *(re.sub(r"\W+", " ", one).casefold() for one in (title, where)))
    return hashlib.sha256("\0".join(part.strip() for part in parts).encode()).hexdigest()[:24]


def keyed(found: Iterable[tuple[str, Row]]) -> Iterator[Row | Problem]:
    """Give each row its key; one that stands there twice is a problem, and taken once.

    Who applied for the same opening on two days did so twice.

    Args:
        found: rows, each with where it stands.

    >>> rows = [("row 2", Row(company="Quillfish", title="Cook"))] * 2
    >>> [type(one).__name__ for one in keyed(rows)]
    ['Row', 'Problem']
    """
    times, seen = Counter[str](), set[Row]()
    for where, row in found:
        if row in seen:
            yield Problem(where=where, why="it says the same as a row above, and counts once")
            continue
        seen.add(row)
        key = key_of(row.company, row.title, row.url, row.place)
        times[key] += 1
        number = f"-{times[key]}" if times[key] > 1 else ""
        yield msgspec.structs.replace(row, key=key + number)
