"""Tasks side by side, one at a time in each lane: a host is asked by one thread only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")

MOST_LANES = 32
"""Threads at work at once. Nearly all of them wait for a host, or for its next turn."""


def side_by_side(lanes: Mapping[str, Iterable[Callable[[], T]]]) -> Generator[T]:
    """Run the tasks of all lanes and yield what each returns, as it comes.

    Lanes run side by side; within one the order is kept. The threads are daemons: a caller that
    stops early, or is interrupted, waits for none of them.

    Raises:
        Exception: what a task raised, at once.

    >>> sorted(side_by_side({"a": [lambda: 1, lambda: 2], "b": [lambda: 3]}))
    [1, 2, 3]
    """
    waiting = iter(list(lanes.values()))
    ended: SimpleQueue[T | BaseException | None] = SimpleQueue()  # None: a thread is done
    guard, stopped = threading.Lock(), threading.Event()

    def work() -> None:
        try:
            while (lane := _next(waiting, guard)) is not None:
                for task in lane:
                    if stopped.is_set():
                        return
                    ended.put(task())
        except BaseException as error:  # raised again where the caller is
            ended.put(error)
        finally:
            ended.put(None)

    at_work = min(len(lanes), MOST_LANES)
    for _ in range(at_work):
        threading.Thread(target=work, daemon=True).start()
    try:
        while at_work:
            one = ended.get()
            if isinstance(one, BaseException):
                raise one
            if one is None:
                at_work -= 1
            else:
                yield one
    finally:
        stopped.set()


def _next(
    waiting: Iterator[Iterable[Callable[[], T]]], guard: threading.Lock
) -> Iterable[Callable[[], T]] | None:
    with guard:
        return next(waiting, None)
