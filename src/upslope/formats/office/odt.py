"""Text of an OpenDocument text (.odt, .ott), after OASIS OpenDocument 1.3 part 3.

Elements are told by their name as every program writes it (``text:p``). What is repeated by a
number (blanks, columns) is written a few times at most, whatever the number.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from upslope.formats import worker
from upslope.formats.archive import Archive
from upslope.formats.document import CHARACTERS, LEFT_OUT, Document, Layout, web_links
from upslope.formats.office.docx import run
from upslope.formats.office.layout import Full, Page, unseen
from upslope.formats.xml.hardened import hardened

KIND = b"application/vnd.oasis.opendocument.text"
_PARTS = {"styles.xml": "office:master-styles", "content.xml": "office:body"}
_PARAGRAPHS = {"text:p", "text:h"}
# What was deleted, comments, and the numbers of notes.
_SKIPPED = {"text:tracked-changes", "office:annotation", "text:note-citation", "text:ruby-text"}
_COUNTED = {"table:table", "draw:text-box"}
_PAPER = "#ffffff"
_BLANK = re.compile(r"\s+")


def read(archive: Archive) -> Document:
    """Return the text of headers and footers, each once, then of the body.

    Raises:
        DocumentError: ``encrypted``, ``damaged`` or ``too_big``.
    """
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise worker.failure("encrypted", "The file asks for a password.")
    styles: dict[str, _Look] = {}
    around, body = (_Part(Page(), styles, holder) for holder in _PARTS.values())
    full = False
    for part, reader in zip(_PARTS, (around, body), strict=True):
        if part == "content.xml" or part in archive:
            try:
                run(archive, part, reader.parser)
            except Full:
                full = True
    lines = list(dict.fromkeys(filter(None, around.page.text().split("\n"))))
    return Document(
        text="\n".join(filter(None, [*lines, body.page.text()]))[:CHARACTERS],
        links=web_links(body.links),
        hidden=around.page.hidden + body.page.hidden,
        left_out=LEFT_OUT if full else "",
        layout=Layout(
            tables=body.counts["table:table"], boxes=body.counts["draw:text-box"], around=lines
        ),
    )


@dataclass(frozen=True)
class _Look:
    """What of a style, or of all styles around some words, decides whether they are seen."""

    ground: str = ""  # where no colour is said, that of what is around holds
    color: str = ""
    hidden: bool = False

    def under(self, properties: dict[str, str]) -> _Look:
        """Give the look that these properties make of this one."""
        ground = properties.get("fo:background-color", "transparent")
        return _Look(
            ground=self.ground if ground == "transparent" else ground,
            color=properties.get("fo:color", self.color),
            hidden=self.hidden
            or properties.get("text:display") == "none"
            or properties.get("fo:font-size") in {"0pt", "1pt", "2pt"},
        )


@dataclass
class _Part:
    """Hears the parser of one part and writes what stands in the element ``holder``."""

    page: Page
    styles: dict[str, _Look]
    holder: str
    parser: expat.XMLParserType = field(default_factory=hardened)
    links: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _path: list[str] = field(default_factory=list)
    _looks: list[_Look] = field(default_factory=list)  # one for each open element in the holder
    _style: str = ""
    _skipped: int = 0

    def __post_init__(self) -> None:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        within = self._path[-1] if self._path else ""
        self._path.append(name)
        if self._looks:
            self._looks.append(self._look(name, attributes))
            self.counts[name] += name in _COUNTED
        elif name == self.holder:
            self._looks.append(_Look())
        elif name == "style:style":
            self._style = attributes.get("style:name", "")
            parent = self.styles.get(attributes.get("style:parent-style-name", ""), _Look())
            self.styles[self._style] = parent
        elif within == "style:style":
            self.styles[self._style] = self.styles[self._style].under(attributes)
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
        elif self._looks:
            self._write(name, attributes)

    def _look(self, name: str, attributes: dict[str, str]) -> _Look:
        around = self._looks[-1].under({"text:display": attributes.get("text:display", "")})
        key = f"{name.partition(':')[0]}:style-name"
        style = self.styles.get(attributes.get(key, ""))
        if name.startswith("draw:"):  # of a ground that is not looked up
            return replace(around, ground="unknown")
        if style is None:
            return around
        return _Look(
            style.ground or around.ground,
            style.color or around.color,
            around.hidden or style.hidden,
        )

    def _write(self, name: str, attributes: dict[str, str]) -> None:
        if name in _PARAGRAPHS:
            self.page.begin()
        elif name == "table:table-row":
            self.page.begin_row()
        elif name == "table:table-cell":
            self.page.begin_cell()
        elif name == "text:s":
            self.page.say("  "[: _times(attributes.get("text:c", "1"))])
        elif name == "text:tab":
            self.page.say("  ")
        elif name == "text:line-break":
            self.page.say("\n")
        elif name in {"text:a", "draw:a"}:
            self.links.append(attributes.get("xlink:href", ""))

    def _end(self, name: str) -> None:
        self._path.pop()
        if self._skipped:
            self._skipped -= 1
        elif self._looks:
            if name in _PARAGRAPHS:
                listed = name == "text:p" and self._path[-1] == "text:list-item"
                self.page.end(bullet=listed)
            elif name == "table:table-row":
                self.page.end_row()
        if self._looks:
            self._looks.pop()

    def _say(self, words: str) -> None:
        if self._looks and not self._skipped and self._path[-1].startswith("text:"):
            look = self._looks[-1]
            gone = look.hidden or unseen(look.color[1:], (look.ground or _PAPER)[1:])
            (self.page.hide if gone else self.page.say)(_BLANK.sub(" ", words))


def _times(count: str) -> int:
    """Read how often a blank is repeated. No writer of letters asks for ten thousand of them."""
    if not count.isdecimal():
        return 1
    if len(count) > 9 or int(count) > 10_000:
        raise worker.failure("too_big", "The file repeats blanks without end.")
    return int(count)
