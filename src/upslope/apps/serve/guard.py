"""Who may ask: programs of this machine, by the server's own address; no page of another site."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from upslope.apps.serve.replies import refusal

_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_OWN_SITE = {"same-origin", "none"}


class Guard:
    """Refuses requests that another site, or another name for this machine, could have made.

    A page in the person's browser may send requests to 127.0.0.1, under its own host name too (DNS
    rebinding): so ``Host`` must be a loopback name with the server's port, ``Origin`` the same or
    missing, and what is posted must be called JSON, which no form of a page can do. There are no
    CORS headers, so no other site can read an answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

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
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        app: ASGIApp = _refused(scope) or self._app
        await app(scope, receive, sent)


def _refused(scope: Scope) -> Response | None:
    headers = Headers(scope=scope)
    own = _own_names((scope.get("server") or ("", None))[1])
    hosts = [value.lower() for value in headers.getlist("host")]
    if len(hosts) != 1:
        return refusal(400, "A request names its host once.")
    if hosts[0] not in own:
        return refusal(421, "This server answers to its own loopback address only.")
    origin = headers.get("origin")
    if origin is not None and origin.lower() not in {f"http://{name}" for name in own}:
        return refusal(403, "Pages of other sites may not ask this server.")
    if headers.get("sec-fetch-site", "none") not in _OWN_SITE:
        return refusal(403, "Pages of other sites may not ask this server.")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if scope["method"] not in ("GET", "HEAD") and kind != "application/json":
        return refusal(415, "Send JSON, with the header Content-Type: application/json.")
    return None


def _own_names(port: int | None) -> set[str]:
    """What ``Host`` may be: a loopback name and the port; without one it means 80."""
    names = ("127.0.0.1", "localhost", "[::1]")
    return {f"{name}:{port}" for name in names} | (set(names) if port == 80 else set())
