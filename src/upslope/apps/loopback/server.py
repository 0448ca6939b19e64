"""The server itself, on the loopback address."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from types import FrameType

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from upslope.errors import UsageError

HOST = "127.0.0.1"
MOST_SECONDS = 4.0
"""Until the head of a request is here, once it began."""
IDLE_SECONDS = 20
"""How long a connection may stand open on which nothing is asked."""


def serve(app: ASGIApp, port: int, started: Callable[[str], None]) -> None:
    """Serve an application until interrupted.

    Args:
        app: what answers.
        port: on the loopback address; 0 takes a free one.
        started: called with the address once requests are answered.

    Raises:
        UsageError: the port cannot be listened on.
    """
    signal.signal(signal.SIGTERM, _leave)
    server = _Server(configured(app, port), started)
    try:
        server.run()
    except SystemExit as error:
        if not server.started:
            raise UsageError(
                f"Port {port} of {HOST} cannot be listened on.",
                next="Another program may use it: choose another one with --port, or 0.",
            ) from error
        raise


def configured(app: ASGIApp, port: int) -> uvicorn.Config:
    """Return how an application is served: what it logs, and how long it waits for whom."""
    return uvicorn.Config(
        app,
        host=HOST,
        port=port,
        http=_Protocol,
        lifespan="on",
        access_log=False,  # a log of requests is a log of what a person looks for
        log_level="critical",  # a traceback may quote a posting; what went wrong, the pages say
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=512,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=2**16,
    )


def _leave(number: int, frame: FrameType | None) -> None:
    """End as after the last command, so that the workspace is closed."""
    raise SystemExit(0)


class _Protocol(H11Protocol):
    """Waits for a request no longer than one from this machine takes, however slowly it comes."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        idle = self.timeout_keep_alive_handler
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, idle)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._arrived()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(MOST_SECONDS, self._too_slow)

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def _arrived(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.write(_TOO_SLOW)
            self.transport.close()


_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: Callable[[str], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            self._tell(f"http://{HOST}:{port}")
