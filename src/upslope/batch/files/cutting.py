"""Files are cut into pieces of about one size, and each piece is read by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from upslope.batch.files.found import MOST_CHARS, batch, refused
from upslope.batch.files.lines import between, records_of_lines
from upslope.batch.files.rows import records_of_rows
from upslope.batch.files.whole import NO_ACCESS, records_of_whole
from upslope.batch.inputs import Input, open
from upslope.batch.kinds import Kind

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 256
_LONG = 2**20
"""Bytes of a row, on average: no postings are so long, and one page of them would fill memory."""
_BUFFER = 2**20


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a file.

    Args:
        path: of the file.
        kind: how it is read.
        start: the first row group of Parquet, or the place in bytes behind which lines begin.
        stop: the first that is no more of this piece.
    """

    path: str
    kind: Kind
    start: int
    stop: int


def pieces(file: Input, size: int) -> list[Piece]:
    """Cut a file: Parquet between row groups, JSON Lines between lines, others not at all.

    Args:
        file: what is cut.
        size: about how many bytes a piece has, unpacked. Any size gives the same records.

    >>> file = Input(path="a.jsonl", kind="lines", size=2_500)
    >>> [(piece.start, piece.stop) for piece in pieces(file, 1_000)]
    [(0, 1000), (1000, 2000), (2000, 2500)]
    """
    if file.kind == "parquet":
        edges = _edges_of_parquet(file.path, size)
    elif file.kind == "lines":
        edges = [*range(0, file.size, max(size, 1)), file.size]
    else:
        edges = [0, file.size]
    return [
        Piece(path=file.path, kind=file.kind, start=start, stop=stop)
        for start, stop in pairwise(edges)
    ]


def records(piece: Piece) -> Iterator[pa.RecordBatch]:
    """Read a piece, as batches of ``columns.RECORDS`` of bounded memory.

    Raises:
        OSError: reading failed for a reason that lies not in the file; try again.
    """
    return _READERS[piece.kind](piece)


def _edges_of_parquet(path: str, size: int) -> list[int]:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with open(path) as stream:
            metadata = pq.read_metadata(stream)
    except (pa.ArrowException, OSError, ValueError):
        return [0, 1]  # what is wrong is said when it is read
    edges, filled = [0], 0
    for number in range(metadata.num_row_groups):
        if filled >= size:
            edges.append(number)
            filled = 0
        filled += metadata.row_group(number).total_byte_size
    return [*edges, metadata.num_row_groups] if metadata.num_row_groups else edges


def _of_parquet(piece: Piece) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with open(piece.path) as stream:
            # Read through a buffer: a column of a row group may be larger than memory.
            file = pq.ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False)
            for group in range(piece.start, piece.stop):
                for rows in _rows_of(file, group):
                    yield records_of_rows(rows, piece.path)
    except NO_ACCESS as error:
        yield batch(piece.path, [refused("", f"The file cannot be opened: {error.strerror}.")])
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        yield batch(piece.path, [refused("", f"The Parquet file cannot be read: {error}")])


def _rows_of(file: pa.parquet.ParquetFile, group: int) -> Iterator[pa.RecordBatch]:
    """Read a row group, few rows at once where they are long.

    Raises:
        ValueError: they are too long to be postings.
    """
    about = file.metadata.row_group(group)
    if about.total_byte_size > _LONG * about.num_rows:
        raise ValueError(f"{about.num_rows} rows of {about.total_byte_size >> 20} MiB")
    for rows in file.iter_batches(_ROWS, [group]):
        once = max(1, rows.num_rows * MOST_CHARS // max(rows.nbytes, MOST_CHARS))
        yield from (rows.slice(start, once) for start in range(0, rows.num_rows, once))


def _of_lines(piece: Piece) -> Iterator[pa.RecordBatch]:
    try:
        with open(piece.path) as stream:
            for lines in between(stream, piece.start, piece.stop):
                yield records_of_lines(lines, piece.path)
    except NO_ACCESS as error:
        yield batch(piece.path, [refused("", f"The file cannot be opened: {error.strerror}.")])


def _of_whole(piece: Piece) -> Iterator[pa.RecordBatch]:
    return records_of_whole(piece.path)


_READERS: dict[Kind, Callable[[Piece], Iterator[pa.RecordBatch]]] = {
    "parquet": _of_parquet,
    "lines": _of_lines,
    "whole": _of_whole,
}
