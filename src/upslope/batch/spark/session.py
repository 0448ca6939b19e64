"""The session on Spark: the one that is there already, or one of our own."""

from __future__ import annotations

import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from upslope.batch.spark.failures import cause
from upslope.errors import UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_HERE = re.compile(r"local(\[.*)?$|spark://(127\.|localhost[:/]|\[::1\])")
_OWN = {
    "spark.ui.enabled": "false",
    "spark.eventLog.enabled": "false",
    "spark.log.level": "FATAL",
    "spark.ui.showConsoleProgress": "false",
    # No checksum file beside each file of the output.
    "spark.hadoop.fs.file.impl": "org.apache.hadoop.fs.RawLocalFileSystem",
}
# What is compiled a little serves runs of some minutes best: half of Java's time was compiling, and
# the threads for it take the cores that workers need.
_JAVA = "-XX:TieredStopAtLevel=1"
_LOOPBACK = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_QUERIES = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.adaptive.skewJoin.enabled": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    # What a Python worker is given at a time; Spark's 10,000 rows would be 60 MB of postings.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1024",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(16 << 20),
    # A worker that a signal ended says where it was.
    "spark.sql.execution.pyspark.udf.faulthandler.enabled": "true",
}


def is_here(master: str) -> bool:
    """Say whether all of Spark runs on this machine, so that nothing may listen beyond it.

    >>> [is_here(master) for master in ("local[2]", "spark://localhost:7077", "yarn")]
    [True, True, False]
    """
    return _HERE.match(master) is not None


@contextmanager
def session(master: str | None = None, workers: int | None = None) -> Iterator[SparkSession]:
    """Give a session: that of ``spark-submit`` or of the caller where there is one.

    Args:
        master: where Spark runs: ``local[2]``, ``spark://host:7077``, ``yarn``, ``k8s://...``; by
            default all cores of this machine.
        workers: tasks at a time.

    Raises:
        UsageError: pyspark or Java is missing, or the master does not answer.
    """
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(
            "A run on Spark needs the package pyspark.", next="pip install 'upslope[spark]'"
        ) from error
    given = SparkSession.getActiveSession()
    spark = given or _start(SparkSession.builder.appName("upslope batch"), master, workers)
    try:
        for name, value in _QUERIES.items():
            spark.conf.set(name, value)
        yield spark
    finally:
        if given is None:
            spark.stop()


def _start(builder: SparkSession.Builder, master: str | None, workers: int | None) -> SparkSession:
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    if "PYSPARK_GATEWAY_PORT" in os.environ:  # spark-submit has said where and how to run
        if master or workers:
            raise UsageError(
                "spark-submit says where to run, and in how many tasks.",
                next="Leave --master and --workers to spark-submit.",
            )
    else:
        _ask_for_java()
        for name, value in _settings(master, workers).items():
            builder = builder.config(name, value)
    try:
        with warnings.catch_warnings(action="ignore", category=FutureWarning):
            return builder.getOrCreate()
    except (Py4JError, PySparkException) as error:
        raise UsageError(
            f"Spark could not be started on {master or 'this machine'}: {cause(error)}",
            next="Is that the address of the master, and does it answer?",
        ) from error


def _ask_for_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=f"{home}/bin" if home else None) is None:
        raise UsageError(
            "A run on Spark needs Java 17 or newer, and no program 'java' is there.",
            next="On Debian and Ubuntu: apt-get install openjdk-17-jre-headless",
        )


def _settings(master: str | None, workers: int | None) -> dict[str, str]:
    """Settle what cannot be changed once Spark runs."""
    tasks = workers or os.cpu_count() or 1
    # A task that was killed, for want of memory say, is tried again here as on a cluster.
    where = master or f"local[{tasks},3]"
    settings = _OWN | {"spark.master": where}
    if workers and master:
        settings["spark.cores.max"] = str(workers)
    if is_here(where):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        settings |= _LOOPBACK
    if where.startswith("local"):
        # Other users of the machine cannot speak to the driver; all tasks share its memory.
        settings["spark.authenticate"] = "true"
        settings["spark.driver.memory"] = f"{1024 + 512 * tasks}m"
        settings["spark.driver.defaultJavaOptions"] = _JAVA
    return settings
