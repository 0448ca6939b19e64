"""Steps in Spark's Python workers."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from upslope.batch.engine import Step


def mapped(frame: DataFrame, step: Step, schema: pa.Schema) -> DataFrame:
    """Apply a step to the partitions of a frame, each a stream of batches.

    Args:
        frame: whose columns the step is given.
        step: what is done with them, in Python workers.
        schema: of what comes of it, in Arrow's types.
    """
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415

    with warnings.catch_warnings(action="ignore", category=FutureWarning):
        # Of pandas, which pyspark asks for and which is not used here.
        return frame.mapInArrow(step, from_arrow_schema(schema))
