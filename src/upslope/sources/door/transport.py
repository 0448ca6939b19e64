"""The wire under the door: connect to a vetted address, and never read past the deadline."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator

import httpcore
import httpx

from upslope.errors import RefusedError
from upslope.sources.door.addresses import is_public

#: Gives the IP addresses of a host name, within some seconds.
Resolve = Callable[[str, int, float], list[str]]
#: Opens a connection to a host and port, within some seconds.
Dial = Callable[[str, int, float], httpcore.NetworkStream]
#: Says how many seconds are left before the total deadline.
Left = Callable[[], float]

LONGEST_CONNECT = 10.0


def system_resolve(host: str, port: int, timeout: float) -> list[str]:
    """Ask the system's resolver, which knows no time limit of its own.

    Raises:
        httpcore.ConnectError: there is no such host.
        httpcore.ConnectTimeout: no answer came in time.
    """
    answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put([str(entry[4][0]) for entry in found])
        except (OSError, UnicodeError) as error:
            answer.put(OSError(str(error)))

    threading.Thread(target=ask, daemon=True, name=f"resolve {host}").start()
    try:
        got = answer.get(timeout=timeout)
    except queue.Empty:
        raise httpcore.ConnectTimeout(f"no answer for the name {host}") from None
    if isinstance(got, OSError):
        raise httpcore.ConnectError(f"no host is called {host}")
    return list(dict.fromkeys(got))


class PublicDialer:
    """Connects to public addresses only.

    A name is resolved once; every address must be public; the connection goes to one of those
    very addresses, so a name that resolves differently a moment later changes nothing.

    Args:
        resolve: name to addresses.
        connect: opens a connection to one address.
    """

    def __init__(self, resolve: Resolve = system_resolve, connect: Dial | None = None) -> None:
        self._resolve = resolve
        self._connect = connect or httpcore.SyncBackend().connect_tcp

    def __call__(self, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        """Open a connection.

        Raises:
            RefusedError: the name has an address that is not on the public internet.
            httpcore.ConnectError: nobody answers there.
        """
        addresses = self._resolve(host, port, timeout)
        if not addresses or not all(is_public(address) for address in addresses):
            raise RefusedError(f"{host} is not asked: its name leads to a private network.")
        for address in addresses[:3]:
            try:
                return self._connect(address, port, min(timeout, LONGEST_CONNECT))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class Transport(httpx.BaseTransport):
    """Carries httpx requests to one vetted host, over connections that a dialer opened.

    One connection per request, closed with its reply: nothing is shared between hosts or threads.
    A URL that the library reads as another host's than we did is refused, not dialled.
    """

    def __init__(self, host: str, dial: Dial, tls: ssl.SSLContext, left: Left) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls, network_backend=_Backend(host, dial, left), http1=True, http2=False
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and give its reply with the body still to be read."""
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
            content=request.read(),
        )
        reply = self._pool.handle_request(asked)
        return httpx.Response(reply.status, headers=reply.headers, stream=_Body(reply))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, reply: httpcore.Response) -> None:
        self._reply = reply

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._reply.iter_stream())

    def close(self) -> None:
        self._reply.close()


class _Backend(httpcore.NetworkBackend):
    """Opens connections to one host with a dialer and puts each under the deadline."""

    def __init__(self, host: str, dial: Dial, left: Left) -> None:
        self._host, self._dial, self._left = host, dial, left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        if host != self._host:
            raise RefusedError(f"{self._host} is not asked: its address can be read in two ways.")
        return _Timed(self._dial(host, port, _positive(self._left)), self._left)


class _Timed(httpcore.NetworkStream):
    """A connection on which each wait lasts at most until the total deadline.

    A read timeout alone would let a server that sends one byte a second go on for ever.
    """

    def __init__(self, stream: httpcore.NetworkStream, left: Left) -> None:
        self._stream, self._left = stream, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _positive(self._left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _positive(self._left))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _positive(self._left)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._left)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _positive(left: Left) -> float:
    """Give the seconds left, or say that there are none."""
    seconds = left()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the total deadline passed")
    return seconds
