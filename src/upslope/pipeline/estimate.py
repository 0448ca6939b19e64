"""How long a collect takes at least, said before it begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from upslope.pipeline.collect import lane_of
from upslope.pipeline.lanes import MOST_LANES
from upslope.sources.source import Source

REPLY_SECONDS = 1.0
"""Taken for one reply beside the pause that its host is left; a guess, many take less."""


class Estimate(NamedTuple):
    """Requests and seconds at the least: longer lists have further pages, some texts come alone."""

    requests: int
    seconds: float


def estimate(boards: Iterable[tuple[Source, str]]) -> Estimate:
    """Say what asking each board once costs. Hosts are asked side by side, one request at a time.

    >>> from upslope.sources.find import builtin
    >>> greenhouse = builtin()["greenhouse"]
    >>> estimate((greenhouse, f"quillfish{number}") for number in range(300))
    Estimate(requests=300, seconds=600.0)
    """
    lanes: defaultdict[str, float] = defaultdict(float)
    asked = 0
    for source, board in boards:
        lanes[lane_of(source, board)] += source.interval + REPLY_SECONDS
        asked += 1
    longest = max(lanes.values(), default=0.0)
    return Estimate(asked, max(longest, sum(lanes.values()) / MOST_LANES))
