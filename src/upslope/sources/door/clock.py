"""The time: a clock that tests need not wait for, and the time that one fetch may take."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol


class Clock(Protocol):
    """The time, so that tests need not wait for it."""

    def monotonic(self) -> float:
        """Seconds that only ever grow."""

    def time(self) -> float:
        """Seconds since 1970."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's own clock."""

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def time(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class Deadline:
    """The time that one fetch may take in all: hops, pauses and attempts together.

    Waiting in line behind other fetches of ours is not the host's fault: the time starts to run
    when the first turn comes.

    >>> deadline = Deadline(60, monotonic=lambda: 5.0)
    >>> deadline.running, deadline.left()
    (False, 60)
    """

    def __init__(self, seconds: float, monotonic: Callable[[], float]) -> None:
        self._seconds, self._monotonic = seconds, monotonic
        self._end: float | None = None

    def start(self) -> None:
        """Let the time run, if it does not yet."""
        if self._end is None:
            self._end = self._monotonic() + self._seconds

    def left(self) -> float:
        """Seconds left; negative once it has passed."""
        return self._seconds if self._end is None else self._end - self._monotonic()

    @property
    def running(self) -> bool:
        """Whether the time runs."""
        return self._end is not None
