"""What a posting is known by to others: the sign of its twins, its rank, its keys."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pyarrow as pa

from upslope.batch.steps.rows import CONTENT, posting_of
from upslope.normalize.duplicates.standing import standing
from upslope.normalize.gazetteer import fold
from upslope.records import Posting

READ_FOR_SIGNS = (
    *("id", "digest", "other_id", "reason", "closed", "date_posted", "keys"),
    *CONTENT,
)
READ_FOR_KEYS = ("name", "stand_in", "keys", "sorting")

_TEXT = pa.string()
SIGNS = pa.schema(
    [
        *((name, _TEXT) for name in ("id", "digest", "other_id", "twin", "standing", "sorting")),
        ("keys", pa.list_(_TEXT)),
    ]
)
"""One row each posting that was read, without its text.

``twin`` is equal for postings that are certainly one opening and are decided alike with all others;
``standing`` sorts who is shown for an opening; ``sorting`` puts the likely ones side by side.
"""

KEYS = pa.schema([("bucket", _TEXT), ("name", _TEXT), ("whole", pa.bool_()), ("sorting", _TEXT)])
"""A posting in a bucket is worth comparing with those in it, unless both are ``whole``."""


def signs(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Turn rows of ``READ_FOR_SIGNS`` into ``SIGNS``, without what is in quarantine."""
    for batch in batches:
        rows = [_signs(row) for row in batch.to_pylist() if row["reason"] is None]
        yield pa.RecordBatch.from_pylist(rows, SIGNS)


def _signs(row: Mapping[str, Any]) -> dict[str, Any]:
    posting = posting_of(row)
    posting.closed, posting.date_posted = bool(row["closed"]), row["date_posted"]
    keys = row["keys"] or []
    return {
        **{name: row[name] for name in ("id", "digest", "other_id")},
        "twin": _twin(posting) if any(key[0] == "t" for key in keys) else None,
        "standing": _standing(posting),
        "sorting": _sorting(posting),
        "keys": keys,
    }


def _twin(posting: Posting) -> str:
    """Sum up all that decides whether a posting is one with another, except its address."""
    said = msgspec.structs.replace(posting, url=None, closed=False, date_posted=None)
    return hashlib.sha256(msgspec.msgpack.encode(said)).hexdigest()[:32]


def _standing(posting: Posting) -> str:
    """Write the rank so that texts sort as ranks do."""
    *flags, day = standing(posting)
    return "".join(f"{flag:d}" for flag in flags) + day.replace(" ", "_")


def _sorting(posting: Posting) -> str:
    where = [place.city or place.region or place.country or "" for place in posting.places[:1]]
    return fold("|".join([*(where or posting.job_location[:1]), posting.clean_title]))


def keys(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Turn rows of ``READ_FOR_KEYS`` into ``KEYS``.

    What another posting stands in for is left out. ``w...`` and ``s...`` keys of the same rest
    share a bucket: a whole text there is not compared with another.
    """
    for batch in batches:
        rows = [
            {
                "bucket": "s" + key[1:] if key[0] == "w" else key,
                "name": row["name"],
                "whole": key[0] == "w",
                "sorting": row["sorting"],
            }
            for row in batch.to_pylist()
            if row["stand_in"] == row["name"]
            for key in row["keys"] or []
        ]
        yield pa.RecordBatch.from_pylist(rows, KEYS)
