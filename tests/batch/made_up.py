"""Files of invented postings, and a small run over them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from os import urandom
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.batch.small_steps import LENGTHS, TITLES, lengths, titles

from upslope.batch.engine import Engine
from upslope.batch.inputs import find
from upslope.batch.local.engine import LocalEngine, as_it_is
from upslope.batch.local.result import write_folders, write_lines, write_parts
from upslope.batch.local.worker import Task, outcome
from upslope.batch.plan import Plan
from upslope.batch.progress import Moment


def write_postings(
    folder: Path, files: int = 3, rows: int = 40, special: Mapping[tuple[int, int], str] = {}
) -> Path:
    """Write JSON Lines of invented postings. ``special``: (file, row) -> another title."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in range(files):
        lines = [
            json.dumps(
                {
                    "id": f"{file}-{row}",
                    "title": special.get((file, row), f"Engineer {file * rows + row}"),
                    "company": f"Quillfish {row % 7}",
                    "description": f"We train models number {row}. " * 5,
                    "date_posted": f"2026-0{1 + row % 3}-01",
                }
            )
            for row in range(rows)
        ]
        (folder / f"{file}.jsonl").write_text("\n".join(lines) + "\n")
    return folder


def small_run(engine: Engine, folder: Path) -> None:
    """Read titles, count them by employer, write both."""
    read = engine.read("read", find([str(folder)]), titles, TITLES)
    good = engine.query("good", "SELECT * FROM read WHERE reason IS NULL", {"read": read})
    sorted_ = engine.query(
        "sorted", "SELECT * FROM good", {"good": good}, gather="employer", order=["id"]
    )
    counted = engine.apply("counted", sorted_, lengths, LENGTHS)
    lines = engine.query("lines", "SELECT line FROM counted", {"counted": counted})
    engine.write(read, ["month"])
    engine.write_lines(lines, "_counts")


def run(folder: Path, output: Path, **options: Any) -> None:
    """Do the small run, from files to an output."""
    plan = Plan.of(find([str(folder)]))
    with LocalEngine(output, plan, **{"workers": 2, "piece": 1_000, **options}) as engine:
        small_run(engine, folder)
        engine.finish(b"{}")


def peak_of_rows(folder: Path, rows: int) -> int:
    """Write so many rows of 2 KB in all ways; return the most memory this process had, in MB."""
    import resource  # not everywhere

    schema = TITLES.remove(TITLES.get_field_index("reason"))

    def made() -> Iterator[pa.RecordBatch]:
        return (_long_rows(start, schema) for start in range(0, rows, 1_000))

    task = Task(folder / "given.parquet", "made up", made, as_it_is, schema)
    assert outcome(task, lambda message: None) is None

    def again() -> pa.RecordBatchReader:
        return pa.RecordBatchReader.from_batches(schema, made())

    write_parts(again(), folder, "employer")
    write_folders(again(), folder / "out", ["month"])
    write_lines(again(), folder / "lines")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _long_rows(start: int, schema: pa.Schema) -> pa.RecordBatch:
    numbers = range(start, start + 1_000)
    made = [
        {"id": f"{n:09}", "title": urandom(1_024).hex(), "employer": f"{n // 97}",
         "month": f"{2000 + n // 9_000}"}
        for n in numbers
    ]  # fmt: skip
    return pa.RecordBatch.from_pylist(made, schema)


def contents(output: Path) -> dict[str, Any]:
    """Everything in an output by its path below it, tables as rows."""
    return {
        str(file.relative_to(output)): pq.ParquetFile(file).read().to_pylist()
        if file.suffix == ".parquet"
        else file.read_text()
        for file in sorted(output.rglob("*"))
        if file.is_file()
    }


def main(postings: str, output: str, *options: str) -> None:
    """Do the small run as a program that can be killed, and say when it is at work, and done."""

    def tell(moment: Moment) -> None:
        print(moment.note or moment.stage, flush=True)

    run(Path(postings), Path(output), replace="--replace" in options, workers=1, tell=tell)
    print("finished", flush=True)
