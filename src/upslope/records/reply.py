"""What is asked of a source and what came back."""

from __future__ import annotations

import hashlib

import msgspec


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One question for the door: a GET, or with a ``body`` a POST that only searches.

    ``page`` marks an HTML page, for which robots.txt is obeyed.
    """

    url: str
    accept: str = "application/json"
    page: bool = False
    headers: dict[str, str] = {}
    body: bytes | None = None


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes that came back, with where from. Kept whole before anything reads them.

    ``unchanged`` is true when the server answered 304 and ``body`` is the copy already kept.
    ``charset`` is what the Content-Type header claims, if it does; ``sent`` is the request's body.
    """

    url: str
    body: bytes
    status: int = 200
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False
    sent: bytes | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the body in hexadecimal: its name in the store."""
        return hashlib.sha256(self.body).hexdigest()


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a reply that could not be read, and why."""

    where: str
    why: str
