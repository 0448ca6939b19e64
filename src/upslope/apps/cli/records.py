"""Postings given as JSON Lines, read one line at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from upslope.apps.cli.screen import say
from upslope.formats.charset import decode
from upslope.formats.tables import json_row
from upslope.records import Match, Posting

_MOST_SAID = 5


class Lines:
    """Iterates over the objects of a JSON Lines stream; bad lines are said and counted."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.bad = stream, 0

    def __iter__(self) -> Iterator[dict[str, object]]:
        for number, line in enumerate(self.stream, start=1):
            text = decode(line).strip()
            row = json_row(text) if text else {}
            if isinstance(row, str):
                self._skip(number, row)
            elif text:
                yield row
        if self.bad > _MOST_SAID:
            say(f"{self.bad:,} lines in all were left out")

    def batches(self, size: int = 256) -> Iterator[list[dict[str, object]]]:
        """Give the objects in lists, so that a long stream is answered as it comes."""
        each = iter(self)
        while batch := list(islice(each, size)):
            yield batch

    def _skip(self, number: int, why: str) -> None:
        self.bad += 1
        if self.bad <= _MOST_SAID:
            say(f"line {number}: {why}; left out, the others were read")


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


def as_matched(match: Match) -> dict[str, object]:
    """The line that ``upslope match --postings`` prints for a posting.

    >>> as_matched(Match(posting="1", score=50.0))
    {'posting': '1', 'score': 50.0, 'reasons': []}
    """
    return {"posting": match.posting, "score": match.score, "reasons": match.reasons}
