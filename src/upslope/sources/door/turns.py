"""Taking turns: one request at a time to a host, spaced, and none before it may be asked again.

After each failure in a row a host is left alone twice as long, with jitter, for at most six hours.
So a wait is about as long as the host has been failing, and one that is down for days is asked
some forty times, not once a minute. A host that names the moment itself (Retry-After) is obeyed,
for at most a day. Any other answer ends the wait for all of the host's pages.
"""

from __future__ import annotations

import random
import re
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Protocol

from upslope.errors import DeadlineError, NetworkError, RefusedError, StatusError
from upslope.sources.door.clock import Clock, Deadline
from upslope.sources.door.failures import NotYetError, is_failure

LONGEST_ASKED = 86_400.0
LONGEST_BACK_OFF = 6 * 3600.0
WORTH_WAITING = 10.0
"""Seconds that a fetch waits for a host that fails: its own attempts, not those of many boards."""

MOST_PATIENCE = 300.0
"""Seconds that a fetch waits for other processes' requests to a host."""


class Hosts(Protocol):
    """Remembers when each host may be asked again. One that outlives the process keeps promises."""

    def get(self, host: str) -> tuple[float, int]:
        """Give the moment, in seconds since 1970, and the failures in a row; else zeros."""

    def put(self, host: str, not_before: float, failures: int) -> None:
        """Remember both; no failures if the host answered and named the moment itself."""

    def alone(self, host: str, seconds: float) -> AbstractContextManager[bool]:
        """Keep other processes from asking a host meanwhile; give whether that could be."""


class InMemory:
    """Hosts as long as the process lives."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, int]] = {}

    def get(self, host: str) -> tuple[float, int]:
        """Give the moment, in seconds since 1970, and the failures in a row; else zeros."""
        return self._known.get(host, (0.0, 0))

    def put(self, host: str, not_before: float, failures: int) -> None:
        """Remember both."""
        self._known[host] = (not_before, failures)

    def alone(self, host: str, seconds: float) -> AbstractContextManager[bool]:
        """Nobody else knows of this memory."""
        del host, seconds
        return nullcontext(True)


class Turns:
    """Lets threads through to each host one by one, and notes how the host took it."""

    def __init__(self, clock: Clock, hosts: Hosts) -> None:
        self._clock, self._hosts = clock, hosts
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._last: dict[str, float] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, host: str, interval: float, deadline: Deadline) -> Iterator[None]:
        """Hold the host while one request is made to it.

        Args:
            host: whom to ask.
            interval: least seconds since the last request to it.
            deadline: of the fetch; it starts now if it has not.

        Raises:
            NotYetError: the host may not be asked for most of the time that is left.
            DeadlineError: others had the host for longer than that.
        """
        with self._guard:
            lock = self._locks[host]
        if not lock.acquire(timeout=max(deadline.left(), 0) if deadline.running else -1):
            raise DeadlineError(f"Other requests to {host} took all the time.", next="Try later.")
        try:
            with self._hosts.alone(
                host, deadline.left() if deadline.running else MOST_PATIENCE
            ) as us:
                if not us:
                    raise DeadlineError(f"Another process asks {host} already.", next="Try later.")
                deadline.start()
                known = self._hosts.get(host)
                self._wait(host, known, interval, deadline.left())
                with self._noted(host, known):
                    yield
        finally:
            lock.release()

    def _wait(self, host: str, known: tuple[float, int], interval: float, left: float) -> None:
        not_before, failures = known
        wait = not_before - self._clock.time()
        if wait > LONGEST_ASKED:  # nobody may say so: the clock was set back
            wait = 0.0
        most = min(left / 2, WORTH_WAITING) if failures else left / 2  # some is for the answer
        if wait > most:
            raise NotYetError(host, not_before, failures)
        spacing = self._last.get(host, -interval) + interval - self._clock.monotonic()
        if (pause := max(wait, spacing)) >= left:
            raise DeadlineError(f"There was no time left to ask {host}.", next="Try later.")
        if pause > 0:
            self._clock.sleep(pause)

    @contextmanager
    def _noted(self, host: str, known: tuple[float, int]) -> Iterator[None]:
        """Note what a request that is made now tells of its host."""
        try:
            yield
        except RefusedError:  # by us: the host was not heard
            raise
        except NetworkError as error:
            self._note(host, known, self._after(error, known[1]))
            raise
        else:
            self._note(host, known, (0.0, 0))
        finally:
            self._last[host] = self._clock.monotonic()

    def _after(self, error: NetworkError, failures: int) -> tuple[float, int]:
        """Give the moment before which a host is left alone after an error, and its failures."""
        if isinstance(error, StatusError) and error.retry_after:
            return self._clock.time() + error.retry_after, 0
        if is_failure(error):
            return self._clock.time() + back_off(failures + 1), failures + 1
        return 0.0, 0

    def _note(self, host: str, known: tuple[float, int], new: tuple[float, int]) -> None:
        if new != known:
            self._hosts.put(host, *new)


def retry_after(header: str | None, now: float) -> float | None:
    """Read a Retry-After header (RFC 9110, section 10.2.3) as seconds from now, at most a day.

    >>> retry_after("120", 0), retry_after("999999999", 0), retry_after("soon", 0)
    (120.0, 86400.0, None)
    >>> retry_after("Thu, 01 Jan 1970 00:02:00 GMT", 60)
    60.0
    """
    said = (header or "").strip()
    if re.fullmatch(r"[0-9]+", said):
        return min(float(said), LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(said)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment.timestamp() - now, 0.0), LONGEST_ASKED)


def back_off(failures: int) -> float:
    """Give the seconds to wait after so many failures in a row: doubling, with jitter.

    >>> 1 <= back_off(1) <= 2, 4 <= back_off(3) <= 8, back_off(10_000) <= 6 * 3600
    (True, True, True)
    """
    longest = min(2.0 ** min(failures, 40), LONGEST_BACK_OFF)
    return float(longest * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
