"""A push service and a mail server on loopback, which keep what they are sent."""

from __future__ import annotations

import email
import email.policy
import http.server
import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any, cast


class Push(http.server.ThreadingHTTPServer):
    """Takes messages as ntfy does: JSON with ``topic``, ``title`` and ``message``.

    ``status`` is what it answers, ``seconds`` how long it waits before; where ``leads`` is set, it
    sends whoever asks there.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pushed)
        self.messages: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.status, self.seconds, self.leads = 200, 0.0, ""

    @property
    def address(self) -> str:
        return f"ntfy://127.0.0.1:{self.server_port}/canary-topic"

    def lines(self) -> list[str]:
        """Every line of every message."""
        return [line for one in self.messages for line in one["message"].splitlines()]


class _Pushed(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = cast(Push, self.server)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(server.seconds)
        if server.status == 200 and not server.leads:
            server.messages.append(json.loads(body))
            server.headers.append(dict(self.headers))
        self.send_response(307 if server.leads else server.status)
        if server.leads:
            self.send_header("Location", server.leads)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        pass


class Post(socketserver.ThreadingTCPServer):
    """Takes mails by SMTP (RFC 5321), without encryption."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Posted)
        self.mails: list[EmailMessage] = []

    @property
    def address(self) -> str:
        return f"mailto://127.0.0.1:{self.server_address[1]}/?from=up@a.example&to=me@b.example"


class _Posted(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 here")
        while command := self.rfile.readline().decode().strip():
            word = command.upper()[:4]
            if word == "DATA":
                self._say("354 go on")
                self._keep(b"".join(iter(self.rfile.readline, b".\r\n")))
            self._say("221 bye" if word == "QUIT" else "250 ok")
            if word == "QUIT":
                return

    def _keep(self, data: bytes) -> None:
        mail: EmailMessage = email.message_from_bytes(data, policy=email.policy.default)
        cast(Post, self.server).mails.append(mail)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """Let a server answer in the background."""
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
