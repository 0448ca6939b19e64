"""What a file is, by its name and how it begins."""

from __future__ import annotations

import re
from typing import Literal

from upslope.formats.tables import NO_TABLE, json_row

Kind = Literal["parquet", "lines", "whole"]
"""``parquet`` and ``lines`` (JSON Lines) can be read in pieces; ``whole`` is streamed by one
worker: CSV, JSON, WARC, and whatever is packed."""

HEAD, TAIL = 64 * 2**10, 4
"""Bytes at the beginning and at the end that tell what a file is."""

PARQUET = b"PAR1"
_PARQUET_NAME = re.compile(r".*\.(?:parquet|parq|pq)", re.I)
_LINES_NAME = re.compile(r".*\.(?:jsonl|ndjson|jsonlines|ldjson)(?:\.gz)?", re.I)
_LINE = re.compile(r"\s*(\S[^\n]*)\s*(\S?)")


def kind_by_name(path: str) -> Kind:
    """Tell how a file can be read by its name alone.

    >>> kind_by_name("s3://quillfish/a.parquet"), kind_by_name("a.jsonl.gz")
    ('parquet', 'whole')
    """
    if _PARQUET_NAME.fullmatch(path):
        return "parquet"
    is_packed = path.lower().endswith(".gz")
    return "lines" if _LINES_NAME.fullmatch(path) and not is_packed else "whole"


def kind_by_content(path: str, head: bytes, tail: bytes) -> Kind:
    """Tell how a file can be read, whatever its name says.

    Args:
        path: of the file; its name tells JSON Lines whose first line is damaged or very long.
        head: its first bytes.
        tail: its last bytes: a Parquet file that was cut short cannot be read in pieces.

    >>> kind_by_content("a.csv", b'{"title": "A"}\\n{"title": "B"}\\n', b"B\\"}\\n")
    'lines'
    >>> kind_by_content("a.jsonl", b'[{"title": "A"},\\n{"title": "B"}]', b"B\\"}]")
    'whole'
    """
    if head.startswith(PARQUET):
        return "parquet" if tail == PARQUET else "whole"
    if 0 in head or head.startswith(tuple(NO_TABLE)):  # UTF-16: a line end is no single byte
        return "whole"
    return "lines" if is_lines(head.decode("utf-8", "replace"), path) else "whole"


def is_lines(head: str, path: str) -> bool:
    """Say whether a text is JSON Lines: an object a line, or a name that says so."""
    line, following = _first_lines(head)
    if _LINES_NAME.fullmatch(path):
        return line not in {"", "{"} and not line.startswith("[")
    return line.startswith("{") and following == "{" and isinstance(json_row(line), dict)


def _first_lines(head: str) -> tuple[str, str]:
    """Give the first line with words, and the first sign of the next."""
    found = _LINE.match(head.removeprefix("\ufeff"))
    return (found[1].strip(), found[2]) if found else ("", "")
