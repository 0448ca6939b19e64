"""schema.org JobPosting objects written as microdata, in the tags of a page themselves.

After https://html.spec.whatwg.org/multipage/microdata.html, as one pass over the tags: no tree is
built, so no nesting is too deep.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

MAX_CHARS = 2**20
MAX_OPEN = 64

_START = re.compile(r"<[^<>]{0,500}\bitemtype=[\"']?https?://schema\.org/JobPosting\b", re.I)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b([^<>]{0,4000})>", re.I)
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?", re.I)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
)
_HTML = frozenset(["description", "responsibilities", "qualifications", "skills", "jobBenefits"])
_VALUES = {"meta": "content", "link": "href", "a": "href", "img": "src", "time": "datetime"}


@dataclass
class _Open:
    """A tag that was opened and matters: an object, a property or both.

    ``inside`` counts the tags of the same name that are open inside it.
    """

    tag: str
    start: int
    prop: str | None
    thing: dict[str, Any] | None
    inside: int = 0


def microdata_postings(page: str) -> list[dict[str, Any]]:
    """Find the JobPosting objects of a page, in the shape that JSON-LD gives them.

    >>> microdata_postings('<div itemscope itemtype="http://schema.org/JobPosting">'
    ...     '<h1 itemprop="title">ML <b>Engineer</b></h1></div>')
    [{'title': 'ML Engineer'}]
    """
    start = _START.search(page)
    return _Scan(page[start.start() : start.start() + MAX_CHARS]).run() if start else []


class _Scan:
    """One pass over a page from its first JobPosting on."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._open: list[_Open] = []
        self._found: list[dict[str, Any]] = []

    def run(self) -> list[dict[str, Any]]:
        for tag in _TAG.finditer(self._page):
            name = tag[2].lower()
            if tag[1]:
                self._close(name, tag.start())
            else:
                self._opened(name, tag)
        while self._open:
            self._end(len(self._page))
        return self._found

    def _opened(self, name: str, tag: re.Match[str]) -> None:
        if (around := self._nearest(name)) is not None and name not in _VOID:
            self._open[around].inside += 1
        if "item" not in tag[3] or len(self._open) >= MAX_OPEN:
            return
        said = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(tag[3])}
        prop, kind = said.get("itemprop"), said.get("itemtype", "")
        thing: dict[str, Any] | None = {} if "itemscope" in said else None
        if thing is not None and prop is None and kind.rsplit("/", 1)[-1] == "JobPosting":
            self._found.append(thing)
        if (given := said.get(_VALUES.get(name, "content"))) and thing is None:
            self._put(prop, html.unescape(given))
        elif (prop or thing is not None) and name not in _VOID:
            if around is not None:  # its own closing tag is met first
                self._open[around].inside -= 1
            self._open.append(_Open(name, tag.end(), prop, thing))

    def _close(self, name: str, end: int) -> None:
        around = self._nearest(name)
        if around is not None and self._open[around].inside:
            self._open[around].inside -= 1
        elif around is not None:
            while len(self._open) > around:  # what was never closed ends here as well
                self._end(end)

    def _nearest(self, name: str) -> int | None:
        """Give the place of the innermost open tag of a name."""
        places = range(len(self._open) - 1, -1, -1)
        return next((place for place in places if self._open[place].tag == name), None)

    def _end(self, end: int) -> None:
        """Take in a property whose tag closes: an object, or the HTML between its tags."""
        closed = self._open.pop()
        inner = self._page[closed.start : end]
        if closed.prop not in _HTML:
            inner = html.unescape(" ".join(re.sub(r"<[^<>]*>", " ", inner).split()))
        self._put(closed.prop, closed.thing if closed.thing is not None else inner)

    def _put(self, prop: str | None, value: Any) -> None:
        owner = next((up.thing for up in reversed(self._open) if up.thing is not None), None)
        if prop and owner is not None:
            for name in prop.split():
                known = owner.get(name)
                owner[name] = value if known is None else [*_listed(known), value]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
