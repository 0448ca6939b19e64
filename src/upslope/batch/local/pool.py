"""Some workers, and what is done when one of them dies."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

import msgspec

from upslope import errors
from upslope.batch.local.worker import At, Failed, Message, Rows, Task, work
from upslope.errors import StoreError, UpslopeError, UsageError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_DEATHS = 20  # of one part, until all of it is given up
PATIENCE = 120.0
"""Seconds that a worker may be at some hundred records, or at one: it takes some milliseconds."""
_SIGNALS = {-9: "it was killed, perhaps for taking too much memory"}


class Worker:
    """A process, the task that it is at, and where in it."""

    def __init__(self) -> None:
        context = get_context("spawn")  # a fresh process: threads of this one cannot lame it
        theirs, self._tasks = context.Pipe(duplex=False)
        self.said, their_said = context.Pipe(duplex=False)
        self._process: SpawnProcess = context.Process(
            target=work, args=(theirs, their_said), daemon=True
        )
        self._process.start()
        theirs.close()
        their_said.close()  # its death is then the end of what it says
        self.task: Task | None = None
        self.at = At(-1)
        self._heard = time.monotonic()
        self._stopped = ""

    def begin(self, task: Task) -> None:
        """Give it a task. If it died meanwhile, it says so when it is heard."""
        self.task, self.at, self._heard = task, At(-1), time.monotonic()
        with suppress(BrokenPipeError):
            self._tasks.send(task)

    def hear(self) -> Message:
        """Wait for what it says next; its death is a failure."""
        self._heard = time.monotonic()
        try:
            message: Message = self.said.recv()
        except (EOFError, OSError):
            self._process.join()
            status = self._process.exitcode or 0
            how = self._stopped or _SIGNALS.get(status, f"it crashed with status {status}")
            return Failed(how)
        return message

    def stop_after(self, seconds: float) -> None:
        """Kill it if it said nothing for so long, unless all that it does is to read a file."""
        is_reading = self.task is not None and self.task.alone and self.at.batch < 0
        if not is_reading and time.monotonic() - self._heard > seconds:
            self._stopped = f"it took longer than {seconds:g} s"
            self._process.kill()

    @property
    def lives(self) -> bool:
        """Whether it can be given another task."""
        return self._process.is_alive()

    def end(self) -> None:
        """Kill it: half a part is nothing that anyone would miss."""
        self._process.kill()
        self._process.join()
        self._tasks.close()
        self.said.close()


class Pool:
    """At most so many workers, started when they are needed.

    Args:
        size: how many work at once.
        patience: seconds after which what is done with records is given up.
    """

    def __init__(self, size: int, patience: float = PATIENCE) -> None:
        self._size, self._patience = size, patience
        self._works = False  # whether any worker could be started
        self._idle: list[Worker] = []
        self._busy: dict[Connection, Worker] = {}

    def run(self, tasks: Iterable[Task], *, of_records: bool) -> Iterator[Rows | Task]:
        """Do all tasks, in any order; give on what was written, and each task that is finished.

        A task that failed is tried again alone, when all others are done. If it fails again and is
        ``of_records``, the record that stopped it is refused with the reason, and it goes on. To
        take longer than the patience is to fail.

        Raises:
            StoreError: a part cannot be written, or failed twice and is not of records.
            UsageError: a step needs what is not installed.
        """
        failed: list[Task] = []
        limit = self._patience if of_records else None
        tasks = deque(tasks)
        yield from self._all(tasks, self._size, lambda task, _, __: failed.append(task), limit)
        for task in failed:
            yield from self._alone(msgspec.structs.replace(task, alone=of_records), of_records)

    def _alone(self, task: Task, of_records: bool) -> Iterator[Rows | Task]:
        """Do a task that failed before, as often as it takes."""
        deaths = 0
        again: deque[Task] = deque([task])

        def without(task: Task, at: At, why: Failed) -> None:
            nonlocal deaths
            deaths += 1
            if why.error or task.lost or not of_records:
                raise _given_up(task, why)
            again.append(_without(task, at, why, give_up=deaths >= _DEATHS))

        while again:
            yield from self._all(again, 1, without, self._patience if of_records else None)

    def _all(
        self,
        waiting: deque[Task],
        size: int,
        fail: Callable[[Task, At, Failed], None],
        limit: float | None,
    ) -> Iterator[Rows | Task]:
        while waiting or self._busy:
            while waiting and len(self._busy) < size:
                self._begin(waiting.popleft())
            for said in wait([*self._busy], limit):
                worker = self._busy[said]  # type: ignore[index]  # it is one of those given
                yield from self._heard(worker, fail)
            if limit:
                for worker in self._busy.values():
                    worker.stop_after(limit)

    def _begin(self, task: Task) -> None:
        worker = self._idle.pop() if self._idle else Worker()
        worker.begin(task)
        self._busy[worker.said] = worker

    def _heard(
        self, worker: Worker, fail: Callable[[Task, At, Failed], None]
    ) -> Iterator[Rows | Task]:
        message, task = worker.hear(), worker.task
        assert task is not None  # noqa: S101  it is busy
        if isinstance(message, Failed) and not self._works:
            raise _unstarted(message)
        self._works = True
        if isinstance(message, Rows):
            yield message
        elif isinstance(message, At):
            worker.at = message
        else:
            self._rest(worker)
            if message is None:
                yield task
            elif message.at_once:
                raise _given_up(task, message)
            else:
                fail(task, worker.at, message)

    def _rest(self, worker: Worker) -> None:
        del self._busy[worker.said]
        if worker.lives:
            self._idle.append(worker)
        else:
            worker.end()

    def close(self) -> None:
        """End all workers, whatever they are at."""
        for worker in (*self._idle, *self._busy.values()):
            worker.end()
        self._idle.clear()
        self._busy.clear()


def _unstarted(why: Failed) -> UpslopeError:
    return UsageError(
        f"No worker could be started: {why.what}.",
        next='In a script, call it below `if __name__ == "__main__":`; see what was printed above.',
    )


def _without(task: Task, at: At, why: Failed, *, give_up: bool) -> Task:
    """The task, without what was fatal to it: a record, or all if it cannot be told which."""
    reason = f"reading stopped here: {why.what}"
    if give_up or at.batch < 0:
        return msgspec.structs.replace(task, lost=reason)
    if at.row < 0:
        return msgspec.structs.replace(task, careful=task.careful | {at.batch})
    return msgspec.structs.replace(task, refused={**task.refused, (at.batch, at.row): reason})


def _given_up(task: Task, why: Failed) -> UpslopeError:
    if why.error:
        error: type[UpslopeError] = getattr(errors, why.error, UpslopeError)
        return error(why.what, kept=why.kept, next=why.next)
    return StoreError(
        f"The stage {task.file.parent.name} failed twice on the same part: {why.what}.",
        kept="The parts that were finished are kept.",
        next="Give the same command again with fewer workers (--workers 1), or more memory.",
    )
