"""Which addresses may be asked: the defence against server-side request forgery.

A URL is looked at twice. :func:`check_url` judges its text before anything is resolved;
:func:`is_public` judges every address its name resolves to, just before connecting to that very
address. ``ipaddress.is_global`` alone is not enough: it passes NAT64, 6to4, v4-compatible and
multicast forms of private addresses.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from upslope.errors import RefusedError

PORTS = frozenset({None, 80, 443, 8080, 8443})

_PRIVATE_NAME = re.compile(
    r"(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|home\.arpa"
    r"|svc|onion)$"
)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC = re.compile(r"\d+|0x[0-9a-f]*")
_DENIED = [
    ipaddress.ip_network(block)
    for block in (
        "192.0.0.0/24",  # protocol assignments, with a cloud's metadata service
        "192.88.99.0/24",  # 6to4 relays
        "168.63.129.16/32",  # a cloud's host agent, in public space
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation (RFC 9637)
    )
]
_UNICAST6 = ipaddress.IPv6Network("2000::/3")  # all of IPv6 that was ever given out
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def check_url(url: str, allow_hosts: tuple[str, ...] = ()) -> str:
    """Judge a URL by its text and give its host in lower-case ASCII.

    Args:
        url: absolute, http or https.
        allow_hosts: the only hosts allowed (``*.example.com`` for all below one); empty for any
            public host.

    Raises:
        RefusedError: it is not a plain URL of a public host on a web port.

    >>> check_url("https://api.lever.co/v0/postings/acme", ("api.lever.co", "api.eu.lever.co"))
    'api.lever.co'
    >>> check_url("http://127.0.0.1/")
    Traceback (most recent call last):
    ...
    upslope.errors.RefusedError: 127.0.0.1 is not asked: it is not on the public internet.
    """
    if not re.match(r"https?://[^/]", url, re.I) or re.search(r"[\x00-\x20\x7f\\]", url):
        raise _refused(_shown(url), "it is not a plain http or https address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused(_shown(url), "it is malformed") from None
    if "@" in parts.netloc:
        raise _refused(
            "An address with a user name", "names and passwords do not belong in an address"
        )
    host = _ascii_host(parts)
    if port not in PORTS:
        raise _refused(host, f"{port} is not a port of the web")
    if allow_hosts and not any(_covers(allowed, host) for allowed in allow_hosts):
        raise _refused(host, f"this source asks only {', '.join(allow_hosts)}")
    return host


def is_public(address: str) -> bool:
    """Say whether an IP address is an ordinary one of the public internet.

    An IPv4 address inside an IPv6 one (mapped, compatible, NAT64, 6to4, Teredo) is judged itself.

    >>> is_public("93.184.216.34"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::7f00:1")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if any(ip in block for block in _DENIED if block.version == ip.version):
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner(ip)
        if inner:
            return all(is_public(str(each)) for each in inner)
        if ip.scope_id or ip not in _UNICAST6:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _inner(ip: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """Give the IPv4 addresses that an IPv6 address carries."""
    if ip.teredo:
        return list(ip.teredo)
    if ip in _NAT64 or ip in _COMPATIBLE:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    carried = ip.ipv4_mapped or ip.sixtofour
    return [carried] if carried else []


def _ascii_host(parts: SplitResult) -> str:
    """Give the host as it will be asked for, refusing every odd spelling of an address."""
    written = parts.hostname or ""
    if ":" in written:
        if "%" in written or not is_public(written):
            raise _refused(_shown(written), "it is not on the public internet")
        return written
    try:
        coded = written.encode("idna")
        # Where a name in letters beyond ASCII has several spellings, other readers may differ.
        if not written.isascii() and coded.decode("idna") != written.lower():
            raise _refused(_shown(written), "its name has more than one spelling")
    except UnicodeError:
        raise _refused(_shown(written), "it is not a host name") from None
    host = coded.decode("ascii").lower()
    labels = host.split(".")
    if _NUMERIC.fullmatch(labels[-1]):  # an IPv4 address, perhaps in hexadecimal or shortened
        if not is_public(host):
            raise _refused(host, "it is not on the public internet")
        return host
    if _PRIVATE_NAME.search(host) or len(labels) == 1:
        raise _refused(host or "An address without a host", "it is a name of a private network")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused(host[:60], "it is not a host name")
    return host


def _covers(allowed: str, host: str) -> bool:
    return host.endswith(allowed[1:]) if allowed.startswith("*.") else host == allowed


def _shown(url: str) -> str:
    """Give what may be shown of an address: no key, no password, nothing that moves a cursor."""
    beginning = "This address" if "@" in url else re.split(r"[?#]", url)[0][:60]
    return re.sub(r"[^\x20-\x7e]", "\ufffd", beginning)


def _refused(what: str, why: str) -> RefusedError:
    return RefusedError(f"{what} is not asked: {why}.")
