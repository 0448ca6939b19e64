"""The engine for one machine: what it keeps, what it refuses, and what does not stop it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch import made_up
from tests.batch.small_steps import LENGTHS, TITLES, lengths, titles, unreachable

from upslope import errors
from upslope.batch.inputs import find
from upslope.batch.local.duck import Duck
from upslope.batch.local.engine import LocalEngine
from upslope.batch.local.parts import Parts, write_part
from upslope.batch.local.pool import Pool
from upslope.batch.local.worker import Task, outcome
from upslope.batch.plan import REPORT, Plan
from upslope.batch.progress import Moment
from upslope.errors import ModelError, SourceError, StoreError, UpslopeError, UsageError


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[LocalEngine]:
    with LocalEngine(tmp_path / "out", Plan(()), workers=1) as engine:
        yield engine


def table(folder: Path, rows: list[dict[str, Any]], schema: pa.Schema, files: int = 1) -> Parts:
    """Rows as an engine would keep them."""
    parts = [folder / f"given-{number}.parquet" for number in range(files)]
    for number, part in enumerate(parts):
        write_part(part, schema, [pa.RecordBatch.from_pylist(rows[number::files], schema)])
    return Parts("given", tuple(parts))


def finish(output: Path, plan: Plan, name: str, **options: Any) -> None:
    """A run that does nothing but to leave one posting."""
    with LocalEngine(output, plan, workers=1, **options) as engine:
        rows = [{"id": name, "month": "2026-05"}]
        engine.write(table(output.parent, rows, TITLES), ["month"])
        engine.finish(b"{}")


def ids(output: Path) -> list[str]:
    return pq.read_table(output)["id"].to_pylist()  # type: ignore[no-any-return]


def test_the_result_does_not_depend_on_workers_and_pieces(tmp_path: Path) -> None:
    postings = made_up.write_postings(tmp_path / "in")
    made_up.run(postings, tmp_path / "one", workers=1, piece=1 << 20)
    moments: list[Moment] = []
    made_up.run(postings, tmp_path / "many", workers=2, piece=1_500, tell=moments.append)
    found = made_up.contents(tmp_path / "one")
    assert found == made_up.contents(tmp_path / "many")
    rows = [row for name, part in found.items() if "month=2026" in name for row in part]
    assert len({row["id"] for row in rows}) == len(rows) == 120
    assert [line.split()[1:] for line in found["_counts/part-0000000.jsonl"].splitlines()] == [
        [str(number), str(3 * (6 if number < 5 else 5))] for number in range(7)
    ]
    last = [moment for moment in moments if moment.stage == "read"][-1]
    assert (last.done, last.total > 15, last.rows) == (last.total, True, 120)
    assert not [*tmp_path.glob(".*")], "what was kept for a restart is left"


def test_what_stops_a_worker_goes_to_quarantine(tmp_path: Path) -> None:
    stopping = {(1, 3): "poison", (2, 5): "venom", (2, 6): "endless"}
    postings = made_up.write_postings(tmp_path / "in", special=stopping)
    made_up.run(postings, tmp_path / "out", workers=1, piece=1 << 20, patience=2)
    found = made_up.contents(tmp_path / "out")
    bad = found.pop("month=__HIVE_DEFAULT_PARTITION__/part-0000000.parquet")
    whole = [row for name, rows in found.items() if "month=" in name for row in rows]
    assert len(whole) == 117
    said = {(Path(row["id"]).name, row["reason"]) for row in bad}
    assert said == {
        ("1.jsonl", "reading stopped here: it was killed, perhaps for taking too much memory"),
        ("2.jsonl", "reading stopped here: ValueError: it has venom in it"),
        ("2.jsonl", "reading stopped here: it took longer than 2 s"),
    }
    assert all('"title":"' in row["title"] for row in bad), "the record itself is not kept"


def test_a_step_on_a_table_that_fails_twice_ends_the_run(
    engine: LocalEngine, tmp_path: Path
) -> None:
    given = table(tmp_path, [{"employer": "deadly"}], TITLES)
    with pytest.raises(StoreError, match=r"failed twice.*killed.*kept.*--workers 1"):
        engine.apply("counted", given, lengths, LENGTHS)
    assert not [*(tmp_path / ".out.running").rglob("part-*.parquet")]


def test_what_cannot_be_reached_is_no_record_to_be_refused(tmp_path: Path) -> None:
    pool = Pool(1)
    task = Task(tmp_path / "part-1.parquet", "s3://postings/7.csv", unreachable, titles, TITLES)
    with pytest.raises(SourceError, match=r"s3://postings/7\.csv.*no route.*same command"):
        [*pool.run([task], of_records=True)]
    pool.close()
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(2, "what it needs is not there"), r"a\.csv .*what it needs is not there"),
        (MemoryError(), r"a\.csv .*not enough memory"),
        (ImportError("no such library"), r"a\.csv .*no such library"),
        (
            ModelError("A model file is damaged.", next="Install again."),
            r"damaged\..*Install again",
        ),
    ],
)
def test_what_is_no_records_fault_is_not_put_into_quarantine(
    tmp_path: Path, fault: Exception, said: str
) -> None:
    def broken(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        raise fault
        yield

    task = Task(tmp_path / "part.parquet", "a.csv", lambda: iter(()), broken, TITLES)
    failed = outcome(task, print)
    assert failed and issubclass(getattr(errors, failed.error), UpslopeError)
    assert re.search(said, f"{failed.what} {failed.next}")
    assert "parts that were finished are kept" in failed.kept
    assert not [*tmp_path.iterdir()]


def test_what_is_no_records_fault_ends_the_run(tmp_path: Path) -> None:
    postings = made_up.write_postings(tmp_path / "in", files=1, special={(0, 5): "gone"})
    with pytest.raises(StoreError, match=r"0\.jsonl.*is not there.*are kept.*same command"):
        made_up.run(postings, tmp_path / "out", workers=1)
    assert not (tmp_path / "out").exists()


def test_gathered_rows_of_one_value_are_in_one_part(engine: LocalEngine, tmp_path: Path) -> None:
    employers = ["Crowded" if number % 2 else f"e{number % 3_000}" for number in range(30_000)]
    rows = [{"id": f"{number}", "employer": one} for number, one in enumerate(employers)]
    given = table(tmp_path, rows, TITLES, files=3)
    made = engine.query(
        "sorted", "SELECT * FROM given", {"given": given}, gather="employer", order=["id"]
    )
    parts = [pq.read_table(file) for file in made.files]
    seen = [{*part["employer"].to_pylist()} for part in parts]
    assert len(seen) > 2
    assert sum(map(len, seen)) == len(set.union(*seen)), "a value is in two parts"
    assert sorted(id for part in parts for id in part["id"].to_pylist()) == sorted(
        row["id"] for row in rows
    )
    for part in parts:
        pairs = [*zip(part["employer"].to_pylist(), part["id"].to_pylist(), strict=True)]
        assert pairs == sorted(pairs)


@pytest.mark.parametrize("gather", [None, "id"])
def test_an_empty_table_is_a_table(engine: LocalEngine, tmp_path: Path, gather: str | None) -> None:
    given = table(tmp_path, [], TITLES)
    asked = engine.query("none", "SELECT id, 1 AS n FROM given", {"given": given}, gather=gather)
    assert engine.count("SELECT 'rows', count(*) FROM none", {"none": asked}) == {"rows": 0}
    engine.write(given, ["month"])
    engine.write_lines(given, "_lines")
    engine.finish(b"{}")
    assert made_up.contents(tmp_path / "out") == {REPORT: "{}", "_lines/part-0000000.jsonl": ""}


def test_odd_names_of_folders(tmp_path: Path) -> None:
    folder = tmp_path / "it's [50%] *really* month=1?"
    folder.mkdir()
    with LocalEngine(folder / "out", Plan(()), workers=1) as engine:
        given = table(folder, [{"id": "1", "month": "a/b = 'c'"}], TITLES)
        asked = engine.query("same", "SELECT * FROM given", {"given": given})
        engine.write(asked, ["month"])
        engine.finish(b"{}")
    table_ = pq.read_table(folder / "out", partitioning="hive")
    assert table_.select(["id", "month"]).to_pylist() == [{"id": "1", "month": "a/b = 'c'"}]


def test_only_one_run_writes_an_output(engine: LocalEngine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Another run is writing"):
        LocalEngine(tmp_path / "out", Plan(())).__enter__()


def test_a_finished_output_is_replaced_only_when_asked_and_at_once(tmp_path: Path) -> None:
    output, plan = tmp_path / "out", Plan(())
    finish(output, plan, "first")
    with pytest.raises(UsageError, match=r"finished run.*--replace"):
        finish(output, plan, "second")
    with LocalEngine(output, plan, workers=1, replace=True) as engine:
        engine.write(table(tmp_path, [{"id": "2", "month": "2026-06"}], TITLES), ["month"])
        assert ids(output) == ["first"], "it is gone before the new one is there"
        engine.finish(b"{}")
    assert ids(output) == ["2"]


@pytest.mark.parametrize("moment", ["between", "before"])
def test_a_kill_while_an_output_is_replaced(tmp_path: Path, moment: str) -> None:
    output, plan = tmp_path / "out", Plan(())
    finish(output, plan, "first")
    running = tmp_path / ".out.running"
    running.mkdir()
    if moment == "between":
        output.rename(running / "replaced")
    with pytest.raises(UsageError, match="finished run"):
        finish(output, plan, "second")
    assert ids(output) == ["first"]
    finish(output, plan, "second", replace=True)
    assert ids(output) == ["second"]


def test_other_things_in_the_output_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.tex").touch()
    with pytest.raises(UsageError, match="holds other things"):
        finish(tmp_path / "out", Plan(()), "mine")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="holds other things"):
        finish(tmp_path / "file", Plan(()), "mine")
    assert {path.name for path in tmp_path.iterdir()} == {"out", "file"}


def test_a_run_on_other_files_starts_anew_and_says_why(tmp_path: Path) -> None:
    postings = made_up.write_postings(tmp_path / "in", files=2, rows=2)
    before = Plan.of(find([str(postings)]))
    notes: list[str] = []

    def kept(plan: Plan) -> bool:
        with LocalEngine(tmp_path / "out", plan, tell=lambda m: notes.append(m.note)) as engine:
            given = table(tmp_path, [{"id": "1"}], TITLES)
            was_there = bool([*(tmp_path / ".out.running").glob("*/one")])
            engine.query("one", "SELECT * FROM given", {"given": given})
            return was_there

    assert [kept(before), kept(before)] == [False, True]
    os.utime(postings / "0.jsonl", (1, 1))
    assert not kept(changed := Plan.of(find([str(postings)])))
    assert not kept(Plan(changed.files, ("another",)))
    assert [note.split(":")[-1].strip() for note in notes] == [
        "Going on with the run that was stopped.",
        "1 file is new, gone or changed. It starts anew.",
        "Upslope or a model has a new version. It starts anew.",
    ]


def test_half_a_stage_is_never_read(tmp_path: Path) -> None:
    given = table(tmp_path, [{"id": "1", "employer": "a"}], TITLES)
    engine = LocalEngine(tmp_path / "out", Plan(()), workers=1)
    with engine, pytest.raises(duckdb.Error):
        engine.query("bad", "SELECT nothing FROM given", {"given": given})
    (stages,) = [path for path in (tmp_path / ".out.running").iterdir() if path.is_dir()]
    (stages / "good.1234.half").mkdir()
    (stages / "good.1234.half" / "data_0.parquet").write_bytes(b"PAR1")
    (stages / "counted").mkdir()
    (stages / "counted" / "part-0000000.1234.half").write_bytes(b"PAR1")
    (stages / "result").mkdir()
    (stages / "result" / "month=1").mkdir()
    with LocalEngine(tmp_path / "out", Plan(()), workers=1) as engine:
        assert not [*(tmp_path / ".out.running").rglob("*.half")]
        good = engine.query("good", "SELECT * FROM given", {"given": given})
        engine.write(good, ["employer"])
        engine.finish(b"{}")
    assert [*made_up.contents(tmp_path / "out")] == [REPORT, "employer=a/part-0000000.parquet"]


@contextmanager
def small_disk(most: int) -> Iterator[None]:
    """No file can get larger than so many bytes."""
    resource = pytest.importorskip("resource", reason="files have no limit of size here")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_ends_the_run_which_then_goes_on(tmp_path: Path) -> None:
    rows = [{"id": f"{number * 7919}", "month": "2026-05"} for number in range(9_000)]
    given = table(tmp_path, rows, TITLES)
    plan, files = Plan(()), {"given": given}
    for gather in (None, "id"):
        engine = LocalEngine(tmp_path / "out", plan, workers=1)
        with engine, small_disk(9_000), pytest.raises(StoreError, match="same command again"):
            engine.query("same", "SELECT * FROM given", files, gather=gather)
    engine = LocalEngine(tmp_path / "out", plan, workers=1)
    with engine, small_disk(9_000), pytest.raises(StoreError, match=r"too large.*are kept"):
        engine.write(given, ["month"])
    assert not (tmp_path / "out").exists()
    with LocalEngine(tmp_path / "out", plan, workers=1) as engine:
        engine.write(engine.query("same", "SELECT * FROM given", files), ["month"])
        engine.finish(b"{}")
    assert len(ids(tmp_path / "out")) == 9_000


def test_a_worker_that_meets_a_full_disk_says_so(tmp_path: Path) -> None:
    rows = pa.RecordBatch.from_pylist([{"id": f"{number}"} for number in range(9_000)], TITLES)
    part = tmp_path / "part.parquet"
    task = Task(part, "a.csv", lambda: iter([rows]), lambda batches: batches, TITLES)
    with small_disk(9_000):
        failed = outcome(task, lambda message: None)
    assert failed and failed.at_once and failed.error == "StoreError"
    assert "are kept" in failed.kept
    assert not [*tmp_path.iterdir()]


MEMORY = """
import sys
from pathlib import Path
from tests.batch.made_up import peak_of_rows
print(peak_of_rows(Path(sys.argv[1]), int(sys.argv[2])))
"""


def test_memory_does_not_grow_with_rows(tmp_path: Path) -> None:
    """All that Python does with rows, in a worker and beside DuckDB; 60 MB more of them."""
    pytest.importorskip("resource", reason="nobody counts memory here")
    peaks = []
    for rows in (10_000, 40_000):
        (folder := tmp_path / str(rows)).mkdir()
        words = [sys.executable, "-c", MEMORY, str(folder), str(rows)]
        peaks.append(int(subprocess.run(words, check=True, capture_output=True).stdout))
    few, many = peaks
    assert many < few + 30, f"MB at 10,000 rows: {few}; at 40,000: {many}"


@pytest.mark.parametrize("threads", [1, 64])
def test_queries_are_held_to_one_amount_of_memory(tmp_path: Path, threads: int) -> None:
    limit = "SELECT current_setting('memory_limit'), 0"
    with Duck(tmp_path, threads, {}) as duck:
        assert duck.rows(limit) == [("512.0 MiB", 0)]


def test_ctrl_c_stops_a_query(engine: LocalEngine) -> None:
    timer = Timer(0.5, os.kill, [os.getpid(), signal.SIGINT])
    endless = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range < b.range"
    with pytest.raises(KeyboardInterrupt):
        timer.start()
        engine.query("endless", endless, {})
