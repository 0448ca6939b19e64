"""Addresses of postings without the marks of who sent the person there."""

from __future__ import annotations

import re

_TRACKING = re.compile(
    r"utm_\w+=.*|\w*(?:ref|src|source)=(?:simplify(?:jobs)?|github|ghlist|speedyapply)", re.I
)


def without_tracking(url: str | None) -> str | None:
    """Take out of an address who sent the person there; the rest stays as it was written.

    >>> without_tracking("https://a.example/1?gh_jid=5&utm_source=Simplify&ref=Simplify#top")
    'https://a.example/1?gh_jid=5#top'
    """
    if url is None or "?" not in url:
        return url
    page, _, rest = url.partition("?")
    query, sign, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not _TRACKING.fullmatch(part))
    return page + (f"?{kept}" if kept else "") + sign + fragment
