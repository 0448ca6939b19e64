"""One document of XML as its elements: what is cut off gives all that were whole."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from upslope.errors import ReadError
from upslope.formats.xml.hardened import hardened, parse
from upslope.formats.xml.mended import pieces, text_of

MAX_BYTES = 16 * 1024 * 1024
"""Longer input is refused; a sitemap of 50,000 addresses, the most there may be, has 8 MiB."""
MAX_DEPTH, MAX_PARTS = 100, 10_000
"""Levels of nesting, and elements within one element, that are read."""

# Prefixes under which the extensions of feeds are known, whatever a feed calls them.
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/2005/Atom": "atom",
}


class Document:
    """One XML document, read as far as it is whole.

    Args:
        body: its bytes.
        claimed: the charset of its Content-Type header, if it has one.
        feed: pass over a DOCTYPE, as old feeds have one; else it is refused.

    Attributes:
        root: the name of the outermost element, known once reading has begun.
        damaged: why the rest could not be read; empty while all is well.

    Raises:
        ReadError: nothing of it is XML, it is too large, or it brings a DTD.

    An element's name is bare in the namespace of the root or without a prefix; others have the
    usual prefix of their namespace (``content:encoded``), or else the one that stands there.

    >>> document = Document(b"<rss><item><title>R&D &nbsp;lead</title></item><item><ti")
    >>> [item.findtext("title") for item in document.each("item")]
    ['R&D \\xa0lead']
    >>> document.root, document.damaged
    ('rss', 'it breaks off (unclosed token, line 1)')
    """

    def __init__(self, body: bytes, *, claimed: str | None = None, feed: bool = False) -> None:
        if len(body) > MAX_BYTES:
            raise ReadError(f"The XML is larger than {MAX_BYTES >> 20} MiB.")
        self._text = text_of(body, claimed, doctype=feed)
        self.root = self.damaged = ""

    def each(self, *names: str) -> Iterator[Element]:
        """Yield the elements of these names in order, each when it is whole, outermost only."""
        reader = _Reader(frozenset(names))
        try:
            for _ in parse(reader.parser, pieces(self._text)):
                self.root = reader.root
                yield from reader.taken()
        except (expat.ExpatError, ReadError) as error:
            self.root = reader.root
            if not reader.root:
                why = error if isinstance(error, ReadError) else "The reply is not XML."
                raise ReadError(str(why)) from None
            self.damaged = _why(error)
            yield from reader.taken()


def _why(error: Exception) -> str:
    if not isinstance(error, expat.ExpatError):
        return str(error)
    return f"it breaks off ({expat.ErrorString(error.code)}, line {error.lineno})"


class _Reader:
    """Build the wanted elements out of the parser's events; keep nothing else."""

    def __init__(self, names: frozenset[str]) -> None:
        self.parser = hardened("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say
        self.root = ""
        self._names = names
        self._home = ""
        self._spaces: list[dict[str, str]] = [{}]
        self._whole: list[Element] = []
        self._open: TreeBuilder | None = None
        self._began = self._parts = 0

    def taken(self) -> Iterator[Element]:
        """Give the elements that became whole since the last call, and forget them."""
        whole, self._whole = self._whole, []
        yield from whole

    def _start(self, written: str, attributes: dict[str, str]) -> None:
        spaces = self._spaces[-1]
        new = {key[6:]: uri for key, uri in attributes.items() if key[:5] == "xmlns"}
        self._spaces.append({**spaces, **new} if new else spaces)
        if len(self._spaces) > MAX_DEPTH:
            raise ReadError(f"its elements are nested more than {MAX_DEPTH} deep")
        if not self.root:
            self._home = self._spaces[-1].get(_prefix(written), "")
        name = self._name(written)
        self.root = self.root or name
        if self._open is None and name in self._names:
            self._open, self._began, self._parts = TreeBuilder(), len(self._spaces), 0
        if self._open is not None:
            self._parts += 1
            if self._parts > MAX_PARTS:
                raise ReadError(f"one element holds more than {MAX_PARTS:,} others")
            self._open.start(name, {k: v for k, v in attributes.items() if k[:5] != "xmlns"})

    def _end(self, written: str) -> None:
        if self._open is not None:
            self._open.end(self._name(written))
            if len(self._spaces) == self._began:
                self._whole.append(self._open.close())
                self._open = None
        self._spaces.pop()

    def _say(self, text: str) -> None:
        if self._open is not None:
            self._open.data(text)

    def _name(self, written: str) -> str:
        prefix = _prefix(written)
        if not prefix:
            return written
        space = self._spaces[-1].get(prefix)
        bare = written[len(prefix) + 1 :]
        if space and space == self._home:
            return bare
        return f"{_PREFIXES.get(space or '', prefix)}:{bare}"


def _prefix(written: str) -> str:
    return written.partition(":")[0] if ":" in written else ""
