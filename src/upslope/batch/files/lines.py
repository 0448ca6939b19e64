"""JSON Lines: a posting a line."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING

from upslope.batch.files.found import (
    AT_ONCE,
    LONGEST,
    MOST_CHARS,
    Found,
    Reader,
    batch,
    refused,
    too_long,
)
from upslope.batch.files.texts import Lines, TooLongLineError
from upslope.formats.charset import decode
from upslope.formats.tables import json_row

if TYPE_CHECKING:
    import pyarrow as pa


def records_of_lines(lines: Sequence[bytes] | pa.Array, file: str | pa.Array) -> pa.RecordBatch:
    """Read lines, each by itself; empty ones are left out.

    Args:
        lines: without or with their line ends; text or binary, if a column of Arrow.
        file: where they are from, one for all or one each.

    >>> found = records_of_lines([b'{"title": "ML Engineer"}', b"", b"{"], "a.jsonl")
    >>> found.column("reason").to_pylist()
    [None, 'it is not JSON']
    """
    import pyarrow as pa  # noqa: PLC0415

    if isinstance(lines, pa.Array):  # a cast to binary, as the text of a line may be none
        lines = lines.cast(pa.binary() if lines.type != pa.large_string() else pa.large_binary())
        lines = lines.to_pylist()
    reader = Reader()
    full = [place for place, line in enumerate(lines) if line and not line.isspace()]
    found = [_of_line(_decoded(lines[place]), reader) for place in full]
    return batch(file if isinstance(file, str) else file.take(pa.array(full, pa.int64())), found)


def found_in_lines(text: io.TextIOBase) -> Iterator[Found]:
    """Read the lines of a text that is streamed."""
    lines = Lines(text, LONGEST)
    reader = Reader()
    while True:
        try:
            line = next(lines)
        except StopIteration:
            return
        except TooLongLineError as error:
            yield too_long(str(error))
        else:
            if not line.isspace():
                yield _of_line(line, reader)


def _decoded(line: bytes) -> str:
    try:
        return line[: LONGEST + 1].decode()
    except UnicodeDecodeError:
        return decode(line[: LONGEST + 1])


def _of_line(line: str, reader: Reader) -> Found:
    if len(line) > LONGEST:
        return too_long(line)
    text = line.strip("\ufeff \t\r\n")
    row = json_row(text)
    return refused(text, row) if isinstance(row, str) else reader.read(row)


def between(stream: IO[bytes], start: int, stop: int) -> Iterator[list[bytes]]:
    """Yield the lines that begin between two places of a file, some at a time.

    A line that is longer than is ever read is cut short, so that memory is bounded.
    """
    at = _line_start(stream, start, stop)
    lines: list[bytes] = []
    size = 0
    while at < stop and (line := stream.readline(LONGEST + 1)):
        at += len(line)
        lines.append(line)
        size += len(line)
        if len(line) > LONGEST and not line.endswith(b"\n"):
            at = _after_line(stream, at, None)
        if len(lines) == AT_ONCE or size > MOST_CHARS:
            yield lines
            lines, size = [], 0
    if lines:
        yield lines


def _line_start(stream: IO[bytes], start: int, stop: int) -> int:
    """Go to the first line that begins at a place or behind it."""
    if start == 0:
        return 0
    stream.seek(start - 1)
    return _after_line(stream, start - 1, stop)


def _after_line(stream: IO[bytes], at: int, stop: int | None) -> int:
    """Go behind the end of a line, or at least to where nobody asks any more."""
    while stop is None or at < stop:
        rest = stream.readline(LONGEST if stop is None else stop - at)
        at += len(rest)
        if not rest or rest.endswith(b"\n"):
            break
    return at
