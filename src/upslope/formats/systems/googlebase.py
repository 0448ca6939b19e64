"""Openings in an RSS feed, with the fields of Google Base (``g:location``, ``g:job_type`` ...).

An item without them, of plain RSS, is read as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from upslope.errors import ReadError
from upslope.formats.postings.pay_text import salary_text
from upslope.formats.values import RowError, distinct, exact, text
from upslope.formats.xml import Document
from upslope.records import Problem, RawPosting, Salary

_OF = re.compile(r"\b(?:feed|jobs?) (?:for|at|from) (\S.{0,80}?)\s*$", re.I)
_CODE = re.compile(r"[A-Z]*\d[A-Z\d]*")  # what a company is called inside the system
_NONE = re.compile(r"\s*no (?:jobs|openings|positions)\b.{0,40}\bavailable\b", re.I)
# The place at the end of a title, as in "Cook (Oslo, NO, 0150)": its country is two letters.
_PLACE = re.compile(r"\(((?:[^()]{1,80}, )?[^()]{1,80}, [A-Z]{2}(?:, [\w -]{2,10})?)\)\s*$")


@dataclass
class Feed:
    """What a feed holds; ``damaged`` says why the rest of it could not be read."""

    postings: list[RawPosting]
    problems: list[Problem]
    damaged: str = ""


def read_feed(
    body: bytes,
    source: str,
    source_id: Callable[[str], str | None],
    company: str | None = None,
    charset: str | None = None,
) -> Feed:
    """Read a feed of openings.

    Args:
        body: its bytes.
        source: the name of the source it came from.
        source_id: makes the source's id of a posting's address.
        company: whose feed it is, if the items do not say so.
        charset: what its Content-Type header claims.

    Raises:
        ReadError: it is no RSS feed.

    >>> item = b"<item><title>Cook (Oslo, NO)</title><link>https://a.example/job/1</link></item>"
    >>> feed = read_feed(b"<rss><channel>" + item + b"</channel></rss>", "mine", lambda url: url)
    >>> [(posting.title, posting.job_location) for posting in feed.postings]
    [('Cook (Oslo, NO)', ['Oslo, NO'])]
    """
    document, feed = Document(body, claimed=charset, feed=True), Feed([], [])
    for number, element in enumerate(document.each("item", "description", "entry"), 1):
        if element.tag == "description":  # of the feed itself
            found = _OF.search(element.text or "")
            company = company or (found[1] if found and not _CODE.fullmatch(found[1]) else None)
            continue
        if _NONE.match(element.findtext("title") or ""):
            continue
        try:
            feed.postings.append(_posting(element, source, source_id, company))
        except RowError as error:
            feed.problems.append(Problem(where=f"item {number}", why=str(error)))
    if document.root.lower() not in {"rss", "rdf:rdf", "channel", "feed"}:
        raise ReadError(f"{source} sent no feed, but <{document.root[:40]}>.")
    feed.damaged = document.damaged
    return feed


def _posting(
    item: Element, source: str, source_id: Callable[[str], str | None], company: str | None
) -> RawPosting:
    title = exact(_said(item, "title"))
    url = _link(item)
    identity = (
        (source_id(url) if url else None) or _said(item, "g:id") or _said(item, "guid") or url
    )
    if title is None or identity is None:
        raise RowError("it has no title" if identity else "it has no id")
    ended = _said(item, "g:expiration_date") or _said(item, "g:valid_through")
    return RawPosting(
        source=source,
        source_id=identity,
        title=title,
        url=url,
        hiring_organization=_said(item, "g:employer") or company,
        job_location=_places(item, title),
        employment_type=_said(item, "g:job_type"),
        date_posted=_said(item, "pubDate", "g:publish_date", "published", "dc:date"),
        valid_through=ended,
        base_salary=_pay(item),
        description=_text(item),
    )


def _said(item: Element, *names: str) -> str | None:
    return next(
        filter(None, (text("".join(e.itertext())) for n in names for e in item.findall(n))), None
    )


def _link(item: Element) -> str | None:
    """Give the address, without what only counts clicks."""
    url = _said(item, "link", "guid", "g:link")
    if url is None or not re.match(r"https?://", url, re.I):
        return None
    page, _, query = url.partition("?")
    return page if re.search(r"\butm_|\bfeedId=", query) else url


def _places(item: Element, title: str) -> list[str]:
    stated = [text("".join(each.itertext())) for each in item.findall("g:location")]
    at_the_end = _PLACE.search(title)
    return distinct(stated) or ([at_the_end[1]] if at_the_end else [])


def _text(item: Element) -> str | None:
    """Give the text; dots alone are a text that was left out."""
    said = _said(item, "content:encoded", "description", "g:description")
    return said if said and re.search(r"\w", said) else None


def _pay(item: Element) -> Salary | None:
    """Read stated pay, whose currency and period may stand in fields of their own."""
    names = ("g:salary", "g:currency", "g:salary_type")
    return salary_text(" ".join(filter(None, (_said(item, name) for name in names))))
