"""What goes wrong on the wire, as one plain sentence each.

The library's own messages are not passed on: they may hold a URL with a key in it, or bytes of
the server's choosing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import httpx

from upslope.errors import DeadlineError, NetworkError, RefusedError


class UnreachedError(NetworkError):
    """The server was not reached, or hung up: worth another attempt."""


@contextmanager
def one_sentence(host: str) -> Iterator[None]:
    """Turn what the wire raises into errors of the door.

    >>> with one_sentence("a.example"):
    ...     raise httpcore.ConnectError("a.example?key=secret refused")
    Traceback (most recent call last):
    ...
    upslope.sources.door.failures.UnreachedError: a.example cannot be reached. Check the connection.
    """
    try:
        yield
    except (httpcore.ReadTimeout, httpcore.WriteTimeout, httpcore.PoolTimeout):
        raise DeadlineError(f"{host} did not answer whole in time.", next="Try later.") from None
    except (httpcore.NetworkError, httpcore.ConnectTimeout) as error:
        if "CERTIFICATE" in str(error):
            raise NetworkError(f"The certificate of {host} is not valid.") from None
        raise UnreachedError(f"{host} cannot be reached.", next="Check the connection.") from None
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol):
        raise NetworkError(
            f"The reply of {host} was cut off or breaks the rules of HTTP.", next="Try later."
        ) from None
    except (httpx.InvalidURL, httpx.HTTPError, UnicodeError):  # of the address or a redirect
        raise RefusedError(f"{host} is not asked: the address is not a URL.") from None
