"""SECURITY.md 11: nothing that is sent fills the memory, holds others up, or stands for long."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from tests.apps.served import Served
from tests.apps.web.security.conftest import own_cookie

SECONDS = 5.0
MOST_GROWTH = 50 * 2**20
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc for the memory in use")
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
PARTS = "Content-Type: multipart/form-data; boundary=x\r\n"
JSON = "Content-Type: application/json\r\n"


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@contextmanager
def opened(running: Served) -> Iterator[socket.socket]:
    parts = urlsplit(running.address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=15) as one:
        yield one


def answer(one: socket.socket) -> bytes:
    found = b""
    with suppress(ConnectionResetError, TimeoutError):
        while b"\r\n\r\n" not in found and (piece := one.recv(65536)):
            found += piece
    return found


def head(running: Served, method: str, path: str, more: str, length: int | None) -> bytes:
    said = f"Cookie: {own_cookie(running)}\r\nOrigin: {running.address}\r\n"
    if path.startswith("/api"):
        said = f"Authorization: {running.token['authorization']}\r\n"
    size = "" if length is None else f"Content-Length: {length}\r\n"
    host = running.address.removeprefix("http://")
    return f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{said}{more}{size}\r\n".encode()


def post(running: Served, path: str, more: str, body: bytes) -> bytes:
    with opened(running) as one:
        with suppress(BrokenPipeError, ConnectionResetError):
            one.sendall(head(running, "POST", path, more, len(body)) + body)
        return answer(one)


DEEP = b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
ITEMS = json.dumps({"postings": [{"id": str(n), "title": "x"} for n in range(10_000)]}).encode()
MANY = b"&".join(b"f%d=1" % n for n in range(100_000))
IN_PARTS = b"".join(
    b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n1\r\n' for _ in range(30_000)
)
FILES = b"".join(
    b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n1\r\n'
    for _ in range(500)
)
BIG = {
    "5 MiB of JSON": ("/api/v1/searches", JSON, b'{"name": "' + b"a" * (5 << 20) + b'"}', {413}),
    "5 MiB of a form": ("/tracker/add", FORM, b"company=" + b"a" * (5 << 20), {413}),
    "17 MiB in parts": ("/welcome", PARTS, b"--x\r\n" + b"a" * (17 << 20), {413}),
    "70 KiB by a stranger": ("/enter", FORM, b"code=" + b"a" * 70_000, {413}),
    "100,000 fields": ("/tracker/add", FORM, MANY, {413}),
    "30,000 parts": ("/welcome", PARTS, IN_PARTS + b"--x--\r\n", {413}),
    "500 files": ("/welcome", PARTS, FILES + b"--x--\r\n", {413}),
    "a part without end": (
        "/welcome",
        PARTS,
        b"--x\r\nContent-Disposition: form-data",
        {400, 413, 422},
    ),
    "JSON 100,000 deep": ("/api/v1/searches", JSON, DEEP, {400, 413, 422}),
    "10,000 postings": ("/api/v1/understand", JSON, ITEMS, {400, 413, 422}),
    "no JSON": ("/api/v1/searches", JSON, b"\xff\xfe" * 1000, {400, 422}),
    "a field of 1 MiB": ("/tracker/add", FORM, b"company=" + b"a" * (1 << 20), {413, 422}),
}


@pytest.mark.parametrize("name", BIG)
def test_too_much_is_refused_at_once(running: Served, name: str) -> None:
    path, more, body, expected = BIG[name]
    before, began = resident(), time.monotonic()
    found = post(running, path, more, body)
    took = time.monotonic() - began
    assert found, "the connection was closed without an answer"
    assert int(found.split()[1]) in expected, found[:200]
    assert took < SECONDS
    assert resident() - before < MOST_GROWTH
    assert httpx.get(f"{running.address}/health").status_code == 200


@pytest.mark.parametrize("field", ["one", "many", "target", "cookie"])
def test_a_head_of_a_mebibyte_is_refused(running: Served, field: str) -> None:
    more, path = "", "/tracker"
    if field == "target":
        path += "?q=" + "a" * (1 << 20)
    elif field == "cookie":
        more = f"Cookie: {'a' * (1 << 20)}\r\n"
    else:
        many = 20_000 if field == "many" else 1
        more = f"X-Long: {'a' * ((1 << 20) // many)}\r\n" * many
    with opened(running) as one:
        began = time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):
            one.sendall(head(running, "GET", path, more, None))
        found = answer(one)
    assert not found or int(found.split()[1]) in (400, 414, 431), found[:100]
    assert time.monotonic() - began < SECONDS


def test_what_comes_slowly_is_ended_while_others_are_answered(running: Served) -> None:
    """A body that does not come, a head that drips, and nothing at all, side by side."""
    ended: dict[str, tuple[float, bytes]] = {}
    began = time.monotonic()

    def wait(name: str, one: socket.socket) -> None:
        found = answer(one)
        ended[name] = time.monotonic() - began, found

    with ExitStack() as stack:
        slow = {name: stack.enter_context(opened(running)) for name in ("body", "head", "chunks")}
        slow["body"].sendall(head(running, "POST", "/tracker/add", FORM, 1000) + b"company=")
        slow["head"].sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        chunked = FORM + "Transfer-Encoding: chunked\r\n"
        slow["chunks"].sendall(head(running, "POST", "/tracker/add", chunked, None) + b"1\r\na\r\n")
        threads = [threading.Thread(target=wait, args=one) for one in slow.items()]
        for thread in threads:
            thread.start()
        while len(ended) < len(slow) and time.monotonic() - began < 2 * SECONDS:
            with suppress(OSError):
                slow["head"].sendall(b"X: y\r\n")
            with suppress(OSError):
                slow["chunks"].sendall(b"1\r\na\r\n")
            assert httpx.get(f"{running.address}/health", timeout=SECONDS).status_code == 200
            time.sleep(0.3)
        for thread in threads:
            thread.join(1)
    assert ended.keys() == slow.keys(), "one stood longer than twice the limit"
    for name, (took, found) in ended.items():
        assert found.startswith(b"HTTP/1.1 408"), (name, found[:100])
        assert took < SECONDS + 1, (name, took)


def test_200_idle_connections_hold_nobody_up(running: Served) -> None:
    before = resident()
    with ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(opened(running))
        for path in ("/health", "/static/app.css"):
            began = time.monotonic()
            assert httpx.get(running.address + path, timeout=SECONDS).status_code == 200
            assert time.monotonic() - began < 2
        assert resident() - before < MOST_GROWTH


def test_a_stranger_s_body_is_not_read(running: Served) -> None:
    """Who is not let in is refused before the body is taken in."""
    with opened(running) as one:
        host = running.address.removeprefix("http://")
        said = f"POST /api/v1/searches HTTP/1.1\r\nHost: {host}\r\n{JSON}"
        one.sendall(f"{said}Content-Length: 4000000\r\n\r\n".encode())
        began = time.monotonic()
        assert answer(one).startswith(b"HTTP/1.1 401")
    assert time.monotonic() - began < 2
