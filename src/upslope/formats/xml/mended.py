"""Bytes become XML that can be parsed: in the right charset, without what feeds get wrong.

Mended are a bare ``&``, ``&nbsp;``, control characters and blanks before the declaration; a DOCTYPE
is taken off where there may be one.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator

from upslope.formats import charset
from upslope.formats.xml.hardened import STEP

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = re.compile(r"[\s\ufeff]*+(?:<\?xml\s[^>]*+>\s*+)?")
_ENCODING = re.compile(rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_DOCTYPE = re.compile(
    r"(?:\s|<!--(?s:.*?)(?:-->|\Z)|<\?[^>]*+>)*+"
    r"<!DOCTYPE(?:\"[^\"]*+\"|'[^']*+'|[^\[>\"'])*+"
    r"(?:\[(?:<!--(?s:.*?)(?:-->|\Z)|\"[^\"]*+\"|'[^']*+'|[^\]\"'])*+\]\s*+)?>",
    re.IGNORECASE,
)
_OPAQUE = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_REFERENCE = re.compile(
    r"&(?:#([0-9]{1,7});|#[xX]([0-9A-Fa-f]{1,6});|([A-Za-z][A-Za-z0-9]{0,31});)?"
)
_LONGEST = 40  # characters of a reference
_OWN = {"amp", "lt", "gt", "quot", "apos"}
# The first bytes of "<?" in the encodings that ASCII readers cannot read (XML 1.0, appendix F).
_WIDE = (
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
)


def text_of(body: bytes, claimed: str | None = None, *, doctype: bool = False) -> str:
    """Decode a document and take its XML declaration off, and its DOCTYPE if it may have one.

    >>> text_of(b'<?xml version="1.0" encoding="iso-8859-1"?> <a>\\xe9</a>')
    '<a>é</a>'
    """
    text = _DECLARATION.sub("", _decode(body, claimed), count=1)
    found = _DOCTYPE.match(text) if doctype else None
    return text[found.end() :] if found else text


def _decode(body: bytes, claimed: str | None) -> str:
    for start, wide in _WIDE:
        if body.startswith(start):
            return body.decode(wide, "replace")
    declared = _ENCODING.match(body.removeprefix(b"\xef\xbb\xbf"))
    names = [claimed, declared[1].decode() if declared else None]
    # What can be read up to here as ASCII is in no encoding of two bytes, whatever it says.
    fit = (name for name in map(charset.known, names) if name and not name.startswith("utf-16"))
    return charset.decode(body, next(fit, None))


def pieces(text: str) -> Iterator[bytes]:
    """Give the text bit by bit as XML that can be parsed, without a second copy of all of it."""
    done = 0
    for opaque in _OPAQUE.finditer(text):
        yield from _between(text, done, opaque.start())
        yield _NO_XML.sub("", opaque.group()).encode()
        done = opaque.end()
    yield from _between(text, done, len(text))


def _between(text: str, start: int, end: int) -> Iterator[bytes]:
    """Mend what is neither CDATA nor a comment, in steps that part no reference."""
    while start < end:
        stop = min(start + STEP, end)
        cut = text.rfind("&", stop - _LONGEST, stop) if stop < end else -1
        stop = cut if cut > start else stop
        step = text[start:stop]
        yield _NO_XML.sub("", _REFERENCE.sub(_mended, step) if "&" in step else step).encode()
        start = stop


def _mended(found: re.Match[str]) -> str:
    """Keep a reference that XML knows, decode one that HTML knows, and escape what is neither."""
    whole, (decimal, hexadecimal, name) = found.group(), found.groups()
    if name in _OWN:
        return whole
    if name:
        return html.entities.html5.get(f"{name};", f"&amp;{name};")
    if whole == "&":
        return "&amp;"
    number = int(decimal) if decimal else int(hexadecimal, 16)
    legal = number < 0x110000 and not _NO_XML.match(chr(number))
    return f"&#{number};" if legal else "\ufffd"
