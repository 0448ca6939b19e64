"""Several programs on one workspace: one writes at a time and says who it is, all can read."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.store.made_up import contents, open_ids, posting, take

from upslope.errors import StoreError
from upslope.store import Store

pytestmark = pytest.mark.syncs

SCHEDULER = """
import json, sys
from pathlib import Path
from upslope.workspace import Workspace

folder, name, until = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Workspace(folder) as workspace:
    print("ready", flush=True)
    for n in range(until):
        file = folder.parent / f"{name}.csv"
        file.write_text(f"id,title,description\\n{name}{n},ML Engineer,Train models in Python.\\n")
        run = workspace.collect_from(str(file), company=name)
        assert (run.verdict, run.new) == ("complete", 1), run
"""
PAGE = """
import sys, time
from pathlib import Path
from upslope.records import Filters
from upslope.workspace import Workspace

with Workspace(Path(sys.argv[1])) as workspace:
    print("ready", flush=True)
    seen, looks = 0, 0
    while not (Path(sys.argv[1]).parent / "stop").exists():
        found = workspace.search(Filters(limit=None))
        assert len(found.rows) == found.total >= seen, (found.total, seen)
        for one, _ in found.rows[:3]:
            workspace.show(one.id)
        seen, looks = found.total, looks + 1
        time.sleep(0.05)
    assert looks
"""
NOTEBOOK = """
import sys, time
from pathlib import Path
from upslope.workspace import Workspace

with Workspace(Path(sys.argv[1])) as workspace:
    print("ready", flush=True)
    while not (Path(sys.argv[1]).parent / "stop").exists():
        workspace.store.postings.understand_again(
            workspace.understand([one for one, _ in workspace.store.postings.all()]), reader="note"
        )
        workspace.backup(Path(sys.argv[1]).parent / "kept.zip")
        time.sleep(0.05)
"""


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a script and wait until it is ready; whatever happens, it ends with the test."""
    with ExitStack() as stack:

        def begin(script: str, *words: object) -> subprocess.Popen[str]:
            command = [sys.executable, "-c", script, *map(str, words)]
            pipe = subprocess.PIPE
            opened = subprocess.Popen(command, text=True, stdout=pipe, stderr=pipe)
            process = stack.enter_context(opened)
            stack.callback(process.kill)
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n", process.communicate()[1]
            return process

        yield begin


def test_page_scheduler_command_and_notebook_at_once(
    folder: Path, tmp_path: Path, start: Start
) -> None:
    with Store(folder) as store:
        take(store, [posting(n) for n in range(30)], board="quillfeather")
    readers = [start(PAGE, folder), start(NOTEBOOK, folder)]
    writers = [start(SCHEDULER, folder, name, 5) for name in ("umbra", "fernwick")]
    command = [sys.executable, "-m", "upslope", "--workspace", str(folder), "search", "--json"]
    while any(writer.poll() is None for writer in writers):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert len(done.stdout.splitlines()) >= 20
    (tmp_path / "stop").touch()
    for process in (*writers, *readers):
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    with Store(folder) as store:
        store.check()
        assert len(open_ids(store)) == 30 + 10
        assert {run.verdict for run in store.runs.list(100)} == {"complete"}


HOLDER = """
import sys, time
from pathlib import Path
from upslope.store import Store

with Store(Path(sys.argv[1])) as store, store.database.write():
    print("ready", flush=True)
    time.sleep(60)
"""


def test_who_writes_is_said(folder: Path, start: Start) -> None:
    Store(folder).close()
    holder = start(HOLDER, folder)
    with Store(folder, busy_seconds=0.1) as store:
        who = rf"busy: another process is writing to it \(.*process {holder.pid}, since 20"
        with pytest.raises(StoreError, match=who):
            store.runs.start("greenhouse", "quillfeather")
        assert store.runs.list() == []  # reading goes on
    holder.kill()
    holder.wait()
    with Store(folder) as store:  # its death lets go of everything
        assert take(store, [posting(1)]).new == 1


def test_what_a_process_says_of_itself_names_no_path(folder: Path) -> None:
    with Store(folder) as store:
        store.runs.start("greenhouse", "quillfeather")
        (lock,) = folder.glob("running/*.lock")
        said = json.loads(lock.read_bytes())
        assert said["pid"] == os.getpid()
        assert said["writing_since"].startswith("20")
        assert os.sep not in said["command"]


WRITER = """
import sys
from pathlib import Path
from tests.store.made_up import ended, posting, understanding
from upslope.store import Store

with Store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    for round in range(100_000):
        rows = [posting(n, title=f"round {round}") for n in range(40)]
        run = ended(store.runs.start("greenhouse", "quillfeather"))
        store.postings.ingest(run, rows, [understanding(r.id, "python") for r in rows])
        print(run.id, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped here")
def test_what_a_power_cut_leaves_opens_to_the_acknowledged_runs(
    folder: Path, tmp_path: Path, start: Start
) -> None:
    """Copies of the database and its log, each as both are at one moment while a process writes.

    A copy of what the program had synced holds every acknowledged run. One whose log lost its end,
    as when the disk had not got that far, holds the runs up to some moment.
    """
    dice = random.Random(0)
    writer = start(WRITER, folder)
    said: list[str] = []
    hearing = threading.Thread(target=lambda: said.extend(map(str.strip, writer.stdout or ())))
    hearing.start()
    copies: list[tuple[Path, int]] = []
    while len(copies) < 24 or len(said) < 8:
        time.sleep(dice.uniform(0.005, 0.12))
        writer.send_signal(signal.SIGSTOP)
        os.waitpid(writer.pid, os.WUNTRACED)  # until it stands still
        cut, acknowledged = tmp_path / f"cut-{len(copies)}", len(said)
        cut.mkdir()
        for name in ("upslope.db", "upslope.db-wal"):
            if (folder / name).exists():
                (cut / name).write_bytes((folder / name).read_bytes())
        writer.send_signal(signal.SIGCONT)
        copies.append((cut, acknowledged))
    writer.kill()
    hearing.join()
    for number, (cut, acknowledged) in enumerate(copies):
        torn = number % 2 == 1
        log = cut / "upslope.db-wal"
        if torn and log.exists():
            whole = log.read_bytes()
            log.write_bytes(whole[: len(whole) - dice.randint(1, min(len(whole) or 1, 9_000))])
        with Store(cut) as store:
            store.check()
            stored = [run.id for run in store.runs.list(100_000) if run.verdict == "complete"]
            assert len({one.title for one, _ in store.postings.all()}) == min(1, len(stored))
            known = set(said[:acknowledged])
            assert torn or known <= set(stored)
            assert stored[::-1] == said[: len(stored)] or len(stored) > len(said)
            before = contents(store)
        with Store(cut) as store:
            assert contents(store) == before
