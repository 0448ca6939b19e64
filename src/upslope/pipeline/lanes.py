"""Tasks side by side, one at a time in each lane: a host is asked by one thread only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")

MOST_LANES = 32
"""Threads at work at once. Nearly all of them wait for a host, or for its next turn."""


_LOOK = 0.25  # seconds between two looks at whether to stop


def side_by_side(
    lanes: Mapping[str, Iterable[Callable[[], T]]], stop: threading.Event | None = None
) -> Generator[T]:
    """Run the tasks of all lanes and yield what each returns, as it comes, until ``stop`` is set.

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
        for one in _ends(ended, at_work, stop):
            if isinstance(one, BaseException):
                raise one
            yield one
    finally:
        stopped.set()


def _ends(
    ended: SimpleQueue[T | BaseException | None], at_work: int, stop: threading.Event | None
) -> Iterator[T | BaseException]:
    """Yield what comes, until all threads are done or the caller stops."""
    while at_work and not (stop and stop.is_set()):
        try:
            one = ended.get(timeout=_LOOK if stop else None)
        except Empty:
            continue
        if one is None:
            at_work -= 1
        else:
            yield one


def _next(
    waiting: Iterator[Iterable[Callable[[], T]]], guard: threading.Lock
) -> Iterable[Callable[[], T]] | None:
    with guard:
        return next(waiting, None)
