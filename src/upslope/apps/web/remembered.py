"""Answers that take long, kept until what they stand on changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from typing import Any, Generic, NamedTuple, TypeVar

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
        self._last: dict[str, tuple[Hashable, Any]] = {}
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
        value: T = self._begin(question, stands_on, answer).result()
        return value

    def soon(
        self, question: str, stands_on: Hashable, answer: Callable[[], T], *, wait: float = 0.1
    ) -> Answer[T]:
        """Return the answer if it is there within some seconds, else the last one, else none.

        It is found out all the same: who asks again later gets it.
        """
        known = self._known(question, stands_on)
        if known is not None:
            return Answer(known[0], is_current=True)
        try:
            value = self._begin(question, stands_on, answer).result(wait)
        except NotYetError:
            with self._lock:
                last = self._last.get(question)
            return Answer(last[1] if last else None, is_current=False)
        return Answer(value, is_current=True)

    def forget(self) -> None:
        """Forget all answers, so that nothing of what a person deleted stays here."""
        with self._lock:
            self._last.clear()

    def close(self) -> None:
        """Find out nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _known(self, question: str, stands_on: Hashable) -> tuple[Any] | None:
        with self._lock:
            last = self._last.get(question)
        return (last[1],) if last and last[0] == stands_on else None

    def _begin(self, question: str, stands_on: Hashable, answer: Callable[[], T]) -> Future[T]:
        """Ask once, however many wait for it."""
        key = (question, stands_on)
        with self._lock:
            if key not in self._asked:
                self._asked[key] = self._pool.submit(self._find, key, answer)
            return self._asked[key]

    def _find(self, key: tuple[str, Hashable], answer: Callable[[], T]) -> T:
        question, stands_on = key
        try:
            value = answer()
            with self._lock:
                self._last[question] = (stands_on, value)
            return value
        finally:
            with self._lock:
                self._asked.pop(key, None)
