"""The header of a mail or of one of its parts: names, words, parameters, and who vouches for it.

The decoders of the standard library take seconds for thousands of encoded words, and leak
LookupError, KeyError and IndexError. Here every value is cut first, and what cannot be decoded
stays as it stands.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parsedate_to_datetime

from upslope.formats import charset
from upslope.formats.characters import clean

HEADERS, VALUE = 256 * 1024, 8 * 1024
"""Bytes of all headers of a part, and characters of one value, that are read."""

_FIELD = re.compile(rb"^([!-9;-~]{1,80}):[ \t]*+(.*(?:\r?\n[ \t].*)*)", re.MULTILINE)
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(?<=\?=)\s+(?==\?)")
_ASIDE = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)')


class Headers:
    """The headers of one part; where one is there several times, the first counts.

    >>> headers = Headers(b"Subject: =?utf-8?q?caf=C3=A9?=\\nFrom: \\"Ada, B.\\" <ada@x.example>")
    >>> headers.words("subject"), headers.sender
    ('café', ('ada@x.example', 'Ada, B.'))
    """

    def __init__(self, head: bytes) -> None:
        self._fields = [
            (name.decode("ascii").lower(), _unfolded(value))
            for name, value in _FIELD.findall(head[:HEADERS])
        ]

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self._fields)

    def all(self, name: str) -> list[str]:
        """Give every value of a header, from the top."""
        return [value for key, value in self._fields if key == name]

    def raw(self, name: str) -> str:
        """Give the first value of a header as it stands, or an empty text."""
        return next(iter(self.all(name)), "")

    def words(self, name: str) -> str:
        """Give a header as a person should see it: decoded, on one line, without controls."""
        return shown(self.raw(name))

    @property
    def content_type(self) -> str:
        """The type in lower case; ``text/plain`` where none or nonsense is stated."""
        said = self.raw("content-type").partition(";")[0].strip().lower()
        return said if re.fullmatch(r"[\w.+-]+/[\w.+-]+", said) else "text/plain"

    def parameter(self, header: str, name: str) -> str:
        """Give a parameter of Content-Type or Content-Disposition, decoded (RFC 2231)."""
        holder = Message()
        holder["Content-Type"] = self.raw(header)[:2000].replace("\n", " ").replace("\r", " ")
        try:
            value = holder.get_param(name, "", unquote=True)
            if isinstance(value, tuple):
                label, _, text = value
                value = charset.decode(text.encode("latin-1", "replace"), label or "utf-8")
        except Exception:  # the library leaks KeyError, IndexError, LookupError and more
            return ""
        return value or ""

    @property
    def date(self) -> str | None:
        """The stated date in ISO 8601, if it can be read."""
        try:
            return parsedate_to_datetime(self.raw("date")[:100]).isoformat()
        except Exception:  # ValueError, TypeError, OverflowError, IndexError, by Python's version
            return None

    @property
    def sender(self) -> tuple[str, str]:
        """Address and name of From. Of several addresses the first, which none vouches for."""
        value = self.raw("from")
        found = _addresses(value)
        name = value.partition("<")[0].replace("\\", "").strip(' "') if "<" in value else ""
        return (found[0] if found else ""), shown(name)

    @property
    def verified(self) -> bool:
        """Say whether the server that received the mail found its sender's domain to be true.

        Only the topmost Authentication-Results (RFC 8601) can be by that server, and only if it
        bears the name of one that stands in Received above it: what the sender wrote is below.
        """
        senders = [one for value in self.all("from") for one in _addresses(value)]
        names = [name for name, _ in self._fields]
        if len(senders) != 1 or "authentication-results" not in names:
            return False
        at = names.index("authentication-results")
        server, *results = _ASIDE.sub(" ", self._fields[at][1]).split(";")
        received = [value for name, value in self._fields[: at + 1] if name == "received"]
        received = received or self.all("received")[:1]
        return _received_by(server.split(), received) and any(
            _vouches(result, senders[0].rpartition("@")[2]) for result in results
        )


def shown(value: str) -> str:
    """Decode the encoded words of a value (RFC 2047) and make it fit for one line.

    >>> shown("=?utf-8?b?Y2Fm?= =?utf-8?b?w6k=?= =?no-such?q?x=3Dy?=\\r\\n\\tz")
    'caféx=y z'
    """
    text = _BETWEEN.sub("", value[:VALUE])
    return " ".join(clean("".join(_decoded(text))).split())[:2000]


def _decoded(text: str) -> Iterator[str]:
    """Yield plain and decoded pieces; words of one charset in a row may share a character."""
    end, label, held = 0, "", b""
    for word in _WORD.finditer(text):
        if held and (word.start() > end or word[1].lower() != label):
            yield charset.decode(held, label)
            held = b""
        yield text[end : word.start()]
        label, end = word[1].lower(), word.end()
        held += _bytes(word[2], word[3])
        label = label.partition("*")[0]
    if held:
        yield charset.decode(held, label)
    yield text[end:]


def _bytes(how: str, words: str) -> bytes:
    raw = words.encode("utf-8", "replace")
    if how in "qQ":
        return binascii.a2b_qp(raw, header=True)
    return base64(raw)


def base64(raw: bytes) -> bytes:
    """Decode base64 whatever stands between its letters and however it ends.

    >>> base64(b"Y2 Fm*w6k")
    b'caf\\xc3\\xa9'
    """
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _unfolded(value: bytes) -> str:
    line = re.sub(rb"\r?\n[ \t]", b" ", value[: 2 * VALUE]).strip()
    return charset.decode(line)[:VALUE]


def _addresses(value: str) -> list[str]:
    bare = _ASIDE.sub(" ", value)
    found = re.findall(r"[^\s<>@,;:]{1,64}@[^\s<>@,;:]{1,255}", bare)
    return [one.lower() for one in found]


def _received_by(server: list[str], received: list[str]) -> bool:
    """Say whether a Received line is by this server; a mail without any never travelled."""
    if not server:
        return False
    hosts = [host for line in received for host in re.findall(r"\bby\s+([\w.-]+)", line)]
    return not received or any(_same_site(server[0], host) for host in hosts)


def _vouches(result: str, domain: str) -> bool:
    """Say whether one result states that DKIM or DMARC passed for this very domain."""
    passed = re.match(r"\s*(dkim|dmarc)\s*=\s*pass\b", result, re.IGNORECASE)
    if not passed:
        return False
    key = r"header\.from" if passed[1].lower() == "dmarc" else r"header\.[di]"
    named = re.findall(rf"\b{key}\s*=\s*(?:[^\s@]*@)?([\w.-]+)", result, re.IGNORECASE)
    return any(_same_site(domain, one) for one in named)


def _same_site(one: str, other: str) -> bool:
    """Say whether two hosts are the same, or one is within the other."""
    one, other = one.lower().strip("."), other.lower().strip(".")
    short, long = sorted((one, other), key=len)
    return "." in short and (short == long or long.endswith("." + short))
