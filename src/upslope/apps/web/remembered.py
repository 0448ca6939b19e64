"""Answers that take long, kept until what they stand on changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from typing import Any, Generic, NamedTuple, TypeVar

MOST = 200
"""Answers that are kept; those that nobody asked for longest go first."""

T = TypeVar("T")


class Answer(NamedTuple, Generic[T]):
    """An answer, or none yet; ``is_current`` says whether it stands on what is stored now."""

    value: T | None
    is_current: bool


class Remembered:
    """Keeps the last answer to each question, and asks anew in the background.

    >>> remembered = Remembered()
    >>> remembered.get("double", 4, lambda: 4 * 2)
    8
    >>> remembered.get("double", 4, lambda: 0)
    8
    >>> remembered.soon("double", 5, lambda: 10, wait=60)
    Answer(value=10, is_current=True)
    >>> remembered.close()
    """

    def __init__(self, workers: int = 2) -> None:
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="remembered")
        self._last: OrderedDict[str, tuple[Hashable, Any]] = OrderedDict()
        self._failed: dict[tuple[str, Hashable], BaseException] = {}
        self._asked: dict[tuple[str, Hashable], Future[Any]] = {}

    def get(self, question: str, stands_on: Hashable, answer: Callable[[], T]) -> T:
        """Return the answer, waiting for it as long as it takes.

        Args:
            question: what is asked; one answer to each is kept.
            stands_on: changes when the answer may.
            answer: finds it out.

        Raises whatever ``answer`` raises; that is not kept.
        """
        known = self._known(question, stands_on)
        if known is not None:
            return known[0]  # type: ignore[no-any-return]
        found, is_mine = self._asked_for((question, stands_on))
        if is_mine:  # found out here: a worker that waits for another could wait for itself
            self._find((question, stands_on), answer, found)
        value: T = found.result()
        return value

    def soon(
        self, question: str, stands_on: Hashable, answer: Callable[[], T], *, wait: float = 0.1
    ) -> Answer[T]:
        """Return the answer if it is there within some seconds, else the last one, else none.

        It is found out all the same: who asks again later gets it, or what ``answer`` raised.
        """
        known = self._known(question, stands_on)
        if known is not None:
            return Answer(known[0], is_current=True)
        if failed := self._failed.pop((question, stands_on), None):
            raise failed
        found, is_mine = self._asked_for((question, stands_on))
        if is_mine:
            self._pool.submit(self._find, (question, stands_on), answer, found)
        try:
            value = found.result(wait)
        except NotYetError:
            found.add_done_callback(lambda done: self._note(done, (question, stands_on)))
            with self._lock:
                last = self._last.get(question)
            return Answer(last[1] if last else None, is_current=False)
        return Answer(value, is_current=True)

    def forget(self) -> None:
        """Forget all answers, so that nothing of what a person deleted stays here."""
        with self._lock:
            self._last.clear()
            self._failed.clear()

    def close(self) -> None:
        """Find out nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _known(self, question: str, stands_on: Hashable) -> tuple[Any] | None:
        with self._lock:
            last = self._last.get(question)
            if last is None or last[0] != stands_on:
                return None
            self._last.move_to_end(question)
            return (last[1],)

    def _asked_for(self, key: tuple[str, Hashable]) -> tuple[Future[Any], bool]:
        """Return where the answer will be, and whether the caller must see to it."""
        with self._lock:
            is_new = key not in self._asked
            return self._asked.setdefault(key, Future()), is_new

    def _find(self, key: tuple[str, Hashable], answer: Callable[[], T], found: Future[Any]) -> None:
        """Find an answer out once, however many wait for it."""
        try:
            value = answer()
        except BaseException as error:
            self._no_more(key)
            found.set_exception(error)
            return
        with self._lock:
            self._last[key[0]] = (key[1], value)
            while len(self._last) > MOST:
                self._last.popitem(last=False)
        self._no_more(key)
        found.set_result(value)

    def _note(self, done: Future[Any], key: tuple[str, Hashable]) -> None:
        """Keep a failure that came when nobody waited any more for who asks next."""
        if not done.cancelled() and (error := done.exception()):
            self._failed[key] = error

    def _no_more(self, key: tuple[str, Hashable]) -> None:
        with self._lock:
            self._asked.pop(key, None)
