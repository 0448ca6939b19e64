"""What takes longer than a visit: done in a thread of its own, while later visits look on."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from upslope.errors import UpslopeError, UsageError

_log = logging.getLogger(__name__)
_LINES = 6
_SECONDS_TO_END = 5.0
_FAILED = "This stopped: something went wrong that nobody foresaw."


class Work:
    """One piece of work.

    Args:
        kind: what of there is one at a time: ``collect``, ``retrain`` ...
        title: what is done, for people.
        do: does it and returns the result. It is given this work, to tell how far it is, and to
            look whether it shall stop.
        stops: whether ``do`` looks at ``stop``.
    """

    def __init__(
        self, kind: str, title: str, do: Callable[[Work], Any], *, stops: bool = False
    ) -> None:
        self.kind, self.title, self.stops = kind, title, stops
        self.stop = threading.Event()
        self.began = datetime.now(UTC)
        self.ended: datetime | None = None
        self.done = self.total = 0
        self.last = deque[str](maxlen=_LINES)
        self.result: Any = None
        self.error: UpslopeError | None = None
        self._thread = threading.Thread(
            target=self._run, args=(do,), name=f"work-{kind}", daemon=True
        )

    @property
    def is_running(self) -> bool:
        """Whether it is not done yet."""
        return self.ended is None

    @property
    def seconds(self) -> int:
        """How long it has taken."""
        return int(((self.ended or datetime.now(UTC)) - self.began).total_seconds())

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self, seconds: float | None = None) -> None:
        """Wait until it is done, or for so many seconds."""
        self._thread.join(seconds)

    def tell(self, what: str, done: int, total: int) -> None:
        """Note what was done last, how much is done, and how much there is; 0: nobody knows."""
        self.last.append(what)
        self.done, self.total = done, total

    def _run(self, do: Callable[[Work], Any]) -> None:
        try:
            self.result = do(self)
        except UpslopeError as error:
            self.error = error
        except Exception as error:  # its text may quote a posting
            _log.error("%s failed: %s", self.kind, type(error).__name__)
            self.error = UpslopeError(_FAILED, kept="What was stored before it is kept.")
        finally:
            self.ended = datetime.now(UTC)


class Works:
    """The work of one server: one of each kind at a time, and what came of the last.

    >>> works = Works()
    >>> work = works.start(Work("sum", "Adding up", lambda work: 1 + 1))
    >>> work.join()
    >>> works.of("sum").result
    2
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[str, Work] = {}

    def start(self, work: Work) -> Work:
        """Begin a work.

        Raises:
            UsageError: another of its kind is not done yet.
        """
        with self._lock:
            other = self._last.get(work.kind)
            if other and other.is_running:
                raise UsageError(
                    f"One thing at a time. At work already: {other.title}.",
                    next="Wait until it is done, or stop it.",
                )
            self._last[work.kind] = work
            work.start()
        return work

    def of(self, kind: str) -> Work | None:
        """Return the last work of a kind, done or not."""
        return self._last.get(kind)

    def forget(self, kind: str) -> None:
        """Forget what came of the last work of a kind; one that is not done goes on."""
        with self._lock:
            if (last := self._last.get(kind)) and not last.is_running:
                del self._last[kind]

    def close(self) -> None:
        """Stop all work, and wait a little until it has stopped."""
        for work in self._last.values():
            work.stop.set()
        for work in self._last.values():
            work.join(_SECONDS_TO_END)
