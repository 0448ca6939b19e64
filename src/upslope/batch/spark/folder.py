"""The folder in which a run works, wherever Hadoop can write, and how its result gets its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from upslope.batch.plan import REPORT, Plan, finished
from upslope.errors import StoreError, UsageError
from upslope.store.disk.owner import alone_if

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

RESULT = "result"
"""The stage that becomes the output."""

_IN_ONE_STEP = {"file", "hdfs", "viewfs"}  # there a folder is renamed with all that is in it


def address(path: str) -> str:
    """Return a path as Hadoop names it.

    >>> address("s3://jobs/out"), address("/data/out")
    ('s3a://jobs/out', '/data/out')
    """
    if "://" not in path:
        return str(Path(path).absolute())
    return re.sub(r"^s3n?://", "s3a://", path)


def exactly(path: str) -> str:
    r"""Return a path that Hadoop reads as it stands, and not as a pattern.

    >>> print(exactly("/data/[new]/*"))
    /data/\[new\]/\*
    """
    return re.sub(r"([\[\]{}*?^\\])", r"\\\1", path)


class Folder:
    """``.OUTPUT.running`` beside the output: all that a run keeps until it is finished.

    Where a folder can be renamed in one step, the result becomes the output so. An object store
    would copy it file by file: there it is written in its place, and is whole once its report is
    there.

    Args:
        spark: whose Hadoop reads and writes.
        output: the folder that will hold the result.
        plan: what is to be done. What was kept of another plan is dropped.
    """

    def __init__(self, spark: SparkSession, output: str, plan: Plan) -> None:
        parent, _, name = address(output).rstrip("/").rpartition("/")
        self.output = f"{parent}/{name}"
        self.folder = f"{parent}/.{name}.running"
        self.stages = f"{self.folder}/spark-{plan.digest[:16]}"
        jvm: Any = spark._jvm
        self._path = jvm.org.apache.hadoop.fs.Path
        self._files = self._path(self.output).getFileSystem(spark._jsc.hadoopConfiguration())
        self._scheme = str(self._files.getUri().getScheme())
        self._in_place = self._scheme not in _IN_ONE_STEP

    @contextmanager
    def open(self, *, replace: bool) -> Iterator[None]:
        """Be the only run on this output, as far as that can be told, and take up what was kept.

        Raises:
            UsageError: another run is at it, or it holds something already.
        """
        if self._scheme != "file":
            self._take_up(replace)
            yield
            return
        self._files.mkdirs(self._path(self.folder))
        with alone_if(Path(self.folder, "lock")) as ours:
            if not ours:
                raise UsageError(
                    f"Another run is writing {self.output} at this moment.",
                    next="Wait until it is done, or name another folder.",
                )
            self._take_up(replace)
            yield

    def stage(self, name: str) -> str:
        """Return where a stage is kept."""
        in_place = self._in_place and name == RESULT
        return self.output if in_place else f"{self.stages}/{name}"

    def is_finished(self, name: str) -> bool:
        """Say whether a stage is whole: Spark writes its mark last."""
        return self._is_there(f"{self.stage(name)}/_SUCCESS")

    def publish(self, report: bytes, beside: Mapping[str, str]) -> None:
        """Make the result the output; the report comes last, and what was there before is gone.

        Args:
            report: says that the output is whole.
            beside: stages that become folders of the output, and the names of those.
        """
        result = self.stage(RESULT)
        for stage, name in beside.items():
            self._gather(self.stage(stage), f"{result}/{name}")
        self._drop(f"{result}/_SUCCESS")
        self._write(f"{result}/{REPORT}", report)
        if not self._in_place:
            if self._is_there(self.output):
                self._rename(self.output, self._replaced)
            self._rename(result, self.output)
        self._drop(self.folder)

    def _gather(self, stage: str, folder: str) -> None:
        """Give the files of lines the names that they have from every engine."""
        self._files.mkdirs(self._path(folder))
        for name in self._names(stage):
            if name.startswith("part-"):
                number = int(name.split("-")[1])
                self._rename(f"{stage}/{name}", f"{folder}/part-{number:07}.jsonl")

    def _take_up(self, replace: bool) -> None:
        if self._is_there(self._replaced) and not self._is_there(self.output):
            self._rename(self._replaced, self.output)
        goes_on = self._is_there(self.stages)
        if self._is_there(f"{self.output}/{REPORT}"):
            if not replace:
                raise finished(self.output)
        elif self._names(self.output) and not (self._in_place and self._is_there(self.folder)):
            raise UsageError(
                f"{self.output} holds other things.",
                kept="They were left as they are.",
                next="Name a folder that is new or empty.",
            )
        if self._in_place and not goes_on:
            self._drop(f"{self.output}/_SUCCESS")
        for name in self._names(self.folder):
            if f"{self.folder}/{name}" not in {self.stages, f"{self.folder}/lock"}:
                self._drop(f"{self.folder}/{name}")
        self._files.mkdirs(self._path(self.stages))

    @property
    def _replaced(self) -> str:
        return f"{self.folder}/replaced"

    def _is_there(self, path: str) -> bool:
        return bool(self._files.exists(self._path(path)))

    def _names(self, folder: str) -> list[str]:
        if not self._is_there(folder):
            return []
        return [
            str(found.getPath().getName()) for found in self._files.listStatus(self._path(folder))
        ]

    def _drop(self, path: str) -> None:
        self._files.delete(self._path(path), True)

    def _write(self, path: str, content: bytes) -> None:
        stream = self._files.create(self._path(path), True)
        stream.write(bytearray(content))
        stream.close()

    def _rename(self, one: str, other: str) -> None:
        if not self._files.rename(self._path(one), self._path(other)):
            raise StoreError(
                f"{one} could not be renamed to {other}.",
                kept="It is whole where it is.",
                next="Give the same command again: it goes on.",
            )
