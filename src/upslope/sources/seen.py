"""The page in front of a person: which opening is on it.

Their browser hands the page on as it shows it; nothing is asked over the network. What the page
states as schema.org JobPosting comes first, then what a portal's page shows, then the text that
the person selected. A page may say anything: it is believed on what is at its own host only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple
from urllib.parse import parse_qs, urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser

from upslope.errors import ReadError, UsageError
from upslope.formats.html import too_deep
from upslope.formats.pages.cards import words
from upslope.formats.postings.jobposting import digest
from upslope.formats.postings.tracking import without_tracking
from upslope.records import RawPosting, Reply
from upslope.sources.source import Source

How = Literal["stated", "shown", "selected"]

PORTALS: dict[str, str] = {
    "linkedin": r"linkedin\.com",
    "indeed": r"indeed\.(?:com|jobs|[a-z]{2}|com?\.[a-z]{2})",
    "glassdoor": r"glassdoor\.(?:com|[a-z]{2}|com?\.[a-z]{2})",
    "monster": r"monster\.(?:com|[a-z]{2}|com?\.[a-z]{2})",
    "seek": r"(?:seek|jobstreet|jobsdb)\.(?:com|com?\.[a-z]{2})",
}
"""Sources whose readers know the page of one posting, and at which hosts they are."""

_BESIDE_A_LIST = {"indeed": ("vjk", "/viewjob?jk={}"), "seek": ("jobId", "/job/{}")}
"""Where a page shows one posting beside a list: what names it, and where it is by itself."""

_LEAST_SELECTED = 40
_NOTHING = "No opening can be read on this page."
_SELECT = "Select the text of the opening with the mouse, then press the button again."


class SeenPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page as the browser shows it.

    Args:
        url: where it is, as the browser says: a plain address of the web.
        title: of the window.
        html: what it shows, without scripts.
        stated: the JSON-LD blocks of the page.
        selected: the text that the person selected.
        name: what the person calls the opening, for a text that they selected.
        company: whose opening the person says it is.
    """

    url: str
    title: str = ""
    html: str = ""
    stated: Sequence[str] = ()
    selected: str = ""
    name: str = ""
    company: str = ""


class Seen(NamedTuple):
    """The opening of a page, and how it was read."""

    posting: RawPosting
    how: How


def read_seen(page: SeenPage, sources: Mapping[str, Source]) -> Seen:
    """Read the one opening of a page.

    Args:
        page: what the browser shows.
        sources: whose readers read it, by name.

    Raises:
        UsageError: it shows none, or several; says what to do then.

    >>> from upslope.sources.find import builtin
    >>> block = '{"@type": "JobPosting", "title": "ML Engineer", "description": "Train models."}'
    >>> page = SeenPage(url="https://quillfish.example/1?utm_source=x", stated=[block])
    >>> posting, how = read_seen(page, builtin())
    >>> posting.title, posting.url, how
    ('ML Engineer', 'https://quillfish.example/1', 'stated')
    """
    url = _address(page.url)
    listed = 0
    for source in _readers(url, sources):
        found = _read(source, page, url)
        one = _of_page(found, page)
        if one and one.description:
            return Seen(_owned(one, url), "stated" if source.name == "jsonld" else "shown")
        listed = max(listed, len(found))
    if len(page.selected.strip()) >= _LEAST_SELECTED:
        return Seen(_selected(page, url), "selected")
    if listed > 1:
        what = f"This page lists {listed} openings."
        raise UsageError(what, next=f"Open one of them. Or: {_SELECT}")
    raise UsageError(_NOTHING, next=_SELECT)


def portal_at(url: str) -> str | None:
    """Return the portal at whose host an address is.

    >>> portal_at("https://uk.indeed.com/viewjob?jk=1"), portal_at("https://indeed.com.evil.example/")
    ('indeed', None)
    """
    host = urlsplit(url).hostname or ""
    at = (name for name, ends in PORTALS.items() if re.fullmatch(rf"(?:[\w-]+\.)*{ends}", host))
    return next(at, None)


def _address(url: str) -> str:
    """Return the page's own address, or that of the posting which it shows beside a list."""
    known = without_tracking(url) or url
    name, at = _BESIDE_A_LIST.get(portal_at(known) or "", ("", ""))
    parts = urlsplit(known)
    [key] = parse_qs(parts.query).get(name, [""])[:1]
    return f"https://{parts.hostname}{at.format(key)}" if re.fullmatch(r"\w+", key) else known


def _readers(url: str, sources: Mapping[str, Source]) -> Iterator[Source]:
    portal = portal_at(url)
    names = [portal, "jsonld"] if portal else ["jsonld", *PORTALS]
    yield from (sources[name] for name in names if name in sources)


def _read(source: Source, page: SeenPage, url: str) -> list[RawPosting]:
    # A block that a script wrote may hold what ends it.
    blocks = [block.replace("</", "<\\/") for block in page.stated]
    told = "".join(f'<script type="application/ld+json">{one}</script>' for one in blocks)
    body = f"<!-- saved from url=({len(url):04}){url} -->{told}{page.html}"
    reply = Reply(url=url, body=body.encode("utf-8", "replace"), charset="utf-8")
    try:
        return source.read(reply).postings
    except ReadError:
        return []


def _of_page(found: Sequence[RawPosting], page: SeenPage) -> RawPosting | None:
    """Return the posting that a page is about: the only one, or that of its address or title."""
    here = [one for one in found if len(found) > 1 and _same(one.url, page.url)]
    named = [one for one in found if len(found) > 1 and one.title.strip() in page.title]
    return next((few[0] for few in (found, here, named) if len(few) == 1), None)


def _same(one: str | None, other: str) -> bool:
    a, b = urlsplit(one or ""), urlsplit(other)
    return (a.hostname, a.path.rstrip("/")) == (b.hostname, b.path.rstrip("/"))


def _owned(posting: RawPosting, url: str) -> RawPosting:
    """Let a page speak of what is at its own host, so that none can pass for another's opening."""
    portal = portal_at(url)
    if posting.source in PORTALS:
        named = posting.source == portal and posting.source_id in url
        posting.source = portal or "files"
    else:
        named = urlsplit(posting.url or "").hostname == urlsplit(url).hostname
    if not named:
        posting.source_id = url
    if not named or portal_at(posting.url or "") != portal:
        posting.url = url
    return posting


def _selected(page: SeenPage, url: str) -> RawPosting:
    """Make an opening of a selected text: it is the person's own, as a row of a file is."""
    title = page.name.strip() or _heading(page.html) or page.title.strip() or "Opening"
    return RawPosting(
        source="files",
        source_id=digest(url, title),
        title=title[:300],
        url=url,
        hiring_organization=page.company.strip() or None,
        description=page.selected,
    )


def _heading(page: str) -> str:
    """Return the first heading of a page."""
    if too_deep(page):
        return ""
    return next(filter(None, map(words, LexborHTMLParser(page).css("h1"))), "") or ""
