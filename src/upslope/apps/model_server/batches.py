"""Postings that arrive together are understood together, away from the event loop."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, TypeVar

MOST_WAITING = 2048
"""Postings that may wait; more are turned away at once, rather than answered late."""

_BATCH = 32  # a batch of so many is done before the next request has become impatient
_TURN = 8  # of one request, so that a long list delays a single posting by one batch, not by all

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class FullError(Exception):
    """Too much is waiting already."""


@dataclass(eq=False)
class _Request(Generic[Asked, Answer]):
    waiting: deque[Asked]
    done: asyncio.Future[list[Answer]]
    answers: list[Answer] = field(default_factory=list)

    def take(self, most: int) -> list[Asked]:
        return [self.waiting.popleft() for _ in range(min(most, len(self.waiting)))]


class Batches(Generic[Asked, Answer]):
    """A small queue before one function that answers lists.

    Args:
        answer: from a list to a list of the same length; called in one thread of its own, one call
            at a time, with what is waiting then.

    >>> async def ask() -> list[int]:
    ...     batches = Batches[int, int](lambda numbers: [-number for number in numbers])
    ...     working = asyncio.create_task(batches.work())
    ...     answers = await asyncio.gather(batches.ask([1, 2]), batches.ask([3]))
    ...     working.cancel()
    ...     batches.close()
    ...     return [number for each in answers for number in each]
    >>> asyncio.run(ask())
    [-1, -2, -3]
    """

    def __init__(self, answer: Callable[[list[Asked]], Sequence[Answer]]) -> None:
        self._answer = answer
        self._requests: deque[_Request[Asked, Answer]] = deque()
        self._some = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="models")

    @property
    def waiting(self) -> int:
        """How much waits for its turn."""
        return sum(len(request.waiting) for request in self._requests)

    async def ask(self, asked: Sequence[Asked]) -> list[Answer]:
        """Wait for the answers, in order.

        Raises:
            FullError: too much is waiting already.
            Exception: whatever the function raised.
        """
        if self.waiting + len(asked) > MOST_WAITING:
            raise FullError
        request = _Request[Asked, Answer](deque(asked), asyncio.get_running_loop().create_future())
        self._requests.append(request)
        self._some.set()
        return await request.done

    async def work(self) -> None:
        """Answer what is asked until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self._some.wait()
            turns = self._turns()
            asked = [one for _, part in turns for one in part]
            try:
                answers: Any = await loop.run_in_executor(self._thread, self._answer, asked)
            except Exception as error:  # those who asked are told, and the others go on
                for request, _ in turns:
                    self._end(request, error)
            else:
                rest = iter(answers)
                for request, part in turns:
                    request.answers += islice(rest, len(part))
                    self._end(request)
            if not self._requests:
                self._some.clear()

    def close(self) -> None:
        """End the thread, after the call it is in."""
        self._thread.shutdown()

    def _turns(self) -> list[tuple[_Request[Asked, Answer], list[Asked]]]:
        """Take a batch, some of each request in turn."""
        turns, room = [], _BATCH
        for _ in range(len(self._requests)):
            request = self._requests.popleft()
            part = request.take(min(room, _TURN))
            if request.waiting:
                self._requests.append(request)
            turns.append((request, part))
            room -= len(part)
            if not room:
                break
        return turns

    def _end(self, request: _Request[Asked, Answer], error: Exception | None = None) -> None:
        if request.done.done():  # who asked has gone
            request.waiting.clear()
        elif error is not None:
            request.waiting.clear()
            request.done.set_exception(error)
        elif not request.waiting:
            request.done.set_result(request.answers)
