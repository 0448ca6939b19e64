"""Which source a saved reply came from, when nobody says."""

from __future__ import annotations

from collections.abc import Mapping

from upslope.errors import UpslopeError
from upslope.records import Reply
from upslope.sources.source import Source


def recognize(sources: Mapping[str, Source], reply: Reply) -> Source:
    """Give the source that reads most postings from a reply; a table of your own comes last.

    Where none reads any, the one whose reader says why: of pages, or else of files.

    >>> from upslope.sources.find import builtin
    >>> recognize(builtin(), Reply(url="mine.csv", body=b"title,company\\nML Engineer,Acme")).name
    'files'
    """
    ordered = sorted(sources.values(), key=lambda source: source.name == "files")
    counts = {source: _count(source, reply) for source in ordered}
    best = max(ordered, key=lambda source: counts[source])
    if counts[best]:
        return best
    return sources["jsonld" if reply.body.lstrip()[:1] == b"<" else "files"]


def _count(source: Source, reply: Reply) -> int:
    try:
        return len(source.read(reply).postings)
    except UpslopeError:
        return 0
