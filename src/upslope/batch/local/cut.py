"""Where a sorted stream of rows is cut into files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import pyarrow as pa

Label = TypeVar("Label")
Value = tuple[object, ...]

_ENOUGH = 2_000  # rows of a part, after which the next group begins another
_MOST = 100_000  # rows of a file of the output


def into_parts(
    batches: Iterable[pa.RecordBatch], by: str, enough: int = _ENOUGH
) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Number the rows of a sorted stream, so that rows of one value have one number.

    >>> import pyarrow as pa
    >>> rows = pa.RecordBatch.from_pydict({"employer": ["a", "a", "b", "c", "c"]})
    >>> [(part, run.num_rows) for part, run in into_parts([rows], "employer", enough=2)]
    [(0, 2), (1, 3)]
    """
    part = rows = 0
    last: object = None
    for batch in batches:
        parts = []
        for value in batch[by].to_pylist():
            if rows >= enough and value != last:
                part, rows = part + 1, 0
            rows, last = rows + 1, value
            parts.append(part)
        yield from _runs(batch, parts)


def into_folders(
    batches: Iterable[pa.RecordBatch], by: Sequence[str], most: int = _MOST
) -> Iterator[tuple[tuple[Value, int], pa.RecordBatch]]:
    """Give the rows of a sorted stream by value, and by number of the file for that value.

    >>> import pyarrow as pa
    >>> rows = pa.RecordBatch.from_pydict({"month": ["4", "5", "5", "5"]})
    >>> [(file, run.num_rows) for file, run in into_folders([rows], ["month"], most=2)]
    [((('4',), 0), 1), ((('5',), 0), 2), ((('5',), 1), 1)]
    """
    file = rows = 0
    last: Value | None = None
    for batch in batches:
        files = []
        for value in zip(*(batch[column].to_pylist() for column in by), strict=True):
            if value != last:
                file, rows, last = 0, 0, value
            elif rows == most:
                file, rows = file + 1, 0
            rows += 1
            files.append((value, file))
        yield from _runs(batch, files)


def _runs(batch: pa.RecordBatch, labels: Iterable[Label]) -> Iterator[tuple[Label, pa.RecordBatch]]:
    """Cut a batch where the labels of its rows change."""
    start = 0
    for label, run in groupby(labels):
        rows = sum(1 for _ in run)
        yield label, batch.slice(start, rows)
        start += rows
