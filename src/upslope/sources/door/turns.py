"""Taking turns: one request at a time to a host, spaced, and none while it asked us to wait."""

from __future__ import annotations

import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Protocol

from upslope.errors import DeadlineError, StatusError

LONGEST_WAIT = 86_400.0


class Clock(Protocol):
    """The time, so that tests need not wait for it."""

    def monotonic(self) -> float:
        """Seconds that only ever grow."""

    def time(self) -> float:
        """Seconds since 1970."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class Deadline:
    """The time that one fetch may take in all: hops, pauses and attempts together.

    Waiting in line behind other fetches of ours is not the host's fault: the time starts to run
    when the first turn comes.
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


class Turns:
    """Lets threads through to each host one by one.

    Args:
        clock: the time.
        parked: host to the moment (seconds since 1970) before which it must not be asked, because
            it said so. A mapping that outlives the process keeps that promise over restarts.
    """

    def __init__(self, clock: Clock, parked: MutableMapping[str, float]) -> None:
        self._clock, self._parked = clock, parked
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._next: dict[str, float] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, host: str, interval: float, deadline: Deadline) -> Iterator[None]:
        """Hold the host while one request is made to it.

        Args:
            host: whom to ask.
            interval: least seconds between two requests.
            deadline: of the fetch; it starts now if it has not.

        Raises:
            StatusError: the host asked not to be asked for longer than that.
            DeadlineError: others had the host for longer than that.
        """
        with self._guard:
            lock = self._locks[host]
        patience = max(deadline.left(), 0) if deadline.running else -1
        if not lock.acquire(timeout=patience):
            raise DeadlineError(f"Other requests to {host} took all the time.")
        try:
            deadline.start()
            self._wait(host, deadline.left())
            yield
        finally:
            self._next[host] = self._clock.monotonic() + interval
            lock.release()

    def _wait(self, host: str, left: float) -> None:
        parked = self._parked.get(host, 0.0) - self._clock.time()
        if parked > LONGEST_WAIT:  # the clock was set back
            self._parked.pop(host, None)
        elif parked > left:
            raise StatusError(
                f"{host} asked not to be asked for another {parked:,.0f} seconds.",
                status=429,
                retry_after=parked,
                next="Try again after that.",
            )
        spacing = self._next.get(host, 0.0) - self._clock.monotonic()
        if (pause := max(min(parked, left), spacing)) > 0:
            self._clock.sleep(pause)

    def park(self, host: str, seconds: float) -> None:
        """Promise not to ask a host for so many seconds."""
        self._parked[host] = self._clock.time() + min(seconds, LONGEST_WAIT)


def retry_after(header: str | None, now: float) -> float | None:
    """Read a Retry-After header (RFC 9110, section 10.2.3) as seconds from now, at most a day.

    >>> retry_after("120", 0), retry_after("999999999", 0), retry_after("soon", 0)
    (120.0, 86400.0, None)
    >>> retry_after("Thu, 01 Jan 1970 00:02:00 GMT", 60)
    60.0
    """
    said = (header or "").strip()
    if re.fullmatch(r"\d{1,20}", said):
        return min(float(said), LONGEST_WAIT)
    try:
        wait = parsedate_to_datetime(said).timestamp() - now
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return min(max(wait, 0.0), LONGEST_WAIT)


def back_off(attempt: int) -> float:
    """Give the seconds to wait after a failed attempt (0, 1, ...): doubling, with jitter.

    >>> 0.5 <= back_off(0) <= 1.5 and 2 <= back_off(2) <= 6
    True
    """
    return float(2**attempt * random.uniform(0.5, 1.5))  # noqa: S311 - no secret


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
