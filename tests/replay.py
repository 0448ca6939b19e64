"""A loopback server that plays recorded replies, and misbehaves when told to.

The door under test reaches it through :meth:`Replay.dial`: whatever the host, the connection goes
here, in plain text even for https. Everything before the connection (addresses, allow-lists,
redirects, robots.txt) is the production code, and no switch in that code leads here.
"""

from __future__ import annotations

import gc
import gzip
import socket
import socketserver
import ssl
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx
import pytest

from upslope.sources.door.http import Door


@dataclass(frozen=True)
class Asked:
    """One request that came in. Header names are in lower case; ``at`` is a monotonic time."""

    host: str
    path: str
    headers: dict[str, str]
    at: float
    method: str = "GET"
    body: bytes = b""


#: Plays one reply: gives the bytes to send, from the status line on.
Play = Callable[[Asked], Iterable[bytes]]


@dataclass
class FakeClock:
    """A clock on which sleeping takes no time and is written down."""

    now: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Cost:
    """What some work took.

    Seconds by the clock and of the processor, and MiB by which the process grew at its peak (on
    Linux). On a busy machine only the seconds of the processor tell how much was done.
    """

    seconds: float = 0.0
    worked: float = 0.0
    mebibytes: float = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """Measure a block of code; its cost is known when it is left, also by an error."""
    gc.collect()
    cost, before = Cost(), _peak(anew=True)
    began, worked = time.monotonic(), time.process_time()
    try:
        yield cost
    finally:
        cost.seconds = time.monotonic() - began
        cost.worked = time.process_time() - worked
        cost.mebibytes = _peak() - before


def _peak(*, anew: bool = False) -> float:
    """Give the most MiB this process held; ``anew``: from now on (proc(5), clear_refs)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


def held() -> tuple[int, int]:
    """Count the threads and the open files and sockets of this process."""
    files = Path("/proc/self/fd")
    return threading.active_count(), len(list(files.iterdir())) if files.exists() else 0


class Replay:
    """The server. Replies for one URL are played in order; the last one again and again.

    ``otherwise`` is played for every URL that nothing was given for.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.most_at_once: defaultdict[str, int] = defaultdict(int)
        self.otherwise: Play = lambda _: [reply(b"", 404)]
        self._open: defaultdict[str, int] = defaultdict(int)
        self._plays: defaultdict[tuple[str, str], list[Play]] = defaultdict(list)
        self._guard = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.replay = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def serve(
        self,
        url: str,
        body: bytes | str = b"",
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> None:
        """Play a plain reply for a URL."""
        self.play(url, lambda _: [reply(body, status, headers)])

    def play(self, url: str, play: Play) -> None:
        """Play anything at all for a URL."""
        self._plays[_key(url)].append(play)

    def count(self, url: str) -> int:
        """Say how often a URL was asked for."""
        return sum((asked.host, asked.path) == _key(url) for asked in self.asked)

    def dial(self, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        """Connect to this server, whoever was meant."""
        del port
        at = int(self._server.server_address[1])
        stream = httpcore.SyncBackend().connect_tcp("127.0.0.1", at, timeout)
        self._count(host, 1)
        return _PlainStream(stream, lambda: self._count(host, -1))

    def door(self, **options: Any) -> Door:
        """Give a door that leads here, on a clock that does not wait."""
        return Door(**{"dial": self.dial, "clock": FakeClock(), **options})

    def _count(self, host: str, change: int) -> None:
        with self._guard:
            self._open[host] += change
            self.most_at_once[host] = max(self.most_at_once[host], self._open[host])

    def answer(self, asked: Asked) -> Iterator[bytes]:
        """Note a request and play its reply."""
        with self._guard:
            self.asked.append(asked)
            plays = self._plays.get((asked.host, asked.path)) or [self.otherwise]
            play = plays.pop(0) if len(plays) > 1 else plays[0]
        yield from play(asked)

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def reply(body: bytes | str, status: int = 200, headers: dict[str, str] | None = None) -> bytes:
    """Write a whole reply."""
    data = body.encode() if isinstance(body, str) else body
    lines = {"Content-Length": str(len(data)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + (b"" if status == 304 else data)


def redirect(url: str, status: int = 302) -> Play:
    """Point to another URL."""
    return lambda _: [reply(b"", status, {"Location": url})]


def dripping(data: bytes, seconds: float = 0.05) -> Play:
    """Send one byte at a time, for ever if need be."""

    def play(_: Asked) -> Iterator[bytes]:
        for byte in data:
            yield bytes([byte])
            time.sleep(seconds)

    return play


def endless(head: bytes, piece: bytes) -> Play:
    """Send the same piece again and again, until the other side hangs up."""

    def play(_: Asked) -> Iterator[bytes]:
        yield head
        while True:
            yield piece

    return play


def gzip_bomb(mebibytes: int, members: int = 1) -> bytes:
    """Pack so many MiB of zeros into a small body of several gzip members."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(mebibytes)) + packer.flush()
    return packed * members


def gzipped(body: bytes) -> Play:
    """Send a body as gzip."""
    return lambda _: [reply(gzip.compress(body), headers={"Content-Encoding": "gzip"})]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    replay: Replay


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        """Read one request, send what is to be played, hang up."""
        try:
            line = self.rfile.readline(65536).decode("latin-1").split(" ")
            headers = dict(self._headers())
            body = self.rfile.read(int(headers.get("content-length", 0)))
            host = headers.get("host", "")
            asked = Asked(host, line[1], headers, time.monotonic(), line[0], body)
            for piece in self.server.replay.answer(asked):
                self.request.sendall(piece)
            self.request.shutdown(socket.SHUT_WR)
        except (OSError, IndexError):
            return  # the other side hung up: that is often the point of the test

    def _headers(self) -> Iterator[tuple[str, str]]:
        while (line := self.rfile.readline(65536).strip()) != b"":
            name, _, value = line.decode("latin-1").partition(":")
            yield name.lower(), value.strip()


class _PlainStream(httpcore.NetworkStream):
    """A connection that says yes to TLS and goes on in plain text."""

    def __init__(self, stream: httpcore.NetworkStream, closed: Callable[[], None]) -> None:
        self._stream, self._closed = stream, closed

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()
        self._closed()
        self._closed = lambda: None

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        del ssl_context, server_hostname, timeout
        return self

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _key(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.netloc, path


@pytest.fixture(scope="session", autouse=True)
def _trust_read_once() -> Iterator[None]:
    """Reading whom to trust takes a door a tenth of a second; one context will do for all."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(httpx, "create_ssl_context", cache(httpx.create_ssl_context))
        yield


@pytest.fixture
def replay() -> Iterator[Replay]:
    """A loopback server to which a door can be led."""
    server = Replay()
    yield server
    server.close()
