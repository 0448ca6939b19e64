"""A disk that is really full: a clear error, reading goes on, and the next run succeeds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.store.made_up import contents, ended, open_ids, posting, take, understanding

from upslope.apps.cli import cli
from upslope.errors import StoreError
from upslope.records import Filters, Reply
from upslope.store import Store
from upslope.store.backup import backup
from upslope.store.backup.restore import restore
from upslope.store.export import export

pytestmark = pytest.mark.syncs

MEGABYTES = 24


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted here: a full one is tried with max_page_count only")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def folder(disk: Path) -> Path:
    with Store(disk / "workspace") as store:
        take(store, [posting(n, description="word " * 300) for n in range(20)])
        store.replies.keep(Reply(url="https://jobs.example", body=b"kept"))
    return disk / "workspace"


def fill(disk: Path) -> Path:
    """Leave no byte free."""
    path = disk / "filling"
    with path.open("wb", buffering=0) as file:
        for size in (2**20, 4096, 1):
            with suppress(OSError):
                while True:
                    file.write(os.urandom(size))
    return path


def upslope(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--workspace", str(folder), *words])


def test_writing_fails_clearly_reading_goes_on_and_the_next_run_succeeds(
    disk: Path, folder: Path
) -> None:
    with Store(folder) as store:
        before = contents(store)
        run = ended(store.runs.start("greenhouse", "big"))
        rows = [posting(f"big-{n}", description=os.urandom(9000).hex()) for n in range(400)]
        read = [understanding(row.id) for row in rows]
        filling = fill(disk)

        with pytest.raises(StoreError, match=r"disk.* full.*kept.*Free some space"):
            store.postings.ingest(run, rows, read)
        with pytest.raises(StoreError, match=r"could not be kept: No space left.*Free some space"):
            store.replies.keep(Reply(url="https://jobs.example", body=os.urandom(50_000)))
        with pytest.raises(StoreError, match=r"(full|No space left).*kept|untouched"):
            backup.write(store)
        with pytest.raises(StoreError, match=r"could not be written.*untouched.*free space"):
            export.write(store, disk / "out.csv", "csv")

        assert store.postings.search(Filters()).total == 20  # reading goes on
        assert store.replies.get(Reply(url="", body=b"kept").digest) == b"kept"
        store.check()
        assert not [*folder.rglob("*.part"), *disk.glob("*.part"), *disk.glob(".*.part")]
        assert not [*folder.glob("backups/*")]

        filling.unlink()
        rows, read = rows[:50], read[:50]
        assert store.postings.ingest(run, rows, read).new == 50  # the same run, once
        assert {run.verdict for run in store.runs.list()} == {"complete"}
        assert contents(store) != before
        made = backup.write(store, disk / "kept.zip")
    restore(disk / "drill", Path(made.file))
    with Store(disk / "drill") as store:
        assert len(open_ids(store)) == 70


def test_a_workspace_opens_and_is_read_on_a_full_disk(disk: Path, folder: Path) -> None:
    with Store(folder) as store:  # died in the middle of a run
        run = store.runs.start("greenhouse", "quillfeather")
        del run
        fill(disk)
        script = (
            "import sys\nfrom pathlib import Path\nfrom upslope.store import Store\n"
            "from upslope.records import Filters\n"
            "with Store(Path(sys.argv[1])) as store:\n"
            "    print(store.postings.search(Filters()).total)\n"
        )
        command = [sys.executable, "-c", script, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout == "20\n"
    searched = upslope(folder, "search", "--json")
    assert searched.exit_code == 0, searched.output
    assert len(searched.stdout.splitlines()) == 20


def test_commands_say_what_to_do(disk: Path, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "openings.csv"
    file.write_text("id,title,description\n" + "".join(f"{n},ML,{'x' * 900}\n" for n in range(900)))
    filling = fill(disk)
    for words in (["collect", "--from", str(file)], ["backup"]):
        done = upslope(folder, *words)
        assert isinstance(done.exception, StoreError), done.output
        assert "ree some space" in str(done.exception) or "free space" in str(done.exception)
    assert upslope(folder, "search").exit_code == 0
    filling.unlink()
    assert upslope(folder, "collect", "--from", str(file)).exit_code == 0


def test_a_restore_that_does_not_fit_changes_nothing(disk: Path, folder: Path) -> None:
    with Store(folder) as store:
        before = contents(store)
        kept = Path(backup.write(store, disk.parent / "kept.zip").file)
    filling = fill(disk)
    with pytest.raises(StoreError, match=r"MiB are free.*Nothing was changed|No space left"):
        restore(folder, kept)
    assert not [*folder.rglob("*.part")]
    filling.unlink()
    with Store(folder) as store:
        assert contents(store) == before
    restore(folder, kept)


def test_an_upgrade_that_has_no_room_for_its_backup_changes_nothing(disk: Path) -> None:
    from tests.store import released

    path = released.build("0001", disk / "old" / "upslope.db")
    before = released.tables(path)
    filling = fill(disk)
    with pytest.raises(StoreError, match=r"(backup|full).*Free some space"):
        Store(disk / "old")
    filling.unlink()
    assert released.tables(path) == before
    Store(disk / "old").close()
