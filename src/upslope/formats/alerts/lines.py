"""A mail's body as lines: what a person reads on each, and where it leads.

HTML is scanned, not parsed into a tree: a scan is linear, and no nesting is too deep. Pictures,
scripts and what is hidden (the preview text that mail programs show) are passed over.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from upslope.formats.characters import clean

MAX_LINES = 20_000
LONGEST = 1_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]{0,8000})>")
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_SILENT = frozenset({"style", "script", "head", "title", "noscript", "template", "svg"})
_VOID = frozenset({"img", "input", "meta", "link", "wbr", "base", "col", "br", "hr", "area"})
_INLINE = frozenset(
    {"abbr", "b", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark", "s", "small"}
    | {"span", "strong", "sub", "sup", "u", "img", "wbr", "o", "bdi"}
)
_SPAN_AFTER_SPAN = re.compile(r"\s*<span\b", re.I)
_MARKDOWN = re.compile(r"!?\[([^\[\]]{0,300})\]\(\s*<?(https?://[^\s()<>]{1,2000})>?\s*\)")
_ADDRESS = re.compile(r"[<(\[]?\s*(https?://[^\s<>\"')\]]{1,2000})\s*[>)\]]?", re.I)
_RULE = re.compile(r"[-=_*─━—~]{5,}")


class Line(NamedTuple):
    """One line; ``link`` is the address its words lead to. Without words it is a gap."""

    text: str
    link: str | None = None

    @property
    def is_rule(self) -> bool:
        """Whether it is a line drawn from one side to the other."""
        return bool(_RULE.fullmatch(self.text))


def html_lines(page: str) -> list[Line]:
    """Give the lines of an HTML body; a link is a line of its own.

    >>> html_lines('<td><a href="https://a.example/7"><b>ML</b> Engineer</a><div>Acme</div></td>')
    [Line(text='ML Engineer', link='https://a.example/7'), Line(text='Acme', link=None)]
    """
    return _Scan(_without_comments(page)).run()


def text_lines(text: str) -> list[Line]:
    """Give the lines of a plain body, with the address that stands on each as its link.

    >>> text_lines("ML Engineer\\n\\nView job: https://a.example/7?x=1")[2]
    Line(text='View job:', link='https://a.example/7?x=1')
    >>> text_lines("[ML Engineer](https://a.example/7)")
    [Line(text='ML Engineer', link='https://a.example/7')]
    """
    return [_plain_line(line) for line in clean(text).split("\n")[:MAX_LINES]]


def _plain_line(line: str) -> Line:
    line = line[: 4 * LONGEST].lstrip("> \t")
    if named := _MARKDOWN.search(line):
        words = line[: named.start()] + named[1] + line[named.end() :]
        return Line(_words(words), named[2])
    address = _ADDRESS.search(line)
    if address is None:
        return Line(_words(line))
    return Line(_words(line[: address.start()] + " " + line[address.end() :]), address[1])


class _Scan:
    """One pass over the tags of a body."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._lines: list[Line] = []
        self._held: list[str] = []
        self._link: str | None = None
        self._unseen, self._depth = "", 0

    def run(self) -> list[Line]:
        at = 0
        for tag in _TAG.finditer(self._page):
            self._take(self._page[at : tag.start()])
            at = tag.end()
            self._pass(tag)
            if len(self._lines) >= MAX_LINES:
                return self._lines
        self._take(self._page[at:])
        self._end()
        return self._lines

    def _take(self, words: str) -> None:
        if not self._unseen:
            self._held.append(words)

    def _pass(self, tag: re.Match[str]) -> None:
        name, closes = tag[2].lower(), bool(tag[1])
        if self._unseen:
            self._depth += (name == self._unseen) * (-1 if closes else 1)
            self._unseen = self._unseen if self._depth else ""
        elif not closes and name not in _VOID and (name in _SILENT or _HIDDEN.search(tag[3])):
            self._unseen, self._depth = name, 1
        elif name == "a":
            self._end()
            self._link = None if closes else _target(tag[3])
        elif name not in _INLINE or self._parts_spans(name, closes, tag.end()):
            self._end()

    def _parts_spans(self, name: str, closes: bool, end: int) -> bool:
        """Say whether a card's facts stand in a row of spans, one each."""
        inside = closes and name == "span" and self._link is not None
        return inside and bool(_SPAN_AFTER_SPAN.match(self._page, end))

    def _end(self) -> None:
        held, self._held = "".join(self._held), []
        if held and not held.isspace() and (words := _words(clean(html.unescape(held)))):
            self._lines.append(Line(words, self._link))


def _target(attributes: str) -> str | None:
    said = _HREF.search(attributes)
    address = html.unescape(next(filter(None, said.groups()), "")).strip() if said else ""
    return address[:4000] if re.match(r"https?://", address, re.I) else None


def _words(text: str) -> str:
    return " ".join(text[: 4 * LONGEST].split())[:LONGEST]


def _without_comments(page: str) -> str:
    """Take comments out; one that never ends takes nothing with it."""
    pieces, at, last = [], 0, page.rfind("-->")
    while (start := page.find("<!--", at)) >= 0 and start <= last:
        pieces.append(page[at:start])
        at = page.find("-->", start) + 3
    return "".join(pieces) + page[at:]
