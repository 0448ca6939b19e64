"""A feed of openings in Atom 1.0 (RFC 4287), for any feed reader."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from upslope.guide.alerts.news import News
from upslope.guide.alerts.words import about, line, link

_ATOM = "http://www.w3.org/2005/Atom"
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:upslope:opening")


class Entry(NamedTuple):
    """An opening of a feed; ``key`` stays the same for as long as it is the same opening."""

    key: str
    news: News
    seen: str


def atom(key: str, name: str, entries: Sequence[Entry], *, here: str = "") -> bytes:
    """Write a feed.

    Args:
        key: of the feed.
        name: as it is shown.
        entries: newest first; ``seen`` is ISO 8601 in UTC.
        here: the address under which the feed is read.

    >>> from upslope.records import Posting
    >>> one = Posting(id="1", source="x", source_id="1", title="R&D", url="javascript:alert(1)")
    >>> feed = atom("s", "Oslo", [Entry("1", News(one), "2026-11-22T08:00:00+00:00")])
    >>> print(feed.decode().partition("<entry>")[2])  # doctest: +ELLIPSIS
    <id>urn:uuid:...</id><title>R&amp;D</title><updated>2026-11-22T08:00:00Z</updated>...
    """
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", _urn(f"feed {key}"))
    _add(feed, "title", f"Upslope: {line(name, 80)}")
    _add(feed, "updated", _moment(entries[0].seen if entries else "1970-01-01T00:00:00+00:00"))
    if link(here):
        _add(feed, "link", rel="self", href=here)
    _add(_add(feed, "author"), "name", "Upslope")
    for entry in entries:
        _entry(_add(feed, "entry"), entry)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(into: ElementTree.Element, entry: Entry) -> None:
    posting = entry.news.posting
    _add(into, "id", _urn(entry.key))
    _add(into, "title", line(posting.title) or "An opening without a title")
    _add(into, "updated", _moment(entry.seen))
    if url := link(posting.url):
        _add(into, "link", rel="alternate", href=url)
    _add(into, "content", about(entry.news), type="text")


def _add(
    into: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    added = ElementTree.SubElement(into, f"{{{_ATOM}}}{name}", attributes)
    added.text = text
    return added


def _urn(key: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_OURS, key)}"


def _moment(stored: str) -> str:
    """Write a time as RFC 3339 wants it, to the second."""
    return f"{stored[:19]}Z"
