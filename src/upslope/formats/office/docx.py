"""Text of a Word document (.docx, .docm, .dotx), transitional or strict.

Elements are told by their local name, which both kinds share (ECMA-376 part 1, chapters 17 and
20). Only parts inside the archive are read: a template or picture elsewhere is never asked for.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from upslope.errors import ReadError
from upslope.formats import worker
from upslope.formats.archive import Archive
from upslope.formats.document import CHARACTERS, LEFT_OUT, Document, Layout, web_links
from upslope.formats.office.layout import UNKNOWN, Full, Page, unseen
from upslope.formats.xml.hardened import hardened, parse

_BEFORE, _AFTER = ("header",), ("footnotes", "endnotes", "footer")
_LISTED = re.compile(r"List(?:Bullet|Number)", re.IGNORECASE)
_HEADED = re.compile(r"Heading|Title", re.IGNORECASE)
_FIELD_LINK = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_PAPER = "FFFFFF"
_UNSHADED = {"", "AUTO", "CLEAR", "NIL"}
_TINY = {"1", "2", "3", "4"}  # half points
_PLAIN_TABLES = {"TableGrid", "TableNormal"}
# What was deleted or moved away, and what stands for old programs beside the same in new form.
_SKIPPED = {"del", "moveFrom", "Fallback"}
_SCOPES = {"tbl", "tc", "p", "r", "txbxContent"}
_COUNTED = {"tbl", "txbxContent"}
_SPOKEN = {"br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "  ", "tab": "  "}


def read(archive: Archive) -> Document:
    """Return the text of headers, body, notes and footers, in this order.

    Raises:
        DocumentError: it is no Word document (``unsupported``), or ``damaged``, ``too_big``.
    """
    main = next((to for kind, to, _ in _relations(archive, "") if kind == "officeDocument"), "")
    if main not in archive:
        main = "word/document.xml"
    if main not in archive:
        raise worker.failure("unsupported", "The file is no Word document.")
    related = list(_relations(archive, main))
    edges = {to for kind, to, _ in related if kind in ("header", "footer")}
    parts = [
        *(to for kind, to, _ in related if kind in _BEFORE),
        main,
        *(to for after in _AFTER for kind, to, _ in related if kind == after),
    ]
    styles = _styles(archive, next((to for kind, to, _ in related if kind == "styles"), ""))
    texts: dict[str, int] = {}  # a header may be there twice: for the first page and for the others
    around: list[str] = []
    tables = boxes = 0
    full = False
    links = [to for kind, to, outside in related if outside and kind == "hyperlink"]
    for part in dict.fromkeys(part for part in parts if part in archive):
        reader = _Part(
            Page(CHARACTERS - sum(map(len, texts))), "document" if part == main else "", styles
        )
        try:
            run(archive, part, reader.parser)
        except Full:
            full = True
        text = reader.page.text()
        if part in edges:
            around += [line for line in text.split("\n") if line and text not in texts]
        texts[text] = reader.page.hidden
        links += reader.links
        tables, boxes = tables + reader.counts["tbl"], boxes + reader.counts["txbxContent"]
    return Document(
        text="\n".join(filter(None, texts)),
        links=web_links(links),
        hidden=sum(texts.values()),
        left_out=LEFT_OUT if full else "",
        layout=Layout(tables=tables, boxes=boxes, around=around),
    )


def run(archive: Archive, part: str, parser: expat.XMLParserType) -> None:
    """Parse one part of an archive as it is unpacked.

    Raises:
        DocumentError: the part is no XML or brings a DTD (``damaged``), or as for the archive.
    """
    try:
        for _ in parse(parser, archive.chunks(part)):
            pass
    except ReadError:
        raise worker.failure("damaged", "The file brings a DTD, which no editor writes.") from None
    except (expat.ExpatError, LookupError, ValueError):  # the latter for encodings it lacks
        raise worker.failure("damaged", "The file is damaged: a part of it is no XML.") from None


def _relations(archive: Archive, part: str) -> Iterator[tuple[str, str, bool]]:
    """Yield kind, target and whether it is outside, of what a part (or the whole) refers to."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in archive:
        return
    found: list[dict[str, str]] = []
    parser = hardened()
    parser.StartElementHandler = lambda _, attributes: found.append(attributes)
    run(archive, place, parser)
    for one in found:
        kind = one.get("Type", "").rpartition("/")[2]
        target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield kind, target, outside


@dataclass
class _Scope:
    """What holds within a table, cell, paragraph or run: its ground, and how its text looks."""

    ground: str = _PAPER
    color: str = ""
    hidden: bool = False
    bullet: bool = False

    def look(self, name: str, value: str) -> None:
        """Note a property of letters that says their colour or hides them."""
        if name == "color":
            self.color = value
        elif name in ("vanish", "specVanish"):
            self.hidden = value not in {"0", "false", "off"}
        elif name == "sz":
            self.hidden |= value in _TINY


def _styles(archive: Archive, part: str) -> dict[str, _Scope]:
    """Read how the letters of each style look, after that which it is based on."""
    if part not in archive:
        return {}
    styles: dict[str, _Scope] = {}
    path: list[str] = []
    current = [_Scope()]

    def start(written: str, attributes: dict[str, str]) -> None:
        name, value = written.rpartition(":")[2], _value(attributes)
        path.append(name)
        if name == "style":
            ids = (v for key, v in attributes.items() if key.rpartition(":")[2] == "styleId")
            current[0] = styles[next(ids, "")] = _Scope()
        elif name == "basedOn" and value in styles:
            current[0].color, current[0].hidden = styles[value].color, styles[value].hidden
        elif path[-3:-1] == ["style", "rPr"]:
            current[0].look(name, value)

    parser = hardened()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    run(archive, part, parser)
    return styles


@dataclass
class _Part:
    """Hears the parser of one part and writes to the page."""

    page: Page
    root: str
    styles: dict[str, _Scope] = field(default_factory=dict)
    parser: expat.XMLParserType = field(default_factory=hardened)
    links: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _path: list[str] = field(default_factory=list)
    _scopes: list[_Scope] = field(default_factory=lambda: [_Scope()])
    _skipped: int = 0

    def __post_init__(self) -> None:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say

    def _start(self, written: str, attributes: dict[str, str]) -> None:
        name = written.rpartition(":")[2]
        within = self._path[-1] if self._path else ""
        if not within and self.root and name != self.root:
            raise worker.failure("unsupported", "The file is a table or slides, not a document.")
        self._path.append(name)
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
            return
        self.counts[name] += name in _COUNTED
        if name in _SCOPES:
            around = self._scopes[-1]
            ground = UNKNOWN if name == "txbxContent" else around.ground
            self._scopes.append(_Scope(ground, around.color, hidden=around.hidden))
        if name == "p":
            self.page.begin()
        elif name == "tr":
            self.page.begin_row()
        elif name == "tc":
            self.page.begin_cell()
        elif within == "r" and name in _SPOKEN:
            self.page.say(_SPOKEN[name])
        else:
            self._format(name, within, _value(attributes))

    def _format(self, name: str, within: str, value: str) -> None:
        """Note what a property says about the scope it stands in."""
        scope = self._scopes[-1]
        if name == "shd":
            scope.ground = scope.ground if value.upper() in _UNSHADED else value
        elif name in ("pStyle", "rStyle") and value in self.styles:
            style = self.styles[value]
            scope.color, scope.hidden = style.color or scope.color, scope.hidden or style.hidden
        if name == "background" or (name == "tblStyle" and value not in _PLAIN_TABLES):
            scope.ground = UNKNOWN
        elif name == "numPr" or (name == "pStyle" and _LISTED.match(value)):
            scope.bullet = True
        elif (name == "pStyle" and _HEADED.match(value)) or (name, value) == ("numId", "0"):
            scope.bullet = False
        elif within == "rPr" and self._path[-3:-2] == ["r"]:
            scope.look(name, value)

    def _end(self, written: str) -> None:
        name = self._path.pop()
        if self._skipped:
            self._skipped -= 1
            return
        if name == "p":
            self.page.end(bullet=self._scopes[-1].bullet)
        elif name == "tr":
            self.page.end_row()
        if name in _SCOPES:
            self._scopes.pop()

    def _say(self, words: str) -> None:
        name = self._path[-1]
        if self._skipped:
            return
        if name == "t":
            scope = self._scopes[-1]
            gone = scope.hidden or unseen(scope.color, scope.ground)
            (self.page.hide if gone else self.page.say)(words)
        elif name == "instrText" and (link := _FIELD_LINK.search(words)):
            self.links.append(link[1])


def _value(attributes: dict[str, str]) -> str:
    """Return what a property is set to: its attribute ``val``, or ``fill`` for a shading."""
    named = {key.rpartition(":")[2]: value for key, value in attributes.items()}
    return named.get("fill") or named.get("val") or ""
