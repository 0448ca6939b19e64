"""Reads labelled postings: labels in one file, texts in another, joined by id or by digest.

Texts of others may not be kept beside the labels, so a label may name its posting by the SHA-256
of the exact description (UTF-8).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq

from upslope.errors import UsageError
from upslope.models import Labelled
from upslope.normalize.records import posting_of
from upslope.records import Posting

Row = Mapping[str, Any]


def labelled(
    labels: Sequence[Path], postings: Sequence[Path]
) -> tuple[list[Labelled], Counter[str]]:
    """Return the postings that labels name, in the labels' order, and why others are left out.

    Args:
        labels: files of JSON Lines, each with ``id`` or ``digest`` and the labels; of several rows
            about one posting, what the last one says of a field counts.
        postings: files of postings, JSON Lines or Parquet.

    Raises:
        UsageError: a file cannot be read as what its name says.
    """
    said: dict[str, dict[str, Any]] = {}
    for row in (row for file in labels for row in _rows(file)):
        said.setdefault(str(row.get("digest") or row.get("id")), {}).update(row)
    found = dict(_texts(postings, said.keys()))
    left_out = Counter(["text not at hand"] * (len(said) - len(found)))
    return [Labelled(found[key], said[key]) for key in said if key in found], left_out


def _texts(files: Iterable[Path], wanted: Container[str]) -> Iterator[tuple[str, Posting]]:
    """The postings wanted, each under the id or the digest that it is wanted by."""
    for row in (row for file in files for row in _rows(file)):
        text = row.get("description") or ""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        for key in (digest, str(row.get("id"))):
            if key in wanted:
                yield key, posting_of({"id": key, "date_posted": row.get("date"), **row})


def _rows(file: Path) -> Iterator[Row]:
    try:
        if file.suffix == ".parquet":
            yield from pq.read_table(file, columns=_columns(file)).to_pylist()
        else:
            for line in file.read_bytes().splitlines():
                if line.strip():
                    yield msgspec.json.decode(line)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{file} cannot be read: {error}", next="Give JSON Lines or Parquet."
        ) from error


def _columns(file: Path) -> list[str]:
    """What a posting needs of a table; the rest is not read."""
    needed = ("id", "title", "company", "location", "description", "date")
    return [name for name in needed if name in pq.read_schema(file).names]
