"""What must hold when the program, the disk or another process does its worst."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from tests.store.made_up import contents, ended, open_ids, posting, take, understanding

from upslope.errors import StoreError
from upslope.records import Reply, Run
from upslope.store import Store

pytestmark = pytest.mark.syncs

# Ingests round after round, each with a title of its own, and says which runs are stored.
WRITER = """
import sys
from pathlib import Path
from tests.store.made_up import ended, posting, understanding
from upslope.store import Store

with Store(Path(sys.argv[1]), sys.argv[2] or None) as store:
    print("ready", flush=True)
    for round in range(10_000):
        rows = [posting(n, title=f"round {round}") for n in range(120)]
        run = ended(store.runs.start("greenhouse", "quillfeather"))
        store.postings.ingest(run, rows, [understanding(r.id, "python") for r in rows])
        print(run.id, round, flush=True)
"""


def kill_while_writing(folder: Path, url: str | None, after: float) -> list[tuple[str, int]]:
    """Kill the writer some seconds after it is ready; return the runs that it said are stored."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), url or ""], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        timer = threading.Timer(after, writer.send_signal, [signal.SIGKILL])
        timer.start()
        lines = [line.split() for line in writer.stdout if line.endswith("\n")]
        assert writer.wait() == -signal.SIGKILL
    return [(id, int(number)) for id, number in lines]


@pytest.mark.parametrize("moment", range(8))
def test_kill_at_any_moment_loses_no_run_and_leaves_no_half_one(
    folder: Path, url: str | None, moment: int
) -> None:
    said = kill_while_writing(folder, url, random.Random(moment).uniform(0.01, 0.35))

    with Store(folder, url) as store:
        store.check()
        runs = store.runs.list(100_000)
        stored = {run.id for run in runs if run.verdict == "complete"}
        assert {id for id, _ in said} <= stored
        assert len(stored) <= len(said) + 1  # one may be stored that it could not say any more
        rest = [run for run in runs if run.id not in stored]
        assert all(run.verdict == "failed" and "interrupted" in run.reason for run in rest)
        assert len(rest) <= 1
        titles = {one.title for one, _ in store.postings.all()}
        assert len(titles) == min(len(stored), 1)
        assert len(open_ids(store)) == 120 * min(len(stored), 1)
        if rest:  # starting again finishes the work, once
            rows = [posting(n, title="after") for n in range(120)]
            read = [understanding(row.id) for row in rows]
            store.postings.ingest(ended(rest[0]), rows, read)
            before = contents(store)
            store.postings.ingest(ended(rest[0]), rows, read)
            assert contents(store) == before
            assert {one.title for one, _ in store.postings.all()} == {"after"}


def test_an_interrupted_run_is_seen_as_failed_but_a_living_one_is_not(
    folder: Path, url: str | None
) -> None:
    with Store(folder, url) as living, Store(folder, url) as other:
        run = living.runs.start("greenhouse", "quillfeather")
        assert [r.verdict for r in other.runs.list()] == [None]
        with Store(folder, url) as third:
            assert [r.verdict for r in third.runs.list()] == [None]
        living.runs.finish(ended(run, "partial"))
        living.runs.start("greenhouse", "quillfeather")
    with Store(folder, url) as store:
        assert [r.verdict for r in store.runs.list()] == ["failed", "partial"]
        last = store.runs.last("greenhouse", "quillfeather", verdict="partial")
        assert last is not None
        assert last.id == run.id
    assert list((folder / "running").glob("*.lock")) == []


def test_four_writers_at_once_lose_nothing(folder: Path, url: str | None) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom tests.store.made_up import posting, take\n"
        "from upslope.store import Store\n"
        "with Store(Path(sys.argv[1]), sys.argv[2] or None) as store:\n"
        "    for n in range(25):\n"
        "        take(store, [posting(f'{sys.argv[3]}-{n}')], 'partial')\n"
    )
    Store(folder, url).close()
    command = [sys.executable, "-c", script, str(folder), url or ""]
    processes = [subprocess.Popen([*command, name]) for name in ("a", "b")]

    def write(name: str) -> None:
        with Store(folder, url) as store:
            for n in range(25):
                take(store, [posting(f"{name}-{n}")], "partial")

    threads = [threading.Thread(target=write, args=(name,)) for name in ("c", "d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait() for process in processes] == [0, 0]
    with Store(folder, url) as store:
        assert len(open_ids(store)) == 100
        assert {run.verdict for run in store.runs.list(1000)} == {"partial"}


def test_threads_share_one_store(store: Store) -> None:
    def write(name: str) -> None:
        for n in range(25):
            take(store, [posting(f"{name}-{n}")], "partial")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(open_ids(store)) == 100


def test_a_reader_is_not_disturbed_by_a_writer(store: Store) -> None:
    take(store, [posting(n) for n in range(1200)])
    stream = store.postings.all()
    first = next(stream)
    take(store, [posting(5000)])  # closes all that the reader is about to see
    assert len([first, *stream]) == 1200
    assert open_ids(store) == ["gh-5000"]


def test_a_full_disk_stores_nothing_half_and_recovers(folder: Path) -> None:
    with Store(folder) as store:
        take(store, [posting(1)])
        before = contents(store)
    store = Store(folder)
    limit = {"pages": 60}
    event.listen(
        store.database.engine,
        "checkout",
        lambda raw, *_: raw.execute(f"PRAGMA max_page_count = {limit['pages']}"),
    )
    run = Run(id="r", source="greenhouse", board="big", started_at="2026-01-01", verdict="complete")
    rows = [posting(n, description="word " * 2000) for n in range(50)]
    read = [understanding(row.id) for row in rows]

    with pytest.raises(StoreError, match=r"disk is full.*kept.*Free some space"):
        store.postings.ingest(run, rows, read)

    assert contents(store) == before
    store.check()
    limit["pages"] = 1_000_000
    assert store.postings.ingest(run, rows, read).new == 49
    store.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(folder: Path) -> None:
    folder.mkdir()
    junk = b"<html>not a database</html>" * 100
    (folder / "upslope.db").write_bytes(junk)
    with pytest.raises(StoreError, match=r"not a database.*backups"):
        Store(folder)
    assert (folder / "upslope.db").read_bytes() == junk


def test_a_damaged_page_is_found(folder: Path) -> None:
    with Store(folder) as store:
        take(store, [posting(n, description="word " * 500) for n in range(50)])
    path = folder / "upslope.db"
    data = bytearray(path.read_bytes())
    for start in range(8192, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"damaged.*backups"), Store(folder) as store:
        store.check()
    with pytest.raises(StoreError, match=r"damaged.*backups"), Store(folder) as store:
        list(store.postings.all())


def test_the_tables_of_another_program_are_refused(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "upslope.db")) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="not Upslope's"):
        Store(folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_all_is_private_whatever_the_umask(folder: Path, umask: int) -> None:
    folder.mkdir(mode=0o755)
    old = os.umask(umask)
    try:
        with Store(folder) as store:
            take(store, [posting()])
            store.runs.start("greenhouse", "quillfeather")
            store.replies.keep(Reply(url="https://jobs.example", body=b"[]"))
            store.database.copy_to(folder / "copy.db")
            modes = {
                path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))
            }
    finally:
        os.umask(old)
    assert len(modes) > 6  # folder, database, -wal, -shm, lock file, reply and their folders
    for path, mode in modes.items():
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_a_symbolic_link_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="symbolic link"):
        Store(folder)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        Store(tmp_path / "file" / "workspace")


@pytest.mark.parametrize("url", [None])  # a server has settings of its own
def test_every_commit_is_synced(store: Store) -> None:
    with store.database.read() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_copy_taken_while_writing_opens_to_whole_runs(folder: Path, tmp_path: Path) -> None:
    """What a power cut may leave: the database and its log as they are at one moment."""
    with Store(folder) as store:
        for round in range(6):
            take(store, [posting(n, title=f"round {round}") for n in range(50)])
            snapshot = tmp_path / f"cut-{round}"
            snapshot.mkdir()
            for name in ("upslope.db", "upslope.db-wal"):
                (snapshot / name).write_bytes((folder / name).read_bytes())
            log = snapshot / "upslope.db-wal"  # torn in its last write
            log.write_bytes(log.read_bytes()[: -random.Random(round).randint(1, 9000)])
    for round in range(6):
        with Store(tmp_path / f"cut-{round}") as store:
            store.check()
            titles = {one.title for one, _ in store.postings.all()}
            assert titles <= {f"round {round}", f"round {round - 1}"}
            assert len(titles) <= 1
            assert len(store.runs.list()) >= len(titles)
