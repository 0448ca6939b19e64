"""A stretch of the way to a server that breaks when told to."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class Proxy:
    """Passes bytes on between the clients of a loopback port and a server."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._ends: list[socket.socket] = []
        self._marker: bytes | None = None
        self._pass_on = self._muted = self.broken = False
        threading.Thread(target=self._accept, daemon=True).start()

    def break_at(self, marker: bytes, *, pass_on: bool) -> None:
        """Cut the way once, where a client sends ``marker``.

        With ``pass_on`` the server gets it, and it is its answer that is lost.
        """
        self._marker, self._pass_on = marker, pass_on

    def mute(self) -> None:
        """From now on let clients in and say nothing."""
        self._muted = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close(self._listener, *self._ends)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._ends.append(client)
                if not self._muted:
                    server = socket.create_connection(self._server)
                    self._ends.append(server)
                    for ends in ((client, server), (server, client)):
                        threading.Thread(target=self._pump, args=ends, daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if self._marker and self._marker in data:
                    self._break(source, target, data)
                target.sendall(data)
        self._close(source, target)

    def _break(self, client: socket.socket, server: socket.socket, data: bytes) -> None:
        self._marker, self.broken = None, True
        client.shutdown(socket.SHUT_RDWR)  # no answer gets through any more
        if self._pass_on:
            server.sendall(data)
        raise ConnectionAbortedError

    def _close(self, *ends: socket.socket) -> None:
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
