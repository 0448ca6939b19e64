"""Which source a saved reply came from, when nobody says."""

from __future__ import annotations

from collections.abc import Mapping

from upslope.errors import ReadError, UpslopeError
from upslope.records import Reply
from upslope.sources.source import Source


def recognize(sources: Mapping[str, Source], reply: Reply) -> Source:
    """Give the source that reads most postings from a reply; a table of your own comes last.

    Raises:
        ReadError: none reads any; says why each one does not.

    >>> from upslope.sources.find import builtin
    >>> recognize(builtin(), Reply(url="mine.csv", body=b"title,company\\nML Engineer,Acme")).name
    'files'
    """
    read, refused = {}, []
    for source in sorted(sources.values(), key=lambda source: source.name == "files"):
        try:
            read[source] = len(source.read(reply).postings)
        except UpslopeError as error:
            refused.append(f"{source.label}: {error.what}")
    best = max(read, key=lambda source: read[source], default=None)
    if best is None or not read[best]:
        raise ReadError(
            f"No source can read {reply.url}. {' '.join(refused)}",
            kept="Nothing was stored.",
            next="Name the source with --source, or a column with --column title=NAME.",
        )
    return best
