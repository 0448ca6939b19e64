"""Debian's Chromium, on the app as it is served."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.apps.served import Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium")
OFFLINE = "--host-resolver-rules=MAP rebind.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Nothing but this machine is found; one more name leads to it too."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium, for one file of tests.

    Not for the whole session: as long as Playwright is started, no other test of this thread can
    run an event loop of its own.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: nothing is looked at in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", OFFLINE], timeout=120_000
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def app(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app on a copy of the sample, for one file of tests."""
    home = tmp_path_factory.mktemp("app") / "home"
    shutil.copytree(sample_home, home)
    with served(home) as serving:
        yield serving


@pytest.fixture
def fresh_app(sample_home: Path, tmp_path: Path) -> Iterator[Served]:
    """The app on a copy of the sample, for one test: nobody was here before."""
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    with served(home) as serving:
        yield serving


@contextmanager
def let_in(chromium: Browser, app: Served, **options: Any) -> Iterator[BrowserContext]:
    """Open a browser of its own cookies, and come in by a code, as ``upslope serve`` opens it."""
    context = chromium.new_context(**options)
    context.set_default_timeout(30_000)
    try:
        page = context.new_page()
        code = app.site.access.code()
        if options.get("java_script_enabled", True):
            page.goto(f"{app.address}/enter#{code}")
            page.wait_for_url(lambda url: "/enter" not in url)
        else:
            page.goto(f"{app.address}/enter")
            page.get_by_label("Code").fill(code)
            page.get_by_role("button", name="Come in").click()
        page.close()
        yield context
    finally:
        context.close()


def settled(page: Page) -> Page:
    """Wait until a page shows what it works out."""
    from playwright.sync_api import expect

    expect(page.locator(".working")).to_have_count(0, timeout=60_000)
    return page
