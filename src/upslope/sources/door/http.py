"""The only door to the network: one polite, bounded, vetted request.

What it promises, whatever the server does: it ends by the total deadline; it holds no more than
the caps in memory; it connects to public addresses only, on every hop; it asks a host one
request at a time, not before the host said, and ever more rarely while it fails; it obeys
robots.txt for pages; it says who it is; it goes nowhere but where it was sent, and where that
redirects. It takes no proxy, cookie, password or certificate authority from the environment.
"""

from __future__ import annotations

import logging
import ssl
from dataclasses import replace
from urllib.parse import urlsplit

import httpx
import msgspec

from upslope.errors import NetworkError, RefusedError, StatusError
from upslope.formats.charset import decode
from upslope.records import Reply, Request, Token
from upslope.sources.door.addresses import check_url
from upslope.sources.door.clock import Clock, Deadline, SystemClock
from upslope.sources.door.earlier import Validators
from upslope.sources.door.failures import NotYetError, UnreachedError, is_failure, one_sentence
from upslope.sources.door.fetch import USER_AGENT, AnotherVersionError, Fetch, Redirect
from upslope.sources.door.inflate import Caps
from upslope.sources.door.keys import Find, Keys, read_token, refuse_to_carry, token_request
from upslope.sources.door.robots import MOST, Robots
from upslope.sources.door.transport import Dial, PublicDialer, Transport
from upslope.sources.door.turns import Hosts, InMemory, Turns

logging.getLogger("httpx").setLevel(logging.WARNING)  # it would log addresses with keys in them

MAX_HOPS = 5
ATTEMPTS = 3


class Door:
    """Fetches replies. Safe to use from several threads.

    Args:
        validators: earlier replies, for conditional requests; ``None`` to ask for everything.
        hosts: when each host may be asked again; default: known as long as the process lives.
        clock: the time.
        dial: opens connections. Nothing but a test has a reason to give another one.
        deadline: most seconds one fetch may take in all.
        keys: gives the person's own key of a name; default: there are none.

    >>> Door().get(Request(url="http://169.254.169.254/meta-data/"))
    Traceback (most recent call last):
    ...
    upslope.errors.RefusedError: 169.254.169.254 is not asked: it is not on the public internet.
    """

    def __init__(  # noqa: PLR0913  (what it remembers, and what a test replaces)
        self,
        validators: Validators | None = None,
        hosts: Hosts | None = None,
        *,
        clock: Clock | None = None,
        dial: Dial | None = None,
        deadline: float = 60.0,
        keys: Find = lambda _: None,
    ) -> None:
        self._validators = validators
        self._clock = clock or SystemClock()
        self._dial = dial or PublicDialer()
        self._deadline = deadline
        self._tls: ssl.SSLContext = httpx.create_ssl_context(trust_env=False)
        self._turns = Turns(self._clock, hosts or InMemory())
        self._robots = Robots(self._clock.monotonic, USER_AGENT)
        self._keys = Keys(keys)
        self._tokens: dict[Token, tuple[str, float]] = {}

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
            NotYetError: the host must not be asked yet; says until when.
            StatusError: the server answered with no page.
            TooLargeError, DeadlineError: the reply was too large or too slow.
            NetworkError: no whole reply came.
        """
        deadline = Deadline(self._deadline, self._clock.monotonic)
        return self._attempt(Fetch(request, allow_hosts, interval, caps, deadline))

    def _attempt(self, fetch: Fetch) -> Reply:
        """Try a few times, as long as trying again may help and there is time."""
        failures: list[NetworkError] = []
        while len(failures) < ATTEMPTS:
            try:
                return self._follow(fetch)
            except NotYetError as error:  # the failure before it says more
                raise (failures or [error])[-1] from None
            except (StatusError, UnreachedError) as error:
                if not is_failure(error):
                    raise
                failures.append(error)
        raise failures[-1]

    def _follow(self, fetch: Fetch) -> Reply:
        """Go from hop to hop until there is a reply."""
        url = fetch.request.url
        for _ in range(MAX_HOPS + 1):
            answer = self._hop(url, fetch)
            if isinstance(answer, Reply):
                return answer
            url = answer.target()
            refuse_to_carry(fetch.request, url)
        host = urlsplit(fetch.request.url).hostname
        raise RefusedError(f"{host} redirected more than {MAX_HOPS} times.")

    def _hop(self, url: str, fetch: Fetch) -> Reply | Redirect:
        """Vet one URL, then ask for it."""
        host = check_url(url, fetch.allow_hosts)
        interval = fetch.interval
        if fetch.request.page:
            interval = max(
                interval, self._robots.check(url, lambda at: self._robots_txt(at, fetch))
            )
        kept = None
        if self._validators and fetch.request.body is None:
            kept = self._validators.last(url)
        try:
            return self._ask(url, host, fetch, interval, kept)
        except AnotherVersionError:
            return self._ask(url, host, fetch, interval, None)

    def _ask(
        self, url: str, host: str, fetch: Fetch, interval: float, kept: Reply | None
    ) -> Reply | Redirect:
        sent = replace(fetch, request=self._with_keys(fetch))
        to = sent.request.url if url == fetch.request.url else url
        with (
            self._turns.turn(host, interval, fetch.deadline),
            one_sentence(host),
            Transport(host, self._dial, self._tls, fetch.deadline.left) as transport,
            httpx.Client(transport=transport, trust_env=False, timeout=None) as client,  # noqa: S113
            client.stream(
                fetch.method, to, headers=sent.headers(to, kept), content=fetch.request.body
            ) as response,
        ):
            return fetch.answer(url, response, kept, self._clock.time())

    def _with_keys(self, fetch: Fetch) -> Request:
        """Give a fetch's request with the person's keys in it: it is sent, and then gone."""
        request = fetch.request
        headers = self._keys.headers(request)
        if request.token:
            headers["Authorization"] = f"Bearer {self._token(request.token, fetch)}"
        return msgspec.structs.replace(request, url=self._keys.address(request), headers=headers)

    def _token(self, token: Token, fetch: Fetch) -> str:
        """Exchange a key for a token, which is used as long as it holds."""
        known, until = self._tokens.get(token, ("", 0.0))
        if until > self._clock.monotonic():
            return known
        asked = replace(fetch, request=token_request(token))
        got, seconds = read_token(self._attempt(asked))
        self._tokens[token] = got, self._clock.monotonic() + seconds - 60
        return got

    def _robots_txt(self, url: str, page: Fetch) -> str:
        """Fetch the rules for a page, of the same hosts and in the same time."""
        request = Request(url=url, accept="text/plain")
        caps = Caps(raw=MOST, inflated=MOST, cut=True)
        fetch = replace(page, request=request, interval=1.0, caps=caps)
        return decode(self._attempt(fetch).body)
