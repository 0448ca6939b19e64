"""Which of the postings of one opening is shown for all of them."""

from __future__ import annotations

from functools import cache

from upslope.records import Posting
from upslope.sources.find import KINDS, builtin


def standing(posting: Posting) -> tuple[bool, bool, bool, str]:
    """Rank a posting: the open one first, with a text, from its employer's own board, older.

    The least is shown; of equal ones, that of the least id.

    >>> from upslope.normalize.records import posting_of
    >>> own, copy = (posting_of({"title": "MLE", "source": s}) for s in ("lever", "linkedin"))
    >>> standing(own) < standing(copy)
    True
    """
    from_afar = posting.source not in _own_boards()
    return (posting.closed, posting.description is None, from_afar, posting.date_posted or "9")


@cache
def _own_boards() -> frozenset[str]:
    """Return the sources that are an employer's own board."""
    return frozenset(
        name
        for name, source in builtin().items()
        if any(f".{kind}." in type(source).__module__ for kind in KINDS[:2])
    )
