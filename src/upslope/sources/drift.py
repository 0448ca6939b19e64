"""Why a reply could not be read, and which fields a source has stopped to fill.

A reader says only that a reply is not what its source sends. Whether the source has changed, a
login or a check for humans stands in between, or the reply is broken, is told here, for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from upslope.errors import DriftError, ReadError, WebPageError
from upslope.formats.html import to_text
from upslope.formats.json import load
from upslope.formats.xml.document import Document
from upslope.records import RawPosting, Reply, Request

OPTIONAL = (
    "url",
    "hiring_organization",
    "job_location",
    "job_location_type",
    "employment_type",
    "date_posted",
    "valid_through",
    "base_salary",
    "description",
)
"""Fields that a source may leave empty; title and id it may not."""

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
    if isinstance(error, WebPageError | DriftError):
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


def filled(raws: Sequence[RawPosting]) -> dict[str, int]:
    """Count by field how many postings have it; ``title``, which all have, is how many there are.

    >>> counts = filled([RawPosting(source="x", source_id="1", title="Chef", url="https://x.example")])
    >>> counts["title"], counts["url"], counts["description"]
    (1, 1, 0)
    """
    return {"title": len(raws)} | {
        name: sum(1 for raw in raws if getattr(raw, name)) for name in OPTIONAL
    }


_CHANCE = 0.03
_ALL = 0.9
_BOARDS = 3


def emptied(now: Mapping[str, int], before: Mapping[str, int]) -> list[str]:
    """Give the fields that hardly a posting has now, though by what was before some should.

    That so many in a row lack a field by chance must be less likely than 3 in 100.

    >>> emptied({"title": 9, "url": 9, "description": 0}, {"title": 8, "url": 8, "description": 6})
    ['description']
    >>> emptied({"title": 9, "base_salary": 0}, {"title": 8, "base_salary": 1})
    []
    """
    rows, rows_before = now.get("title", 0), before.get("title", 0)
    lost = []
    for name in OPTIONAL:
        without = (rows_before - before.get(name, 0) + 0.5) / (rows_before + 1)
        few = now.get(name, 0) * 50 <= rows
        if rows and few and before.get(name, 0) and without**rows < _CHANCE:
            lost.append(name)
    return lost


def never_empty(boards: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Pool what several boards of one source fill, but only fields that nearly all postings have.

    So that a board visited for the first time is compared with no company's own habits.

    >>> never_empty([{"title": 9, "url": 9, "base_salary": 9}] * 2 + [{"title": 5, "url": 5}])
    {'title': 23, 'url': 23}
    """
    told = [counts for counts in boards if counts.get("title")]
    if len(told) < _BOARDS:
        return {}
    names = [
        name
        for name in ("title", *OPTIONAL)
        if all(counts.get(name, 0) >= _ALL * counts["title"] for counts in told)
    ]
    return {name: sum(counts[name] for counts in told) for name in names}
