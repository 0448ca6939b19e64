"""Who may ask: programs of this machine, by the server's own address; no page of another site."""

from __future__ import annotations

from collections.abc import Callable, Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from upslope.apps.loopback.replies import refusal

NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
"""The policy of answers that are no pages."""

READING = ("GET", "HEAD")
API = "/api/"
PAIRING = "/api/v1/extension/pair"
"""Where an extension that is not known yet shows the code that the person gave it."""
_HEADERS = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    # With "no-referrer" a browser says "Origin: null" in our own forms; no other site learns more.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_OTHERS = "Pages of other sites may not ask this server."


class Guard:
    """Refuses requests that another site, or another name for this machine, could have made.

    A page in the person's browser may send requests to 127.0.0.1, under its own host name too (DNS
    rebinding): so ``Host`` must be a loopback name with the server's port, and ``Origin`` the same
    or missing. What writes must be sent by a page of ours, as the browser says in ``Origin`` and
    ``Sec-Fetch-Site``, or by a program, which says a token or sends JSON: no form of a page can.
    There are no CORS headers, so no other site can read an answer.

    Args:
        app: what answers the others.
        policy: the content security policy of every answer.
        pages: whether there are pages: another site may lead to one, and their forms may write.
        extensions: origins of the browser extensions that may ask below ``/api/``.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        policy: str = NO_PAGE,
        pages: bool = False,
        extensions: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        self._app, self._pages, self._extensions = app, pages, extensions
        self._headers = {"content-security-policy": policy, **_HEADERS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a refusal, or pass the request on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a websocket is closed before it opens
            await send({"type": "websocket.close", "code": 1008})
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        app: ASGIApp = self._refused(scope) or self._app
        await app(scope, receive, sent)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        own = own_names((scope.get("server") or ("", None))[1])
        hosts = [value.lower() for value in headers.getlist("host")]
        if len(hosts) != 1:
            return refusal(400, "A request names its host once.")
        if hosts[0] not in own:
            return refusal(421, "This server answers to its own loopback address only.")
        if self._pages and _is_pairing(scope, headers):
            return None
        if not self._is_ours(scope, headers, own):
            return refusal(403, _OTHERS)
        # The API takes no cookie: nothing that a page makes a browser send is let in there.
        reads = scope["method"] in READING or (self._pages and scope["path"].startswith(API))
        return None if reads else self._unsent(headers, own)

    def _is_ours(self, scope: Scope, headers: Headers, own: Collection[str]) -> bool:
        origins = [origin.lower() for origin in headers.getlist("origin")]
        if len(origins) > 1:
            return False
        if origins and not _is_of(origins[0], own):
            return scope["path"].startswith(API) and origins[0] in self._extensions()
        site = headers.get("sec-fetch-site", "none")
        return site in ("same-origin", "none") or (self._pages and _leads_here(scope, headers))

    def _unsent(self, headers: Headers, own: Collection[str]) -> Response | None:
        """Refuse what would write and that a page of another site could have made a browser send.

        An empty body has no type, so that the type alone says nothing.
        """
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if not self._pages:
            says = "Send JSON, with the header Content-Type: application/json."
            return None if kind == "application/json" else refusal(415, says)
        of_page = _is_of(headers.get("origin", ""), own)
        by_program = headers.get("authorization", "").lower().startswith("bearer ")
        return None if of_page or by_program else refusal(403, _OTHERS)


def own_names(port: int | None) -> set[str]:
    """What ``Host`` may be: a loopback name and the port; without one it means 80.

    >>> sorted(own_names(8571))
    ['127.0.0.1:8571', '[::1]:8571', 'localhost:8571']
    """
    names = ("127.0.0.1", "localhost", "[::1]")
    return {f"{name}:{port}" for name in names} | (set(names) if port == 80 else set())


def _is_of(origin: str, own: Collection[str]) -> bool:
    return origin.lower() in {f"http://{name}" for name in own}


def is_extension(origin: str) -> bool:
    """Say whether an origin is a browser extension's; no page can claim one."""
    return origin.startswith(("chrome-extension://", "moz-extension://"))


def _is_pairing(scope: Scope, headers: Headers) -> bool:
    asks = scope["method"] == "POST" and scope["path"] == PAIRING
    return asks and is_extension(headers.get("origin", ""))


def _leads_here(scope: Scope, headers: Headers) -> bool:
    """Say whether the person follows a link: a whole page is asked for, which no site can read."""
    return (
        scope["method"] == "GET"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )
