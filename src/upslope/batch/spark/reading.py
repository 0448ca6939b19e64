"""The records of files, as a frame: what lies in a store by Hadoop's connectors, the rest by ours.

Files of this machine, and all that only one worker can read, are read as the engine for one
machine reads them. Spark's own readers open what has an address: they know the store, and cut large
files. They read no Parquet with nanoseconds, times of day, half floats or equal names; nor what is
damaged, or called as Hadoop calls its own. Such files are read as those of this machine are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial, reduce
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote

from upslope.batch.columns import RECORDS
from upslope.batch.files import pieces, records, records_of_lines, records_of_rows
from upslope.batch.inputs import Input
from upslope.batch.spark.folder import address, exactly
from upslope.batch.spark.mapping import mapped

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

    from upslope.batch.engine import Step
    from upslope.batch.files import Piece

_LEAST, _MOST = 256 << 10, 16 << 20  # bytes of a file to a task: at most some thousand postings
_TASKS = 20_000  # so many that Spark still plans them in seconds
_FOOTERS = 16  # that are asked for at a time


def read_files(
    spark: SparkSession, inputs: Sequence[Input], step: Step, schema: pa.Schema
) -> DataFrame:
    """Apply a step to the records of files, by whichever way each can be read."""
    by_schema = _by_schema(spark, [one for one in inputs if _is_for_hadoop(one, "parquet")])
    lines = [one for one in inputs if _is_for_hadoop(one, "lines")]
    opened = {one.path for group in (lines, *by_schema.values()) for one in group}
    frames = [stream_files(spark, [one for one in inputs if one.path not in opened], step, schema)]
    for columns, files in by_schema.items():
        rows = spark.read.schema(columns).parquet(*_addresses(files))
        frames.append(mapped(_with_file(rows), partial(_of_rows, step), schema))
    if lines:
        texts = spark.read.option("lineSep", "\n").text(_addresses(lines))
        frames.append(mapped(_with_file(texts), partial(_of_lines, step), schema))
    return _union(frames)


def stream_files(
    spark: SparkSession, inputs: Sequence[Input], step: Step, schema: pa.Schema
) -> DataFrame:
    """Apply a step to the records of files, opened by the workers.

    A large file that only one worker can read is read by one, and its records are spread.
    """
    parts = 4 * spark.sparkContext.defaultParallelism
    size = min(_MOST, max(_LEAST, sum(one.size for one in inputs) // parts))
    cut: dict[bool, list[Piece]] = {False: [], True: []}
    for one in inputs:
        own = pieces(one, size)
        cut[len(own) == 1 and one.size > 2 * size] += own
    small, lumps = cut[False], cut[True]
    frames = [mapped(_numbers(spark, small), partial(_of_pieces, small, step), schema)]
    if lumps:
        found = mapped(_numbers(spark, lumps), partial(_of_pieces, lumps, _as_it_is), RECORDS)
        frames.append(mapped(found.repartition(parts, "record"), step, schema))
    return _union(frames)


def _numbers(spark: SparkSession, cut: Sequence[Piece]) -> DataFrame:
    """Number pieces: each worker looks up its own."""
    return spark.range(0, len(cut), numPartitions=min(max(len(cut), 1), _TASKS))


def _as_it_is(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    return batches


def _of_pieces(
    cut: Sequence[Piece], step: Step, numbers: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    asked = chain.from_iterable(batch.column(0).to_pylist() for batch in numbers)
    return step(chain.from_iterable(records(cut[number]) for number in asked))


def _of_rows(step: Step, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa  # noqa: PLC0415

    rows = ((pa.RecordBatch.from_struct_array(batch.column("row")), batch) for batch in batches)
    return step(records_of_rows(own, _paths(batch)) for own, batch in rows)


def _of_lines(step: Step, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    lines = ((batch.column("row").field("value"), batch) for batch in batches)
    return step(records_of_lines(own, _paths(batch)) for own, batch in lines)


def _paths(batch: pa.RecordBatch) -> pa.Array:
    """Return the paths of files under the names by which they were found."""
    import pyarrow as pa  # noqa: PLC0415

    named = batch.column("file").dictionary_encode()
    paths = [re.sub("^s3a:", "s3:", unquote(uri)) for uri in named.dictionary.to_pylist()]
    return pa.array(paths, pa.string()).take(named.indices)


def _with_file(frame: DataFrame) -> DataFrame:
    """Put all columns into one, as they may be called anything, and the file beside it."""
    from pyspark.sql.functions import col, struct  # noqa: PLC0415

    return frame.select(struct("*").alias("row"), col("_metadata.file_path").alias("file"))


def _is_for_hadoop(one: Input, kind: str) -> bool:
    name = one.path.rsplit("/", 1)[-1]
    return "://" in one.path and one.kind == kind and not name.startswith((".", "_"))


def _by_schema(spark: SparkSession, inputs: Sequence[Input]) -> dict[StructType, list[Input]]:
    """Group Parquet files by their columns: merged, they would show which columns others have."""
    found: dict[StructType, list[Input]] = defaultdict(list)
    with ThreadPoolExecutor(_FOOTERS) as pool:
        schemas = pool.map(partial(_columns, spark), inputs)
        for one, columns in zip(inputs, schemas, strict=True):
            if columns is not None:
                found[columns].append(one)
    return found


def _union(frames: Sequence[DataFrame]) -> DataFrame:
    return reduce(lambda one, other: one.unionByName(other), frames)


def _columns(spark: SparkSession, one: Input) -> StructType | None:
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        frame = spark.read.parquet(*_addresses([one]))
        return frame.schema if _with_file(frame).columns else None
    except (Py4JError, PySparkException):
        return None


def _addresses(inputs: Sequence[Input]) -> list[str]:
    return [exactly(address(one.path)) for one in inputs]
