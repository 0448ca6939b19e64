"""The person's own keys are put into a request as it is sent, and into nothing else."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from urllib.parse import quote

from upslope.errors import ReadError, RefusedError, UsageError
from upslope.formats.json import load
from upslope.formats.values import dig, text
from upslope.records import Reply, Request, Token

Find = Callable[[str], str | None]
"""Gives the key of a name, if the person has one."""


class Keys:
    """Fills requests in with keys.

    Args:
        find: where keys are.

    >>> keys = Keys({"site_key": "s3cret/"}.get)
    >>> keys.address(Request(url="https://api.example.com/?key={site_key}", keys=("site_key",)))
    'https://api.example.com/?key=s3cret%2F'
    """

    def __init__(self, find: Find) -> None:
        self._find = find

    def address(self, request: Request) -> str:
        """Give a request's address with its keys in it.

        Raises:
            UsageError: the person has no such key; says how to set it.
        """
        return self._fill(request.url, request, lambda key: quote(key, ""))

    def headers(self, request: Request) -> dict[str, str]:
        """Give a request's headers with its keys in them.

        Raises:
            UsageError: the person has no such key, or it cannot stand in a header.
        """
        return {
            name: self._fill(value, request, _of_a_header)
            for name, value in request.headers.items()
        }

    def _fill(self, written: str, request: Request, shaped: Callable[[str], str]) -> str:
        for name in request.keys:
            if (place := f"{{{name}}}") in written:
                written = written.replace(place, shaped(self._key(name)))
            if (place := f"{{{name}:basic}}") in written:
                written = written.replace(place, _basic(self._key(name)))
        return written

    def _key(self, name: str) -> str:
        if key := self._find(name):
            return key
        raise UsageError(
            f"This needs your own key '{name}', which is not set.",
            next=f"Set it: upslope keys set {name}",
        )


def _of_a_header(key: str) -> str:
    if re.fullmatch(r"[\x21-\x7e]+", key):
        return key
    raise UsageError("A key holds characters that cannot be sent.", next="Set it again.")


def _basic(key: str) -> str:
    """Write "user:password" as HTTP Basic wants it (RFC 7617); a key alone is a user."""
    pair = key if ":" in key else f"{key}:"
    return base64.b64encode(pair.encode()).decode()


def refuse_to_carry(request: Request, target: str) -> None:
    """Let no key follow a redirect.

    Raises:
        RefusedError: the request has a key.
    """
    if request.keys or request.token:
        raise RefusedError(f"{target} was not asked: your key is not sent on by a redirect.")


def token_request(token: Token) -> Request:
    """Give the request that exchanges a key for a passing token."""
    return Request(
        url=token.url,
        headers={
            "Authorization": f"Basic {{{token.key}:basic}}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
        body=b"grant_type=client_credentials",
        keys=(token.key,),
    )


def read_token(reply: Reply) -> tuple[str, float]:
    """Read a token and for how many seconds it holds.

    Raises:
        ReadError: the reply has none.

    >>> read_token(Reply(url="", body=b'{"access_token": "t0", "expires_in": 3600}'))
    ('t0', 3600.0)
    """
    data = load(reply.body, "the key's exchange")
    token, seconds = text(dig(data, "access_token")), dig(data, "expires_in")
    if token is None or not re.fullmatch(r"[\x21-\x7e]{1,4096}", token):
        raise ReadError("No token came for your key.", next="Check the key: upslope keys")
    return token, float(seconds) if isinstance(seconds, int | float) else 600.0
