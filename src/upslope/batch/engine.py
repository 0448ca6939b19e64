"""What a run asks of whatever runs it: one machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

    from upslope.batch.inputs import Input

Step = Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]
"""A pure function of a stream of record batches.

It must be picklable, answer each row as if it were alone, and hold a few batches in memory at most.
"""


class Table(Protocol):
    """The rows of a stage, wherever they lie. Only the engine that made it looks inside."""

    @property
    def name(self) -> str:
        """The stage that made it."""


class Engine(Protocol):
    """Runs steps and queries. Each result is kept under its name until the run is done.

    A stage that is asked for again, after a kill, is not run again if it was finished; what was
    half written of it is never read.
    """

    def read(self, name: str, inputs: Sequence[Input], step: Step, schema: pa.Schema) -> Table:
        """Apply a step to the records of files: batches of ``upslope.batch.columns.RECORDS``."""

    def apply(
        self,
        name: str,
        table: Table,
        step: Step,
        schema: pa.Schema,
        *,
        columns: Sequence[str] | None = None,
    ) -> Table:
        """Apply a step to a table, wherever its rows lie.

        Rows that :meth:`query` was told to gather are in one batch stream, in that order.

        Args:
            name: of the stage.
            table: what the step is given.
            step: what is done with it.
            schema: of the rows that come of it.
            columns: those that the step is given; all, if none are named. The rest is not read.
        """

    def query(
        self,
        name: str,
        sql: str,
        tables: dict[str, Table],
        *,
        gather: str | None = None,
        order: Sequence[str] = (),
    ) -> Table:
        """Answer a query in the SQL that DuckDB and Spark share.

        Args:
            name: of the stage.
            sql: names the tables by the keys of ``tables``.
            tables: what it reads.
            gather: a column; rows of one value of it come to one stream of :meth:`apply`.
            order: columns by which the rows of one stream are sorted.
        """

    def count(self, sql: str, tables: dict[str, Table]) -> dict[str, int]:
        """Answer a query of one text and one number a row, as a mapping."""

    def write(self, table: Table, by: Sequence[str]) -> None:
        """Write a table to the output as Parquet, in folders ``column=value`` by some columns."""

    def write_lines(self, table: Table, folder: str) -> None:
        """Write a table of one text column to a folder of the output, a line a row."""
