"""Reddit's "things" (https://www.reddit.com/dev/api): posts (t3), comments (t1), folded ones.

They stand in listings, in pairs of them (a thread: its post, its comments), in the answer to a
request for folded comments, or bare, as archives keep them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from upslope.errors import ReadError
from upslope.formats.postings.rows import nearest
from upslope.formats.values import dig, items, text

_KINDS = {"t1", "t3", "more"}


def is_thread(data: Any) -> bool:
    """Say whether a reply is a thread's: the listing of its post and that of its comments."""
    return isinstance(data, list) and len(data) > 1 and all(map(_is_listing, data))


def things_of(data: Any) -> list[dict[str, Any]]:
    """Give posts, comments and folded comments, each with its kind, out of any listing.

    Raises:
        ReadError: there is no listing.

    >>> listing = {"data": {"children": [{"kind": "t1", "data": {"id": "k1"}}], "after": None}}
    >>> things_of(listing)
    [{'id': 'k1', 'kind': 't1', 'after': None}]
    """
    if isinstance(dig(data, "interactions"), list):
        raise ReadError(
            "reddit was given a recording of requests (a cassette), not a reply.",
            next="Save the reply itself: the thread's address with .json at its end.",
        )
    if says := dig(data, "message") or dig(data, "reason"):
        raise ReadError(f"reddit sent no list but says: {str(says)[:100]}.")
    replies = nearest(data, _is_reply)
    if not replies and data != []:
        raise ReadError("reddit sent no list of posts or comments.")
    return [t for reply in replies for listing in items(reply) for t in _listed(listing)]


def _is_reply(data: Any) -> bool:
    """Say whether it is a listing, a list of them, or things that stand without their wrapper."""
    return any(_is_listing(each) or _thing(each)[1] for each in items(data))


def _is_listing(data: Any) -> bool:
    return isinstance(dig(data, "data", "children"), list) or isinstance(_more(data), list)


def _more(data: Any) -> Any:
    return dig(data, "json", "data", "things")


def _listed(data: Any) -> Iterator[dict[str, Any]]:
    rows = dig(data, "data", "children") if _is_listing(data) else [data]
    after = text(dig(data, "data", "after"))
    for row in _more(data) or rows or []:
        thing, kind = _thing(row)
        if kind:
            yield thing | {"kind": kind, "after": after}


def _thing(row: Any) -> tuple[dict[str, Any], str | None]:
    """Give what a row holds, and of what kind it is; none if it is no thing."""
    inner = dig(row, "data")
    thing = inner if isinstance(inner, dict) and "kind" in row else row
    if not isinstance(thing, dict):
        return {}, None
    kind = text(dig(row, "kind")) or _guess(thing)
    return thing, kind if kind in _KINDS else None


def _guess(thing: dict[str, Any]) -> str | None:
    """Tell the kind of a thing that stands without its wrapper, as archives keep them."""
    if "body" in thing and ("parent_id" in thing or "link_id" in thing):
        return "t1"
    return "t3" if "title" in thing and ("selftext" in thing or "permalink" in thing) else None


def kind_of(thing: dict[str, Any]) -> str:
    """Give the kind of a thing: ``t3`` a post, ``t1`` a comment, ``more`` folded comments."""
    return str(thing["kind"])
