"""An Expat parser that can be trusted with the XML of strangers.

It is left nothing to be tricked with: a DTD is refused, so that there is no entity to expand and no
file or address to open; XInclude and schemas are not looked at. It keeps no tree, so that depth and
size cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from upslope.errors import ReadError

STEP = 1 << 16
"""Bytes that are parsed at a time."""


def hardened(encoding: str | None = None) -> expat.XMLParserType:
    """Make an Expat parser that refuses a DTD, and with it all entities but XML's own five.

    Args:
        encoding: what the bytes are in, whatever the document says of itself.
    """
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def parse(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> Iterator[None]:
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
