"""Long lists, a piece at a time."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from upslope.apps.api.endpoint import Asked

MOST = 200
"""Items that one answer holds."""

Text = Annotated[str, Meta(max_length=4000)]
Short = Annotated[str, Meta(max_length=200)]
Id = Annotated[str, Meta(min_length=1, max_length=200)]


class Paged(Asked, frozen=True, kw_only=True):
    """Which piece of a list: so many items after so many others."""

    limit: Annotated[int, Meta(ge=1, le=MOST)] = 50
    offset: Annotated[int, Meta(ge=0, le=10_000_000)] = 0


class Piece(Struct, frozen=True, kw_only=True):
    """How much there is in all, and where the next piece begins; ``None`` after the last."""

    total: int
    next_offset: int | None


def where(asked: Paged, total: int) -> dict[str, Any]:
    """Return the fields of a :class:`Piece`.

    >>> where(Paged(limit=50, offset=50), 120)
    {'total': 120, 'next_offset': 100}
    >>> where(Paged(limit=50, offset=100), 120)
    {'total': 120, 'next_offset': None}
    """
    after = asked.offset + asked.limit
    return {"total": total, "next_offset": after if after < total else None}
