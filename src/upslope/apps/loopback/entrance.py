"""Who is let in: the person's browser by its cookie, their programs and extension by a token."""

from __future__ import annotations

from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from upslope.apps.loopback.access import Access
from upslope.apps.loopback.guard import API, PAIRING, READING, is_extension
from upslope.apps.loopback.replies import refusal

OPEN = ("/enter", "/health", "/static/", "/feed/", PAIRING)
"""Paths that answer everybody on this machine; the feed asks for a key of its own."""
_EXTENSION = "/api/v1/extension/"


def cookie_name(port: int | None) -> str:
    """Name the cookie: browsers tell hosts apart, but not their ports.

    >>> cookie_name(8571)
    'upslope-8571'
    """
    return f"upslope-{port}"


class Entrance:
    """Lets known askers pass; sends a browser to ``/enter``, and tells a program what it lacks."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a refusal, or pass the request on."""
        known = scope["type"] != "http" or self._is_known(scope)
        app: ASGIApp = self._app if known else _refused(scope)
        await app(scope, receive, send)

    def _is_known(self, scope: Scope) -> bool:
        path, headers = scope["path"], Headers(scope=scope)
        if any(path == one or (one.endswith("/") and path.startswith(one)) for one in OPEN):
            return True
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self._is_program(path, token.strip(), headers.get("origin"))
        name = cookie_name((scope.get("server") or ("", None))[1])
        cookie = cookie_parser(headers.get("cookie", "")).get(name, "")
        return not path.startswith(API) and self._access.is_browser(cookie)

    def _is_program(self, path: str, token: str, origin: str | None) -> bool:
        if origin and is_extension(origin):
            return path.startswith(_EXTENSION) and self._access.is_paired(origin, token)
        return self._access.is_token(token)


def _refused(scope: Scope) -> Response:
    path = scope["path"]
    if path.startswith(API):
        says = "Say the token: Authorization: Bearer TOKEN. It stands in the file access/token."
        return refusal(401, says, {"www-authenticate": "Bearer"})
    if scope["method"] not in READING:
        return refusal(401, "Open Upslope in this browser first: see the page /enter.")
    asked = path + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
    return RedirectResponse(f"/enter?next={quote(asked, safe='')}", 303)
