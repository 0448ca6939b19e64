"""What was found in files: raw postings as JSON, or why there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from upslope.batch.columns import RECORDS
from upslope.formats.postings.table import TableReader
from upslope.formats.tables import Row
from upslope.formats.values import RowError
from upslope.records import RawPosting
from upslope.sources.pages.files import Files

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST = 8 * 2**20
"""Characters of the longest record that is read; a posting has some thousands."""
KEPT = 2_000
"""Characters that are kept of what could not be read."""
AT_ONCE = 1_000
MOST_CHARS = 8 * 2**20

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Found(NamedTuple):
    """A raw posting as JSON, or what stood there and the reason why it is none."""

    record: str
    reason: str | None = None


def posting(raw: RawPosting) -> Found:
    """Write a raw posting.

    >>> posting(RawPosting(source="files", source_id="1", title="ML Engineer")).reason is None
    True
    """
    try:
        written = msgspec.json.encode(raw).decode()
    except ValueError as error:  # half an emoji: no reader lets one pass
        return refused(repr(raw), str(error))
    return Found(written) if len(written) <= LONGEST else too_long(written)


def refused(what: str, why: str) -> Found:
    """Say why something is no posting, with the beginning of what it was.

    >>> refused("a" * 5_000, "it is not JSON").record[-4:]
    'aaa…'
    """
    kept = what[:KEPT] + "…" if len(what) > KEPT else what
    return Found(_UNSTORABLE.sub("\ufffd", kept), _UNSTORABLE.sub("\ufffd", why[:500]))


def too_long(what: str) -> Found:
    """Say that a record, of which this is the beginning, is longer than is ever read."""
    return refused(what, f"it is longer than {LONGEST >> 20} Mi characters")


class Reader:
    """Reads rows of tables as the source ``files`` does, one by one and without end.

    >>> Reader().read({"title": "ML Engineer"}).record[:27]
    '{"source":"files","source_i'
    >>> Reader().read({"title": None})
    Found(record='{"title": null}', reason='it has no title')
    """

    def __init__(self) -> None:
        self._table = TableReader(Files.name)

    def read(self, row: Row) -> Found:
        """Read one row."""
        if len(self._table.layouts) > AT_ONCE:  # of JSON, each row may have columns of its own
            self._table = TableReader(Files.name)
        try:
            return posting(self._table.read(row))
        except RowError as error:
            return refused(_shown(row), str(error))
        except Exception as error:  # of one row; what it was is kept
            return refused(_shown(row), f"it could not be read: {type(error).__name__}")


def _shown(row: Row) -> str:
    if isinstance(row, str):
        return row
    cut = {name: value[:KEPT] if isinstance(value, str) else value for name, value in row.items()}
    try:
        return json.dumps(cut, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return str(list(row))


def batches(file: str, found: Iterable[Found]) -> Iterator[pa.RecordBatch]:
    """Gather what was found in one file into batches, none of them large."""
    found = iter(found)
    while first := list(islice(found, 1)):
        yield batch(file, [*first, *_until_full(found, len(first[0].record))])


def _until_full(found: Iterator[Found], chars: int) -> Iterator[Found]:
    for _ in range(AT_ONCE - 1):
        if chars > MOST_CHARS:
            return
        for one in islice(found, 1):
            chars += len(one.record)
            yield one


def batch(file: str | pa.Array, found: list[Found]) -> pa.RecordBatch:
    """Make a batch of what was found in one file, or one file for each."""
    import pyarrow as pa  # noqa: PLC0415

    files: Any = [file] * len(found) if isinstance(file, str) else file
    cells = [files, [one.record for one in found], [one.reason for one in found]]
    columns = [pa.array(own, field.type) for own, field in zip(cells, RECORDS, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=RECORDS)
