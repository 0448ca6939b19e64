"""SECURITY.md 5, 9: only our own loopback names are answered to, and nothing opens a websocket.

Also what a request can do to the path by which it is let in.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.apps.served import Served
from tests.apps.web.conftest import ADDRESS
from tests.apps.web.security.conftest import READING, WRITING, Stage, own_cookie, say

from upslope.apps.web import routes
from upslope.apps.web.app import web_app

PORT = ADDRESS.rpartition(":")[2]
OWN = [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}", f"LocalHost:{PORT}"]
OTHERS = [
    "",
    " ",
    "evil.example",
    f"evil.example:{PORT}",
    "127.0.0.1",
    "localhost",
    "127.0.0.1:1",
    f"127.0.0.1:0{PORT}",
    f"127.0.0.1:{PORT}0",
    f"127.0.0.1.evil.example:{PORT}",
    f"localhost.evil:{PORT}",
    f"localhost.:{PORT}",
    f"127.0.0.1.:{PORT}",
    f"127.1:{PORT}",
    f"2130706433:{PORT}",
    f"0x7f.1:{PORT}",
    f"0.0.0.0:{PORT}",
    f"[::]:{PORT}",
    "[::1]",
    f"::1:{PORT}",
    f"[::ffff:127.0.0.1]:{PORT}",
    f"user@127.0.0.1:{PORT}",
    f"127.0.0.1:{PORT}@evil.example",
    f"127.0.0.1:{PORT}, evil.example",
    f"127.0.0.1:{PORT}#.evil.example",
    f"127.0.0.1:{PORT}/",
    f"a.localhost:{PORT}",
    "null",
]


@pytest.fixture
def counted(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[TestClient, list[str]]]:
    """A browser that was let in, of an app whose handlers are counted."""
    ran: list[str] = []

    def counting(found: list[object]) -> list[object]:
        async def handler(request: object) -> object:
            from starlette.responses import PlainTextResponse

            ran.append("ran")
            return PlainTextResponse("ran")

        from starlette.routing import Route

        return [Route(one.path, handler, methods=[*one.methods]) for one in found]  # type: ignore[attr-defined]

    real = routes.found
    monkeypatch.setattr(routes, "found", lambda: counting([*real()]))
    client = TestClient(web_app(stage.site), base_url=ADDRESS, cookies=stage.browser.cookies)
    client.headers |= {"sec-fetch-site": "same-origin", "origin": ADDRESS}
    yield client, ran


@pytest.mark.parametrize("host", OWN)
def test_own_names_are_answered(counted: tuple[TestClient, list[str]], host: str) -> None:
    client, ran = counted
    assert (
        client.get("/tracker", headers={"host": host, "origin": f"http://{host}"}).status_code
        == 200
    )
    assert ran == ["ran"]


@pytest.mark.parametrize("host", OTHERS)
def test_other_names_reach_no_handler(counted: tuple[TestClient, list[str]], host: str) -> None:
    client, ran = counted
    for path in (
        "/tracker",
        "/enter",
        "/static/app.css",
        "/health",
        "/feed/x/all.atom",
        "/api/v1/pay",
    ):
        assert client.get(path, headers={"host": host}).status_code in (400, 421), path
        assert client.post(path, headers={"host": host}).status_code in (400, 421), path
    assert ran == []


RAW = {
    "two hosts": "GET / HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\n\r\n",
    "two of ours": "GET / HTTP/1.1\r\nHost: {own}\r\nHost: {own}\r\n\r\n",
    "no host": "GET / HTTP/1.1\r\n\r\n",
    "no host, 1.0": "GET / HTTP/1.0\r\n\r\n",
    "absolute": "GET http://evil.example/health HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a folded host": "GET / HTTP/1.1\r\nHost: {own}\r\n evil.example\r\n\r\n",
    "forwarded": "GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: {own}\r\n\r\n",
    "space before colon": "GET / HTTP/1.1\r\nHost : {own}\r\n\r\n",
    "two lengths": "POST /enter HTTP/1.1\r\nHost: {own}\r\nContent-Length: 4\r\n"
    "Content-Length: 5\r\n\r\ncode",
    "length and chunks": "POST /enter HTTP/1.1\r\nHost: {own}\r\nContent-Length: 4\r\n"
    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: {own}\r\n\r\n",
    "other encoding": "POST /enter HTTP/1.1\r\nHost: {own}\r\n"
    "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "nothing of HTTP": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "connect": "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
    "websocket": "GET /tracker HTTP/1.1\r\nHost: {own}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade, close\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    "Origin: http://evil.example\r\n\r\n",
}


@pytest.mark.parametrize("name", RAW)
def test_no_form_of_a_request_gets_past(running: Served, name: str) -> None:
    found = say(running, RAW[name])
    statuses = [line for line in found.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    assert len(statuses) == 1, found
    assert int(statuses[0].split()[1]) in (400, 403, 404, 405, 421, 501), found
    assert b"upslope-" not in found


def test_a_target_with_a_host_is_judged_by_the_host_header(running: Served) -> None:
    found = say(running, "GET http://evil.example/health HTTP/1.1\r\nHost: {own}\r\n\r\n")
    assert b'{"status":"ok"}' not in found
    assert b"location: http" not in found.lower()


def test_a_second_request_of_a_connection_is_judged_by_itself(running: Served) -> None:
    first = "GET /health HTTP/1.1\r\nHost: {own}\r\n\r\n"
    found = say(running, first + "GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n")
    assert found.count(b"HTTP/1.1 200") == 1
    assert found.count(b"HTTP/1.1 421") == 1


@pytest.mark.parametrize("path", ["/", "/tracker", "/events", "/api/v1/events", "/health"])
def test_no_websocket_opens(stage: Stage, path: str) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), stage.browser.websocket_connect(path):
        pass


def test_no_answer_is_a_stream_of_events(stage: Stage) -> None:
    for method, path in READING:
        if method == "HEAD":
            said = stage.token if path.startswith("/api/") else {}
            found = stage.browser.request(method, stage.filled(path), headers=said)
            assert "event-stream" not in found.headers.get("content-type", "")


STRANGE = [
    "//api/v1/profile",
    "/api//v1/profile",
    "/API/v1/profile",
    "/Api/V1/Profile",
    "/api/v1/../v1/profile",
    "/api/%2e%2e/settings",
    "/api/..%2fsettings",
    "/static/../settings",
    "/static/..%2fsettings",
    "/static/%2e%2e/settings",
    "/static/%252e%252e/settings",
    "/feed/../settings",
    "/feed/..%2f..%2fsettings",
    "/enter/../settings",
    "/enter;/settings",
    "/enter%2f..%2fsettings",
    "/health/../settings",
    "/api/v1/extension/pair/../../profile",
    "/api/v1/extension%2f..%2fprofile",
    "/settings/%2e",
    "/./settings",
    "/.%2fsettings",
    "/settings%00",
    "/settings\\",
]


@pytest.mark.parametrize("path", STRANGE)
def test_no_spelling_of_a_path_lets_a_stranger_in(running: Served, path: str) -> None:
    asked = f"GET {path} HTTP/1.1\r\nHost: {{own}}\r\nCookie: {{}}\r\n\r\n"
    for cookie in ("", own_cookie(running)):
        found = say(running, asked.replace("{}", cookie)).decode()
        assert '"pay_floor"' not in found, "the API took a cookie"
        assert cookie or ("Delete" not in found and "Quillfish" not in found)
        assert int(found.split()[1]) < 500, found[:300]
        assert "location: //" not in found.lower()


def test_what_only_writes_cannot_be_read(stage: Stage) -> None:
    reads = {path for _, path in READING}
    only = sorted({path for _, path in WRITING} - reads)
    assert len(only) > 30
    for path in only:
        for method in ("GET", "HEAD", "OPTIONS", "TRACE", "PATCH"):
            said = stage.token if path.startswith("/api/") else {}
            found = stage.browser.request(method, stage.filled(path), headers=said)
            assert found.status_code in (400, 403, 404, 405), (method, path)
