"""The frame of all pages: who comes in, what stands around a page, what is said of a failure."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.apps.web.conftest import ADDRESS, Browser

from upslope.apps.web.app import POLICY


def test_a_code_lets_a_browser_in_once(browser: Browser) -> None:
    stranger = TestClient(browser.app, base_url=ADDRESS, follow_redirects=False)
    found = stranger.get("/settings?part=1")
    assert (found.status_code, found.headers["location"]) == (
        303,
        "/enter?next=%2Fsettings%3Fpart%3D1",
    )
    code = browser.site.access.code()
    sent = {"code": code, "next": "//evil.example"}
    entered = stranger.post("/enter", data=sent, headers={"origin": ADDRESS})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert stranger.get("/welcome").status_code == 200
    again = TestClient(browser.app, base_url=ADDRESS)
    refused = again.post("/enter", data=sent, headers={"origin": ADDRESS})
    assert refused.status_code == 403
    assert "does not hold" in refused.text


@pytest.mark.parametrize("path", ["/welcome", "/nowhere", "/static/app.css", "/static/nothing"])
def test_every_answer_has_the_headers(browser: Browser, path: str) -> None:
    found = browser.get(path)
    assert found.headers["content-security-policy"] == POLICY
    assert found.headers["x-frame-options"] == "DENY"
    assert found.headers["x-content-type-options"] == "nosniff"


def test_what_fails_is_said_without_its_text(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("secret of ada")

    monkeypatch.setattr("upslope.apps.web.site.Site.workspace", property(fail))
    found = browser.get("/welcome")
    assert found.status_code == 500
    assert "secret" not in found.text + caplog.text
    assert found.headers["content-security-policy"] == POLICY


def test_a_part_that_cannot_be_had_says_so_in_its_place(browser: Browser) -> None:
    found = browser.part("/openings/nothing-of-that-id")
    assert found.status_code == 404
    assert found.text.startswith('<p class="problem" role="alert">There is no posting')


def test_a_hint_that_names_a_command_leads_to_the_page_that_does_it(browser: Browser) -> None:
    page = browser.get("/tracker/not-there")
    assert page.status_code == 404
    assert '<a href="/tracker">Or here: Tracker</a>' in page.text
