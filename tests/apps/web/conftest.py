"""A browser that was let in, on a copy of the sample."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from upslope.apps.web.app import web_app
from upslope.apps.web.site import Site
from upslope.workspace import Workspace

ADDRESS = "http://127.0.0.1:8571"


class Browser(TestClient):
    """Asks as a browser does that the person opened Upslope in; it writes from a page of ours."""

    def __init__(self, site: Site) -> None:
        super().__init__(web_app(site), base_url=ADDRESS, raise_server_exceptions=False)
        self.site = site

    def come_in(self) -> None:
        sent = {"code": self.site.access.code(), "next": "/enter"}
        assert self.write("/enter", sent).status_code == 200

    def write(self, path: str, fields: dict[str, Any] | None = None, **options: Any) -> Any:
        headers = {"origin": ADDRESS, "sec-fetch-site": "same-origin"} | options.pop("headers", {})
        return self.post(path, data=fields, headers=headers, **options)

    def whole(self, path: str) -> Any:
        """Ask until what is found out in the background is there."""
        until = time.monotonic() + 60
        while 'class="working"' in (found := self.get(path)).text and time.monotonic() < until:
            time.sleep(0.05)
        return found

    def part(self, path: str) -> Any:
        """Ask for what changes on a page, as htmx does."""
        return self.get(path, headers={"hx-request": "true", "sec-fetch-site": "same-origin"})


@pytest.fixture
def workspace(_stocked_home: None, tmp_path: Path) -> Iterator[Workspace]:
    """The person's own workspace, with nothing collected: the sample is shown."""
    with Workspace(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def browser(workspace: Workspace) -> Iterator[Browser]:
    """A browser that was let in."""
    with Browser(Site(workspace)) as opened:
        opened.come_in()
        yield opened
