"""Parts: Parquet files that are whole or not there, written and read a few rows at a time."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from upslope.errors import StoreError
from upslope.store.disk.whole import sync_folder, whole

_ROWS, _BYTES = 4_096, 8 << 20  # of a group of rows, which is held in memory as a whole
_AT_ONCE = 256  # rows of a batch that is read


class Parts(msgspec.Struct, frozen=True):
    """A finished stage: its name, and the files that hold its rows, at least one."""

    name: str
    files: tuple[Path, ...]


def part_name(number: int) -> str:
    """Return a name by which parts sort in order.

    >>> part_name(7)
    'part-0000007.parquet'
    """
    return f"part-{number:07}.parquet"


def read_part(file: Path, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Read a part, or some of its columns, in batches of at most 256 rows."""
    with pq.ParquetFile(file, buffer_size=1 << 16, pre_buffer=False) as part:
        yield from part.iter_batches(_AT_ONCE, columns=columns, use_threads=False)


def read_group(file: Path, group: int) -> Iterator[pa.RecordBatch]:
    """Read one group of rows of a part."""
    with pq.ParquetFile(file, buffer_size=1 << 16, pre_buffer=False) as part:
        yield from part.iter_batches(_AT_ONCE, [group], use_threads=False)


def groups(file: Path) -> range:
    """Number the groups of rows of a part, each some thousand rows."""
    return range(pq.read_metadata(file).num_row_groups)


def write_part(file: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write a part, of which a few thousand rows are in memory at a time.

    Raises:
        StoreError: it cannot be written; nothing is there under its name.
    """
    half = file.with_suffix(f".{secrets.token_hex(4)}.half")
    with (
        saving(file.parent),
        whole(file, half) as raw,
        pq.ParquetWriter(raw, schema, compression="zstd") as writer,
    ):
        for group in _groups(batches):
            writer.write_table(pa.Table.from_batches(group, schema))


def _groups(batches: Iterable[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Gather batches until they are worth a group of rows."""
    group: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in batches:
        group.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows >= _ROWS or size >= _BYTES:
            yield group
            group, rows, size = [], 0, 0
    yield group


@contextmanager
def saving(folder: Path) -> Iterator[None]:
    """Turn what goes wrong with the disk into one plain sentence.

    Raises:
        StoreError: with what was kept and what to do.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be written to: {error.strerror or error}.",
            kept="The parts that were finished are kept.",
            next="Free some space there, then give the same command again: it goes on.",
        ) from error


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a new folder that takes its name when all that was put into it is on the disk.

    Raises:
        StoreError: it cannot be written; nothing is there under its name.
    """
    half = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.half")
    try:
        with saving(folder.parent):
            half.mkdir(parents=True)
            yield half
            for file in half.iterdir():
                with file.open("rb+") as written:
                    os.fsync(written.fileno())
            sync_folder(half)
            half.rename(folder)
            sync_folder(folder.parent)
    finally:
        shutil.rmtree(half, ignore_errors=True)
