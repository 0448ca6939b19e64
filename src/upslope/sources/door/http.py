"""The only door to the network: one polite, bounded, vetted request.

What it promises, whatever the server does: it ends by the total deadline; it holds no more than
the caps in memory; it connects to public addresses only, on every hop; it asks a host one
request at a time, not before the host said; it obeys robots.txt for pages; it says who it is.
It takes no proxy, cookie, password or setting from the environment.
"""

from __future__ import annotations

import ssl
from collections.abc import MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import httpx

from upslope import __version__
from upslope.errors import RefusedError, StatusError
from upslope.formats.charset import decode
from upslope.records import Reply, Request
from upslope.sources.door.addresses import check_url
from upslope.sources.door.earlier import Earlier, Validators, content_type, recall
from upslope.sources.door.failures import UnreachedError, one_sentence
from upslope.sources.door.inflate import Caps, read_body
from upslope.sources.door.robots import MOST, Robots
from upslope.sources.door.transport import Dial, PublicDialer, Transport
from upslope.sources.door.turns import Clock, Deadline, SystemClock, Turns, back_off, retry_after

CONTACT = "https://github.com/upslope/upslope"
USER_AGENT = f"upslope/{__version__} (+{CONTACT})"
MAX_HOPS = 5
ATTEMPTS = 3
WORTH_RETRYING = frozenset({429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class _Fetch:
    """One call of :meth:`Door.get`, with the time it has in all."""

    request: Request
    allow_hosts: tuple[str, ...]
    interval: float
    caps: Caps
    deadline: Deadline

    @property
    def method(self) -> str:
        return "GET" if self.request.body is None else "POST"

    def redirects(self, response: httpx.Response) -> bool:
        """Say whether to go where a reply points. What a POST sends goes to no other address."""
        moved = response.status_code in REDIRECTS and "location" in response.headers
        return moved and self.request.body is None

    def headers(self, url: str, kept: Earlier | None) -> dict[str, str]:
        """Give the headers for one hop; a source's own ones go to its own site only."""
        own = self.request.headers if _site(url) == _site(self.request.url) else {}
        return {
            **own,
            "User-Agent": USER_AGENT,
            "Accept": self.request.accept,
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **(kept.conditions if kept else {}),
        }


class Door:
    """Fetches replies. Safe to use from several threads.

    Args:
        validators: earlier replies, for conditional requests; ``None`` to ask for everything.
        clock: the time.
        dial: opens connections. Nothing but a test has a reason to give another one.
        deadline: most seconds one fetch may take in all.
        parked: host to the moment before which it must not be asked; give a mapping that
            outlives the process to keep that promise over restarts.

    >>> Door().get(Request(url="http://169.254.169.254/meta-data/"))
    Traceback (most recent call last):
    ...
    upslope.errors.RefusedError: 169.254.169.254 is not asked: it is not on the public internet.
    """

    def __init__(
        self,
        validators: Validators | None = None,
        *,
        clock: Clock | None = None,
        dial: Dial | None = None,
        deadline: float = 60.0,
        parked: MutableMapping[str, float] | None = None,
    ) -> None:
        self._validators = validators
        self._clock = clock or SystemClock()
        self._dial = dial or PublicDialer()
        self._deadline = deadline
        self._tls: ssl.SSLContext = httpx.create_ssl_context(trust_env=False)
        self._turns = Turns(self._clock, {} if parked is None else parked)
        self._robots = Robots(self._robots_txt, self._clock.monotonic, USER_AGENT)

    def get(
        self,
        request: Request,
        allow_hosts: tuple[str, ...] = (),
        *,
        interval: float = 1.0,
        caps: Caps = Caps(),  # noqa: B008 - frozen
    ) -> Reply:
        """Fetch one reply.

        Args:
            request: what to ask for.
            allow_hosts: the only hosts that may be asked, on every hop; empty for any public one.
            interval: least seconds between two requests to one host.
            caps: most bytes to take.

        Returns:
            The whole body, inflated; the kept one with ``unchanged`` set if it did not change.

        Raises:
            RefusedError: the address, a redirect or robots.txt forbids it.
            StatusError: the server answered with no page.
            TooLargeError, DeadlineError: the reply was too large or too slow.
            NetworkError: no whole reply came.
        """
        fetch = _Fetch(request, allow_hosts, interval, caps, self._new_deadline())
        for attempt in range(ATTEMPTS - 1):
            try:
                return self._follow(fetch)
            except (StatusError, UnreachedError) as error:
                if not _worth_retrying(error, fetch.deadline.left()):
                    raise
                if getattr(error, "retry_after", None) is None:
                    self._clock.sleep(min(back_off(attempt), max(fetch.deadline.left(), 0)))
        return self._follow(fetch)

    def _new_deadline(self) -> Deadline:
        return Deadline(self._deadline, self._clock.monotonic)

    def _follow(self, fetch: _Fetch) -> Reply:
        """Go from hop to hop until there is a reply."""
        url = fetch.request.url
        for _ in range(MAX_HOPS + 1):
            answer = self._hop(url, fetch)
            if isinstance(answer, Reply):
                return answer
            url = _next_hop(url, answer)
        host = urlsplit(fetch.request.url).hostname
        raise RefusedError(f"{host} redirected more than {MAX_HOPS} times.")

    def _hop(self, url: str, fetch: _Fetch) -> Reply | str:
        """Ask one URL; give its reply, or where it points."""
        host = check_url(url, fetch.allow_hosts)
        interval = fetch.interval
        if fetch.request.page:
            interval = max(interval, self._robots.check(url))
        kept = recall(self._validators, url) if fetch.request.body is None else None
        with (
            self._turns.turn(host, interval, fetch.deadline),
            one_sentence(host),
            Transport(self._dial, self._tls, fetch.deadline.left) as transport,
            httpx.Client(transport=transport, trust_env=False, timeout=None) as client,  # noqa: S113
            client.stream(
                fetch.method, url, headers=fetch.headers(url, kept), content=fetch.request.body
            ) as response,
        ):
            if response.status_code == 304 and kept:
                return kept.reply
            if fetch.redirects(response):
                return str(response.headers["location"])
            if response.status_code != 200:
                raise self._no_page(host, response)
            encoding = response.headers.get("content-encoding", "")
            body = read_body(response.iter_raw(), encoding, fetch.caps)
            return _reply(url, response, body, fetch.request.body)

    def _no_page(self, host: str, response: httpx.Response) -> StatusError:
        status = response.status_code
        wait = retry_after(response.headers.get("retry-after"), self._clock.time())
        if wait is not None and status in WORTH_RETRYING:
            self._turns.park(host, wait)
        phrase = next((known.phrase for known in HTTPStatus if known == status), "no such status")
        says = f" and asks to wait {wait:,.0f} seconds" if wait else ""
        return StatusError(
            f"{host} answered {status} ({phrase}){says}.", status=status, retry_after=wait
        )

    def _robots_txt(self, url: str) -> str:
        caps = Caps(raw=MOST, inflated=MOST, cut=True)
        return decode(self.get(Request(url=url, accept="text/plain"), caps=caps).body)


def _reply(url: str, response: httpx.Response, body: bytes, sent: bytes | None) -> Reply:
    media_type, charset = content_type(response.headers.get("content-type", ""))
    return Reply(
        url=url,
        body=body,
        media_type=media_type,
        charset=charset,
        etag=response.headers.get("etag"),
        last_modified=response.headers.get("last-modified"),
        sent=sent,
    )


def _next_hop(url: str, location: str) -> str:
    """Give where a redirect points; :func:`check_url` judges it as any other."""
    try:
        target = urljoin(url, location)
    except ValueError:
        raise RefusedError(f"{urlsplit(url).hostname} redirected to no address.") from None
    if url.lower().startswith("https:") and target.lower().startswith("http:"):
        raise RefusedError(f"{urlsplit(url).hostname} redirected from https to plain http.")
    return target


def _site(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()


def _worth_retrying(error: StatusError | UnreachedError, left: float) -> bool:
    if isinstance(error, UnreachedError):
        return left > 0
    return error.status in WORTH_RETRYING and (error.retry_after or 0.0) < left
