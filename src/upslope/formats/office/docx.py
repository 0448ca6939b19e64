"""Text of a Word document (.docx, .docm, .dotx), transitional or strict.

Elements are told by their local name, which both kinds share (ECMA-376 part 1, chapters 17 and
20). Only parts inside the archive are read: a template or picture elsewhere is never asked for.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from xml.parsers import expat

from upslope.errors import ReadError
from upslope.formats import worker
from upslope.formats.archive import Archive
from upslope.formats.document import CHARACTERS, Document, web_links
from upslope.formats.office.layout import Full, Layout
from upslope.formats.xml.hardened import hardened, parse

_BEFORE, _AFTER = ("header",), ("footnotes", "endnotes", "footer")
_LISTED = re.compile(r"List(?:Bullet|Number)", re.IGNORECASE)
_HEADED = re.compile(r"Heading|Title", re.IGNORECASE)
_FIELD_LINK = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_UNSHADED = {"", "AUTO", "CLEAR", "NIL", "FFFFFF"}
_PLAIN_TABLES = {"TableGrid", "TableNormal"}
# What was deleted or moved away, and what stands for old programs beside the same in new form.
_SKIPPED = {"del", "moveFrom", "Fallback"}
_SCOPES = {"tbl", "tc", "p", "r", "txbxContent"}
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
    parts = [
        *(to for kind, to, _ in related if kind in _BEFORE),
        main,
        *(to for after in _AFTER for kind, to, _ in related if kind == after),
    ]
    texts: dict[str, int] = {}  # a header may be there twice: for the first page and for the others
    links = [to for kind, to, outside in related if outside and kind == "hyperlink"]
    for part in dict.fromkeys(part for part in parts if part in archive):
        reader = _Part(
            Layout(CHARACTERS - sum(map(len, texts))), "document" if part == main else ""
        )
        with suppress(Full):
            run(archive, part, reader.parser)
        texts[reader.page.text()] = reader.page.hidden
        links += reader.links
    text = "\n".join(filter(None, texts))
    return Document(text=text, links=web_links(links), hidden=sum(texts.values()))


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
    """What holds within a table, cell, paragraph or run: is its ground shaded, its text hidden?"""

    shaded: bool
    white: bool = False
    hidden: bool = False
    bullet: bool = False


@dataclass
class _Part:
    """Hears the parser of one part and writes to the page."""

    page: Layout
    root: str
    parser: expat.XMLParserType = field(default_factory=hardened)
    links: list[str] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _scopes: list[_Scope] = field(default_factory=lambda: [_Scope(shaded=False)])
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
        if name in _SCOPES:
            shaded = self._scopes[-1].shaded or name == "txbxContent"
            self._scopes.append(_Scope(shaded))
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
            scope.shaded |= value.upper() not in _UNSHADED
        elif name == "background" or (name == "tblStyle" and value not in _PLAIN_TABLES):
            scope.shaded = True  # of a colour that is not looked up: white text may be seen on it
        elif name == "numPr" or (name == "pStyle" and _LISTED.match(value)):
            scope.bullet = True
        elif (name == "pStyle" and _HEADED.match(value)) or (name, value) == ("numId", "0"):
            scope.bullet = False
        elif within == "rPr" and self._path[-3:-2] == ["r"]:
            scope.white |= name == "color" and value.upper() == "FFFFFF"
            scope.hidden |= _unseen(name, value)

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
            unseen = scope.hidden or (scope.white and not scope.shaded)
            (self.page.hide if unseen else self.page.say)(words)
        elif name == "instrText" and (link := _FIELD_LINK.search(words)):
            self.links.append(link[1])


def _value(attributes: dict[str, str]) -> str:
    """Return what a property is set to: its attribute ``val``, or ``fill`` for a shading."""
    named = {key.rpartition(":")[2]: value for key, value in attributes.items()}
    return named.get("fill") or named.get("val") or ""


def _unseen(name: str, value: str) -> bool:
    """Say whether a property of a run hides it: the one that says so, or letters of 2 points."""
    if name == "vanish":
        return value not in {"0", "false", "off"}
    return name == "sz" and value in {"1", "2", "3", "4"}  # half points
