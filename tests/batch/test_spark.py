"""The engine on Spark: the same rows as on one machine, however it is cut, stopped or spread."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch.memory_engine import MemoryEngine
from tests.conftest import SHARED

from upslope.batch.columns import RECORDS
from upslope.batch.inputs import find
from upslope.batch.plan import REPORT, Plan
from upslope.batch.progress import Tell, tell_nobody
from upslope.batch.run import run
from upslope.batch.spark import SparkEngine
from upslope.batch.spark.session import session
from upslope.batch.stages import PASSED_ON, run_stages
from upslope.errors import UsageError

pyspark = pytest.importorskip("pyspark", reason="no pyspark (extra 'spark'): nothing runs on Spark")
if shutil.which("java") is None:
    pytest.skip("Java is not installed: nothing runs on Spark", allow_module_level=True)

SPARK_CLASS = str(Path(pyspark.__file__).with_name("bin") / "spark-class")
SECONDS = 1_200  # a busy machine is no bug
QUICK = {
    # What is compiled a little serves runs of some seconds best.
    "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss4m",
    "PYTHONPATH": str(Path(__file__).parents[2]),
}
DRIVER = """
import sys
from pathlib import Path
from tests.batch.test_spark import run_on_spark
if __name__ == "__main__":
    folder, output, master = sys.argv[1:]
    run_on_spark(Path(folder), Path(output), 17, master, print)
"""


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """One session for all tests: each engine takes the one that is there."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUICK.items():
            patch.setenv(name, value)
        with session("local[2]") as started:
            yield started


@pytest.fixture(scope="module")
def postings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of everything: kinds of files, repeated and bad records, one key that all share.

    And, where they are beside the checkout, some real ones: a run of their own takes a minute more.
    """
    folder = tmp_path_factory.mktemp("postings")
    if (real := SHARED / "data" / "postings_fulltext.parquet").exists():
        sample = pq.ParquetFile(real).read_row_group(0).slice(0, 150)
        pq.write_table(sample, folder / "real.parquet")
    rows = [
        {
            "id": str(number),
            "title": ("Senior ML Engineer", "Data Scientist", "MLOps Engineer")[number % 3],
            "company": f"Quillfish {number % 5}",
            "location": ("Berlin, Germany", "Paris, France", "")[number % 3],
            "date_posted": f"2026-0{1 + number % 2}-01",
            "description": f"We train model {number} with PyTorch. You will deploy it. " * 3,
        }
        for number in range(60)
    ]
    crowd = [{**rows[0], "id": f"crowd-{number}"} for number in range(40)]
    lines = [json.dumps(row) for row in [*rows[:30], *crowd, rows[3], {**rows[4], "title": "Cook"}]]
    (folder / "a.jsonl").write_text("\n".join([*lines, '{"title"', "{}", ""]))
    pq.write_table(pa.Table.from_pylist(rows[20:50]), folder / "b.parquet", row_group_size=7)
    (folder / "c.jsonl.gz").write_bytes(gzip.compress(json.dumps(rows[50]).encode()))
    (folder / "d.csv").write_text("title,company\nML Engineer,Quillfish\n,Quillfish\n")
    return folder


@pytest.fixture(scope="module")
def expected(postings: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the engine for one machine makes of them."""
    output = tmp_path_factory.mktemp("local") / "out"
    run([str(postings)], output, workers=1)
    return contents(output)


def contents(output: Path) -> dict[str, list[str]]:
    """Every row of an output, sorted within its folder; and what was counted."""
    found: dict[str, list[str]] = {}
    for file in sorted(output.rglob("part-*")):
        rows = (
            pq.ParquetFile(file).read().to_pylist()
            if file.suffix == ".parquet"
            else map(json.loads, file.read_text().splitlines())
        )
        texts = [json.dumps(row, sort_keys=True, default=str) for row in rows]
        found.setdefault(str(file.parent.relative_to(output)), []).extend(texts)
    counts = json.loads((output / REPORT).read_bytes())["counts"]
    return {folder: sorted(rows) for folder, rows in found.items()} | {"": [json.dumps(counts)]}


def run_on_spark(
    folder: Path,
    output: Path,
    partitions: int,
    master: str | None = None,
    tell: Tell = tell_nobody,
) -> dict[str, list[str]]:
    found = find([str(folder)])
    plan = Plan.of(found)
    with SparkEngine(output, plan, partitions=partitions, master=master, tell=tell) as engine:
        counts = run_stages(engine, found)
        engine.finish(msgspec.json.encode({"counts": counts}))
    return contents(output)


def test_what_is_passed_on_is_a_stage() -> None:
    engine = MemoryEngine()
    run_stages(engine, [])
    assert {*engine.asked} >= PASSED_ON


def test_one_partition_answers_as_one_machine(
    spark: Any, postings: Path, expected: Mapping[str, Any], tmp_path: Path
) -> None:
    assert run_on_spark(postings, tmp_path / "out", 1) == expected
    assert not (tmp_path / ".out.running").exists()


def test_two_workers_and_seventeen_partitions_finish_what_a_killed_run_began(
    postings: Path, expected: Mapping[str, Any], tmp_path: Path
) -> None:
    output, running, log = tmp_path / "out", tmp_path / ".out.running", tmp_path / "driver.log"
    with cluster(tmp_path / "cluster", workers=2) as master:
        with driver(postings, output, master) as process:
            wait_for(lambda: any(running.glob("*/signs/_SUCCESS")), process)
            process.kill()
            process.wait()
        assert not output.exists()
        [signs] = running.glob("*/signs")
        half = signs.with_name("stood") / "part-00000-half.parquet"
        half.parent.mkdir(exist_ok=True)
        half.write_bytes(b"PAR1 half of a")
        with driver(postings, output, master) as process:
            assert process.wait(SECONDS) == 0
        logs = [file.read_text() for file in (tmp_path / "cluster").glob("worker-*.log")]

    assert contents(output) == expected
    assert "stage='read'" not in log.read_text()
    assert [log.count("Launch command") for log in logs] == [2, 2]


def test_what_has_an_address_is_read_by_hadoop(spark: Any, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    odd_files(folder)
    hidden = [f"{folder}/{name}" for name in ("_hidden.parquet", "_lines.jsonl")]
    ours = rows_of([str(folder), *hidden], tmp_path / "ours")
    hadoops = rows_of([f"file://{path}" for path in (folder, *hidden)], tmp_path / "hadoops")

    assert len(ours) > 1_500
    assert any("cannot be read" in reason for *_, reason in ours)
    assert sorted(hadoops) == sorted((f"file://{file}", *rest) for file, *rest in ours)


def odd_files(folder: Path) -> None:
    """Files that one reader or another stumbles over."""
    folder.mkdir()
    day = datetime(2026, 5, 1, 3, 4, 5)
    tables: dict[str, dict[str, Any]] = {
        "plain é [1] 50%.parquet": {"title": ["Engineer", None], "date_posted": [day, None]},
        "other.parquet": {"Job Title": ["Engineer"], "company.name": ["Quillfish"]},
        "nanoseconds.parquet": {"title": ["A"], "date": pa.array([day], pa.timestamp("ns"))},
        "twice.parquet": {"title": ["Engineer"], "Title": ["Cook"], "n": pa.array([1], "uint64")},
        "_hidden.parquet": {"title": ["Engineer"]},
        "damaged.parquet": {"title": [f"Engineer {number}" * 9 for number in range(3_000)]},
    }
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), folder / name, row_group_size=1_500)
    chunk = pq.read_metadata(folder / "damaged.parquet").row_group(1).column(0)
    with (folder / "damaged.parquet").open("rb+") as file:
        file.seek(chunk.dictionary_page_offset)
        file.write(bytes(200))
    (folder / "no.parquet").write_bytes(b"PAR1 and no more PAR1")
    lines = b'{"title": "One"}\r\n\n{"title": "\xff"}\n\xef\xbb\xbf{"title": "Two\xe2\x80\xa8"}'
    (folder / "lines {a,b}.jsonl").write_bytes(lines + b'\n{"title"\r[]\n')
    (folder / "_lines.jsonl").write_bytes(lines)


def rows_of(paths: list[str], output: Path) -> list[tuple[str, ...]]:
    with SparkEngine(output, Plan(())) as engine:
        table = engine.read("read", find(paths), as_it_is, RECORDS)
        return [(row.file, str(row.record), str(row.reason)) for row in table.frame.collect()]


def as_it_is(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    return batches


def test_what_is_there_is_not_replaced_unasked(spark: Any, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with SparkEngine(output, Plan(())) as engine, pytest.raises(UsageError, match="Another run"):
        with SparkEngine(output, Plan(())):
            pass
        engine.finish(b"{}")
    output.mkdir()
    (output / "thesis.tex").touch()
    with pytest.raises(UsageError, match="other things"), SparkEngine(output, Plan(())):
        pass
    (output / REPORT).touch()
    with pytest.raises(UsageError, match="finished run"), SparkEngine(output, Plan(())):
        pass


def test_what_another_plan_left_is_dropped(spark: Any, tmp_path: Path) -> None:
    output, one, other = tmp_path / "out", Plan(()), Plan((("a.jsonl", 1, ""),))
    with SparkEngine(output, one) as engine:
        engine.read("read", [], as_it_is, RECORDS)
    with SparkEngine(output, other):
        assert not any((tmp_path / ".out.running").glob("*/read"))


def test_nothing_listens_beyond_this_machine(spark: Any) -> None:
    process = spark.sparkContext._gateway.proc.pid
    links = (str(file.readlink()) for file in Path(f"/proc/{process}/fd").iterdir())
    sockets = {link[8:-1] for link in links if link.startswith("socket:")}
    addresses = {
        columns[1]
        for table in ("tcp", "tcp6")
        for columns in map(str.split, Path(f"/proc/{process}/net/{table}").read_text().splitlines())
        if columns[3] == "0A" and columns[9] in sockets  # it listens
    }
    assert addresses
    assert all("0100007F:" in address for address in addresses), addresses


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("pyspark.sql.SparkSession.getActiveSession", lambda: None)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match="needs Java 17"), session():
        pass
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(UsageError, match="pyspark"), session():
        pass


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS
    while not happened():
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.02)


@contextmanager
def started(command: list[str], log: Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is over with the block, whatever happens."""
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            env={**os.environ, **QUICK, **variables},
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def driver(postings: Path, output: Path, master: str) -> Iterator[subprocess.Popen[bytes]]:
    script = output.with_name("driver.py")
    script.write_text(DRIVER)
    command = [sys.executable, str(script), str(postings), str(output), master]
    with started(command, output.with_name("driver.log")) as process:
        yield process


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """A standalone cluster on loopback: a master, and workers of one core each."""
    folder.mkdir()
    deploy = "org.apache.spark.deploy"
    port = free_port()
    here = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_WORKER_DIR": str(folder)}
    with ExitStack() as stack:

        def start(name: str, *arguments: str) -> subprocess.Popen[bytes]:
            command = [SPARK_CLASS, *arguments, "--host", "127.0.0.1", "--webui-port", "0"]
            return stack.enter_context(started(command, folder / f"{name}.log", **here))

        log = folder / "master.log"
        leader = start("master", f"{deploy}.master.Master", "--port", str(port))
        wait_for(lambda: "I have been elected leader" in log.read_text(), leader)
        for number in range(workers):
            of_one = ("--cores", "1", "--memory", "1g", f"spark://127.0.0.1:{port}")
            start(f"worker-{number}", f"{deploy}.worker.Worker", *of_one)
        wait_for(lambda: log.read_text().count("Registering worker") == workers, leader)
        yield f"spark://127.0.0.1:{port}"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
