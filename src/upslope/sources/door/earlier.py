"""Earlier replies: asking only whether one has changed (RFC 9110, section 13)."""

from __future__ import annotations

import re
from typing import Protocol

from upslope.records import Reply

_WORTH_KEEPING = re.compile(r"[\x20-\x7e]{1,1024}")


class Validators(Protocol):
    """What is remembered of earlier replies, so that an unchanged one is not sent again."""

    def last(self, url: str) -> Reply | None:
        """Give the last remembered reply of a URL, ``unchanged``, if its body is still there."""


def conditions(kept: Reply | None) -> dict[str, str]:
    """Give the headers that ask for a new copy only if it differs from the kept one.

    >>> conditions(Reply(url="https://example.com/", body=b"", etag='W/"a"', unchanged=True))
    {'If-None-Match': 'W/"a"'}
    """
    if kept is None:
        return {}
    offered = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    return {name: value for name, value in offered.items() if value}


def confirms(kept: Reply, etag: str | None) -> bool:
    """Say whether a 304 speaks of the kept reply, and not of another version of it.

    >>> kept = Reply(url="https://example.com/", body=b"", etag='W/"a"', unchanged=True)
    >>> confirms(kept, '"a"'), confirms(kept, None), confirms(kept, '"b"')
    (True, True, False)
    """
    return not (etag and kept.etag) or _opaque(etag) == _opaque(kept.etag)


def _opaque(etag: str) -> str:
    return etag.strip().removeprefix("W/")


def validator(header: str | None) -> str | None:
    r"""Give an ETag or Last-Modified as it may be sent back, ``None`` if it never may.

    >>> validator('"a"'), validator('"\xe9"'), validator("x" * 5000)
    ('"a"', None, None)
    """
    return header if header and _WORTH_KEEPING.fullmatch(header) else None


def content_type(header: str) -> tuple[str, str | None]:
    """Split a Content-Type header into media type and charset.

    >>> content_type('text/html; charset="utf-8"'), content_type("")
    (('text/html', 'utf-8'), ('', None))
    """
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:\-]{2,40})", header, re.I)
    return header.split(";", maxsplit=1)[0].strip().lower(), charset.group(1) if charset else None
