"""The server itself, on the loopback address."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from upslope.errors import UsageError

HOST = "127.0.0.1"


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
    config = uvicorn.Config(
        app,
        host=HOST,
        port=port,
        lifespan="on",
        access_log=False,  # a log of requests is a log of what a person looks for
        log_level="critical",  # a traceback may quote a posting; what went wrong, the pages say
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=512,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=10,
    )
    server = _Server(config, started)
    try:
        server.run()
    except SystemExit as error:
        if not server.started:
            raise UsageError(
                f"Port {port} of {HOST} cannot be listened on.",
                next="Another program may use it: choose another one with --port, or 0.",
            ) from error
        raise


def _leave(number: int, frame: FrameType | None) -> None:
    """End as after the last command, so that the workspace is closed."""
    raise SystemExit(0)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: Callable[[str], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            self._tell(f"http://{HOST}:{port}")
