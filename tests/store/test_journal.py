"""The journal of applications only grows, in the table and in the file beside it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from tests.store import released

from upslope.errors import StoreError, UsageError
from upslope.guide.tracker.fold import fold
from upslope.guide.tracker.written import id_of
from upslope.records import JournalEntry
from upslope.store import Store, journal_file
from upslope.store.disk.owner import alone_if
from upslope.store.forget import forget_person
from upslope.store.journal_file import LONGEST_LINE, NAME


def line(id: str, application: str = "a", text: str = "words") -> JournalEntry:
    at = "2026-11-02T08:00:00.000+00:00"
    return JournalEntry(id=id, application=application, kind="note", data={"text": text}, at=at)


def put(store: Store, *entries: JournalEntry) -> list[JournalEntry]:
    return store.journal.write(lambda before: entries)


def in_file(folder: Path) -> list[str]:
    read = (one for _, one in journal_file.read(folder / NAME))
    return [one.id for one in read if isinstance(one, JournalEntry)]


def in_table(store: Store) -> list[str]:
    return [one.id for one in store.journal.since(0)]


def test_a_line_is_written_once_and_keeps_its_place(store: Store) -> None:
    assert [one.number for one in put(store, line("1"), line("2"), line("1"))] == [1, 2]
    assert [one.id for one in put(store, line("2", text="other words"), line("3"))] == ["3"]
    assert [(one.number, one.data["text"]) for one in store.journal.since(2)] == [
        (2, "words"),
        (3, "words"),
    ]
    assert in_table(store) == in_file(store.folder) == ["1", "2", "3"]


def test_an_id_of_another_application_is_no_repeated_send(store: Store) -> None:
    put(store, line("1"))
    with pytest.raises(UsageError, match="another application"):
        put(store, line("2", "b"), line("1", "b"))
    assert in_table(store) == ["1"]


def test_what_is_refused_leaves_nothing_behind(store: Store) -> None:
    def refuse(before: Sequence[JournalEntry]) -> Sequence[JournalEntry]:
        raise UsageError("no")

    with pytest.raises(UsageError):
        store.journal.write(refuse)
    assert in_table(store) == []
    assert not (store.folder / NAME).exists()


def test_no_text_is_too_odd_to_be_written(store: Store) -> None:
    odd = "a\0b\ud83dc\u2028d\n\r\x85" + "x" * 2**20
    [kept] = put(store, line("1", text=odd))
    assert kept.data["text"].startswith("a\ufffdb\ufffdc\u2028d\n\r\x85xxx")
    assert store.journal.since(0) == [kept]
    short = put(store, line("2", text=odd[:20]))
    assert [one for _, one in journal_file.read(store.folder / NAME)][-1:] == short


def test_only_its_owner_reads_the_file(store: Store) -> None:
    put(store, line("1"))
    assert (store.folder / NAME).stat().st_mode & 0o777 == 0o600


def test_opening_brings_the_file_up_to_the_table(store: Store, url: str | None) -> None:
    put(store, line("1"), line("2"))
    for damage in (b"", (store.folder / NAME).read_bytes()[:-30], b"\xff\0 no journal\n"):
        (store.folder / NAME).write_bytes(damage)
        with Store(store.folder, url):
            pass
        assert {"1", "2"} == set(in_file(store.folder))
    (store.folder / NAME).unlink()
    put(store, line("3"))
    assert in_file(store.folder) == ["1", "2", "3"]


def test_a_file_that_cannot_be_written_is_brought_up_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (store.folder / NAME).mkdir()
    put(store, line("1"))
    with pytest.raises(StoreError, match="second copy"):
        store.journal.keep_up()
    (store.folder / NAME).rmdir()
    assert store.journal.keep_up() == 1
    assert in_table(store) == in_file(store.folder) == ["1"]


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_in_its_place_is_not_followed(store: Store, tmp_path: Path) -> None:
    (store.folder / NAME).symlink_to(tmp_path / "elsewhere")
    put(store, line("1"))
    assert not (tmp_path / "elsewhere").exists()


def test_threads_and_stores_lose_nothing(store: Store, url: str | None) -> None:
    with Store(store.folder, url) as other, ThreadPoolExecutor(4) as pool:
        stores = [store, other]
        ids = [f"{number}" for number in range(40)]
        list(pool.map(lambda id: put(stores[int(id) % 2], line(id)), ids))
    numbers = [one.number for one in store.journal.since(0)]
    assert numbers == list(range(1, 41))
    assert sorted(in_table(store)) == sorted(in_file(store.folder)) == sorted(ids)


def test_who_looks_first_decides_alone(store: Store, url: str | None) -> None:
    """Nobody writes between the look at what is there and the adding."""

    def count_on(to: Store) -> None:
        to.journal.write(lambda before: [line(str(len(before)))], "a")

    with Store(store.folder, url) as other, ThreadPoolExecutor(4) as pool:
        list(pool.map(count_on, [store, other] * 10))
    assert in_table(store) == [str(number) for number in range(20)]


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from upslope.records import JournalEntry
    from upslope.store import Store, journal_file

    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    journal_file.{where} = die
    with Store(Path(sys.argv[1])) as store:
        line = JournalEntry(id="2", application="a", kind="note", data={{"text": "x"}}, at="")
        store.journal.write(lambda before: [line])
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("where", ["_write", "alone_if", "os.fsync"])
def test_a_process_killed_between_table_and_file_loses_nothing(
    folder: Path, where: str, empty: Path
) -> None:
    with Store(folder) as store:
        put(store, line("1"))
    script = textwrap.dedent(KILLED.format(where=where))
    done = subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    with Store(folder) as store:
        assert in_table(store) == ["1", "2"]
        assert in_file(folder) == ["1", "2"]


def test_a_damaged_line_is_told_with_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    good = msgspec.json.encode(line("1"))
    again = msgspec.json.encode(line("2"))
    file = tmp_path / NAME
    parts = [good, b"{", b"", b"\xff", b"[" * 5_000, b"x" * (2 * LONGEST_LINE + 5), b"{}", again]
    file.write_bytes(b"\n".join(parts))
    read = list(journal_file.read(file))
    assert [number for number, _ in read] == [1, 2, 4, 5, 6, 7, 8]
    assert [one.id for _, one in read if isinstance(one, JournalEntry)] == ["1", "2"]
    assert all(one for _, one in read)
    with pytest.raises(UsageError, match="could not be read"):
        list(journal_file.read(tmp_path / "none"))


def test_what_was_chosen_before_there_was_a_journal_is_tracked(folder: Path) -> None:
    path = released.build("0006", folder / "upslope.db")
    with closing(sqlite3.connect(path)) as database, database:
        at = "2026-11-22T08:00:00.000+00:00"
        database.execute("INSERT INTO choices VALUES ('gh-1', 'applied', ?, 1)", [at])
        database.execute("INSERT INTO choices VALUES ('gh-2', 'hidden', ?, 1)", [at])
    with Store(folder) as store:
        [one] = fold(store.journal.since(0)).values()
        assert one.id == id_of("posting", "gh-1")
        assert (one.posting, one.title) == ("gh-1", store.postings.get("gh-1")[0].title)
        assert [(step.status, step.day) for step in one.steps] == [
            ("saved", "2026-11-21"),
            ("applied", "2026-11-22"),
        ]
        assert len(in_file(folder)) == 4


def test_a_file_that_another_process_holds_is_left_to_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "_WAIT_SECONDS", 0.1)
    with alone_if(store.folder / "running" / "journal"):
        put(store, line("1"))
        with pytest.raises(StoreError, match="another process"):
            store.journal.keep_up()
        assert in_table(store) == ["1"]
    put(store, line("2"))
    assert in_file(store.folder) == ["1", "2"]


def test_a_journal_that_another_process_began_anew_is_followed_from_its_beginning(
    store: Store, folder: Path, url: str | None
) -> None:
    put(store, line("1"), line("2"))
    with Store(folder, url) as other:
        forget_person(other, ())
        put(other, *(line(f"new{number}") for number in range(4)))  # the file is longer than before
    put(store, line("1", text="once more"), line("last"))
    assert in_file(folder) == in_table(store) == ["new0", "new1", "new2", "new3", "1", "last"]
