"""What Spark costs: its start, what moving rows takes beside the work, what two workers gain.

    python benchmarks/spark.py [FILE] [--postings 500 2000] [--workers 1 2] [--json]

FILE is Parquet with any columns that the files source knows; default: the full texts of the shared
data. Each number of workers is a run of its own on ``local[N]``, in a process of its own, over
postings drawn with a fixed seed. The identity pass moves what each step is given through Python,
from the same files on, by steps that do nothing, and writes what each made, and the result: what of
the run is not work on postings. What a posting costs is told by two sizes, apart from what is paid
once (plans, compiling, models). Processor time is that of Java and all Python workers; shuffled,
read and written bytes are Spark's own counts.

The plan for 100 million postings and more in ``docs/scale.md`` stands on these numbers.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql.pandas.types import to_arrow_schema

from upslope.batch.columns import RECORDS
from upslope.batch.inputs import find
from upslope.batch.plan import Plan
from upslope.batch.spark import SparkEngine
from upslope.batch.spark.mapping import mapped
from upslope.batch.spark.reading import read_files
from upslope.batch.spark.session import session
from upslope.batch.stages import run_stages

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "postings_fulltext.parquet"
FILES = 16
TICKS = os.sysconf("SC_CLK_TCK")
BYTES = ("inputBytes", "outputBytes", "shuffleWriteBytes", "memoryBytesSpilled")


def as_it_is(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Do nothing."""
    return batches


def tree_seconds(seen: dict[int, float] = {}) -> float:  # noqa: B006  what ended is remembered
    """Processor seconds of this process and all that were ever seen below it."""
    stats = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(") ")[2].split()
            except OSError:  # it has just ended
                continue
            stats[int(folder.name)] = int(fields[1]), sum(map(int, fields[11:13])) / TICKS
    ours = {os.getpid()}
    while more := {pid for pid, (parent, _) in stats.items() if parent in ours} - ours:
        ours |= more
    seen.update({pid: stats[pid][1] for pid in ours})
    return sum(seen.values())


def largest_worker() -> float:
    """Memory in MB that the largest Python worker of Spark has had."""
    found = [0.0]
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"pyspark.daemon" in file.read_bytes():
                status = file.with_name("status").read_text()
                found.append(int(status.split("VmHWM:")[1].split()[0]) / 1_000)
        except OSError:  # it has just ended
            continue
    return max(found)


class Measured:
    """An engine that is timed, and does each step once more as one that does nothing."""

    def __init__(self, engine: SparkEngine, spark: Any, scratch: Path | None) -> None:
        self._engine, self._spark, self._scratch = engine, spark, scratch
        self.wall: dict[str, float] = defaultdict(float)
        self.cpu: dict[str, float] = defaultdict(float)

    @contextmanager
    def clock(self, name: str) -> Iterator[None]:
        """Add what happens inside to a part of the run."""
        wall, cpu = time.perf_counter(), tree_seconds()
        yield
        self.wall[name] += time.perf_counter() - wall
        self.cpu[name] += tree_seconds() - cpu

    def read(self, name: str, inputs: Any, step: Any, schema: pa.Schema) -> Any:
        """Read files, and once more without understanding anything."""
        with self.clock("read"):
            table = self._engine.read(name, inputs, step, schema)
        self._identity(lambda: read_files(self._spark, inputs, as_it_is, RECORDS), table)
        return table

    def apply(self, name: str, table: Any, step: Any, schema: pa.Schema, **options: Any) -> Any:
        """Apply a step, and once more one that does nothing."""
        with self.clock("steps"):
            made = self._engine.apply(name, table, step, schema, **options)
        given = table.frame.select(*(options.get("columns") or table.frame.columns))
        self._identity(lambda: mapped(given, as_it_is, to_arrow_schema(given.schema)), made)
        return made

    def query(self, name: str, sql: str, tables: Any, **options: Any) -> Any:
        """Answer a query."""
        with self.clock("queries"):
            return self._engine.query(name, sql, tables, **options)

    def count(self, sql: str, tables: Any) -> dict[str, int]:
        """Answer a query of counts."""
        with self.clock("queries"):
            return self._engine.count(sql, tables)

    def write(self, table: Any, by: Sequence[str]) -> None:
        """Write the result: a part of the identity pass as it is."""
        with self.clock("write"):
            self._engine.write(table, by)

    def write_lines(self, table: Any, folder: str) -> None:
        """Write lines."""
        with self.clock("write"):
            self._engine.write_lines(table, folder)

    def _identity(self, moved: Callable[[], Any], made: Any) -> None:
        """Move through Python what a stage is given, and write what it made."""
        if self._scratch:
            with self.clock("identity"):
                moved().write.format("noop").mode("overwrite").save()
                made.frame.write.mode("overwrite").parquet(str(self._scratch))


def run_once(file: Path, workers: int, *, identity: bool) -> dict[str, Any]:
    """Run all stages over a file, and say what each part took."""
    begun, cpu = time.perf_counter(), tree_seconds()
    with tempfile.TemporaryDirectory() as folder, session(f"local[{workers}]") as spark:
        spark.range(1).count()
        start = {"wall": time.perf_counter() - begun, "cpu": tree_seconds() - cpu}
        found = find([str(file)])
        with SparkEngine(Path(folder, "out"), Plan.of(found)) as engine:
            measured = Measured(engine, spark, Path(folder, "identity") if identity else None)
            counts = run_stages(measured, found)
            moved, worker = bytes_of(spark), largest_worker()
        return {
            "workers": workers,
            "postings": counts.postings,
            "compared": counts.compared,
            "start": start,
            "wall": measured.wall,
            "cpu": measured.cpu,
            "bytes": moved,
            "worker": worker,
        }


def bytes_of(spark: Any) -> dict[str, int]:
    """Add up what Spark counted in its stages."""
    store = spark.sparkContext._jsc.sc().statusStore()
    defaults = (getattr(store, f"stageList$default${place}")() for place in (2, 3, 4, 5))
    stages = store.stageList(None, *defaults)
    found = [stages.apply(place) for place in range(stages.size())]
    return {name: sum(int(getattr(stage, name)()) for stage in found) for name in BYTES}


def draw(file: Path, postings: int, into: Path) -> None:
    """Write some rows of a file, drawn with a fixed seed, to files that can be spread."""
    table = pq.read_table(file)
    chosen = random.Random(9).sample(range(table.num_rows), min(postings, table.num_rows))
    for part in range(FILES):
        pq.write_table(table.take(chosen[part::FILES]), into / f"{part}.parquet")


def apart(file: Path, workers: int, *, identity: bool) -> dict[str, Any]:
    """Run in a process of its own."""
    command = [sys.executable, __file__, str(file), "--one", "--workers", str(workers)]
    command += ["--identity"] * identity
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    found: dict[str, Any] = json.loads(said)
    return found


def tell(small: dict[str, Any], runs: Sequence[dict[str, Any]]) -> None:
    """Print what was found, ratios first."""
    first, last = runs[0], runs[-1]
    parts = [part for part in first["cpu"] if part != "identity"]
    moving = first["cpu"]["identity"] + first["cpu"]["write"]
    walls = [sum(run["wall"][part] for part in parts) for run in runs]
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{first['postings']:,} postings, {first['compared']:,} pairs compared", end="; ")
    print(f"{os.cpu_count()} cores, load {load} (1, 5, 15 minutes)\n")
    share = moving / sum(first["cpu"][part] for part in parts)
    print(f"identity pass          {share:7.1%} of the run's processor time (at most 20%)")
    for run, wall in zip(runs[1:], walls[1:], strict=True):
        gain = walls[0] / wall
        print(f"{run['workers']} workers against 1    {gain:7.2f} times as fast (at least 1.6)")
    start = first["start"]
    print(f"start                  {start['wall']:7.1f} s ({start['cpu']:.1f} s of the processor)")
    more = first["postings"] - small["postings"]
    for part in parts:
        each = (first["cpu"][part] - small["cpu"][part]) / more
        once = first["cpu"][part] - each * first["postings"]
        print(
            f"{part:<22} {1_000 * each:7.2f} ms of the processor a posting, and {once:.1f} s once"
        )
    print(f"largest Python worker  {max(run['worker'] for run in runs):7.0f} MB")
    for name in BYTES:
        each = (last["bytes"][name] - small["bytes"][name]) / more
        print(f"{name:<22} {each:7,.0f} bytes a posting")


def main() -> None:
    """Compare sizes and numbers of workers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    parser.add_argument("file", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--postings", type=int, nargs=2, default=[500, 2_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--identity", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(run_once(asked.file, asked.workers[0], identity=asked.identity)))
        return
    few, many = asked.postings
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        draw(asked.file, few, Path(one))
        small = apart(Path(one), asked.workers[0], identity=False)
        draw(asked.file, many, Path(other))
        runs = [apart(Path(other), n, identity=not at) for at, n in enumerate(asked.workers)]
    print(json.dumps([small, *runs])) if asked.json else tell(small, runs)


_Raw = argparse.RawDescriptionHelpFormatter

if __name__ == "__main__":
    main()
