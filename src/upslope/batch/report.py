"""What a run did, for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from upslope.batch.counts import Counts
from upslope.batch.plan import REPORT


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How long it took: another run on the same files gives other numbers.

    Args:
        engine: what ran it.
        seconds: stage -> how long this run worked on it; little, if it was finished before.
        total: seconds in all.
        rate: records read, understood and estimated a second, of those that this run read.
    """

    engine: str
    seconds: Mapping[str, float]
    total: float
    rate: float


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did.

    Args:
        files: read.
        size: of these in bytes.
        counts: what came of them: the same whatever ran it, wherever it was stopped.
        pace: how long it took.
    """

    files: int
    size: int
    counts: Counts
    pace: Pace


def read_report(output: Path) -> Report:
    """Return the report of a finished run.

    Raises:
        FileNotFoundError: there is none, so that no run was finished there.
    """
    return msgspec.json.decode((output / REPORT).read_bytes(), type=Report)
