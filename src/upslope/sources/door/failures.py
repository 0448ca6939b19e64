"""What goes wrong on the wire, as one plain sentence each.

The library's own messages are not passed on: they may hold a URL with a key in it, or bytes of
the server's choosing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import httpcore
import httpx

from upslope.errors import (
    DeadlineError,
    NetworkError,
    RefusedError,
    StatusError,
    TooLargeError,
)

# What OpenSSL found wrong, in its own words (X509_verify_cert_error_string).
_VERIFY = re.compile(r"certificate verify failed: ([A-Za-z][A-Za-z -]{4,60})")


class UnreachedError(NetworkError):
    """The server was not reached, or hung up: worth another attempt."""


class NotYetError(NetworkError):
    """The host must not be asked yet, because it said so or because it keeps failing.

    Args:
        host: whose turn it is not.
        until: when it may be asked again, in seconds since 1970.
        failures: how often in a row it failed; 0 if it named the moment itself.
    """

    def __init__(self, host: str, until: float, failures: int) -> None:
        self.until, self.failures = until, failures
        moment = f"{datetime.fromtimestamp(until).astimezone():%Y-%m-%d %H:%M:%S}"
        if not failures:
            super().__init__(
                f"{host} asked not to be asked before {moment}.", next="Try again after that."
            )
            return
        super().__init__(
            f"{host} failed {failures} times in a row and is not asked before {moment}.",
            next="To try now, name what to ask: upslope collect --source NAME --company NAME",
        )


def is_failure(error: NetworkError) -> bool:
    """Say whether an error means that the host fails for now, so that it is left alone a while.

    >>> is_failure(StatusError("", status=503)), is_failure(StatusError("", status=404))
    (True, False)
    """
    if isinstance(error, StatusError):
        return error.status in {408, 429} or error.status >= 500
    return not isinstance(error, (RefusedError, TooLargeError))


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
            raise _bad_certificate(host, str(error)) from None
        raise UnreachedError(f"{host} cannot be reached.", next="Check the connection.") from None
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol):
        raise NetworkError(
            f"The reply of {host} was cut off or breaks the rules of HTTP.", next="Try later."
        ) from None
    except (httpx.InvalidURL, httpx.HTTPError, UnicodeError):  # of the address or a redirect
        raise RefusedError(f"{host} is not asked: the address is not a URL.") from None


def _bad_certificate(host: str, says: str) -> NetworkError:
    found = _VERIFY.search(says)
    why = f" ({found.group(1).strip()})" if found else ""
    return NetworkError(
        f"The certificate of {host} is not valid{why}, so nothing was sent.",
        next="Check this machine's clock and network, or try later.",
    )
