"""What Spark costs: its start, what moving rows takes beside the work, what two workers gain.

    python benchmarks/spark.py [FILE] [--postings 1000 11757] [--copies 1] [--workers 1 2] [--json]

FILE is Parquet with any columns that the files source knows; default: the full texts of the shared
data. Each number of workers is a run of its own on ``local[N]``, in a process of its own, over
postings drawn with a fixed seed; ``--copies`` takes each so often, as of another employer. The
identity pass moves what each step is given through Python, from the same files on, by steps that do
nothing, and writes what each made, and the result, once more, less what it takes to read that for
it: what of the run is not work on postings. What a posting costs is told by two sizes, apart from
what is paid once (plans, compiling, models). What is passed on from one stage to the next counts
with the next. Processor time is that of Java and all Python workers; shuffled, read and written
bytes are Spark's own counts.

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
from upslope.batch.spark.folder import RESULT
from upslope.batch.spark.mapping import mapped
from upslope.batch.spark.reading import read_files
from upslope.batch.spark.session import session
from upslope.batch.stages import PASSED_ON, run_stages

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
        self.identity: dict[str, float] = defaultdict(float)

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
        self._again("read", lambda: read_files(self._spark, inputs, as_it_is, RECORDS), table)
        return table

    def apply(self, name: str, table: Any, step: Any, schema: pa.Schema, **options: Any) -> Any:
        """Apply a step, and once more one that does nothing."""
        with self.clock(f"step {name}"):
            made = self._engine.apply(name, table, step, schema, **options)
        given = table.frame.select(*(options.get("columns") or table.frame.columns))
        if self._scratch and table.name in PASSED_ON:  # to answer the query is no moving
            given = given.persist()
            given.count()
        self._again(
            f"step {name}", lambda: mapped(given, as_it_is, to_arrow_schema(given.schema)), made
        )
        given.unpersist()
        return made

    def query(self, name: str, sql: str, tables: Any, **options: Any) -> Any:
        """Answer a query."""
        with self.clock(f"query {name}"):
            return self._engine.query(name, sql, tables, **options)

    def count(self, sql: str, tables: Any) -> dict[str, int]:
        """Answer a query of counts."""
        with self.clock("query counts"):
            return self._engine.count(sql, tables)

    def write(self, table: Any, by: Sequence[str]) -> None:
        """Answer the last query into the result, and write that once more."""
        with self.clock("write"):
            self._engine.write(table, by)
        result = self._engine._folder.stage(RESULT)
        rows = self._spark.read.schema(table.frame.schema).parquet(result)
        spread = rows.hint("rebalance", *by).sortWithinPartitions(*by, "id")
        self._written("write", rows, spread, by)

    def write_lines(self, table: Any, folder: str) -> None:
        """Write lines."""
        with self.clock("lines"):
            self._engine.write_lines(table, folder)

    def _again(self, name: str, moved: Callable[[], Any], made: Any) -> None:
        """Move through Python what a stage is given, and write what it made."""
        self._identity(name, lambda: nowhere(moved()))
        if made.name not in PASSED_ON:
            self._written(name, made.frame, made.frame)

    def _written(self, name: str, rows: Any, spread: Any, by: Sequence[str] = ()) -> None:
        """Write rows that are there already; to read them is no part of it."""
        into = str(self._scratch)
        writer = spread.write.mode("overwrite").partitionBy(*by)
        self._identity(name, lambda: writer.parquet(into))
        self._identity(name, lambda: nowhere(rows), times=-1)

    def _identity(self, name: str, act: Callable[[], None], times: int = 1) -> None:
        if self._scratch:
            before = tree_seconds()
            act()
            self.identity[name] += times * (tree_seconds() - before)


def nowhere(frame: Any) -> None:
    """Work out all rows of a frame, and forget them."""
    frame.write.format("noop").mode("overwrite").save()


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
            "size": sum(one.size for one in found),
            "compared": counts.compared,
            "start": start,
            "wall": measured.wall,
            "cpu": measured.cpu,
            "identity": measured.identity,
            "kept": bytes_in(Path(folder)) - bytes_in(Path(folder, "identity")),
            "bytes": moved,
            "worker": worker,
        }


def bytes_in(folder: Path) -> int:
    """Add up the sizes of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def bytes_of(spark: Any) -> dict[str, int]:
    """Add up what Spark counted in its stages."""
    store = spark.sparkContext._jsc.sc().statusStore()
    defaults = (getattr(store, f"stageList$default${place}")() for place in (2, 3, 4, 5))
    stages = store.stageList(None, *defaults)
    found = [stages.apply(place) for place in range(stages.size())]
    return {name: sum(int(getattr(stage, name)()) for stage in found) for name in BYTES}


def draw(file: Path, postings: int, copies: int, into: Path) -> None:
    """Write some rows of a file, drawn with a fixed seed, to files that can be spread."""
    table = pq.read_table(file)
    chosen = random.Random(9).sample(range(table.num_rows), min(postings, table.num_rows))
    for part in range(FILES):
        rows = table.take(chosen[part::FILES])
        every = [renamed(rows, copy) if copy else rows for copy in range(copies)]
        pq.write_table(pa.concat_tables(every), into / f"{part}.parquet")


def renamed(rows: pa.Table, copy: int) -> pa.Table:
    """Give postings other employers, so that they are no duplicates."""
    place, texts = rows.column_names.index("company"), rows["company"].to_pylist()
    changed = pa.array([f"{text or 'Quillfish'} {copy}" for text in texts], rows["company"].type)
    return rows.set_column(place, "company", changed)


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
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{first['postings']:,} postings, {first['compared']:,} pairs compared", end="; ")
    print(f"{os.cpu_count()} cores, load {load} (1, 5, 15 minutes)\n")
    share = sum(first["identity"].values()) / sum(first["cpu"].values())
    print(f"identity pass          {share:7.1%} of the run's processor time (at most 20%)")
    for run in runs[1:]:
        apart, with_start = gain(first, run), gain(first, run, "start")
        print(
            f"{run['workers']} workers against 1    {apart:7.2f} times as fast (at least 1.6)",
            end="",
        )
        print(f"; {with_start:.2f} with the start")
    for run in runs:
        wall, cpu = run["start"]["wall"], run["start"]["cpu"]
        print(f"start, {run['workers']} workers       {wall:7.1f} s ({cpu:.1f} s of the processor)")
    tell_costs(small, first, last)
    tell_stages(first, last)


def gain(one: dict[str, Any], other: dict[str, Any], *more: str) -> float:
    """Say how many times as fast one run was as another, as a whole."""
    walls = [sum(run["wall"].values()) + sum(run[m]["wall"] for m in more) for run in (one, other)]
    return float(walls[0] / walls[1])


def tell_costs(small: dict[str, Any], first: dict[str, Any], last: dict[str, Any]) -> None:
    """Print what a posting costs, and what is paid once."""
    more = first["postings"] - small["postings"]
    for kind in ("read", "step", "query", "write"):
        few, many = (
            sum(cpu for name, cpu in run["cpu"].items() if name.split()[0] == kind)
            for run in (small, first)
        )
        each = (many - few) / more
        once = many - each * first["postings"]
        print(
            f"{kind:<22} {1_000 * each:7.2f} ms of the processor a posting, and {once:.1f} s once"
        )
    print(f"largest Python worker  {max(first['worker'], last['worker']):7.0f} MB")
    for name in BYTES:
        each = (last["bytes"][name] - small["bytes"][name]) / more
        print(f"{name:<22} {each:7,.0f} bytes a posting")
    shuffled = last["bytes"]["shuffleWriteBytes"]
    for name, count in {"working folder": last["kept"], "shuffles": shuffled}.items():
        print(f"{name:<22} {count / last['size']:7.2f} times the input's bytes")


def tell_stages(first: dict[str, Any], last: dict[str, Any]) -> None:
    """Print what each stage took, with the fewest and with the most workers."""
    many = f"{last['workers']} workers"
    print(f"\n{'':<22} {'1 worker':>9} {many:>9} {'times':>6} {'processor':>10} {'identity':>9}")
    for name, wall in first["wall"].items():
        other = last["wall"][name]
        print(f"{name:<22} {wall:7.1f} s {other:7.1f} s {wall / other:6.2f}", end="")
        print(f" {first['cpu'][name]:8.1f} s {first['identity'].get(name, 0):7.1f} s")


def main() -> None:
    """Compare sizes and numbers of workers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    parser.add_argument("file", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--postings", type=int, nargs=2, default=[1_000, 11_757])
    parser.add_argument("--copies", type=int, default=1, help="of each posting of the larger size")
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
        draw(asked.file, few, 1, Path(one))
        small = apart(Path(one), asked.workers[0], identity=False)
        draw(asked.file, many, asked.copies, Path(other))
        runs = [apart(Path(other), n, identity=not at) for at, n in enumerate(asked.workers)]
    print(json.dumps([small, *runs])) if asked.json else tell(small, runs)


_Raw = argparse.RawDescriptionHelpFormatter

if __name__ == "__main__":
    main()
