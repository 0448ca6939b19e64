"""The engine that runs a plan on this machine."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyarrow.parquet as pq

from upslope.batch.columns import RECORDS
from upslope.batch.files import pieces, records
from upslope.batch.local.duck import Duck
from upslope.batch.local.folder import Running
from upslope.batch.local.parts import (
    Parts,
    groups,
    part_name,
    read_group,
    read_part,
    saving,
    whole_folder,
)
from upslope.batch.local.pool import PATIENCE, Pool
from upslope.batch.local.result import write_folders, write_lines, write_parts, write_report
from upslope.batch.local.worker import Rows, Task
from upslope.batch.plan import REPORT, Plan
from upslope.batch.progress import Moment, Tell, tell_nobody

if TYPE_CHECKING:
    import pyarrow as pa

    from upslope.batch.engine import Step, Table
    from upslope.batch.inputs import Input

_PIECE = 16 << 20  # bytes of a file that are read at once: some thousand postings
_PACKED = 4  # times that a packed file is smaller than what is in it


class LocalEngine:
    """Keeps each stage as a folder of parts; use it with ``with``.

    Args:
        output: the folder that will hold the result.
        plan: what is to be done.
        workers: processes at work at once; default: one a core.
        replace: whether a finished output may be replaced.
        tell: hears of the progress.
        piece: bytes of a file that one worker reads at once.
        patience: seconds after which what is done with records is given up, down to the one record
            that takes so long.

    Raises:
        UsageError: the output is there already, or another run is writing it.
        StoreError: what is kept cannot be written.
    """

    def __init__(  # noqa: PLR0913  what a person may choose
        self,
        output: Path,
        plan: Plan,
        *,
        workers: int | None = None,
        replace: bool = False,
        tell: Tell = tell_nobody,
        piece: int = _PIECE,
        patience: float = PATIENCE,
    ) -> None:
        self._running = Running(output, plan)
        self._workers = workers or _cores()
        self._pool = Pool(self._workers, patience)
        self._replace, self._tell, self._piece = replace, tell, piece
        self._open = ExitStack()

    def __enter__(self) -> LocalEngine:
        self._open.enter_context(self._running.open(replace=self._replace))
        self._open.callback(self._pool.close)
        if self._running.note:
            self._tell(Moment(note=self._running.note))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def read(self, name: str, inputs: Sequence[Input], step: Step, schema: pa.Schema) -> Parts:
        """Apply a step to the records of files; what ends a worker is put into quarantine."""
        small: list[Source] = []
        large: list[Source] = []
        for each in inputs:
            cut = pieces(each, self._piece)
            is_large = each.size > len(cut) * self._piece / _PACKED
            (large if is_large else small).extend((one.path, partial(records, one)) for one in cut)
        sources = [*small, *self._recut(large)] or [("", partial(iter, ()))]
        return self._made(name, self._tasks(name, sources, step, schema), of_records=True)

    def _recut(self, large: Sequence[Source]) -> list[Source]:
        """Copy what is in pieces too large for one worker, so that all can work on each."""
        tasks = self._tasks("records", large, as_it_is, RECORDS) if large else []
        made = self._made("records", tasks, of_records=True)
        paths = [path for path, _ in large]
        return [
            (path, partial(read_group, file, group))
            for path, file in zip(paths, made.files, strict=True)
            for group in groups(file)
        ]

    def apply(
        self,
        name: str,
        table: Table,
        step: Step,
        schema: pa.Schema,
        *,
        columns: Sequence[str] | None = None,
    ) -> Parts:
        """Apply a step to each part of a table."""
        files = cast(Parts, table).files
        sources = [(str(file), partial(read_part, file, columns)) for file in files]
        return self._made(name, self._tasks(name, sources, step, schema), of_records=False)

    def query(
        self,
        name: str,
        sql: str,
        tables: Mapping[str, Table],
        *,
        gather: str | None = None,
        order: Sequence[str] = (),
    ) -> Parts:
        """Answer a query; what is gathered is sorted, and cut where the value changes."""
        folder = self._running.stages / name
        if not folder.exists():
            with whole_folder(folder) as half, self._duck(tables) as duck:
                if gather:
                    write_parts(duck.stream(sql, [gather, *order]), half, gather)
                else:
                    duck.copy(sql, half)
        return Parts(name, tuple(sorted(folder.glob("*.parquet"))))

    def count(self, sql: str, tables: Mapping[str, Table]) -> dict[str, int]:
        """Answer a query of one text and one number a row."""
        with self._duck(tables) as duck:
            return dict(duck.rows(sql))

    def write(self, table: Table, by: Sequence[str]) -> None:
        """Write a table to the result, sorted by its first column within each folder."""
        name, first = table.name, pq.read_schema(cast(Parts, table).files[0]).names[0]
        with self._duck({name: table}) as duck:
            rows = duck.stream(f'SELECT * FROM "{name}"', [*by, first])  # noqa: S608
            write_folders(rows, self._running.result, by)

    def write_lines(self, table: Table, folder: str) -> None:
        """Write the only column of a table to the result as sorted lines."""
        name, first = table.name, pq.read_schema(cast(Parts, table).files[0]).names[0]
        with self._duck({name: table}) as duck:
            rows = duck.stream(f'SELECT * FROM "{name}"', [first])  # noqa: S608
            write_lines(rows, self._running.result / folder)

    def finish(self, report: bytes) -> None:
        """Make the result the output, with a report, and forget the stages."""
        write_report(report, self._running.result / REPORT)
        self._running.publish()

    def _duck(self, tables: Mapping[str, Table]) -> Duck:
        spill = self._running.folder / "spill"
        return Duck(spill, self._workers, cast(Mapping[str, Parts], tables))

    def _tasks(
        self, name: str, sources: Sequence[Source], step: Step, schema: pa.Schema
    ) -> list[Task]:
        folder = self._running.stages / name
        with saving(folder.parent):
            folder.mkdir(exist_ok=True)
        return [
            Task(folder / part_name(number), source, batches, step, schema)
            for number, (source, batches) in enumerate(sources)
        ]

    def _made(self, name: str, tasks: Sequence[Task], *, of_records: bool) -> Parts:
        """Do the tasks whose parts are not there yet."""
        waiting = [task for task in tasks if not task.file.exists()]
        begun, done, rows = time.monotonic(), len(tasks) - len(waiting), 0
        quarantined = Counter[str]()
        for event in self._pool.run(waiting, of_records=of_records):
            if isinstance(event, Rows):
                rows += event.rows
                quarantined.update(event.quarantined)
            else:
                done += 1
            moment = Moment(
                stage=name,
                done=done,
                total=len(tasks),
                rows=rows,
                quarantined=quarantined,
                seconds=time.monotonic() - begun,
            )
            self._tell(moment)
        return Parts(name, tuple(task.file for task in tasks))


Source = tuple[str, "Callable[[], Iterator[pa.RecordBatch]]"]
"""What a part is made of: its name, and what opens its rows."""


def as_it_is(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Change nothing: a step that copies."""
    return batches


def _cores() -> int:
    """Return how many processes can be at work at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))  # a container may have fewer than the machine
    return os.cpu_count() or 1
