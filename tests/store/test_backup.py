"""Backup and restore: whole, checked byte by byte, and nothing that was there is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import msgspec
import pytest
from tests.store.made_up import contents, open_ids, posting, take

from upslope.errors import DamagedError, StoreError, UsageError
from upslope.records import Reply
from upslope.store import Store
from upslope.store.backup import archive, backup, swap
from upslope.store.backup.archive import MANIFEST, Archive, Manifest, Member
from upslope.store.backup.restore import restore
from upslope.store.database import migrate
from upslope.store.disk.owner import Owner

CONFIG = """resume = "resume.pdf"
database_url = "sqlite:///elsewhere.db?key=hunter2"

[boards]
greenhouse = ["quillfeather"]
"""


@pytest.fixture
def url() -> None:
    """Backups are of SQLite: a server has tools of its own."""


@pytest.fixture
def filled(store: Store, folder: Path) -> Store:
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    for body in (b"first", b"second"):
        store.replies.keep(Reply(url="https://jobs.example", body=body))
    take(store, [posting(1), posting(2)])
    return store


@pytest.fixture
def made(filled: Store, tmp_path: Path) -> Iterator[Path]:
    yield Path(backup.write(filled, tmp_path / "kept.zip").file)


def state(folder: Path) -> dict[str, bytes | dict[str, str]]:
    """Everything a workspace holds that a backup keeps."""
    with Store(folder) as store:  # completes what was cut short
        held: dict[str, bytes | dict[str, str]] = {"tables": contents(store)}
    files = [*(folder / "raw").rglob("*.gz"), *folder.glob("config.toml")]
    return held | {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_restore_drill_on_another_machine(filled: Store, made: Path, tmp_path: Path) -> None:
    there = tmp_path / "another" / "machine"
    done = restore(there, made)
    assert (done.backup.postings, done.backup.replies, done.backup.runs) == (2, 2, 1)
    assert done.moved_to is None
    before, after = state(filled.folder), state(there)
    config = after.pop("config.toml")
    assert isinstance(config, bytes)
    assert b"hunter2" not in config
    assert b'greenhouse = ["quillfeather"]' in config
    before.pop("config.toml")
    assert after == before
    with Store(there) as store:  # and work goes on there
        assert take(store, [posting(1), posting(2), posting(3)]).new == 1


def test_no_secret_is_in_a_backup(made: Path) -> None:
    with zipfile.ZipFile(made) as unpacked:
        assert not any(b"hunter2" in unpacked.read(name) for name in unpacked.namelist())


def test_what_was_there_is_moved_aside_and_is_a_workspace_still(
    filled: Store, made: Path, folder: Path
) -> None:
    take(filled, [posting(1), posting(9)])
    filled.replies.keep(Reply(url="https://jobs.example", body=b"third"))
    filled.close()
    later = state(folder)
    (folder / "index-1").mkdir()  # follows the database that goes
    done = restore(folder, made)
    assert not (folder / "index-1").exists()
    with Store(folder) as store:
        assert open_ids(store) == ["gh-1", "gh-2"]
    assert len([*(folder / "raw").rglob("*.gz")]) == 2
    assert done.moved_to
    assert state(Path(done.moved_to)) == later


def test_a_backup_taken_while_others_write_holds_whole_runs(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        for round in range(1000):
            if stop.is_set():
                return
            take(store, [posting(n, title=f"round {round}") for n in range(60)])

    thread = threading.Thread(target=write)
    thread.start()
    try:
        files = [backup.write(store, tmp_path / f"{n}.zip").file for n in range(6)]
    finally:
        stop.set()
        thread.join()
    for n, file in enumerate(files):
        restore(tmp_path / str(n), Path(file))
        with Store(tmp_path / str(n)) as restored:
            restored.check()
            titles = {one.title for one, _ in restored.postings.all()}
            assert len(titles) <= 1
            assert len(open_ids(restored)) == 60 * len(titles)


def test_every_changed_byte_is_found_and_the_member_named(made: Path, tmp_path: Path) -> None:
    whole = made.read_bytes()
    bad = tmp_path / "bad.zip"
    named = set()
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << (place % 8)
        bad.write_bytes(changed)
        with pytest.raises(DamagedError) as caught:
            backup.read(bad)
        named |= {name for name in ("upslope.db", "config.toml", "raw/") if name in str(caught)}
    assert named >= {"upslope.db", "raw/"}


def test_a_cut_off_backup_is_refused(made: Path, folder: Path, tmp_path: Path) -> None:
    whole = made.read_bytes()
    bad = tmp_path / "bad.zip"
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        bad.write_bytes(whole[:length])
        with pytest.raises(DamagedError):
            restore(folder, bad)


def sealed(file: Path, members: dict[str, bytes], **about: str | int) -> Path:
    """Write an archive that is right in itself, whatever it holds."""
    with file.open("w+b") as stream:
        archive.pack(stream, members.items(), {"schema": migrate.HEAD, **about})
    return file


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/evil",
        "raw/../../evil",
        "raw/aa/evil.gz",
        "C:\\evil",
        "running/x.lock",
        "a/",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(made: Path, tmp_path: Path, name: str) -> None:
    with Archive(made) as good:
        good.unpack("upslope.db", tmp_path / "db")
    bad = sealed(tmp_path / "bad.zip", {"upslope.db": (tmp_path / "db").read_bytes(), name: b"x"})
    with pytest.raises(DamagedError, match=r"Nothing was changed"):
        restore(tmp_path / "in" / "workspace", bad)
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["workspace"]
    assert not [*tmp_path.rglob("evil*")]


def test_a_newer_backup_is_refused(filled: Store, made: Path, tmp_path: Path) -> None:
    with Archive(made) as good:
        good.unpack("upslope.db", tmp_path / "db")
    content = (tmp_path / "db").read_bytes()
    said = sealed(tmp_path / "said.zip", {"upslope.db": content}, schema="9999")
    with closing(sqlite3.connect(tmp_path / "db")) as connection, connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    hidden = sealed(tmp_path / "hidden.zip", {"upslope.db": (tmp_path / "db").read_bytes()})
    before = state(filled.folder)
    filled.close()
    for file in (said, hidden):
        with pytest.raises(StoreError, match=r"newer Upslope.*Nothing was changed.*[Uu]pgrade"):
            restore(filled.folder, file)
    assert state(filled.folder) == before


def test_a_member_larger_than_it_says_is_not_unpacked(made: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("upslope.db", bytes(50 * 2**20))
        manifest = Manifest(about={"schema": migrate.HEAD}, members={"upslope.db": Member(9, "0")})
        into.writestr(MANIFEST, msgspec.json.encode(manifest))
    with pytest.raises(DamagedError, match=r"upslope\.db"):
        restore(tmp_path / "workspace", bomb)
    assert sum(path.stat().st_size for path in (tmp_path / "workspace").rglob("*")) < 2**20


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(DamagedError, match=r"file.*Nothing was changed"):
        restore(tmp_path / "workspace", tmp_path / "file")
    with pytest.raises(UsageError, match="could not be read"):
        restore(tmp_path / "workspace", tmp_path / "missing")
    with pytest.raises(UsageError, match="could not be read"):
        restore(tmp_path / "workspace", tmp_path)


def test_an_open_workspace_is_not_restored(filled: Store, made: Path, folder: Path) -> None:
    with pytest.raises(StoreError, match=rf"open in .*process {os.getpid()}.*Nothing was changed"):
        restore(folder, made)
    assert take(filled, [posting(1), posting(2), posting(3)]).new == 1
    assert not [*folder.glob("*restore*")]


@pytest.mark.parametrize("cut_at", range(12))
def test_a_restore_cut_short_is_completed_or_never_was(
    filled: Store, made: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, cut_at: int
) -> None:
    """Stop before the nth renaming, as a power cut would."""
    take(filled, [posting(1), posting(9)])
    filled.close()
    before = state(folder)
    left = [cut_at]

    def replace(self: Path, target: Path) -> Path:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        shutil.move(self, target)
        return Path(target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with suppress(KeyboardInterrupt):
            restore(folder, made)
    after = state(folder)
    if after != before:
        with Store(folder) as store:
            assert open_ids(store) == ["gh-1", "gh-2"]
        (aside,) = folder.glob("before-restore-*")
        assert state(aside) == before
    assert not [*folder.rglob("*.part")]
    assert not [*folder.glob("restore.*")]
    restore(folder, made)
    with Store(folder) as store:
        assert open_ids(store) == ["gh-1", "gh-2"]


def test_older_backups_go_only_when_asked(store: Store, folder: Path) -> None:
    named = backup.write(store, folder / "backups" / "mine.zip")
    kept = [backup.write(store).file for _ in range(4)]
    assert all(Path(file).exists() for file in kept)
    backup.forget_older(folder, 2)
    assert sorted(folder.glob("backups/upslope-*.zip")) == [Path(file) for file in kept[2:]]
    assert Path(named.file).exists()
    assert backup.newest(folder) == Path(kept[-1])


def test_a_folder_that_is_not_there_is_not_made(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"No such file or directory.*untouched"):
        backup.write(store, tmp_path / "not" / "mounted.zip")
    assert not (tmp_path / "not").exists()


def test_a_folder_may_be_named(store: Store, tmp_path: Path) -> None:
    made = backup.write(store, tmp_path)
    assert Path(made.file).parent == tmp_path
    assert backup.read(Path(made.file)) == made


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_all_that_is_restored_is_private(made: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    there = tmp_path / "there"
    restore(there, made)
    for path in (there, *there.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def damage(folder: Path) -> None:
    """Overwrite the beginning of the last pages, which opening does not look at."""
    path = folder / "upslope.db"
    data = bytearray(path.read_bytes())
    for start in range(len(data) - 40 * 4096, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    path.write_bytes(data)


@pytest.fixture
def long(folder: Path) -> Path:
    with Store(folder) as store:
        take(store, [posting(n, description="word " * 700) for n in range(80)])
    return folder


def test_a_backup_of_a_damaged_database_is_refused(long: Path) -> None:
    damage(long)
    with Store(long) as store, pytest.raises(DamagedError):
        backup.write(store)
    assert not [*(long / "backups").iterdir()]


def test_damage_is_found_once_a_day_or_after_a_death_and_a_backup_offered(long: Path) -> None:
    with Store(long) as store:
        kept = backup.write(store).file
    damage(long)
    Store(long).close()  # checked a moment ago: not again

    offered = rf"damaged.*upslope restore '{kept}'"
    marker = long / "running" / "checked"
    os.utime(marker, (0, 0))
    with pytest.raises(DamagedError, match=offered):
        Store(long)
    marker.touch()
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom upslope.store.disk.owner import Owner\n"
        "owner = Owner(Path(sys.argv[1]))\nos._exit(1)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(long / "running")], check=False)
    for _ in range(2):  # until it is mended
        with pytest.raises(DamagedError, match=offered):
            Store(long)

    restore(long, Path(kept))
    with Store(long) as store:
        assert len(open_ids(store)) == 80


def test_a_store_of_a_server_is_sent_to_its_own_tools(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, pytest.raises(UsageError, match="pg_dump"):
        patched.setattr(store.database, "is_sqlite", False)
        backup.write(store)


def test_a_withdrawn_restore_leaves_the_workspace_open_for_others(
    filled: Store, made: Path, folder: Path, tmp_path: Path
) -> None:
    """The restoring process died before its restore counted: nothing has happened."""
    filled.close()
    before = state(folder)
    staged = tmp_path / "staged"
    (staged / "new").mkdir(parents=True)
    (staged / "new" / "upslope.db").write_bytes(b"half")
    shutil.move(staged, folder / "restore.ready")
    assert state(folder) == before
    assert not (folder / "restore.ready").exists()


def test_two_who_open_at_once_complete_a_restore_once(
    filled: Store, made: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.close()
    with monkeypatch.context() as patched:
        patched.setattr(swap, "_finish", lambda _: None)
        restore(folder, made)
    assert (folder / "restore.swap").is_dir()
    found: list[list[str]] = []

    def look() -> None:
        with Store(folder) as store:
            found.append(open_ids(store))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["gh-1", "gh-2"]] * 4
    assert len([*folder.glob("before-restore-*")]) == 1


def test_only_parts_of_the_dead_are_swept(folder: Path, store: Store) -> None:
    living = store.owner.part(folder / "raw")
    dead = folder / "raw" / "0123456789abcdef-00000000.part"
    (folder / "raw").mkdir(exist_ok=True)
    living.write_bytes(b"half")
    dead.write_bytes(b"half")
    foreign = folder / "backups" / "a-film.part"
    foreign.parent.mkdir()
    foreign.write_bytes(b"not ours")
    Store(folder).close()
    assert living.exists()
    assert not dead.exists()
    assert foreign.exists()
    assert isinstance(store.owner, Owner)


@pytest.mark.parametrize("left", [[], ["old"], ["new"]])
def test_a_restore_killed_while_it_clears_up_is_complete(
    filled: Store, made: Path, folder: Path, left: list[str]
) -> None:
    filled.close()
    restore(folder, made)
    for name in ("", *left):
        (folder / "restore.swap" / name).mkdir()
    with Store(folder) as store:
        assert open_ids(store) == ["gh-1", "gh-2"]
    assert not (folder / "restore.swap").exists()
    assert len([*folder.glob("before-restore-*")]) == 1
