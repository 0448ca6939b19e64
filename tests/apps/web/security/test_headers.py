"""SECURITY.md 4: what every answer says a page may do, and that no page needs more than that."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient
from tests.apps.web.conftest import ADDRESS
from tests.apps.web.security.conftest import READING, WRITING, Stage

from upslope.apps.web.app import POLICY
from upslope.apps.web.templating import HERE

HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
OURS = (HERE / "static", HERE.parent / "market" / "static")
LEADS = {"a", "area"}
"""Elements whose address a person follows; all others are loaded by the browser itself."""


def loaded(html: str) -> list[str]:
    """Return the addresses that a page has a browser load, or send a form to."""
    page = LexborHTMLParser(html)
    found = []
    for node in page.css("[src], [href], [action], [formaction], [data], [poster], [srcset]"):
        names = {"src", "action", "formaction", "data", "poster", "srcset"}
        names |= set() if node.tag in LEADS else {"href", "xlink:href"}
        found += [node.attributes.get(name) or "" for name in names & node.attributes.keys()]
    return found


def inline(html: str) -> list[str]:
    """Return what would need a laxer policy: scripts and styles that stand in the page itself."""
    page = LexborHTMLParser(html)
    scripts = [one for one in page.css("script:not([src])") if not _is_data(one.attributes)]
    found = [
        one.html or ""
        for one in (*scripts, *page.css("style, [style], [srcdoc], base, object, embed, iframe"))
    ]
    handlers = [
        f"{one.tag} {name}"
        for one in page.css("*")
        for name in one.attributes
        if name.startswith("on")
    ]
    meta = [one.html or "" for one in page.css("meta[http-equiv]")]
    return found + handlers + meta


def _is_data(attributes: dict[str, str | None]) -> bool:
    return attributes.get("type") == "application/json"


def check(answer: object) -> None:
    headers = answer.headers  # type: ignore[attr-defined]
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert not [name for name in headers if name.startswith("access-control-")]
    assert "server" not in headers and "x-powered-by" not in headers
    assert ";" not in headers.get("content-type", "") or "charset=utf-8" in headers["content-type"]


@pytest.mark.parametrize(("method", "path"), READING + WRITING)
def test_every_route_answers_with_the_headers(stage: Stage, method: str, path: str) -> None:
    where = stage.filled(path)
    said = stage.token if path.startswith("/api/") else {}
    strange = TestClient(stage.browser.app, base_url=ADDRESS, follow_redirects=False)
    check(strange.request(method, where))  # a stranger: 401, 403 or the way in
    if method not in ("GET", "HEAD"):
        return
    found = stage.browser.request(method, where, headers=said, follow_redirects=False)
    check(found)
    assert found.status_code < 500
    if not path.startswith("/static/"):
        assert found.headers["cache-control"] in ("no-store", "private, no-cache")
    if found.headers.get("content-type", "").startswith("text/html"):
        assert not inline(found.text)
        assert not [one for one in loaded(found.text) if not re.match(r"/(?!/)|#|$|\?", one)]
        assert 'style="' not in found.text


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/static/nothing.js", "/static/", "/api/v1/nothing", "/openings/none", "/%00"],
)
def test_what_is_not_there_has_them_too(stage: Stage, path: str) -> None:
    found = stage.browser.get(path, headers=stage.token)
    check(found)
    assert found.status_code == 404


def test_what_fails_has_them_too(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("upslope.apps.web.site.Site.workspace", property(fail))
    for path in ("/", "/api/v1/openings"):
        found = stage.browser.get(path, headers=stage.token if "api" in path else {})
        check(found)
        assert found.status_code == 500


def test_files_of_ours_lead_to_no_other_site() -> None:
    files = [one for folder in OURS for one in folder.rglob("*") if one.is_file()]
    assert len(files) > 15
    for file in files:
        text = file.read_text("utf-8")
        if file.suffix == ".css":
            assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", text), file
        if file.suffix == ".svg":
            assert not re.search(r"(?:href|src)\s*=\s*['\"](?!#)|<script|\son\w+=", text), file
        if file.suffix == ".js" and file.parent.name != "vendor":
            assert not re.search(
                r"https?://(?!www\.w3\.org)|innerHTML|\beval\(|new Function", text
            ), file


@pytest.mark.parametrize(
    "file", sorted((HERE / "templates").glob("*.html")), ids=lambda one: one.name
)
def test_templates_take_no_text_of_others_for_html(file: object) -> None:
    text = file.read_text("utf-8")  # type: ignore[attr-defined]
    assert not re.search(r"\|\s*safe\b|Markup\(|autoescape\s+false", text)
    assert not re.search(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\sstyle=|\son\w+\s*=\s*[\"']", text
    )
    assert not re.search(
        r"<(?:script|link|img|iframe|object)[^>]*(?:src|href)=[\"'](?:https?:)?//", text
    )
    for blank in re.findall(r"<a [^>]*target=\"_blank\"[^>]*>", text):
        assert "noopener" in blank and "noreferrer" in blank, blank
