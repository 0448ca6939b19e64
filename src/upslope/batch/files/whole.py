"""Files that one worker streams from beginning to end, told apart by how they begin."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from upslope.batch.files.found import Found, Reader, batches, refused
from upslope.batch.files.lines import found_in_lines
from upslope.batch.files.objects import rows_of_json
from upslope.batch.files.tables import table
from upslope.batch.files.texts import text_of
from upslope.batch.inputs import open
from upslope.batch.kinds import HEAD, PARQUET, is_lines
from upslope.errors import ReadError
from upslope.formats.tables import NO_TABLE

if TYPE_CHECKING:
    import pyarrow as pa

_GZIP = b"\x1f\x8b"
_WARC = b"WARC/"
_WARC_NAME = re.compile(r".*\.warc(?:\.gz)?", re.I)
_OTHERS = {
    **{start: f"The file {what}." for start, what in NO_TABLE.items()},
    _GZIP: "The file is packed twice.",
    PARQUET: "The Parquet file was cut off.",
    b"BZh": "The file is packed with bzip2.",
    b"\xfd7zXZ": "The file is packed with xz.",
    b"\x28\xb5\x2f\xfd": "The file is packed with zstd.",
}
_NOT_GZIP = (EOFError, zlib.error, gzip.BadGzipFile)
NO_ACCESS = (FileNotFoundError, IsADirectoryError, PermissionError)


def records_of_whole(path: str) -> Iterator[pa.RecordBatch]:
    """Read a file of any kind but Parquet, unpacking gzip, in batches of bounded memory.

    A file that cannot be read, or breaks off, gives one row that says why.

    Args:
        path: as :func:`upslope.batch.inputs.find` gives it.

    Raises:
        OSError: reading failed for a reason that lies not in the file; try again.

    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile(suffix=".csv") as file:
    ...     _ = file.write(b"title\\nML Engineer\\nData Scientist\\n")
    ...     file.flush()
    ...     [batch.num_rows for batch in records_of_whole(file.name)]
    [2]
    """
    return batches(path, _found(path))


def _found(path: str) -> Iterator[Found]:
    try:
        with open(path) as stream:
            yield from _in_stream(stream, path)
    except NO_ACCESS as error:
        yield refused("", f"The file cannot be opened: {error.strerror or error}.")
    except ReadError as error:
        yield refused("", error.what)
    except _NOT_GZIP as error:
        yield refused("", f"The file is packed with gzip, and breaks off: {error}")


def _in_stream(stream: IO[bytes], path: str) -> Iterator[Found]:
    head = _head(stream.read)
    stream.seek(0)
    unpacked = stream
    if head.startswith(_GZIP):
        unpacked = gzip.GzipFile(fileobj=stream)  # type: ignore[assignment]
        head = _head(unpacked.read1)  # type: ignore[attr-defined]
        unpacked.seek(0)
    is_named = head and _WARC_NAME.fullmatch(path)  # its first record may be damaged
    if head.startswith(_WARC) or is_named:
        from upslope.batch.files.archive import pages  # noqa: PLC0415

        stream.seek(0)
        yield from pages(stream)
    else:
        yield from _in_text(unpacked, head, path)


def _head(read: Callable[[int], bytes]) -> bytes:
    """Read the beginning, as far as it can be unpacked."""
    head = b""
    with suppress(*_NOT_GZIP):
        while len(head) < HEAD and (more := read(HEAD - len(head))):
            head += more
    return head


def _in_text(stream: IO[bytes], head: bytes, path: str) -> Iterator[Found]:
    for start, what in _OTHERS.items():
        if head.startswith(start):
            raise ReadError(what)
    begins = text_of(io.BytesIO(head), head).read().lstrip("\ufeff \t\r\n")
    if not begins:
        stream.read(HEAD)  # which fails if it is damaged
        raise ReadError("The file is empty.")
    if begins.startswith("<"):
        raise ReadError("The file is a web page or XML.")
    with text_of(stream, head) as text:
        if is_lines(begins, path):
            yield from found_in_lines(text)
        elif begins[0] in "[{":
            yield from map(Reader().read, rows_of_json(text))
        else:
            yield from table(text, begins)
