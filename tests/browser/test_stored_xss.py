"""Texts of others, and the person's own, are texts on every page and never HTML.

The HTML of each page is read, and each is looked at in Chromium without the content security
policy, so that escaping alone must hold; a page that does not escape shows that payloads would run.
With ``UPSLOPE_ALL_PAYLOADS=1`` every payload is tried, else every 23rd.
"""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.apps.served import Served, served
from tests.browser.conftest import let_in
from tests.browser.hostile import addresses, fill, payloads

from upslope.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog

pytestmark = pytest.mark.shared

ALL = os.environ.get("UPSLOPE_ALL_PAYLOADS") == "1"
_EVERY = 23

_ELEMENTS = """
a article aside b bdi blockquote body br button caption code datalist dd details div dl dt em
fieldset
figcaption figure footer form g circle h1 h2 h3 h4 head header hr html i img input kbd label legend
li line link main mark menu meta meter nav ol optgroup option output p path polyline pre progress q
rect script section select small span strong sub summary sup svg table tbody td text textarea tfoot
th thead time title tr ul
"""
_ATTRIBUTES = """
accept action alt as autocapitalize autocomplete autofocus charset checked class cols colspan
content cx cy d datetime defer dir disabled download draggable enctype fill for height hidden high
href id inputmode label lang list low max maxlength media method min minlength multiple name
novalidate open optimum pattern placeholder points r readonly rel required role rows rowspan scope
selected size spellcheck src start step tabindex target title type value viewbox width x x1 x2 y y1
y2
"""
ELEMENTS, ATTRIBUTES = frozenset(_ELEMENTS.split()), frozenset(_ATTRIBUTES.split())
_SHOW_ALL = (
    *("/openings", "/openings/{id}", "/match", "/tracker/{id}", "/tracker/replies"),
    *("/portfolio", "/settings", "/sources/{name}"),
)
_SHOW_MOST = ("/alerts", "/events", "/tracker")  # long ones are cut or no name, alike ones joined
_OWN_PREFIXES = ("aria-", "data-", "hx-")
_LEADING = ("action", "formaction", "href", "src", "hx-get", "hx-post", "hx-delete", "hx-put")


@pytest.fixture(scope="module")
def texts(shared: Path) -> list[str]:
    known = payloads(shared)
    return known if ALL else known[::_EVERY]


@pytest.fixture(scope="module")
def app(
    texts: list[str], shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("hostile") / "home"
    pages = sorted((shared / "hostile/jobposting").glob("xss_*.html"))
    with Workspace(home) as workspace:
        fill(workspace, texts, pages)
    with served(home) as serving:
        yield serving


Pages: TypeAlias = dict[str, dict[str, httpx.Response]]


def _pages(app: Served, texts: list[str]) -> Pages:
    """Return every page, by the path of its route and its address."""
    with httpx.Client(base_url=app.address, headers=app.token, timeout=600) as client:
        return {
            path: {one: _asked(client, one) for one in there}
            for path, there in addresses(app, texts).items()
        }


def _asked(client: httpx.Client, address: str) -> httpx.Response:
    """Ask until all is worked out."""
    until = time.monotonic() + 300
    while True:
        found = client.get(address)
        if 'class="working"' not in found.text or time.monotonic() > until:
            return found
        time.sleep(0.5)


def test_texts_stay_texts_on_every_page(chromium: Browser, app: Served, texts: list[str]) -> None:
    pages = _pages(app, texts)
    _are_of_our_elements_alone(pages, texts)
    _run_nothing_even_without_the_policy(chromium, app, pages)


def _are_of_our_elements_alone(pages: Pages, texts: list[str]) -> None:
    wrong, shown = Counter[str](), Counter[str]()
    for path, there in pages.items():
        seen: list[str] = []
        for address, found in there.items():
            assert found.status_code < 500, address
            if found.headers.get("content-type", "").startswith("text/html"):
                parsed = LexborHTMLParser(found.text)
                wrong.update(f"{address}: {what}" for what in _beyond_ours(parsed))
                seen += _words(parsed)
            else:
                assert path.endswith((".csv", ".ics", ".jsonl", ".atom", "calendar", "openings"))
        told = "\n".join(seen)
        shown[path] = sum(_squeezed(text) in told for text in texts)
    for path, number in shown.items():
        print(f"{path:34} {number:5} of {len(texts)} payloads shown as text")
    assert not wrong
    assert not {path: shown[path] for path in _SHOW_ALL if shown[path] < 0.97 * len(texts)}
    assert not {path: shown[path] for path in _SHOW_MOST if shown[path] < 0.4 * len(texts)}


def _beyond_ours(parsed: LexborHTMLParser) -> Iterator[str]:
    for node in parsed.css("*"):
        tag = node.tag or ""
        if tag not in ELEMENTS:
            yield f"<{tag}>"
        for name, value in node.attributes.items():
            low = name.lower()
            if low not in ATTRIBUTES and not low.startswith(_OWN_PREFIXES):
                yield f"<{tag} {low}>"
            if low in _LEADING and not _may_lead(tag, low, value or ""):
                yield f"<{tag} {low}={value!r}>"
            if low == "http-equiv" or low.startswith("hx-on"):
                yield f"<{tag} {low}={value!r}>"
        if tag == "script":
            yield from _beyond_our_scripts(node)


def _may_lead(tag: str, name: str, value: str) -> bool:
    """Say whether an address may be followed: another site's only by a link."""
    own = value.startswith(("/", "#", "?")) and not value.startswith(("//", "/\\"))
    scheme = urlsplit(value).scheme if "[" not in value else value.partition(":")[0]
    return own or (tag == "a" and name == "href" and scheme in ("http", "https", "mailto"))


def _beyond_our_scripts(node: Any) -> Iterator[str]:
    text = node.text() or ""
    if node.attributes.get("src", "").startswith("/static/"):
        if text.strip():
            yield "a script of ours with text"
    elif node.attributes.get("type") != "application/json" or "<" in text:
        yield "a script in a page"


def _words(parsed: LexborHTMLParser) -> Iterator[str]:
    """Yield all that a page shows, in its text and in its attributes."""
    for node in parsed.css(".visually-hidden, .duty-name"):  # said amid the words of others
        node.remove()
    yield _squeezed(parsed.root.text(deep=True) if parsed.root else "")
    for node in parsed.css("input, option, [title], [placeholder], [aria-label], a[href]"):
        for name in ("value", "title", "aria-label"):
            if value := node.attributes.get(name):
                yield _squeezed(value)


def _squeezed(text: str) -> str:
    """Leave out what HTML, or storing, does not keep: blanks and controls."""
    return re.sub(r"[\s\x00-\x20\x7f-\xa0\ufffd\u200b-\u200f\u2028-\u202e\ufeff]+", "", text)


_HOOKS = """
for (const name of ['alert', 'confirm', 'prompt', 'print'])
    window[name] = () => { ran(window.frameElement?.dataset.at ?? name); };
"""
_EVENTS = """() => {
    const leads = (event) => event.preventDefault();
    addEventListener('click', leads, true); addEventListener('submit', leads, true);
    const kinds = ['click', 'mouseover', 'mouseenter', 'mousemove', 'mouseup', 'focus', 'blur',
        'keydown', 'input', 'change', 'toggle', 'load', 'error', 'animationstart', 'animationend',
        'transitionend', 'pointerover', 'pointerenter', 'scroll', 'wheel', 'copy', 'paste', 'drag',
        'dragover', 'drop', 'begin', 'end', 'loadstart', 'canplay', 'play', 'begin'];
    for (const element of document.querySelectorAll('*'))
        for (const kind of kinds) element.dispatchEvent(new Event(kind, {cancelable: true}));
    const leading = [...document.querySelectorAll('a[href], area[href]')];
    return leading.map((one) => one.protocol).concat(
        [...document.querySelectorAll('[action], [formaction]')].map(
            (one) => new URL(one.getAttribute('action') ?? '', location).protocol)); }"""
_LEADS = {"http:", "https:", "mailto:", ":"}  # the last of an address that leads nowhere


class Watched:
    """A browser without our policy, in which every run of a payload is noted, and every request."""

    def __init__(self, context: BrowserContext, own: str) -> None:
        self.ran: list[str] = []
        self.left: list[str] = []
        context.expose_binding("ran", lambda _, what: self.ran.append(what))
        context.add_init_script(_HOOKS)
        context.on("request", lambda request: self._note(request.url, own))
        context.on("dialog", self._dismiss)
        self.page = context.new_page()

    def _dismiss(self, dialog: Dialog) -> None:
        self.ran.append("dialog")
        dialog.dismiss()

    def _note(self, url: str, own: str) -> None:
        if not url.startswith((own, "data:", "about:", "blob:")):
            self.left.append(url)


def _looked_at(there: dict[str, httpx.Response]) -> list[str]:
    """Return the addresses of those that are pages."""
    return [
        one
        for one, found in there.items()
        if found.headers.get("content-type", "").startswith("text/html")
    ]


def test_the_same_payloads_would_run_in_a_careless_page(
    chromium: Browser, texts: list[str]
) -> None:
    from playwright.sync_api import Error

    careless, fired = "http://127.0.0.1/careless", 0
    with chromium.new_context(bypass_csp=True) as context:
        watched = Watched(context, careless)
        context.route(careless, lambda route: route.fulfill(content_type="text/html", body=""))
        for start in range(0, len(texts), 120):
            page = context.new_page()
            page.goto(careless)
            context.set_offline(True)
            with suppress(Error):  # one that ran leads the page elsewhere
                page.evaluate(_CARELESS, texts[start : start + 120])
            page.close()
            context.set_offline(False)
            fired += len(set(watched.ran))
            watched.ran.clear()
    print(f"{fired} of {len(texts)} payloads ran in a page that takes them for HTML")
    assert fired > 50


_CARELESS = """async (texts) => {
    const frames = texts.map((text, at) => {
        const frame = document.createElement('iframe');
        frame.dataset.at = at; frame.srcdoc = text; document.body.append(frame);
        return frame; });
    await new Promise((done) => setTimeout(done, 1500));
    for (const frame of frames) for (const element of frame.contentDocument?.all ?? [])
        for (const name of Element.prototype.getAttributeNames.call(element))
            if (name.startsWith('on'))
                EventTarget.prototype.dispatchEvent.call(element, new Event(name.slice(2)));
    await new Promise((done) => setTimeout(done, 500)); }"""


def _run_nothing_even_without_the_policy(chromium: Browser, app: Served, pages: Pages) -> None:
    looked = [one for there in pages.values() for one in _looked_at(there)]
    with let_in(chromium, app, bypass_csp=True) as context:
        watched = Watched(context, app.address)
        for address in looked:
            watched.page.goto(app.address + address, wait_until="load")
            context.set_offline(True)  # our own listeners may ask for what they like
            leads = watched.page.evaluate(_EVENTS)
            assert set(leads) <= _LEADS, address
            context.set_offline(False)
            assert not watched.ran, address
            assert not watched.left, address
    print(f"{len(looked)} pages looked at in Chromium without a policy: nothing ran")
