"""A page of one posting that a person saved in the browser.

What its JSON-LD says comes first; what the page shows fills the gaps. The page is a tree only
where it is not nested too deeply; nothing it names is asked for.
"""

from __future__ import annotations

import html
import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from upslope.errors import ReadError
from upslope.formats.charset import decode
from upslope.formats.html import too_deep
from upslope.formats.pages.cards import words
from upslope.formats.postings.jobposting import digest
from upslope.formats.postings.page import postings_of_page
from upslope.records import Problem, RawPosting

MAX_PAGE = 16 * 2**20
_KEPT = "Nothing was changed."
_FIRST = re.compile(
    r"\s*+(?:(?:<!--(?:(?!-->).)*+-->|<!doctype[^>]*+>)\s*+)*+<(html|section|article|main)\b",
    re.I | re.S,
)
_ADDRESSES = (
    re.compile(
        r"<link\b(?=[^>]{0,500}\brel=[\"']?canonical\b)[^>]{0,500}?\bhref=[\"']?([^\"'\s>]+)"
    ),
    re.compile(r"<meta\b(?=[^>]{0,500}\bog:url\b)[^>]{0,500}?\bcontent=[\"']?([^\"'\s>]+)"),
    re.compile(r"<!-- saved from url=\(\d+\)(\S+)"),
)


class SavedPage:
    """One saved page.

    Args:
        body: the whole file.
        charset: what it claims to be encoded in, if it does.
        mark: a pattern that pages of this source hold.
        sender: the source's label, for errors.

    Raises:
        ReadError: it is no page, is not of this source, or is nested too deeply.

    >>> page = SavedPage(b"<h1>ML <b>Engineer</b></h1><p id=x>Oslo</p>", None, "h1", "Board")
    >>> page.words("h2", "h1"), page.html("#x"), page.address
    ('ML Engineer', 'Oslo', '')
    """

    def __init__(self, body: bytes, charset: str | None, mark: str, sender: str) -> None:
        self.text = decode(body[:MAX_PAGE], charset)
        if not self.text.lstrip("\ufeff \t\r\n").startswith("<"):
            raise ReadError(f"{sender} pages are HTML, and this is none.", kept=_KEPT)
        if not re.search(mark, self.text):
            raise ReadError(f"This is no page of a posting on {sender}.", kept=_KEPT)
        if too_deep(self.text):
            raise ReadError("The page is nested too deeply to be true.", kept=_KEPT)
        self._tree = LexborHTMLParser(self.text)

    @property
    def address(self) -> str:
        """The http address that the page says is its own; empty where it says none."""
        found = (pattern.search(self.text) for pattern in _ADDRESSES)
        named = (html.unescape(match[1]) for match in found if match)
        return next((one for one in named if re.match(r"https?://", one, re.I)), "")

    @property
    def problems(self) -> list[Problem]:
        """That the page breaks off, if it does."""
        return breaks_off(self.text)

    def nodes(self, selector: str) -> list[LexborNode]:
        """Every element that a CSS selector names, in order."""
        return self._tree.css(selector)

    def words(self, *selectors: str) -> str | None:
        """What the first element that says anything says, on one line."""
        said = (words(node) for selector in selectors for node in self.nodes(selector))
        return next(filter(None, said), None)

    def html(self, *selectors: str) -> str | None:
        """The HTML inside the first element that says anything."""
        nodes = (node for selector in selectors for node in self.nodes(selector))
        return next((node.inner_html for node in nodes if words(node)), None)

    def job_posting(self, source: str) -> RawPosting | None:
        """The posting that the page's JSON-LD or microdata states, if it states one."""
        postings, _ = postings_of_page(self.text, source, self.address)
        return postings[0] if postings else None


def breaks_off(page: str) -> list[Problem]:
    """Give the problem of a page, or of a piece of one, whose first element is never closed.

    >>> [problem.why for problem in breaks_off("<!-- saved --><section><p>Cook</p>")]
    ['it breaks off']
    >>> breaks_off("<!doctype html><html><p>Cook</html> "), breaks_off("<p>Cook<p>Chef")
    ([], [])
    """
    begins = _FIRST.match(page[:20_000])
    if begins is None or f"</{begins[1].lower()}" in page[-2_000:].lower():
        return []
    return [Problem(where="page", why="it breaks off")]


def put_together(source: str, stated: RawPosting | None, **shown: Any) -> RawPosting:
    """Make one posting of what a page states for machines and what it shows to people.

    Args:
        source: the name of the source.
        stated: from JSON-LD, if there is any: believed first.
        shown: fields of :class:`RawPosting`; ``source_id`` goes before the stated one.

    Raises:
        ReadError: neither has a title.

    >>> put_together("x", None, title="ML Engineer", source_id="7", closed=True).closed
    True
    """
    posting = stated or RawPosting(source=source, source_id="", title=shown.get("title") or "")
    for name, value in shown.items():
        if value and (name in {"source_id", "url"} or not getattr(posting, name)):
            setattr(posting, name, value)
    if not posting.title.strip():
        raise ReadError("The page shows no title of a posting.", kept=_KEPT)
    posting.source_id = posting.source_id or digest(
        posting.title, posting.hiring_organization, *posting.job_location
    )
    return posting
