"""What a person gives: files as the replies they were saved from, records as postings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from upslope.errors import ReadError, UsageError
from upslope.records import Posting, Reply

Record = Posting | Mapping[str, Any]
"""A posting, or a mapping with at least ``id``, ``title`` and ``description``."""

MAX_FILE = 256 * 2**20
"""Bytes of the largest file that is read as a reply."""


def reply_of(file: Path) -> Reply:
    """A file as the reply it was saved from.

    Raises:
        UsageError: it cannot be read.
        ReadError: it is larger than any reply.
    """
    try:
        with file.open("rb") as stream:
            body = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise UsageError(
            f"{file} could not be read: {error.strerror}.",
            next="The address of a page starts with https://",
        ) from error
    if len(body) > MAX_FILE:
        raise ReadError(f"{file} is larger than {MAX_FILE >> 20} MiB.", next="Split it.")
    return Reply(url=file.name, body=body)


def posting_given(record: Record) -> Posting:
    """A record as a posting.

    >>> posting_given({"id": 7, "title": "ML Engineer"}).id
    '7'
    """
    from upslope.normalize.records import posting_of

    return record if isinstance(record, Posting) else posting_of(record)
