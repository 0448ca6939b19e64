"""Files of rows: CSV, JSON Lines, JSON and Parquet, told apart by what is in them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

import msgspec

from upslope.errors import ReadError
from upslope.formats.charset import decode
from upslope.formats.json import LENIENT, MAX_BYTES, load

MAX_CELL = 8 * 2**20
MAX_PARQUET = 2 * 2**30
LISTS = ("jobs", "postings", "results", "data", "items", "content")
"""Names under which a JSON object holds its list of rows."""


csv.field_size_limit(MAX_CELL)


NO_TABLE = {
    b"\x1f\x8b": "is packed with gzip",
    b"PK\x03\x04": "is a zip archive or a workbook of Excel",
    b"%PDF": "is a PDF",
}
_LINE = re.compile(r"[^\n]+")
NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")

#: One row by column name, or the reason why it could not be read.
Row = dict[str, Any] | str


def rows(body: bytes, charset: str | None = None) -> Iterator[Row]:
    """Yield the rows of a file.

    Args:
        body: the whole file.
        charset: what it claims to be encoded in, if it does.

    Raises:
        ReadError: it is no table of a known kind.

    >>> list(rows(b"title;company\\nML Engineer;Acme\\n"))
    [{'title': 'ML Engineer', 'company': 'Acme'}]
    >>> list(rows(b'{"title": "A"}\\n{"title": \\n'))
    [{'title': 'A'}, 'it is not JSON']
    """
    if body.startswith(b"PAR1"):
        yield from _parquet(body)
        return
    written = decoded(body, charset)
    if written[:1] in {"[", "{"}:
        yield from _json(written)
    else:
        yield from _csv(written)


def decoded(body: bytes, charset: str | None = None) -> str:
    """Return the text of a file of rows.

    Raises:
        ReadError: it is packed, a workbook, a document or a web page.

    >>> decoded("\ufefftitle;company".encode())
    'title;company'
    """
    for start, what in NO_TABLE.items():
        if body.startswith(start):
            raise ReadError(f"The file {what}.", next="Unpack it or save it as CSV.")
    written = decode(body, charset).lstrip("\ufeff \t\r\n")
    if written.startswith("<"):
        raise ReadError("The file is a web page, not a table.")
    return written


def records(written: str) -> Iterator[list[str] | str]:
    """Yield the cells of each line of a CSV file, that of the headings first.

    Where the table breaks off, the reason comes instead of the cells.

    >>> list(records('a;b\\n1;"2\\n3"\\n'))
    [['a', 'b'], ['1', '2\\n3']]
    """
    lines = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter(written))
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"the table breaks off: {error}"
            return


def _json(written: str) -> Iterator[Row]:
    try:
        value = _whole(written)
    except ReadError:
        if not _is_lines(written):
            raise
        yield from map(json_row, _lines(written))
        return
    if isinstance(value, dict):
        value = next((value[key] for key in LISTS if isinstance(value.get(key), list)), [value])
    for row in value if isinstance(value, list) else [value]:
        yield row if isinstance(row, dict) else "it is not an object"


def _is_lines(written: str) -> bool:
    """Say whether there are two lines or more, and an object in one of them."""
    several = len(list(islice(_lines(written), 2))) == 2
    return several and any(isinstance(json_row(line), dict) for line in _lines(written))


def _lines(written: str) -> Iterator[str]:
    found = (match.group() for match in _LINE.finditer(written))  # one at a time: files are large
    return (line for line in found if line.strip())


def _whole(written: str) -> Any:
    """Read one JSON value, also as Python and pandas write it."""
    if len(written) <= MAX_BYTES:
        with suppress(ValueError, RecursionError):
            return LENIENT.decode(written)
    return load(written.encode("utf-8", "replace"), "the file")  # which says what is wrong


def json_row(line: str) -> Row:
    """Read one line of JSON Lines.

    >>> json_row('{"title": "ML Engineer", "pay": NaN}'), json_row("[1]")
    ({'title': 'ML Engineer', 'pay': None}, 'it is not an object')
    """
    try:
        row = _row(line)
    except (ValueError, RecursionError):
        return "it is not JSON"
    return row if isinstance(row, dict) else "it is not an object"


def _row(line: str) -> Any:
    try:
        return msgspec.json.decode(line)  # four times as fast, and strict
    except (ValueError, RecursionError):
        return LENIENT.decode(line)


def _csv(written: str) -> Iterator[Row]:
    if NO_TEXT.search(written.split("\n", 1)[0]):  # no column has such a name
        raise ReadError("The file is not text.", next="Save it as CSV, JSON Lines or Parquet.")
    table = csv.DictReader(io.StringIO(written, newline=""), delimiter=delimiter(written))
    if not any((name or "").strip() for name in table.fieldnames or []):
        raise ReadError("The file is empty, or its first line names no columns.")
    while True:
        try:
            row: dict[str | None, Any] = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"the table breaks off: {error}"
            return
        yield {name: value for name, value in row.items() if name is not None}


def delimiter(written: str) -> str:
    """Take the likeliest of four signs: the one most frequent in the line of column names."""
    header = written.split("\n", 1)[0]
    return max(",;\t|", key=header.count)


def _parquet(body: bytes) -> Iterator[Row]:
    import pyarrow as pa  # noqa: PLC0415 - slow to load, and most files are not Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(pa.BufferReader(body))
        groups = [file.metadata.row_group(number) for number in range(file.num_row_groups)]
        if sum(group.total_byte_size for group in groups) > MAX_PARQUET:
            raise ReadError("The Parquet file is larger unpacked than is ever read.")
        for batch in file.iter_batches(1000):
            yield from batch.to_pylist()
    except (pa.ArrowException, OSError, OverflowError) as error:
        raise ReadError(f"The Parquet file is damaged ({str(error)[:80]}).") from None
