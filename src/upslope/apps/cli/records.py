"""Postings given as JSON Lines, read one line at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import msgspec

from upslope.apps.cli.screen import say
from upslope.records import Posting


class Lines:
    """Iterates over the objects of a JSON Lines stream; bad lines are said and counted."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.bad = stream, 0

    def __iter__(self) -> Iterator[dict[str, object]]:
        decoder = msgspec.json.Decoder()
        for number, line in enumerate(self.stream, start=1):
            text = line.removeprefix(b"\xef\xbb\xbf").strip()
            if not text:
                continue
            try:
                record = decoder.decode(text)
            except (msgspec.DecodeError, RecursionError) as error:
                self._skip(number, f"is not JSON ({error})")
                continue
            if isinstance(record, dict):
                yield record
            else:
                self._skip(number, "is not a JSON object")

    def batches(self, size: int = 256) -> Iterator[list[dict[str, object]]]:
        """Give the objects in lists, so that a long stream is answered as it comes."""
        each = iter(self)
        while batch := list(islice(each, size)):
            yield batch

    def _skip(self, number: int, why: str) -> None:
        self.bad += 1
        say(f"line {number} {why}; it was left out, the others were read")


# What `upslope read` promises to print of a posting, in this order (tools outside rely on it).
_READ = (
    "id",
    "source",
    "source_id",
    "url",
    "title",
    "hiring_organization",
    "job_location",
    "job_location_type",
    "employment_type",
    "date_posted",
    "valid_through",
    "base_salary",
    "description",
    "closed",
)


def as_read(posting: Posting) -> dict[str, object]:
    """The line that ``upslope read`` prints for a posting.

    >>> list(as_read(Posting(id="1", source="s", source_id="a", title="t")))[:3]
    ['id', 'source', 'source_id']
    """
    return {name: getattr(posting, name) for name in _READ}
