"""Earlier replies: asking only whether one has changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from upslope.errors import StoreError
from upslope.records import Reply


class Validators(Protocol):
    """What is remembered of earlier replies, so that an unchanged one is not sent again."""

    def validators(self, url: str) -> tuple[str | None, str | None, str] | None:
        """Give the ETag, the Last-Modified and the digest of the last reply of a URL."""

    def get(self, digest: str) -> bytes:
        """Give a kept body.

        Raises:
            KeyError, StoreError: it is no longer there.
        """


@dataclass(frozen=True)
class Earlier:
    """The kept reply of a URL."""

    reply: Reply

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for a new copy only if it differs (RFC 9110, section 13.1)."""
        offered = {
            "If-None-Match": self.reply.etag,
            "If-Modified-Since": self.reply.last_modified,
        }
        return {name: value for name, value in offered.items() if value}


def recall(validators: Validators | None, url: str) -> Earlier | None:
    """Look up the kept reply of a URL.

    ``None`` too when its body was lost: then the server must send it again, so it is asked
    without conditions.

    >>> recall(None, "https://example.com/") is None
    True
    """
    known = validators.validators(url) if validators else None
    if validators is None or known is None:
        return None
    etag, last_modified, digest = known
    try:
        body = validators.get(digest)
    except (KeyError, StoreError):
        return None
    return Earlier(
        Reply(url=url, body=body, etag=etag, last_modified=last_modified, unchanged=True)
    )


def content_type(header: str) -> tuple[str, str | None]:
    """Split a Content-Type header into media type and charset.

    >>> content_type('text/html; charset="utf-8"'), content_type("")
    (('text/html', 'utf-8'), ('', None))
    """
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:\-]{2,40})", header, re.I)
    return header.split(";", maxsplit=1)[0].strip().lower(), charset.group(1) if charset else None
