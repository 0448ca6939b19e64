"""Answers are found out once, kept until they may be others, and never waited for in a circle."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from upslope.apps.web.remembered import MOST, Answer, Remembered


@pytest.fixture
def remembered() -> Iterator[Remembered]:
    kept = Remembered(workers=1)
    yield kept
    kept.close()


def test_many_who_ask_at_once_get_one_answer(remembered: Remembered) -> None:
    asked, go_on = list[int](), threading.Event()

    def answer() -> int:
        asked.append(1)
        go_on.wait(30)
        return 7

    answers = list[int]()
    threads = [
        threading.Thread(target=lambda: answers.append(remembered.get("q", 1, answer)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert (answers, asked) == ([7] * 8, [1])


def test_the_last_answer_is_shown_until_the_next_is_there(remembered: Remembered) -> None:
    go_on = threading.Event()
    assert remembered.get("q", 1, lambda: "old") == "old"
    waiting = remembered.soon("q", 2, lambda: go_on.wait(30) and "new", wait=0)
    assert waiting == Answer("old", is_current=False)
    assert remembered.soon("other", 1, lambda: 0, wait=0) == Answer(None, is_current=False)
    go_on.set()
    assert remembered.soon("q", 2, lambda: "?", wait=30) == Answer("new", is_current=True)


def test_an_answer_may_ask_in_turn(remembered: Remembered) -> None:
    def outer() -> int:
        return remembered.get("inner", 1, lambda: 20) + 1

    assert remembered.soon("outer", 1, outer, wait=30) == Answer(21, is_current=True)


def test_a_failure_is_told_and_not_kept(remembered: Remembered) -> None:
    def fail() -> int:
        raise ValueError("no")

    for ask in (remembered.get, remembered.soon):
        with pytest.raises(ValueError, match="no"):
            ask("q", 1, fail)
    assert remembered.get("q", 1, lambda: 3) == 3


def test_a_failure_that_came_late_is_told_to_who_asks_next(remembered: Remembered) -> None:
    go_on = threading.Event()

    def fail() -> int:
        go_on.wait(30)
        raise ValueError("late")

    assert remembered.soon("q", 1, fail, wait=0) == Answer(None, is_current=False)
    go_on.set()
    remembered.close()  # waits for nothing, but the only worker ends
    for thread in list(remembered._pool._threads):
        thread.join(30)
    with pytest.raises(ValueError, match="late"):
        remembered.soon("q", 1, fail, wait=0)


def test_what_nobody_asks_for_is_forgotten(remembered: Remembered) -> None:
    for number in range(MOST + 1):
        remembered.get(str(number), 1, lambda: "first")
        remembered.get("0", 1, lambda: "again")
    assert remembered.get("0", 1, lambda: "anew") == "first"
    assert remembered.get("1", 1, lambda: "anew") == "anew"
