"""Raw postings are made comparable and understood; what cannot be goes to quarantine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from upslope.errors import ModelError, StoreError, UsageError
from upslope.normalize import normalize
from upslope.normalize.duplicates import fingerprint
from upslope.normalize.duplicates.blocking import keys
from upslope.normalize.duplicates.profile import Profile
from upslope.normalize.identity import posting_id
from upslope.records import PayEstimate, Posting, RawPosting, Understanding
from upslope.understand import understand

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 256
"""Records that are understood together: readers share work, and an error costs no more."""
MOST_CHARS = 16 * 2**20
"""Characters of those together, which bounds memory where records are long."""

_NO_RECORDS_FAULT = (MemoryError, OSError, ImportError, ModelError, StoreError, UsageError)
"""What would fail with any record, such as damaged models: it ends the run, and refuses nothing."""

_DECODER = msgspec.json.Decoder(RawPosting)


class Record(NamedTuple):
    """A row of ``columns.RECORDS``."""

    file: str
    record: str | None
    reason: str | None


class Known(NamedTuple):
    """All that is known of one posting."""

    file: str
    posting: Posting
    understanding: Understanding
    estimate: PayEstimate


def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Make, of ``columns.RECORDS``, rows of ``columns.READ``.

    What has a reason already keeps it. A posting that breaks a reader gets the reason for it, and
    hides no other.

    Raises:
        ModelError: a model is damaged.
        OSError: what is needed cannot be read or written; likewise :class:`MemoryError` and
            :class:`ImportError`.

    >>> import pyarrow as pa
    >>> from upslope.batch.columns import RECORDS
    >>> raw = RawPosting(source="files", source_id="1", title="Senior ML Engineer")
    >>> given = {"file": "a.csv", "record": msgspec.json.encode(raw).decode(), "reason": None}
    >>> [known] = read(iter([pa.RecordBatch.from_pylist([given], RECORDS)]))
    >>> known.select(["role", "seniority", "month", "reason"]).to_pylist()
    [{'role': 'ml_engineer', 'seniority': 'senior', 'month': 'unknown', 'reason': None}]
    """
    for records in _chunks(batches):
        refused = [record for record in records if record.reason is not None]
        given = [record for record in records if record.reason is None]
        try:
            known = _batch(_known(given)) if given else None
        except _NO_RECORDS_FAULT:
            raise
        except Exception:  # one of them is bad: which, and why, is found out one by one
            yield from _one_by_one(given)
        else:
            if known is not None:
                yield known
        if refused:
            yield _refused(refused)


def _chunks(batches: Iterator[pa.RecordBatch]) -> Iterator[list[Record]]:
    """Cut the stream anew: batches of an engine may hold one row, or a million."""
    chunk: list[Record] = []
    chars = 0
    for batch in batches:
        for start in range(0, batch.num_rows, AT_ONCE):
            piece = batch.slice(start, AT_ONCE)
            cells = (piece.column(name).to_pylist() for name in Record._fields)
            for record in map(Record, *cells):
                if len(chunk) == AT_ONCE or chars > MOST_CHARS:
                    yield chunk
                    chunk, chars = [], 0
                chunk.append(record)
                chars += len(record.record or "")
    if chunk:
        yield chunk


def _one_by_one(records: Sequence[Record]) -> Iterator[pa.RecordBatch]:
    for record in records:
        try:
            known = _batch(_known([record]))
        except _NO_RECORDS_FAULT:
            raise
        except Exception as error:
            why = f"it could not be read: {type(error).__name__}: {error}"[:500]
            yield _refused([record._replace(reason=why)])
        else:
            yield known


def _known(records: Sequence[Record]) -> list[Known]:
    from upslope.estimate import estimate_pay  # noqa: PLC0415  # loads what was learned of pay

    raws = [_DECODER.decode(record.record or "") for record in records]
    postings = normalize(raws)
    understandings = understand(postings)
    estimates = estimate_pay(postings, understandings)
    files = (record.file for record in records)
    return list(map(Known, files, postings, understandings, estimates))


def _batch(known: Sequence[Known]) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415

    from upslope.batch.columnar import column  # noqa: PLC0415
    from upslope.batch.columns import POSTING, READ, UNDERSTOOD  # noqa: PLC0415

    named_anew: dict[str, list[Any]] = {
        "stated_salary": [one.posting.base_salary for one in known],
        "stated_employment_type": [one.posting.employment_type for one in known],
        "estimated_salary": [one.estimate for one in known],
    }
    cells: dict[str, list[Any]] = {
        **{name: [getattr(one.posting, name) for one in known] for name in POSTING.names},
        **{
            name: named_anew.get(name) or [getattr(one.understanding, name) for one in known]
            for name in UNDERSTOOD.names
        },
        **_linking(known),
    }
    columns = [column(cells[field.name], field.type) for field in READ]
    return pa.RecordBatch.from_arrays(columns, schema=READ)


def _linking(known: Sequence[Known]) -> dict[str, list[Any]]:
    """Work out what the later stages need, by column."""
    postings = [one.posting for one in known]
    digests = [_digest(posting) for posting in postings]
    named_apart = zip(postings, digests, strict=True)
    days = (posting.date_posted for posting in postings)
    return {
        "file": [one.file for one in known],
        "reason": [None] * len(known),
        "record": [None] * len(known),
        "digest": digests,
        "other_id": [posting_id(one.source, f"{one.source_id}-{own}") for one, own in named_apart],
        "fingerprint": list(map(fingerprint, postings)),
        "keys": [keys(Profile(posting)) for posting in postings],
        "month": [day[:7] if day else "unknown" for day in days],
        "country": list(map(_country, postings)),
    }


def _digest(posting: Posting) -> str:
    return hashlib.sha256(msgspec.json.encode(posting)).hexdigest()[:32]


def _country(posting: Posting) -> str:
    return next((place.country for place in posting.places if place.country), "unknown")


def _refused(records: Sequence[Record]) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415

    from upslope.batch.columns import READ  # noqa: PLC0415

    said = {name: [getattr(record, name) for record in records] for name in Record._fields}
    columns = [
        pa.array(said[field.name], field.type)
        if field.name in said
        else pa.nulls(len(records), field.type)
        for field in READ
    ]
    return pa.RecordBatch.from_arrays(columns, schema=READ)
