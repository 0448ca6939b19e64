"""Why a reply could not be read.

A reader says only that a reply is not what its source sends. Whether the source has changed, a
login or a check for humans stands in between, or the reply is broken, is told here, for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from upslope.errors import DriftError, ReadError, WebPageError
from upslope.formats.html import to_text
from upslope.formats.json import load
from upslope.formats.xml.document import Document
from upslope.records import Reply, Request

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.I)
_TITLE = re.compile(r"<title[^>]*>(.{0,300}?)</title", re.I | re.S)
_HTML_ENDS = re.compile(rb"</html\s*>(?:\s|<!--.{0,500}?-->)*$", re.I | re.S)
_GATE = re.compile(
    r"just a moment|captcha|you(?: are|'re) (?:a )?human|not a robot|are you a robot"
    r"|unusual (?:traffic|activity)|access (?:is )?denied|attention required|security check"
    r"|checking (?:your browser|that you)|enable javascript and cookies|pardon our interruption"
    r"|request (?:was )?blocked|verify(?:ing)? (?:that )?you|(?:log|sign)[ -]?in\b",
    re.I,
)
_SHORT = 1_500  # characters of text that a check for humans has at most; it is only read so far
_SAYS = ("error", "errors", "errorCode", "error_code", "message", "detail", "fault")


def told_apart(error: ReadError, reply: Reply, asked: Request | None = None) -> ReadError:
    """Give the error that says why a reader refused a reply.

    Args:
        error: what the reader said.
        reply: what it was given.
        asked: the request that was answered; ``None`` for a file.

    A ``DriftError`` for a whole document of the right kind, a ``WebPageError`` for a page where
    none was asked for or one that asks who is there, else ``error`` itself: cut off, damaged, or
    the source's own word on what is wrong.

    >>> no_list = ReadError("acme sent no list of postings.")
    >>> type(told_apart(no_list, Reply(url="", body=b'{"rows": [{"title": "Chef"}]}'))).__name__
    'DriftError'
    >>> type(told_apart(no_list, Reply(url="", body=b'{"error": "try later"}'))).__name__
    'ReadError'
    """
    xml = reply.body.lstrip().startswith(b"<?xml") and not _HTML.search(reply.body[:2_000])
    if isinstance(error, DriftError) or (isinstance(error, WebPageError) and not xml):
        return error
    if _HTML.search(reply.body[:2_000]):
        unasked = asked is not None and not asked.page and "html" not in asked.accept
        if unasked or _is_gate(reply.body.decode("utf-8", "replace")):
            return WebPageError(f"A web page came, not the list. {error.what}", kept=error.kept)
    if is_whole(reply) and not _says_what_is_wrong(reply.body):
        what = f"{error.what} The reply is whole: the source seems to have changed its shape."
        return DriftError(what, kept=error.kept, next=error.next)
    return error


def is_whole(reply: Reply) -> bool:
    """Say whether a reply is a whole document: JSON or XML without a fault, HTML to its end tag.

    >>> is_whole(Reply(url="", body=b"<jobs><job/></jobs>")), is_whole(Reply(url="", body=b"[{"))
    (True, False)
    """
    if _HTML.search(reply.body[:2_000]):
        return not is_cut(reply)
    if not reply.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _json(reply.body) is not _NO_JSON
    try:
        document = Document(reply.body, claimed=reply.charset, feed=True)
        list(document.each())
    except ReadError:
        return False
    return bool(document.root) and not document.damaged


def _is_gate(page: str) -> bool:
    """Say whether a page asks who is there: by its title, or by its few words."""
    title = _TITLE.search(page)
    if title and _GATE.search(title[1]):
        return True
    words = to_text(page)
    return len(words) < _SHORT and bool(_GATE.search(words))


def is_cut(reply: Reply) -> bool:
    """Say whether a reply is a web page without its end: its last rows may be missing, unseen.

    >>> is_cut(Reply(url="", body=b"<html><ul><li>Chef")), is_cut(Reply(url="", body=b"[]"))
    (True, False)
    """
    page = _HTML.search(reply.body[:2_000])
    return bool(page) and not _HTML_ENDS.search(reply.body[-2_000:])


def has_rows(reply: Reply) -> bool:
    """Say whether JSON or XML holds what may be rows: records of several fields, side by side.

    >>> has_rows(Reply(url="", body=b'{"rows": [{"id": 1, "title": "Chef", "at": "Bonn"}]}'))
    True
    >>> has_rows(Reply(url="", body=b'{"jobs": [], "links": [{"rel": "self"}]}'))
    False
    """
    data = _json(reply.body)
    if data is not _NO_JSON:
        return any(_fields(value) >= _ROW for value in _listed(data))
    if _HTML.search(reply.body[:2_000]) or not is_whole(reply):
        return False
    return any(
        element.tag not in _NO_ROWS and sum(1 for part in element if part.text) >= _ROW
        for element in _below_root(reply)
    )


_ROW = 3  # fields that a row has at least
_NO_ROWS = frozenset({"channel", "image", "author"})  # a feed's own account of itself
_DEPTH = 6  # levels of JSON in which rows are looked for


def _fields(value: Any) -> int:
    """Count the fields of a record and of the records in it."""
    if not isinstance(value, dict):
        return 0
    return sum(len(one) if isinstance(one, dict) else 1 for one in value.values())


def _listed(value: Any, depth: int = _DEPTH) -> Iterator[Any]:
    """Yield the elements of all lists."""
    inner = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inner, list) or not depth:
        return
    if isinstance(value, list):
        yield from value
    for one in inner:
        yield from _listed(one, depth - 1)


def _below_root(reply: Reply) -> Iterator[Element]:
    document = Document(reply.body, claimed=reply.charset, feed=True)
    list(document.each())
    for root in Document(reply.body, claimed=reply.charset, feed=True).each(document.root):
        yield from list(root.iter())[1:]


_NO_JSON = object()


def _json(body: bytes) -> Any:
    try:
        return load(body, "")
    except ReadError:
        return _NO_JSON


def _says_what_is_wrong(body: bytes) -> bool:
    """Say whether this is a message in JSON of what went wrong, and no list."""
    data = _json(body)
    told = {key for key in _SAYS if data.get(key)} if isinstance(data, dict) else set()
    return bool(told) and not any(_has_rows(data[key]) for key in data if key not in told)


def _has_rows(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)
