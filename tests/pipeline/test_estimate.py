"""How long a collect takes depends on the host with most boards: hosts are asked side by side."""

from __future__ import annotations

from upslope.pipeline.estimate import REPLY_SECONDS, Estimate, estimate
from upslope.pipeline.lanes import MOST_LANES
from upslope.sources import builtin

SOURCES = builtin()


def test_boards_of_one_host_wait_for_each_other() -> None:
    greenhouse, workday = SOURCES["greenhouse"], SOURCES["workday"]
    each = greenhouse.interval + REPLY_SECONDS
    several = [(greenhouse, f"quillfish{number}") for number in range(10)]
    others = [(workday, f"quillfish{number}.wd1/Jobs") for number in range(10)]
    assert estimate([*several, *others]) == Estimate(20, 10 * each)


def test_more_hosts_than_lanes_wait_for_a_lane() -> None:
    workday = SOURCES["workday"]
    boards = [(workday, f"quillfish{number}.wd1/Jobs") for number in range(10 * MOST_LANES)]
    assert estimate(boards) == Estimate(len(boards), 10 * (workday.interval + REPLY_SECONDS))


def test_what_cannot_be_asked_breaks_nothing() -> None:
    assert estimate([]) == Estimate(0, 0.0)
    assert estimate([(SOURCES["workday"], "no site")]).requests == 1
