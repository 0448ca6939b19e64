"""An engine whose stages are timed and told of."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from upslope.batch.progress import Moment, Tell

if TYPE_CHECKING:
    import pyarrow as pa

    from upslope.batch.engine import Engine, Step, Table
    from upslope.batch.inputs import Input


class Timed:
    """Does what another engine does, and measures it.

    Args:
        tell: hears of each stage's begin, of what the engine says of it, and of its end.

    Attributes:
        engine: the one that does it; to be set before the first stage.
        seconds: stage -> how long it took.
        latest: stage -> what was said of it last.
    """

    engine: Engine

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self.seconds: dict[str, float] = {}
        self.latest: dict[str, Moment] = {}

    def hear(self, moment: Moment) -> None:
        """Remember what the engine says, and pass it on."""
        self.latest[moment.stage] = moment
        self._tell(moment)

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        self.hear(Moment(stage=name))
        yield
        self.seconds[name] = seconds = time.monotonic() - begun
        last = self.latest[name]
        self.hear(msgspec.structs.replace(last, seconds=seconds, ended=True))

    def read(self, name: str, inputs: Sequence[Input], step: Step, schema: pa.Schema) -> Table:
        """Apply a step to the records of files."""
        with self._stage(name):
            return self.engine.read(name, inputs, step, schema)

    def apply(
        self,
        name: str,
        table: Table,
        step: Step,
        schema: pa.Schema,
        *,
        columns: Sequence[str] | None = None,
    ) -> Table:
        """Apply a step to a table."""
        with self._stage(name):
            return self.engine.apply(name, table, step, schema, columns=columns)

    def query(
        self,
        name: str,
        sql: str,
        tables: dict[str, Table],
        *,
        gather: str | None = None,
        order: Sequence[str] = (),
    ) -> Table:
        """Answer a query."""
        with self._stage(name):
            return self.engine.query(name, sql, tables, gather=gather, order=order)

    def count(self, sql: str, tables: dict[str, Table]) -> dict[str, int]:
        """Answer a query of one text and one number a row."""
        with self._stage("counts"):
            return self.engine.count(sql, tables)

    def write(self, table: Table, by: Sequence[str]) -> None:
        """Write a table to the output."""
        with self._stage("write"):
            self.engine.write(table, by)

    def write_lines(self, table: Table, folder: str) -> None:
        """Write a table of texts to a folder of the output."""
        with self._stage(f"write {folder}"):
            self.engine.write_lines(table, folder)
