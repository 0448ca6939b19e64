"""``upslope batch`` as a person or a program meets it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from tests.batch import made_up

from upslope.apps.cli import cli
from upslope.apps.cli.commands.batch import _crowds
from upslope.batch.counts import Counts
from upslope.batch.plan import REPORT
from upslope.batch.progress import Moment
from upslope.batch.report import read_report
from upslope.batch.run import run
from upslope.errors import UsageError

UPSLOPE = [sys.executable, "-m", "upslope", "batch"]


def batch(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["batch", *map(str, words)])


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """One run over made-up files, some of whose lines are no postings."""
    folder = tmp_path_factory.mktemp("batch")
    made_up.write_postings(folder / "in", files=2, rows=6, special={(0, 2): ""})
    with (folder / "in" / "1.jsonl").open("a") as file:
        file.write('{"title": "cut off\n')
    return folder, batch(folder / "in", folder / "out", "--workers", "1", "--json")


def test_what_it_prints_and_leaves(done: tuple[Path, Result]) -> None:
    folder, result = done
    assert result.exit_code == 0, result.output
    [report] = [json.loads(line) for line in result.stdout.splitlines()]
    assert report["files"] == 2
    assert report["counts"]["postings"] == 11
    assert sum(report["counts"]["quarantined"].values()) == 2
    assert "read: 13 rows" in result.stderr
    assert "2 in quarantine (" in result.stderr
    assert f"Written to {folder / 'out'}." in result.stderr
    assert read_report(folder / "out").counts.openings == report["counts"]["openings"]
    rows = pq.read_table(folder / "out", partitioning="hive").to_pylist()
    assert len({row["id"] for row in rows}) == 11
    assert {row["month"] for row in rows} == {"2026-01", "2026-02", "2026-03"}
    said = (folder / "out" / "_quarantine" / "part-0000000.jsonl").read_text().splitlines()
    bad = [json.loads(line) for line in said]
    assert {Path(one["file"]).name for one in bad} == {"0.jsonl", "1.jsonl"}
    assert all(one["reason"] and one["record"] for one in bad)


def test_a_finished_output_is_not_overwritten(done: tuple[Path, Result]) -> None:
    folder, _ = done
    before = made_up.contents(folder / "out")
    result = batch(folder / "in", folder / "out")
    assert isinstance(result.exception, UsageError)  # exit status 2
    assert "--replace" in str(result.exception)
    assert made_up.contents(folder / "out") == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.jsonl", "out"], "nowhere.jsonl"),
        (["in", "in"], "in"),
        (["in", "out", "--master", "spark://host:7077"], "--engine spark"),
        (["in", "s3://bucket/out"], "--engine spark"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    made_up.write_postings(tmp_path / "in", files=1, rows=1)
    result = batch(*words)
    assert isinstance(result.exception, UsageError)  # exit status 2
    assert said in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_what_was_not_compared_is_said_in_plain_words() -> None:
    few = Counts(records=9, empty_pages=0, quarantined={}, repeated=0, told_apart=0, postings=9,
                 compared=3, same=1, crowded=0, left_out=0, parted=0, openings=8)  # fmt: skip
    assert _crowds(few) == {}
    many = msgspec.structs.replace(few, crowded=2, left_out=9_000)
    assert [*_crowds(many).values()] == [2, 9_000]
    assert "not compared" in [*_crowds(many)][1]


def test_nothing_but_records_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    result = batch(tmp_path, tmp_path / "../out", "--workers", "1", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["counts"]["postings"] == 0


@pytest.mark.shared
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_killed_interrupted_or_cut_otherwise_the_output_is_equal(
    shared: Path, tmp_path: Path
) -> None:
    rows = pq.read_table(shared / "data" / "postings_fulltext.parquet").slice(5_000, 120)
    given = tmp_path / "in"
    given.mkdir()
    for number in range(4):
        pq.write_table(rows.slice(number * 30, 30), given / f"{number}.parquet")
    run([str(given)], tmp_path / "one", workers=1)
    for number, stop in enumerate((signal.SIGKILL, signal.SIGINT)):
        said = stopped(given, tmp_path / "two", stop, after=number + 1)
        assert not (tmp_path / "two").exists()
    assert "The same command goes on with it." in said
    kept = len([*tmp_path.glob(".two.running/*/read/part-*.parquet")])
    assert kept > 1
    moments: list[Moment] = []
    report = run([str(given)], tmp_path / "two", workers=2, progress=moments.append)
    assert next(moment.done for moment in moments if moment.total == 4) >= kept
    assert report.counts == read_report(tmp_path / "one").counts
    one, two = (made_up.contents(tmp_path / name) for name in ("one", "two"))
    assert one.pop(REPORT) and two.pop(REPORT)
    assert one == two


def stopped(given: Path, output: Path, stop: signal.Signals, after: int) -> str:
    """Run the command until so many parts are there, stop it, and return what it said."""
    words = [*UPSLOPE, str(given), str(output), "--workers", "1"]
    child = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    while len([*output.parent.glob(f".{output.name}.running/*/read/part-*.parquet")]) < after:
        assert child.poll() is None, child.communicate()[1]
        time.sleep(0.01)
    child.send_signal(stop)
    said = child.communicate()[1]
    assert child.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130}[stop]
    return said
