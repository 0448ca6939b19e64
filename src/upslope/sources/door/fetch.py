"""One fetch: what it sends to each site on its way, and what an answer means for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import httpx

from upslope import __version__
from upslope.errors import RefusedError, StatusError
from upslope.records import Reply, Request
from upslope.sources.door.clock import Deadline
from upslope.sources.door.earlier import conditions, confirms, content_type, validator
from upslope.sources.door.inflate import Caps, read_body
from upslope.sources.door.turns import retry_after

CONTACT = "https://github.com/upslope/upslope"
USER_AGENT = f"upslope/{__version__} (+{CONTACT})"
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Redirect:
    """An answer that points elsewhere."""

    url: str
    location: str

    def target(self) -> str:
        """Give where to go; that is then judged as any other address.

        Raises:
            RefusedError: it is no address, or leads from https down to plain http.

        >>> Redirect("https://example.com/jobs", "/careers").target()
        'https://example.com/careers'
        """
        host = urlsplit(self.url).hostname
        try:
            target = urljoin(self.url, self.location)
        except ValueError:
            raise RefusedError(f"{host} redirected to no address.") from None
        if self.url.lower().startswith("https:") and target.lower().startswith("http:"):
            raise RefusedError(f"{host} redirected from https to plain http.")
        return target


class AnotherVersionError(Exception):
    """A 304 speaks of a version that is not the kept one: ask again, without conditions."""


@dataclass(frozen=True)
class Fetch:
    """What is asked for, of whom, within what bounds; see :meth:`Door.get`."""

    request: Request
    allow_hosts: tuple[str, ...]
    interval: float
    caps: Caps
    deadline: Deadline

    @property
    def method(self) -> str:
        """A request with a body is a POST that only searches."""
        return "GET" if self.request.body is None else "POST"

    def headers(self, url: str, kept: Reply | None) -> dict[str, str]:
        """Give the headers for one hop; a source's own ones go to its own site only.

        Of these, ``User-Agent`` counts only if it is a mail address, as USAJOBS wants the person's
        own: it says who asks no less than our name does, and no browser can be feigned with it.
        """
        own = self.request.headers if _site(url) == _site(self.request.url) else {}
        agent = own.get("User-Agent", "")
        return {
            **own,
            "User-Agent": agent if _MAIL.fullmatch(agent) else USER_AGENT,
            "Accept": self.request.accept,
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **conditions(kept),
        }

    def answer(
        self, url: str, response: httpx.Response, kept: Reply | None, now: float
    ) -> Reply | Redirect:
        """Read what came back.

        Args:
            url: what was asked on this hop.
            response: with the body still to be read.
            kept: the earlier reply that was asked about.
            now: seconds since 1970.

        Raises:
            StatusError: no page came.
            AnotherVersionError: the kept reply is not what the server takes it for.
            NetworkError: the body is damaged or too large.
        """
        if response.status_code == 304 and kept:
            if confirms(kept, response.headers.get("etag")):
                return kept
            raise AnotherVersionError
        location = response.headers.get("location")
        # What a POST sends goes to no other address.
        if location and response.status_code in REDIRECTS and self.request.body is None:
            return Redirect(url, location)
        if response.status_code != 200:
            raise _no_page(url, response, now)
        encoding = response.headers.get("content-encoding", "")
        body = read_body(response.iter_raw(), encoding, self.caps)
        media_type, charset = content_type(response.headers.get("content-type", ""))
        return Reply(
            url=url,
            body=body,
            media_type=media_type,
            charset=charset,
            etag=validator(response.headers.get("etag")),
            last_modified=validator(response.headers.get("last-modified")),
            sent=self.request.body,
        )


def _no_page(url: str, response: httpx.Response, now: float) -> StatusError:
    status = response.status_code
    wait = retry_after(response.headers.get("retry-after"), now)
    phrase = next((known.phrase for known in HTTPStatus if known == status), "no such status")
    says = f" and asks to wait {wait:,.0f} seconds" if wait else ""
    host = urlsplit(url).hostname
    return StatusError(
        f"{host} answered {status} ({phrase}){says}.", status=status, retry_after=wait
    )


def _site(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()
