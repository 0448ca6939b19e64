"""Any web page that carries schema.org JobPosting objects, as JSON-LD or else as microdata."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import ClassVar

from upslope.errors import ReadError, UsageError
from upslope.formats.charset import damage, decode
from upslope.formats.postings.page import postings_of_page
from upslope.records import Problem, Reply, Request
from upslope.sources.source import Reading, Source, page_request

_CANONICAL = re.compile(
    r"<link\b(?=[^>]{0,500}\brel=[\"']?canonical\b)[^>]{0,500}?\bhref=[\"']?(https?://[^\"'\s>]+)",
    re.I,
)


class JsonLd(Source):
    """A page with postings that the person names; its board is its address."""

    name: ClassVar[str] = "jsonld"
    label: ClassVar[str] = "Any page with schema.org JobPosting"
    about: ClassVar[str] = "pages the person names, where robots.txt allows; or saved pages"
    terms: ClassVar[str] = (
        "Pages that carry schema.org JobPosting so that machines read them; robots.txt is obeyed."
    )
    gives: ClassVar[str] = (
        "All that the page states: text, places, dates, stated pay, kind of employment."
    )
    limits: ClassVar[str] = "One page at a time; a page without JobPosting gives nothing."
    interval: ClassVar[float] = 2.0
    closes: ClassVar[bool] = False

    def requests(self, board: str) -> Iterator[Request]:
        """Yield the request for a page.

        >>> next(JsonLd().requests("https://careers.example.com/jobs/1")).page
        True
        """
        if not re.match(r"https?://", board, re.I):
            raise UsageError(
                f"'{board}' is not the address of a page.",
                next="Give the whole address, starting with https://",
            )
        yield page_request(board)

    def read(self, reply: Reply, board: str = "") -> Reading:
        """Read every JobPosting of a page, or of a bare JSON-LD file."""
        page = decode(reply.body, reply.charset)
        if page.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}:
            page = f'<script type="application/ld+json">{page}</script>'
        postings, problems = postings_of_page(page, self.name, _address(page, reply.url))
        reading = Reading(problems=problems)
        for posting in postings:
            reading.add(posting)
        if damage(page) > 0.01:
            reading.problems.append(Problem(where="page", why="many characters are unreadable"))
        if not reading.postings:
            raise ReadError(_nothing(reading.problems), kept="Nothing was changed.")
        return reading


def _address(page: str, asked: str) -> str:
    """Give the page's address: the one it was fetched from, or the one it says is its own."""
    if re.match(r"https?://", asked, re.I):
        return asked
    canonical = _CANONICAL.search(page[:200_000])
    return html.unescape(canonical.group(1)) if canonical else ""


def _nothing(problems: list[Problem]) -> str:
    what = "The page holds no schema.org JobPosting"
    return (
        f"{what} that can be read ({problems[0].where}: {problems[0].why})."
        if problems
        else f"{what}."
    )
