"""What nobody foresaw: answered in a sentence, and logged by its kind alone."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)


class Failures:
    """Answers a request whose handler failed. A traceback may quote a posting, a path, a resume.

    Args:
        app: what may fail.
        answer: what is answered in its place.
    """

    def __init__(self, app: ASGIApp, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self._app, self._answer = app, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and see to it that it is answered."""
        began = False

        async def sent(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception as error:
            if scope["type"] != "http":
                raise
            _log.error("A request failed: %s", type(error).__name__)
            if not began:
                answer = await self._answer(Request(scope))
                await answer(scope, receive, send)
