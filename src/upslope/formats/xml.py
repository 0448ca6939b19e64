"""XML of other people: feeds, sitemaps, lists of positions, the parts of an office document.

Expat does the parsing, and is left nothing to be tricked with: a DTD is refused, so that there is
no entity to expand and no file or address to open; XInclude and schemas are not looked at. What
feeds get wrong (a bare ``&``, ``&nbsp;``, control characters, an undeclared prefix, blanks before
the declaration) is mended first; what is cut off gives all elements that were whole.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from upslope.errors import ReadError
from upslope.formats import charset

MAX_BYTES = 16 * 1024 * 1024
"""Longer input is refused; a sitemap of 50,000 addresses, the most there may be, has 8 MiB."""
MAX_DEPTH, MAX_PARTS = 100, 10_000
"""Levels of nesting, and elements within one element, that are read."""
STEP = 1 << 16

# Prefixes under which the extensions of feeds are known, whatever a feed calls them.
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/2005/Atom": "atom",
}

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = re.compile(r"[\s\ufeff]*+(?:<\?xml\s[^>]*+>\s*+)?")
_ENCODING = re.compile(rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_DOCTYPE = re.compile(
    r"(?:\s|<!--(?s:.*?)(?:-->|\Z)|<\?[^>]*+>)*+"
    r"<!DOCTYPE(?:\"[^\"]*+\"|'[^']*+'|[^\[>\"'])*+"
    r"(?:\[(?:<!--(?s:.*?)(?:-->|\Z)|\"[^\"]*+\"|'[^']*+'|[^\]\"'])*+\]\s*+)?>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{0,31}));|&",
    re.DOTALL,
)
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
        text = _DECLARATION.sub("", _decode(body, claimed), count=1)
        if feed and (doctype := _DOCTYPE.match(text)):
            text = text[doctype.end() :]
        self._text = text
        self.root = self.damaged = ""

    def each(self, *names: str) -> Iterator[Element]:
        """Yield the elements of these names in order, each when it is whole, outermost only."""
        reader = _Reader(frozenset(names))
        try:
            for _ in feed(reader.parser, _pieces(self._text)):
                self.root = reader.root
                yield from reader.taken()
        except (expat.ExpatError, ReadError) as error:
            self.root = reader.root
            if not reader.root:
                why = error if isinstance(error, ReadError) else "The reply is not XML."
                raise ReadError(str(why)) from None
            self.damaged = _why(error)
            yield from reader.taken()


def hardened() -> expat.XMLParserType:
    """Make an Expat parser that refuses a DTD, and with it all entities but XML's own five."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> Iterator[None]:
    """Parse a document chunk by chunk, pausing after each.

    Expat before 2.6 looks at an unfinished tag or comment again with every chunk, so while it
    makes no progress the chunks grow: the time stays linear.
    """
    held, enough = bytearray(), STEP
    for chunk in chunks:
        held += chunk
        if len(held) >= enough:
            before = parser.CurrentByteIndex
            parser.Parse(bytes(held))
            enough = STEP if parser.CurrentByteIndex > before else 2 * enough
            held.clear()
            yield
    parser.Parse(bytes(held), True)
    yield


def _refuse(*_: object) -> None:
    raise ReadError("The XML brings a DTD, which is never read.")


def _why(error: Exception) -> str:
    if not isinstance(error, expat.ExpatError):
        return str(error)
    return f"it breaks off ({expat.ErrorString(error.code)}, line {error.lineno})"


def _decode(body: bytes, claimed: str | None) -> str:
    for start, wide in _WIDE:
        if body.startswith(start):
            return body.decode(wide, "replace")
    declared = _ENCODING.match(body.removeprefix(b"\xef\xbb\xbf"))
    names = [claimed, declared[1].decode() if declared else None]
    # What can be read up to here as ASCII is in no encoding of two bytes, whatever it says.
    fit = (name for name in map(charset.known, names) if name and not name.startswith("utf-16"))
    return charset.decode(body, next(fit, None))


def _pieces(text: str) -> Iterator[bytes]:
    """Give the text bit by bit as XML that can be parsed, without a second copy of all of it."""
    done = 0
    for found in _REFERENCE.finditer(text):
        yield _NO_XML.sub("", text[done : found.start()]).encode()
        yield _NO_XML.sub("", _mended(found)).encode()
        done = found.end()
    for at in range(done, len(text), STEP):
        yield _NO_XML.sub("", text[at : at + STEP]).encode()


def _mended(found: re.Match[str]) -> str:
    """Keep a reference that XML knows, decode one that HTML knows, and escape what is neither."""
    whole, (decimal, hexadecimal, name) = found.group(), found.groups()
    if whole[0] == "<" or name in _OWN:
        return whole
    if name:
        return html.entities.html5.get(f"{name};", f"&amp;{name};")
    if whole == "&":
        return "&amp;"
    number = int(decimal) if decimal else int(hexadecimal, 16)
    legal = number < 0x110000 and not _NO_XML.match(chr(number))
    return f"&#{number};" if legal else "\ufffd"


class _Reader:
    """Build the wanted elements out of the parser's events; keep nothing else."""

    def __init__(self, names: frozenset[str]) -> None:
        self.parser = hardened()
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
