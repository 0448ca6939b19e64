"""Any number of postings, from files to files."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal

import msgspec

from upslope.batch.inputs import Input, find
from upslope.batch.plan import Plan
from upslope.batch.progress import Tell, tell_nobody
from upslope.batch.report import Pace, Report
from upslope.batch.timed import Timed
from upslope.errors import UsageError

EngineName = Literal["local", "spark"]


def run(  # noqa: PLR0913  what a person may choose
    inputs: Sequence[str],
    output: Path | str,
    *,
    engine: EngineName = "local",
    workers: int | None = None,
    master: str | None = None,
    replace: bool = False,
    progress: Tell = tell_nobody,
) -> Report:
    """Read postings from files, understand them, link what is one opening, write Parquet.

    The output is there as a whole, or not at all. Called again with the same arguments after it
    was stopped, by whatever, it goes on where it was. In a script, call it below
    ``if __name__ == "__main__":``, because its workers import the script.

    Args:
        inputs: files, folders and patterns; see :func:`upslope.batch.inputs.find`.
        output: a new folder. Postings come in folders by month and country; what could not be
            read goes to ``_quarantine``, what was done to ``_report.json``.
        engine: ``local``, processes on this machine; ``spark``, Apache Spark.
        workers: how many processes; default: one a core.
        master: address of the Spark cluster; default: this machine.
        replace: whether a finished output may be replaced. It is there until the new one is.
        progress: hears of what is done.

    Raises:
        UsageError: there is nothing to read, or the output is there already.
        StoreError: the output cannot be written; what was finished is kept for the next call.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.jsonl").write_text('{"title": "ML Engineer", "company": "Quillfish"}')
    >>> run([str(folder / "a.jsonl")], folder / "out", workers=1).counts.postings
    1
    >>> [file.name for file in (folder / "out" / "month=unknown" / "country=unknown").iterdir()]
    ['part-0000000.parquet']
    """
    from upslope.batch.stages import run_stages  # noqa: PLC0415  # loads Arrow

    begun, timed = time.monotonic(), Timed(progress)
    found = find(inputs)
    _keep_apart(found, str(output))
    opened = _open(
        engine, output, Plan.of(found), timed.hear, replace=replace, workers=workers, master=master
    )
    with opened as at_work:
        timed.engine = at_work
        counts = run_stages(timed, found)
        pace = Pace(
            engine=engine,
            seconds={stage: round(seconds, 3) for stage, seconds in timed.seconds.items()},
            total=round(time.monotonic() - begun, 3),
            rate=round(timed.latest["read"].rate, 1),
        )
        size = sum(one.size for one in found)
        report = Report(files=len(found), size=size, counts=counts, pace=pace)
        at_work.finish(msgspec.json.format(msgspec.json.encode(report)))
    return report


def _open(  # noqa: PLR0913
    engine: EngineName,
    output: Path | str,
    plan: Plan,
    tell: Tell,
    *,
    replace: bool,
    workers: int | None,
    master: str | None,
) -> AbstractContextManager[Any]:
    if engine == "spark":
        from upslope.batch.spark import SparkEngine  # noqa: PLC0415  # needs the extra

        return SparkEngine(
            str(output), plan, replace=replace, workers=workers, master=master, tell=tell
        )
    if master:
        raise UsageError("--master is the address of a Spark cluster.", next="Add --engine spark.")
    if "://" in str(output):
        raise UsageError(
            f"This machine writes to folders, not to {output}.",
            next="Name a folder and copy it there, or use --engine spark.",
        )
    from upslope.batch.local.engine import LocalEngine  # noqa: PLC0415  # loads DuckDB

    return LocalEngine(Path(output).resolve(), plan, replace=replace, workers=workers, tell=tell)


def _keep_apart(found: Sequence[Input], output: str) -> None:
    """Refuse to read what this run would write, or replace."""
    folder = Path(output).resolve()
    if any(folder in Path(one.path).resolve().parents for one in found):
        raise UsageError(
            f"{output} holds files that are to be read.",
            next="Name another folder for the output.",
        )
