"""The web app as it is served: on a free loopback port, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import uvicorn

from upslope.apps.loopback.server import configured
from upslope.apps.web.app import web_app
from upslope.apps.web.site import Site
from upslope.workspace import Workspace


class Served(NamedTuple):
    """Where it answers, and the token of programs."""

    address: str
    site: Site

    @property
    def token(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.site.access.secret('token')}"}


@contextmanager
def served(home: Path) -> Iterator[Served]:
    """Serve a workspace as ``upslope serve`` does, until the block ends."""
    with Workspace(home) as workspace:
        site = Site(workspace)
        server = uvicorn.Server(configured(web_app(site), 0))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("The server did not start.")
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield Served(f"http://127.0.0.1:{port}", site)
        finally:
            server.should_exit = True
            thread.join(30)
