"""How much may be sent, and for how long: a request can neither fill the memory nor stand still."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from upslope.apps.loopback.replies import refusal

MOST_BYTES = 4 * 2**20
"""Of one request."""
MOST_OF_A_FILE = 16 * 2**20
"""Of one that brings a file."""
MOST_OF_A_STRANGER = 2**16
"""Of one that everybody on this machine may send."""
MOST_SECONDS = 4.0
"""Until all of it is here: it comes from this machine."""


class Body:
    """Takes a request's body in whole, before anything reads it, or refuses it (413, 408).

    Args:
        app: what reads it.
        of_strangers: beginnings of the paths that answer everybody.
    """

    def __init__(self, app: ASGIApp, of_strangers: Collection[str] = ()) -> None:
        self._app, self._of_strangers = app, tuple(of_strangers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body at hand."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most(scope)
        try:
            async with asyncio.timeout(MOST_SECONDS):
                body = await _whole(receive, most)
        except ClientDisconnect:
            return  # half a form is a form too: it would be kept without its end
        except TimeoutError:
            says = f"The request did not arrive within {MOST_SECONDS:.0f} s."
            await refusal(408, says, {"connection": "close"})(scope, receive, send)
            return
        if body is None:
            says = f"Send at most {most >> 10:,} KiB at a time."
            await refusal(413, says, {"connection": "close"})(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)

    def _most(self, scope: Scope) -> int:
        if scope["path"].startswith(self._of_strangers):
            return MOST_OF_A_STRANGER
        kind = Headers(scope=scope).get("content-type", "").lower()
        return MOST_OF_A_FILE if kind.startswith("multipart/form-data") else MOST_BYTES


async def _whole(receive: Receive, most: int) -> bytes | None:
    """Read a body; ``None`` if it is larger than allowed.

    Raises:
        ClientDisconnect: whoever sent it is gone before all of it was here.
    """
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > most:
            return None
        more = message.get("more_body", False)
    return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return waiting.pop() if waiting else await receive()

    return next_message
