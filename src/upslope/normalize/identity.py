"""What names a posting: its id, and the address where a person finds it."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

_UNSAFE = re.compile(r"[\x00-\x20\x7f\\\"<>^`{}|]")


def posting_id(source: str, source_id: str) -> str:
    """Return the id of a posting: 16 hexadecimal digits, the same in every run and workspace.

    >>> posting_id("greenhouse", "4012")
    '76185d5b77fde5b3'
    """
    name = f"{source}\0{source_id}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(name).hexdigest()[:16]


def web_url(url: str | None) -> str | None:
    """Return the address if it is a plain http(s) one that a person may click, else ``None``.

    >>> web_url("https://jobs.example.org/1"), web_url("javascript:alert(1)"), web_url("//x.org")
    ('https://jobs.example.org/1', None, None)
    """
    text = (url or "").strip()
    if _UNSAFE.search(text) or len(text) > 4_000:
        return None
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  # raises for a port that is none
    except ValueError:
        return None
    good = parts.scheme.lower() in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return text.encode("utf-8", "replace").decode() if good else None
