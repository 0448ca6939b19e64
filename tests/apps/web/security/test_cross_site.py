"""SECURITY.md 7: no page of another site writes anything, by any route, however it asks."""

from __future__ import annotations

from typing import Any

import pytest
from tests.apps.web.conftest import ADDRESS
from tests.apps.web.security.conftest import READING, WRITING, Stage, fingerprint

from upslope.apps.loopback.guard import PAIRING

EVIL = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
FORM = "application/x-www-form-urlencoded"
ASKED: dict[str, dict[str, Any]] = {
    "a form of another site": {"headers": EVIL, "data": {"choice": "hidden"}},
    "the same by an old browser": {
        "headers": {"origin": "https://evil.example"},
        "data": {"a": "b"},
    },
    "another port of this machine": {
        "headers": {"origin": "http://127.0.0.1:9999", "sec-fetch-site": "same-site"},
        "data": {"a": "b"},
    },
    "https in place of http": {"headers": {"origin": ADDRESS.replace("http", "https")}},
    "a text that is JSON": {
        "headers": {**EVIL, "content-type": "text/plain"},
        "content": '{"choice": "hidden"}',
    },
    "no body": {"headers": EVIL},
    "no body, no origin": {"headers": {}},
    "no body, no origin, JSON": {"headers": {"content-type": "application/json"}},
    "a form without origin": {"headers": {"content-type": FORM}, "content": "choice=hidden"},
    "an origin of nobody": {"headers": {"origin": "null"}, "data": {"a": "b"}},
    "two origins": {"headers": [("origin", ADDRESS), ("origin", "https://evil.example")]},
    "a frame of ours elsewhere": {"headers": {"origin": ADDRESS, "sec-fetch-site": "cross-site"}},
    "a form that leads here": {
        "headers": {**EVIL, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
        "data": {"a": "b"},
    },
    "an extension that is not paired": {"headers": {"origin": "chrome-extension://abcdefgh"}},
    "only a Referer of ours": {"headers": {"referer": f"{ADDRESS}/tracker"}, "data": {"a": "b"}},
}
REFUSED = (401, 403, 405, 415)


@pytest.mark.parametrize("name", ASKED)
def test_no_route_writes_for_another_site(stage: Stage, name: str) -> None:
    before = fingerprint(stage.home)
    options = {"follow_redirects": False, **ASKED[name]}
    for method, path in WRITING:
        for asked in {method, "POST", "PUT", "DELETE", "PATCH"}:
            found = stage.browser.request(asked, stage.filled(path), **options)
            allowed = (*REFUSED, 422) if path == PAIRING else REFUSED  # without a code: no JSON
            assert found.status_code in allowed, (asked, path, found.status_code)
            assert not [one for one in found.headers if one.startswith("access-control")]
    assert fingerprint(stage.home) == before


def test_a_preflight_is_refused(stage: Stage) -> None:
    asked = {
        "access-control-request-method": "DELETE",
        "access-control-request-headers": "authorization",
    }
    for _, path in WRITING + READING:
        found = stage.browser.options(stage.filled(path), headers=EVIL | asked)
        assert found.status_code in REFUSED
        assert "access-control-allow-origin" not in found.headers


OVERRIDES = ("x-http-method-override", "x-http-method", "x-method-override")


def test_no_header_or_field_makes_a_reading_request_write(stage: Stage) -> None:
    before = fingerprint(stage.home)
    for method, path in WRITING:
        headers = dict.fromkeys(OVERRIDES, method) | {"sec-fetch-site": "same-origin"}
        asked = {"_method": method, "method": method, "choice": "hidden", "status": "rejected"}
        found = stage.browser.get(stage.filled(path), params=asked, headers=headers)
        assert found.status_code < 500, path
        said = headers | stage.token
        assert stage.browser.get(stage.filled(path), params=asked, headers=said).status_code < 500
    assert fingerprint(stage.home) == before


def test_a_token_does_not_help_a_page_of_another_site(stage: Stage) -> None:
    for method, path in WRITING:
        found = stage.browser.request(method, stage.filled(path), headers=stage.token | EVIL)
        assert found.status_code == 403, (method, path)


def test_the_cookie_opens_no_route_of_the_api(stage: Stage) -> None:
    ours = {"origin": ADDRESS, "sec-fetch-site": "same-origin"}
    paths = [
        one for one in READING + WRITING if one[1].startswith("/api/") and "pair" not in one[1]
    ]
    assert len(paths) > 40
    for method, path in paths:
        found = stage.browser.request(method, stage.filled(path), headers=ours)
        assert found.status_code == 401, (method, path)


def test_nobody_is_let_in_by_another_site(own_stage: Stage) -> None:
    """A browser is not made to come in, nor an extension paired, by a page that knows a code."""
    code = own_stage.site.access.code()
    for path in ("/enter", "/api/v1/extension/pair"):
        found = own_stage.browser.post(path, data={"code": code}, headers=EVIL)
        assert found.status_code == 403
    assert own_stage.site.access.spend(code)
