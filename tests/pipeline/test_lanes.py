"""Lanes run side by side; in a lane, tasks run one at a time and in order."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.pipeline.lanes import MOST_LANES, side_by_side


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.text(max_size=3), st.lists(st.integers(), max_size=5), max_size=40))
def test_every_task_runs_once_and_in_its_lane_in_order(lanes: dict[str, list[int]]) -> None:
    def task(lane: str, value: int) -> Callable[[], tuple[str, int]]:
        return lambda: (lane, value)

    came = defaultdict(list)
    for lane, value in side_by_side({k: [task(k, v) for v in vs] for k, vs in lanes.items()}):
        came[lane].append(value)
    assert came == {lane: values for lane, values in lanes.items() if values}


def test_a_slow_lane_keeps_no_other_waiting() -> None:
    opened = threading.Event()

    def slow() -> str:
        assert opened.wait(5)
        return "slow"

    came = []
    for one in side_by_side({"a": [slow], "b": [lambda: "quick"]}):
        came.append(one)
        opened.set()
    assert came == ["quick", "slow"]


def test_lanes_beyond_the_most_have_their_turn() -> None:
    at_once, guard = [0, 0], threading.Lock()

    def task() -> int:
        with guard:
            at_once[0] += 1
            at_once[1] = max(at_once)
        time.sleep(0.01)
        with guard:
            at_once[0] -= 1
        return 1

    assert sum(side_by_side({str(n): [task] for n in range(MOST_LANES + 9)})) == MOST_LANES + 9
    assert 1 < at_once[1] <= MOST_LANES


def test_an_error_reaches_the_caller_and_stops_the_others() -> None:
    ran = threading.Event()

    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        list(side_by_side({"a": [fail, ran.set]}))
    assert not ran.is_set()


def test_once_stopped_nothing_is_waited_for() -> None:
    stop, opened = threading.Event(), threading.Event()

    def slow() -> str:
        assert opened.wait(5)
        return "slow"

    def quick() -> str:
        stop.set()
        return "quick"

    assert list(side_by_side({"a": [slow], "b": [quick]}, stop)) in ([], ["quick"])
    opened.set()
