"""The whole app with a person's things in it, asked by whoever is not that person.

``UPSLOPE_ALL_PAYLOADS=1`` sends every hostile text of ``../shared``; else some of each kind.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from tests.apps.served import Served, served
from tests.apps.web.conftest import ADDRESS, Browser

from upslope.apps.web.app import web_app
from upslope.apps.web.site import Site
from upslope.records import Filters
from upslope.workspace import Workspace

T = TypeVar("T")

CACHES = re.compile(r"(^|/)(index-\d+|market|running|packed|cache)(/|$)|-(wal|shm)$")
"""What may be written while a page is looked at: the text index and what is made of the store."""
ADDRESS_OF_CHANNEL = "ntfys://canary-topic-7f31"
NOTE = "canary-note-5c20 they asked about Kalman filters"


class Stage(NamedTuple):
    """A person's workspace that is served: nothing was collected, so the sample is shown."""

    browser: Browser
    home: Path
    known: dict[str, str]

    @property
    def site(self) -> Site:
        return self.browser.site

    @property
    def own(self) -> Workspace:
        return self.browser.site.own

    @property
    def token(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.site.access.secret('token')}"}

    def filled(self, path: str) -> str:
        """Put something that exists into the places of a route's path."""
        section = path.removeprefix("/api/v1").split("/")[1]

        def fill(found: re.Match[str]) -> str:
            name = found[1].partition(":")[0]
            return self.known.get(f"{section}.{name}") or self.known.get(name) or "x"

        return re.sub(r"{([\w:]+)}", fill, path)


def asked(app: Starlette) -> list[tuple[str, str]]:
    """Return every method and path that the app answers; what is no plain route cannot hide."""
    assert all(type(one) is Route for one in app.routes), "a mount or websocket needs tests"
    routes = [one for one in app.routes if isinstance(one, Route)]
    return sorted((method, one.path) for one in routes for method in one.methods or ())


def every_route() -> list[tuple[str, str]]:
    """Return the same before there is a workspace, for ``parametrize``."""
    return asked(web_app(Site.__new__(_NoSite)))


class _NoSite(Site):
    access = None  # type: ignore[assignment]


READING = [one for one in every_route() if one[0] in ("GET", "HEAD")]
WRITING = [one for one in every_route() if one[0] not in ("GET", "HEAD")]


def some(every: Sequence[T], most: int) -> list[T]:
    """Return about so many of them, spread evenly; all if that is asked."""
    if os.environ.get("UPSLOPE_ALL_PAYLOADS"):
        return list(every)
    return list(every[:: max(1, len(every) // most)])


def lines(folder: Path, *names: str) -> list[str]:
    """Return the distinct lines of the files in a folder."""
    files = [file for name in names for file in sorted(folder.glob(name)) if file.is_file()]
    read = (file.read_text("utf-8", "replace").splitlines() for file in files)
    return list(dict.fromkeys(line for of_one in read for line in of_one if line.strip()))


def say(running: Served, request: str) -> bytes:
    """Send the bytes of a request to a server, and return those of the answer.

    After its last host the server is told to close: who closes first is not answered.
    """
    parts = urlsplit(running.address)
    before, host, after = request.rpartition("\r\nHost:")
    request = f"{before}\r\nConnection: close{host}{after}" if "Upgrade" not in request else request
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as opened:
        opened.sendall(request.replace("{own}", parts.netloc).encode("latin-1"))
        found = b""
        while piece := opened.recv(65536):
            found += piece
    return found


def own_cookie(running: Served) -> str:
    """Return the cookie of the person's browser."""
    port = running.address.rpartition(":")[2]
    return f"upslope-{port}={running.site.access.secret('browser')}"


def fingerprint(home: Path) -> dict[str, str]:
    """Return a digest of each table and of each file that is no cache."""
    found: dict[str, str] = {}
    for file in sorted(home.rglob("*")):
        name = str(file.relative_to(home))
        if file.suffix == ".db" and file.is_file():
            found |= {f"{name}:{table}": rows for table, rows in _tables(file)}
        elif file.is_file() and not CACHES.search(name):
            found[name] = _digest(file.read_bytes())
    return found


def _tables(file: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        database.text_factory = bytes
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            rows = database.execute(f'SELECT * FROM "{name.decode()}"').fetchall()
            yield name.decode(), _digest(repr(sorted(map(repr, rows))).encode())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def settle(home: Path) -> dict[str, str]:
    """Put a person's things into a workspace, and return what stands there by name."""
    with Workspace(home) as own:
        shown = own.stocked()
        own.person.keep_sample_resume("developer")
        own.person.want(places=["Bonn"])
        tracker = shown.tracker
        one = tracker.add(
            company="Quillfish", title="ML Engineer", url="https://quillfish.example/1"
        )
        noted = tracker.note(one, NOTE)
        search = own.alerts.save("Bonn", Filters(query="python"))
        posting = next(iter(shown.store.postings.all()))[0]
        shown.person.choose([posting.id], "saved")
    return {
        "id": posting.id,
        "tracker.id": one.id,
        "applications.id": one.id,
        "written": noted.written[0].id,
        "alerts.id": search.id,
        "searches.id": search.id,
        "feed.search": "all",
        "sources.name": "greenhouse",
        "models.name": "role",
        "skills.name": "python",
        "market.name": "skills",
        "group": "skills",
        "kind": "note",
        "mark": "closing",
        "static.name": "app.css",
    }


@pytest.fixture(autouse=True)
def _stocked_home() -> None:
    """No copy for each test here: a stage is shared by what changes nothing on it."""


@pytest.fixture(scope="session")
def settled(
    sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str]]:
    """A home with a person's things in it, to be copied, and what stands in it."""
    home = tmp_path_factory.mktemp("settled") / "home"
    shutil.copytree(sample_home, home)
    return home, settle(home)


def staged(settled: tuple[Path, dict[str, str]], home: Path) -> Iterator[Stage]:
    """Open a copy of that home to a browser that was let in."""
    shutil.copytree(settled[0], home)
    with Workspace(home) as own, Browser(Site(own)) as browser:
        browser.come_in()
        browser.site.access.secret("token")  # made when the server starts
        known = {**settled[1], "key": browser.site.access.secret("feed")}
        browser.site.warm()
        yield Stage(browser, home, known)


@pytest.fixture(scope="module")
def stage(
    settled: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """A stage that the tests of a file share."""
    yield from staged(settled, tmp_path_factory.mktemp("stage") / "home")


@pytest.fixture
def own_stage(settled: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Stage]:
    """A stage for one test, which may change it."""
    yield from staged(settled, tmp_path / "staged")


@pytest.fixture(scope="module")
def running(
    settled: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The same as it is served, for what only a socket can say."""
    home = tmp_path_factory.mktemp("running") / "home"
    shutil.copytree(settled[0], home)
    with served(home) as opened:
        yield opened


__all__ = ["ADDRESS"]
