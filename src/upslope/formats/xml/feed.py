"""The items of an RSS feed as rows, like those of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from upslope.errors import ReadError
from upslope.formats.xml.document import Document


def feed_rows(body: bytes, claimed: str | None = None) -> Iterator[dict[str, Any] | str]:
    """Yield the items of a feed: texts by the bare name of their element, the first of a name.

    Of two texts, ``description`` is the whole one (``content:encoded``). Where the feed breaks off,
    the last thing is why, as text.

    Raises:
        ReadError: it is no RSS feed.

    >>> feed = b"<rss xmlns:j='urn:x'><item><title>A</title><j:company>Acme</j:company></item>"
    >>> list(feed_rows(feed))
    [{'title': 'A', 'company': 'Acme'}, 'it breaks off (no element found, line 1)']
    """
    feed = Document(body, claimed=claimed, feed=True)
    for item in feed.each("item"):
        row: dict[str, Any] = {}
        for element in item:
            row.setdefault(element.tag.rpartition(":")[2], element.text)
        if whole := row.pop("encoded", None):
            row["description"] = whole
        yield row
    if feed.root not in {"rss", "RDF"}:
        raise ReadError("The reply is no feed.")
    if feed.damaged:
        yield feed.damaged
