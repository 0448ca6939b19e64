"""Other sites in the person's browser: they read nothing here, and write nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from tests.apps.served import Served
from tests.browser.conftest import let_in, settled
from tests.store.made_up import contents

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


class _Blank(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<!doctype html><title>Another site</title><body></body>"
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """Another site: another port of this machine is another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Blank) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def known(chromium: Browser, app: Served) -> Iterator[BrowserContext]:
    """A browser that was let in, of a person who tracks something."""
    app.site.own.tracker.add(company="Quillfish", title="Ranking engineer")
    with let_in(chromium, app) as context:
        yield context


@pytest.fixture(autouse=True)
def _tidied(known: BrowserContext) -> Iterator[None]:
    yield
    for page in known.pages:
        page.close()


def _at(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def test_another_name_for_this_machine_opens_nothing(known: BrowserContext, app: Served) -> None:
    port = app.address.rpartition(":")[2]
    page = known.new_page()
    for path in ("/tracker", "/api/v1/tracker", "/enter", "/health", "/static/app.css"):
        found = page.goto(f"http://rebind.test:{port}{path}")
        assert found is not None
        assert (found.status, "Quillfish" in found.text()) == (421, False)
    asked = "async () => (await fetch('/api/v1/openings')).status"
    assert page.evaluate(asked) == 421


READS = {
    "fetch": "async (url) => (await (await fetch(url, {credentials: 'include'})).text())",
    "fetch without CORS": """async (url) => {
        const found = await fetch(url, {credentials: 'include', mode: 'no-cors'});
        return found.type === 'opaque' ? '' : await found.text(); }""",
    "script": """(url) => new Promise((done) => {
        const script = document.createElement('script');
        script.onload = () => done('it ran'); script.onerror = () => done('');
        script.src = url; document.body.append(script); })""",
    "image": """(url) => new Promise((done) => {
        const image = new Image();
        image.onload = () => done('it was shown'); image.onerror = () => done('');
        image.src = url; })""",
    "style": """(url) => new Promise((done) => {
        const link = document.createElement('link');
        link.onload = () => done('it was taken'); link.onerror = () => done('');
        link.rel = 'stylesheet'; link.href = url; document.head.append(link); })""",
    "window": """(url) => new Promise((done) => {
        const opened = window.open(url);
        setTimeout(() => {
            try { done(opened.document.body.textContent); } catch (error) { done(''); }
        }, 1500); })""",
}


@pytest.mark.parametrize("how", READS)
def test_another_site_reads_nothing(
    known: BrowserContext, app: Served, elsewhere: str, how: str
) -> None:
    page = _at(known, elsewhere)
    paths = ["/tracker"] if how == "window" else ["/tracker", "/api/v1/tracker", "/static/app.js"]
    paths += ["/static/app.css", "/static/upslope.svg"] if how in ("image", "style") else []
    for path in paths:
        try:
            got = page.evaluate(READS[how], app.address + path)
        except Exception as error:  # what a page of that site sees, too
            got = "" if "Failed to fetch" in str(error) else str(error)
        assert got == "", f"{path} by {how}"


def test_no_other_site_shows_a_page_of_ours(
    known: BrowserContext, app: Served, elsewhere: str
) -> None:
    page = _at(known, elsewhere)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate(
        "(url) => { const frame = document.createElement('iframe');"
        " frame.src = url; document.body.append(frame); }",
        f"{app.address}/tracker",
    )
    page.wait_for_timeout(1000)
    framed = page.frames[1]
    assert not framed.url.startswith(app.address)
    assert "Quillfish" not in framed.content()


def _writes(app: Served) -> list[tuple[str, dict[str, str]]]:
    one = app.site.own.tracker.all()[0]
    return [
        ("/tracker/add", {"company": "Evil", "title": "Written by another site"}),
        (f"/tracker/{one.id}/remove", {}),
        (f"/tracker/{one.id}/add/note", {"text": "Written by another site"}),
        ("/welcome/sample", {"person": "student"}),
        ("/settings/programs/renew", {"name": "browser"}),
        ("/settings/data/delete", {"sure": "yes"}),
        ("/enter", {"code": app.site.access.code()}),
    ]


def test_another_site_writes_nothing(known: BrowserContext, app: Served, elsewhere: str) -> None:
    before = contents(app.site.own.store), app.site.access.secret("browser")
    page = _at(known, elsewhere)
    for path, fields in _writes(app):
        for kind in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data"):
            page.goto(elsewhere)
            with page.expect_navigation():
                page.evaluate(_FORM, [app.address + path, fields, kind])
            assert "Pages of other sites may not ask this server." in page.content()
    page.goto(elsewhere)
    for path in ("/tracker/add", "/api/v1/tracker"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            for mode in ("cors", "no-cors"):
                page.evaluate(_FETCH, [app.address + path, method, mode])
    assert (contents(app.site.own.store), app.site.access.secret("browser")) == before


_FORM = """([url, fields, kind]) => {
    const form = document.createElement('form');
    form.method = 'post'; form.action = url; form.enctype = kind;
    for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement('input');
        field.name = name; field.value = value; form.append(field);
    }
    document.body.append(form); form.submit(); }"""
_FETCH = """async ([url, method, mode]) => {
    const body = '{"company": "Evil", "title": "Written by another site"}';
    const headers = mode === 'cors' ? {'content-type': 'application/json'} : {};
    try { await fetch(url, {method, mode, body, headers, credentials: 'include'}); }
    catch (error) { return; } }"""


def test_an_address_alone_writes_nothing(
    known: BrowserContext, app: Served, elsewhere: str
) -> None:
    before = contents(app.site.own.store)
    page = _at(known, elsewhere)
    for path, fields in _writes(app):
        query = "&".join(f"{name}={value}" for name, value in fields.items())
        page.goto(f"{app.address}{path}?{query}&_method=POST")
    assert contents(app.site.own.store) == before


def test_what_a_browser_keeps(known: BrowserContext, app: Served) -> None:
    page = _at(known, f"{app.address}/openings")
    page.get_by_label("Search openings").fill("python")
    page.wait_for_url("**q=python**")
    page.goto(f"{app.address}/tracker")
    settled(page)
    kept = "() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]"
    # htmx notes the address that the browser's history has too; no page is kept.
    assert page.evaluate(kept) == [[], ["htmx-current-path-for-history"], ""]
    for cookie in known.cookies():
        assert (cookie.get("httpOnly"), cookie.get("sameSite")) == (True, "Lax")
    name = f"upslope-{app.address.rpartition(':')[2]}"
    assert name in {cookie.get("name") for cookie in known.cookies()}


def test_a_code_stands_in_no_address_and_comes_in_once(chromium: Browser, app: Served) -> None:
    code = app.site.access.code()
    context = chromium.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{app.address}/enter?next=/tracker#{code}")
    page.wait_for_url(f"{app.address}/tracker")
    assert not any(code in url.partition("#")[0] for url in asked)
    stranger = chromium.new_context().new_page()
    stranger.goto(f"{app.address}/enter#{code}")
    stranger.get_by_text("This code does not hold").wait_for()
    for one in (context, stranger.context):
        one.close()
