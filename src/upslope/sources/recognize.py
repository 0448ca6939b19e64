"""Which source a saved reply came from, when nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from upslope.errors import UpslopeError
from upslope.formats.charset import beginning
from upslope.records import RawPosting, Reply
from upslope.sources.source import Source

GENERAL = ("jsonld", "sitemap", "email_alerts", "files")
"""Sources that read what many senders send, the most particular first; others go before them."""

_ASSUMED = {"source", "source_id", "url", "hiring_organization"}
"""Fields that the source of a single employer fills in by itself."""

_SAID = [name for name in RawPosting.__struct_fields__ if name not in _ASSUMED]


def recognize(sources: Mapping[str, Source], reply: Reply) -> Source:
    """Give the source whose reader understands most of a reply: most fields of most postings.

    Of equal ones, that at whose own host the postings are, then the most general: a page with
    schema.org JobPosting is nobody's in particular. A table of your own comes last. Where none
    reads any posting, it is the one whose reader says why: of pages, or else of files.

    >>> from upslope.sources.find import builtin
    >>> recognize(builtin(), Reply(url="mine.csv", body=b"title,company\\nML Engineer,Acme")).name
    'files'
    """
    readings = {name: _read(source, reply) for name, source in sources.items()}
    best = max(sources, key=lambda name: _claim(sources[name], readings[name], reply.body))
    if readings[best]:
        return sources[best]
    return sources["jsonld" if _is_page(reply.body) else "files"]


def _is_page(body: bytes) -> bool:
    return beginning(body).startswith(b"<")


def _read(source: Source, reply: Reply) -> list[RawPosting]:
    try:
        return source.read(reply).postings
    except UpslopeError:
        return []


def _claim(source: Source, postings: list[RawPosting], body: bytes) -> tuple[int, bool, int]:
    """Say how good a source's claim is: fields filled, whether at its host, how general it is."""
    filled = sum(bool(getattr(one, name)) for one in postings for name in _SAID)
    general = GENERAL[::-1].index(source.name) + 1 if source.name in GENERAL else 0
    general = general if _is_page(body) else -general  # a list of its own has a form of its own
    never_asked = type(source).requests is Source.requests  # it knows its pages by other marks
    by_its_marks = never_asked and not general
    its_own = by_its_marks or any(_is_at(source, one.url, body) for one in postings)
    return min(filled, 1) if source.name == "files" else filled, its_own, general


def _is_at(source: Source, url: str | None, body: bytes) -> bool:
    """Say whether a posting is at a host of the source that the reply itself names."""
    host = urlsplit(url or "").hostname or ""
    ends = [one.removeprefix("*") for one in source.hosts]
    return any(host.endswith(end) and end.lstrip(".").encode() in body for end in ends)
