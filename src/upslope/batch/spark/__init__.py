"""The engine for a cluster: steps in Spark's Python workers, queries in Spark SQL.

Each stage is a folder of Parquet files that Spark marks with ``_SUCCESS`` when it is whole; a run
that was killed goes on after the last of them.
"""

from upslope.batch.spark.engine import SparkEngine

__all__ = ["SparkEngine"]
