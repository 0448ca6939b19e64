"""What an attacker tries on the frame itself: cookies, codes, parts, headers, names of files."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from tests.apps.served import Served
from tests.apps.web.conftest import ADDRESS
from tests.apps.web.security.conftest import READING, Stage, lines, own_cookie, say

from upslope.apps.loopback.guard import API, PAIRING

OURS = {"origin": ADDRESS, "sec-fetch-site": "same-origin"}


def stranger(stage: Stage, **options: Any) -> TestClient:
    return TestClient(stage.browser.app, base_url=ADDRESS, follow_redirects=False, **options)


@pytest.mark.parametrize("cookie", ["", "x", "upslope-8571", "upslope-8571=", "upslope-1={own}"])
def test_no_other_cookie_lets_in(stage: Stage, cookie: str) -> None:
    headers = {"cookie": cookie.format(own=stage.site.access.secret("browser"))}
    assert stranger(stage).get("/tracker", headers=headers).status_code == 303


def test_a_cookie_tossed_from_another_port_lets_nobody_in(stage: Stage) -> None:
    """Another server of this machine can set cookies of any name here: it gains nothing by that."""
    own = stage.site.access.secret("browser")
    for cookie in ("upslope-8571=tossed", f"upslope-8571={own[:-1]}", f"upslope-8571={own}x"):
        assert stranger(stage).get("/tracker", headers={"cookie": cookie}).status_code == 303
    tossed = f"upslope-8571=tossed; upslope-8571={own}"
    assert stranger(stage).get("/tracker", headers={"cookie": tossed}).status_code == 200
    days = f"upslope-8571={own}; upslope-days-8571=<script>.9999-99-99; a=\x80; ;;==;"
    found = stranger(stage).get("/", headers={b"cookie": days.encode("latin-1")})
    assert found.status_code == 200 and "<script>." not in found.text


def test_the_cookie_is_for_the_server_alone(own_stage: Stage) -> None:
    sent = {"code": own_stage.site.access.code()}
    found = stranger(own_stage).post("/enter", data=sent, headers=OURS)
    said = found.headers["set-cookie"].lower()
    for attribute in ("httponly", "samesite=lax", "path=/"):
        assert attribute in said
    assert "domain" not in said
    assert found.headers["cache-control"] == "no-store"


def test_codes_are_not_found_by_trying(own_stage: Stage) -> None:
    code = own_stage.site.access.code()
    tried = [f"{number:020x}" for number in range(200)] + [code[:-1], code[1:], code * 2, "%", "*"]
    for one in tried:
        found = stranger(own_stage).post("/enter", data={"code": one}, headers=OURS)
        assert found.status_code == 403 and "set-cookie" not in found.headers
    assert own_stage.site.access.spend(code), "it still holds"


def test_a_renewed_secret_shuts_out_who_had_the_one_before(own_stage: Stage) -> None:
    before = {name: own_stage.site.access.secret(name) for name in ("token", "browser", "feed")}
    for name in before:
        own_stage.browser.write("/settings/programs/renew", {"name": name})
    cookie = {"cookie": f"upslope-8571={before['browser']}"}
    assert stranger(own_stage).get("/tracker", headers=cookie).status_code == 303
    token = {"authorization": f"Bearer {before['token']}"}
    assert stranger(own_stage).get("/api/v1/profile", headers=token).status_code == 401
    assert stranger(own_stage).get(f"/feed/{before['feed']}/all.atom").status_code == 404
    assert own_stage.browser.get("/tracker").status_code == 200, "this browser stays"


def test_an_extension_is_held_to_its_own_few_addresses(own_stage: Stage) -> None:
    access, origin = own_stage.site.access, "chrome-extension://abcdefghijklmnop"
    asked = {"origin": origin, "sec-fetch-site": "cross-site"}
    shown = stranger(own_stage).post(PAIRING, json={"code": access.code()}, headers=asked)
    token = shown.json()["token"]
    said = {"authorization": f"Bearer {token}"}
    for method, path in READING:
        found = stranger(own_stage).request(method, own_stage.filled(path), headers=said | asked)
        if not path.startswith(("/static", "/health", "/enter", "/feed")):
            assert found.status_code in (401, 403), path
    for more in ({}, {"origin": "moz-extension://other"}, {"origin": "https://evil.example"}, OURS):
        found = stranger(own_stage).post(
            "/api/v1/extension/look", json={"url": "https://x.example"}, headers=said | more
        )
        assert found.status_code in (401, 403), more
    own_stage.browser.write("/settings/programs/unpair", {"origin": origin})
    found = stranger(own_stage).post(
        "/api/v1/extension/look", json={"url": "https://x.example"}, headers=said | asked
    )
    assert found.status_code in (401, 403)


CRLF = [
    "x\r\nSet-Cookie: evil=1",
    "x\nSet-Cookie: evil=1",
    "x%0d%0aSet-Cookie:%20evil=1",
    "x\u560a\u560dSet-Cookie: evil=1",
    "x\r\n\r\n<script>alert(1)</script>",
    "é€🦊",
]


def unsplit(running: Served, payloads: list[str]) -> None:
    cookie = own_cookie(running)
    for payload in payloads:
        value = quote(payload, safe="%", errors="replace")
        for path in (
            f"/openings?q={value}&place={value}&sort={value}&page={value}",
            f"/suggestions/none?back={value}",
            f"/tracker/{value}",
            f"/enter?next={value}",
            f"/settings/data/openings?format={value}",
            f"/{value}",
        ):
            more = f"Cookie: {cookie}\r\nHX-Request: true\r\n"
            found = say(running, f"GET {path} HTTP/1.1\r\nHost: {{own}}\r\n{more}\r\n")
            head = found.partition(b"\r\n\r\n")[0]
            assert found.startswith(b"HTTP/1.1 ") and not found.startswith(b"HTTP/1.1 5"), path
            assert b"evil=1" not in re.sub(rb"(?i)\r\n(location|hx-push-url):[^\r\n]*", b"", head)
            assert b"\nset-cookie: evil" not in head.lower()


def test_no_text_splits_an_answer(running: Served) -> None:
    unsplit(running, CRLF)


@pytest.mark.shared
def test_collected_texts_split_no_answer(running: Served, shared: Path) -> None:
    payloads = lines(shared / "hostile" / "injection" / "CRLF_Injection" / "Files", "*.txt")
    unsplit(running, [one.removeprefix("/") for one in payloads])


def test_no_answer_tells_htmx_to_leave(stage: Stage) -> None:
    for method, path in READING:
        if method == "GET" and not path.startswith(API):
            found = stage.browser.part(stage.filled(path) + "?q=//evil.example&back=//evil.example")
            leads = {k: v for k, v in found.headers.items() if k.startswith("hx-")}
            assert leads.keys() <= {"hx-push-url"}, path
            assert all(value.startswith("/") and value[1:2] != "/" for value in leads.values())


def test_a_part_and_a_whole_page_are_kept_apart(stage: Stage) -> None:
    for path in ("/", "/openings", "/match"):
        assert "hx-request" in stage.browser.get(path).headers["vary"].lower()
        assert stage.browser.get(path).headers["cache-control"] == "no-store"


def test_no_secret_is_packed_with_what_others_choose(stage: Stage) -> None:
    """Lengths of packed answers give secrets away only to who may ask, and no other site may."""
    for asked in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        found = stage.browser.get("/alerts?q=feed", headers=asked)
        assert found.status_code == 403
    page = stage.browser.get("/settings/programs").content
    for name in ("token", "browser"):
        assert stage.site.access.secret(name).encode() not in page + gzip.compress(page)


NAMES = [
    "../../../evil.pdf",
    "..\\..\\evil.pdf",
    "/etc/evil.pdf",
    "a\r\nX: y.pdf",
    "e\x00vil.pdf",
    "x" * 5000,
    "<img src=x onerror=alert(1)>.pdf",
    "\u202efdp.exe",
    "CON",
    "",
    ".",
    "..",
    "~/.ssh/evil",
    "=1+1.csv",
]


@pytest.mark.parametrize(
    "path", ["/welcome", "/tracker/import", "/tracker/replies", "/sources/file", "/events/file"]
)
def test_names_of_files_that_are_sent_lead_nowhere(own_stage: Stage, path: str) -> None:
    before = set(own_stage.home.parent.rglob("*evil*"))
    field = "resume" if path == "/welcome" else "file"
    for name in NAMES:
        found = own_stage.browser.write(path, files={field: (name, b"nothing of use")})
        assert found.status_code < 500, name
        assert "<img src=x" not in found.text and "\u202e" not in found.text
        for kind in ("file", "events"):
            if work := own_stage.site.works.of(kind):
                work.join(20)
    for name in ("evil", "CON"):
        assert set(own_stage.home.parent.rglob(f"*{name}*")) <= before
    assert not Path("/etc/evil.pdf").exists()


def test_a_site_may_lead_here_but_not_look(stage: Stage) -> None:
    leads = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
    }
    assert stage.browser.get("/tracker", headers=leads).status_code == 200
    for dest in ("iframe", "embed", "object", "image", "script", "style", "empty", "frame"):
        asked = leads | {"sec-fetch-dest": dest}
        assert stage.browser.get("/tracker", headers=asked).status_code == 403, dest
        assert stage.browser.get("/static/app.js", headers=asked).status_code == 403, dest
    for mode in ("no-cors", "cors", "websocket"):
        assert (
            stage.browser.get("/tracker", headers=leads | {"sec-fetch-mode": mode}).status_code
            == 403
        )
    for site in ("cross-site", "same-site", "evil"):
        assert (
            stage.browser.get("/api/v1/profile", headers={"sec-fetch-site": site}).status_code
            == 403
        )
