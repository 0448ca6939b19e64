"""A worker: a process that loads the models once and does one part after another."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from upslope.errors import UpslopeError

if TYPE_CHECKING:
    import pyarrow as pa

    from upslope.batch.engine import Step

_KEPT = "The parts that were finished are kept."
_UNREAD = (_KEPT, "Give the same command again once it can be read, or leave it out.")
_UNABLE = (
    _KEPT,
    "See to it (free memory or space, fewer workers with --workers 1, install Upslope again), then "
    "give the same command again: it goes on.",
)
_SHOWN = 2_000  # characters kept of a record that cannot be read


class Task(msgspec.Struct, frozen=True):
    """One part to be made.

    Args:
        file: the part.
        source: what it is made of, for a person.
        batches: opens the rows that the step is applied to.
        step: what is applied to them.
        schema: of the part.
        alone: whether to give the step one batch at a time, and say which before.
        careful: numbers of batches whose rows are given one at a time.
        refused: (batch, row) -> why the step is told that this record could not be read.
        lost: why none of it could be read.
    """

    file: Path
    source: str
    batches: Callable[[], Iterator[pa.RecordBatch]]
    step: Step
    schema: pa.Schema
    alone: bool = False
    careful: frozenset[int] = frozenset()
    refused: Mapping[tuple[int, int], str] = {}
    lost: str = ""


class Rows(NamedTuple):
    """So many rows were written; of these so many were in quarantine, by reason."""

    rows: int
    quarantined: Mapping[str, int]


class At(NamedTuple):
    """The step begins with this batch, or with this row of it; -1: what follows is read."""

    batch: int
    row: int = -1


class Failed(NamedTuple):
    """The part could not be made.

    ``error`` names what to raise if it fails again, or ``at_once``; empty if a record may be to
    blame.
    """

    what: str
    error: str = ""
    kept: str = ""
    next: str = ""
    at_once: bool = False


class Unread(Exception):
    """A file could not be read, for a reason that does not lie in it."""


class Unable(Exception):
    """A step could not work, for a reason that lies in no record."""


Message = Rows | At | Failed | None
"""What a worker says; None: the part is finished."""


def work(tasks: Connection, said: Connection) -> None:
    """Be a worker: make a part for each task that comes, until none can come any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all: the parent decides
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    Thread(target=_end_with_parent, daemon=True).start()
    import pyarrow as pa  # noqa: PLC0415  # not before the threads were limited

    pa.set_memory_pool(pa.system_memory_pool())  # what is freed goes back to the system
    pa.set_cpu_count(1)
    with suppress(EOFError, BrokenPipeError):
        said.send(At(-1))  # it could be started
        while True:
            said.send(outcome(tasks.recv(), said.send))


def outcome(task: Task, say: Callable[[Message], None]) -> Failed | None:
    """Make one part, and say why if that cannot be done."""
    try:
        _make(task, say)
    except UpslopeError as error:  # the disk is full, a model damaged, something not installed
        kept = " ".join(dict.fromkeys(filter(None, (error.kept, _KEPT))))
        return Failed(error.what, type(error).__name__, kept, error.next, at_once=True)
    except Unread as error:
        return Failed(f"{task.source} could not be read: {error}.", "SourceError", *_UNREAD)
    except BrokenPipeError:
        raise
    except (Unable, MemoryError, ImportError) as error:
        why = str(error) or "there is not enough memory"
        return Failed(f"{task.source} could not be worked on: {why}.", "StoreError", *_UNABLE)
    except Exception as error:  # whatever it is, it must not stop the run
        return Failed(f"{type(error).__name__}: {error}")
    return None


def _make(task: Task, say: Callable[[Message], None]) -> None:
    from upslope.batch.local.parts import write_part  # noqa: PLC0415

    careful = task.alone or task.lost
    applied = _carefully(task, say) if careful else task.step(_read(task))
    write_part(task.file, task.schema, _counted(_unlike_the_disk(applied), say))


def _counted(
    batches: Iterator[pa.RecordBatch], say: Callable[[Message], None]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield batch
        say(Rows(batch.num_rows, _quarantined(batch)))


def _quarantined(batch: pa.RecordBatch) -> Counter[str]:
    """Count what is in quarantine by reason; nothing in tables that know of none."""
    import pyarrow.compute as pc  # noqa: PLC0415

    from upslope.batch.columns import NO_POSTING  # noqa: PLC0415

    if "reason" not in batch.schema.names:
        return Counter()
    counts = pc.value_counts(batch["reason"].drop_null())
    found = Counter({one["values"]: one["counts"] for one in counts.to_pylist()})
    del found[NO_POSTING]
    return found


def _carefully(task: Task, say: Callable[[Message], None]) -> Iterator[pa.RecordBatch]:
    """Apply the step to one batch at a time, and where that was fatal before, row by row."""
    if task.lost:
        yield from task.step(iter([_record(task.source, task.lost)]))
        return
    for number, batch in enumerate(_read(task)):
        if number in task.careful:
            for row in range(batch.num_rows):
                yield from task.step(iter([_one(task, batch, number, row, say)]))
        else:
            say(At(number))
            yield from task.step(iter([batch]))
        say(At(-1))


def _one(
    task: Task, batch: pa.RecordBatch, number: int, row: int, say: Callable[[Message], None]
) -> pa.RecordBatch:
    one = batch.slice(row, 1)
    if why := task.refused.get((number, row)):
        (known,) = one.to_pylist()
        return _record(known["file"], why, (known["record"] or "")[:_SHOWN])
    say(At(number, row))
    return one


def _record(file: str, reason: str, record: str | None = None) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415

    from upslope.batch.columns import RECORDS  # noqa: PLC0415

    row = {"file": file, "record": record, "reason": reason}
    return pa.RecordBatch.from_pylist([row], RECORDS)


def _read(task: Task) -> Iterator[pa.RecordBatch]:
    try:
        yield from task.batches()
    except OSError as error:
        raise Unread(error.strerror or error) from error


def _unlike_the_disk(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Tell what goes wrong in a step from what goes wrong in writing what it gave."""
    try:
        yield from batches
    except OSError as error:
        raise Unable(str(error)) from error


def _end_with_parent() -> None:
    """End at once when the parent is gone: whoever starts anew must find nobody at work."""
    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)
