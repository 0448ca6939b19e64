"""JSON from a source: bytes to plain objects, or one sentence on why not."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

import msgspec

from upslope.errors import ReadError, WebPageError

MAX_BYTES = 64 * 2**20
LENIENT = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
"""For JSON that programs write loosely: with NaN as Python and pandas do, or line ends in texts."""
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_NEXT_LINE = re.compile(rb"\A\{[^\r\n]+\}[ \t]*\r?\n\s*\{")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def load(body: bytes, sender: str) -> Any:
    """Read one JSON value, or as a list the values of JSON Lines, as which programs keep replies.

    Args:
        body: the whole reply, in UTF-8, UTF-16 or Windows-1252.
        sender: who sent it, for the error's sentence.

    Raises:
        ReadError: a web page, cut off, too large, nested too deeply or otherwise not JSON.

    >>> load(b'{"jobs": []}', "greenhouse")
    {'jobs': []}
    >>> load(b'{"jobs": []}\\n{"jobs": [7]}\\n', "greenhouse")
    [{'jobs': []}, {'jobs': [7]}]
    >>> load(b"<!doctype html><p>Sorry", "greenhouse")
    Traceback (most recent call last):
    ...
    upslope.errors.WebPageError: greenhouse sent a web page, not JSON. Nothing was changed.
    """
    if len(body) > MAX_BYTES:
        raise _not_json(f"{sender} sent {len(body) >> 20} MiB of JSON, more than is ever read")
    data = _as_utf8(body, sender).strip()
    if not data:
        raise _not_json(f"{sender} sent an empty reply")
    if data.startswith(b"<"):
        raise WebPageError(f"{sender} sent a web page, not JSON.", kept="Nothing was changed.")
    # Half an emoji (a lone surrogate, written \ud83d) in one row must not hide all the others.
    decode = _slow if _HALF.search(data) else msgspec.json.decode
    try:
        return decode(data)
    except RecursionError:
        raise _not_json(f"{sender} sent JSON that is nested too deeply to be true") from None
    except (msgspec.DecodeError, ValueError) as error:  # ValueError: a number of endless digits
        if (lines := _lines(data)) is not None:
            return lines
        raise _not_json(f"{sender} sent {_fault(str(error))}") from None


def _lines(data: bytes) -> list[Any] | None:
    """Read JSON Lines; ``None`` if it is none, or one of the lines is damaged."""
    if not _NEXT_LINE.search(data):
        return None
    try:
        return [json.loads(line, parse_constant=_refuse) for line in data.splitlines() if line]
    except (ValueError, RecursionError):
        return None


def _slow(data: bytes) -> Any:
    """Read JSON as strictly, but for lone surrogates."""
    return json.loads(data, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _fault(said: str) -> str:
    if "truncated" in said:
        return "JSON that was cut off"
    return f"text that is not JSON ({said[:120]})"


def _as_utf8(body: bytes, sender: str) -> bytes:
    """Give the reply as UTF-8, decoding what it surely is otherwise."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            body = body.decode(name, "replace").encode("utf-8", "replace")
            return body.removeprefix(codecs.BOM_UTF8)
    if 0 in body[:2]:  # a JSON text starts with two ASCII characters (RFC 4627, section 3)
        name = "utf-16-be" if body[0] == 0 else "utf-16-le"
        return body.decode(name, "replace").encode("utf-8", "replace")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _from_cp1252(body, error.start, sender)
    return body


def _from_cp1252(body: bytes, bad: int, sender: str) -> bytes:
    """Decode Windows-1252, unless the text is UTF-8 that was damaged or cut."""
    if bad >= len(body) - 4:
        raise _not_json(f"{sender} sent JSON that was cut off")
    if any(byte > 127 for byte in body[:bad]):  # good UTF-8 came first: damage, not a charset
        raise _not_json(f"{sender} sent text in a damaged charset")
    try:
        return body.decode("cp1252").encode()
    except UnicodeDecodeError:
        raise _not_json(f"{sender} sent bytes in no known charset") from None


def _not_json(what: str) -> ReadError:
    return ReadError(f"{what}.", kept="Nothing was changed.")
