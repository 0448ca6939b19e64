"""What a derived index, such as the text index, is told of the stored postings."""

from __future__ import annotations

import msgspec

from upslope.records.posting import Posting
from upslope.records.understanding import Understanding


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One stored posting as it is now, because it is new or something of it changed.

    ``first_seen`` is ISO 8601; ``shown_as`` is the posting that stands for it and its duplicates,
    mostly itself; ``stands_for_others`` says that it has some.
    """

    posting: Posting
    understanding: Understanding
    first_seen: str
    shown_as: str
    stands_for_others: bool = False


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """How far an index has followed the store: the last write, and the last run stored by then."""

    revision: int
    run: str | None = None
