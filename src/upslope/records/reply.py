"""What is asked of a source and what came back."""

from __future__ import annotations

import hashlib

import msgspec


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """Where a key is exchanged for a bearer token (OAuth 2.0 client credentials, RFC 6749 4.4).

    ``key`` names the person's own key, "client-id:client-secret". The token is kept nowhere.
    """

    url: str
    key: str


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One question for the door: a GET, or with a ``body`` a POST that only searches.

    ``page`` marks an HTML page, for which robots.txt is obeyed. ``keys`` are names of the person's
    own keys: where the address or a header says ``{name}``, the door puts the key in as it sends
    the request, percent-encoded in the address; ``{name:basic}`` is "user:password", or a key alone
    as the user, in Base64 for HTTP Basic. So no key is in what is kept, shown or logged. ``token``
    is where a key is first exchanged for a passing one.
    """

    url: str
    accept: str = "application/json"
    page: bool = False
    headers: dict[str, str] = {}
    body: bytes | None = None
    keys: tuple[str, ...] = ()
    token: Token | None = None


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
