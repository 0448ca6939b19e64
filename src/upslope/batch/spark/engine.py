"""Steps and queries on Spark."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from upslope.batch.plan import Plan
from upslope.batch.progress import Moment, Tell, tell_nobody
from upslope.batch.spark.failures import saying
from upslope.batch.spark.folder import RESULT, Folder, exactly
from upslope.batch.spark.mapping import mapped
from upslope.batch.spark.reading import read_files, stream_files
from upslope.batch.spark.session import session
from upslope.batch.spark.watch import watched
from upslope.batch.stages import PASSED_ON
from upslope.errors import StoreError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from upslope.batch.engine import Step, Table
    from upslope.batch.inputs import Input

_BYTES = 16 << 20  # of the files that are read, to one task after a shuffle


class Stage(NamedTuple):
    """A finished stage, or one whose rows are worked out on the way to the next."""

    name: str
    frame: DataFrame


class SparkEngine:
    """Runs steps and queries on Spark; a context, in which the session lives.

    Args:
        output: the folder that will hold the result, local or on an object store.
        plan: what is to be done, so that a run that was stopped is gone on with.
        replace: put the result in place of an earlier one.
        workers: tasks at a time.
        master: where Spark runs; ``spark-submit`` says it itself.
        partitions: into how many each shuffle cuts; by default as many as the files ask for at
            most.
        tell: is told of the parts of each stage.
    """

    def __init__(  # noqa: PLR0913  what a person may choose
        self,
        output: str | Path,
        plan: Plan,
        *,
        replace: bool = False,
        workers: int | None = None,
        master: str | None = None,
        partitions: int | None = None,
        tell: Tell = tell_nobody,
    ) -> None:
        self._output, self._plan, self._replace = str(output), plan, replace
        self._workers, self._master, self._partitions = workers, master, partitions
        self._tell, self._beside = tell, dict[str, str]()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._spark = stack.enter_context(session(self._master, self._workers))
            self._folder = Folder(self._spark, self._output, self._plan)
            stack.enter_context(self._folder.open(replace=self._replace))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def read(self, name: str, inputs: Sequence[Input], step: Step, schema: pa.Schema) -> Stage:
        """Apply a step to the records of files."""
        self._spark.conf.set("spark.sql.shuffle.partitions", self._shuffled(inputs))
        fewer = self._partitions is None
        self._spark.conf.set("spark.sql.adaptive.coalescePartitions.enabled", fewer)
        try:
            frame = read_files(self._spark, inputs, step, schema)
            return self._counted(name, frame)
        except StoreError as error:
            if "FAILED_READ_FILE" not in str(error.__cause__):
                raise
        # A page of a Parquet file is damaged. Our reader says so in quarantine, and goes on.
        return self._counted(name, stream_files(self._spark, inputs, step, schema))

    def apply(
        self,
        name: str,
        table: Table,
        step: Step,
        schema: pa.Schema,
        *,
        columns: Sequence[str] | None = None,
    ) -> Stage:
        """Apply a step to a table in Spark's Python workers."""
        frame = _frame(table)
        given = frame.select(*columns) if columns else frame
        return self._kept(name, mapped(given, step, schema))

    def query(
        self,
        name: str,
        sql: str,
        tables: dict[str, Table],
        *,
        gather: str | None = None,
        order: Sequence[str] = (),
    ) -> Stage:
        """Answer a query; what is gathered is so on the way to the step that asks for it."""
        found = self._kept(name, self._answer(sql, tables))
        if gather is None:
            return found
        from pyspark.sql.functions import col  # noqa: PLC0415

        together = found.frame.repartition(gather)
        ranks = [col(column).asc_nulls_last() for column in (gather, *order)]
        return Stage(name, together.sortWithinPartitions(*ranks))

    def count(self, sql: str, tables: dict[str, Table]) -> dict[str, int]:
        """Answer a query of one text and one number a row."""
        return dict(self._answer(sql, tables).collect())

    def write(self, table: Table, by: Sequence[str]) -> None:
        """Write the result, in files of a good size, however many rows a folder has."""
        first, *_ = _frame(table).columns
        sql = f"SELECT /*+ REBALANCE({', '.join(by)}) */ * FROM given"  # noqa: S608  # our own names
        self._kept(RESULT, self._answer(sql, {"given": table}).sortWithinPartitions(*by, first), by)

    def write_lines(self, table: Table, folder: str) -> None:
        """Write lines, which become a folder of the output with the result."""
        name = f"lines-{folder}"
        self._beside[name] = folder
        if not self._folder.is_finished(name):
            with saying(name):
                lines = _frame(table)
                ordered = lines.sortWithinPartitions(*lines.columns)
                ordered.write.mode("overwrite").text(self._folder.stage(name))

    def finish(self, report: bytes) -> None:
        """Make the result the output. The report is its last part."""
        self._folder.publish(report, self._beside)

    def _answer(self, sql: str, tables: dict[str, Table]) -> DataFrame:
        for name, table in tables.items():
            _frame(table).createOrReplaceTempView(name)
        return self._spark.sql(sql)

    def _counted(self, name: str, frame: DataFrame) -> Stage:
        """Write a stage, and tell how many rows it got."""
        begun, is_new = time.monotonic(), not self._folder.is_finished(name)
        stage = self._kept(name, frame)
        if is_new:
            seconds, rows = time.monotonic() - begun, stage.frame.count()
            self._tell(Moment(stage=name, rows=rows, seconds=seconds))
        return stage

    def _kept(self, name: str, frame: DataFrame, by: Sequence[str] = ()) -> Stage:
        """Write a stage if it is not there, and read it from there; but not one passed on."""
        if name in PASSED_ON:
            return Stage(name, frame)
        place = self._folder.stage(name)
        if not self._folder.is_finished(name):
            with saying(name), watched(self._spark, name, self._tell):
                frame.write.mode("overwrite").partitionBy(*by).parquet(place)
        return Stage(name, self._spark.read.schema(frame.schema).parquet(exactly(place)))

    def _shuffled(self, inputs: Sequence[Input]) -> int:
        """Into how many parts a shuffle is cut; Spark itself puts small ones together."""
        if self._partitions:
            return self._partitions
        least: int = 2 * self._spark.sparkContext.defaultParallelism
        return max(least, sum(one.size for one in inputs) // _BYTES)


def _frame(table: Table) -> DataFrame:
    assert isinstance(table, Stage)  # noqa: S101  # only our own are given back to us
    return table.frame
