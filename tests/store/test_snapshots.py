"""Snapshots: only what changed is added, nothing is written over, any day can be replayed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.store.made_up import posting, take

from upslope.errors import DamagedError, StoreError
from upslope.pipeline import take_snapshot
from upslope.store import Store
from upslope.store.backup import backup
from upslope.store.backup.restore import restore
from upslope.store.snapshots import log

MONDAY = date(2026, 3, 2)


def rows(store: Store, kind: str = "facts") -> list[list[dict[str, Any]]]:
    """What each file holds, in order."""
    files = sorted(store.snapshots.folder.glob(f"{kind}-*.parquet"))
    return [pq.read_table(file).to_pylist() for file in files]


def state(store: Store, day: date) -> dict[str, dict[str, Any]]:
    """The postings as they were known on a day, by a plain replay of the files."""
    known = {row["id"]: row for file in rows(store) for row in file if row["day"] <= day}
    return {id: row for id, row in known.items() if not row["gone"]}


def test_what_changed_is_added_and_no_more(store: Store) -> None:
    take(store, [posting(1), posting(2)])
    first = take_snapshot(store, MONDAY)
    assert first is not None
    assert take_snapshot(store, MONDAY + timedelta(1)) is None
    take(store, [posting(1), posting(3)])  # the second is gone from a whole list: closed
    take_snapshot(store, MONDAY + timedelta(2))
    one, two = rows(store)
    assert [row["open"] for row in one] == [True, True]
    assert {row["id"]: row["open"] for row in two} == {posting(2).id: False, posting(3).id: True}
    assert {row["open"]: row["closed"] is None for row in two} == {False: False, True: True}


def test_a_past_day_is_told_as_it_was_known_then(store: Store) -> None:
    take(store, [posting(1), posting(2)])
    take_snapshot(store, MONDAY)
    then = state(store, MONDAY)
    take(store, [posting(1), posting(3)])
    take_snapshot(store, MONDAY + timedelta(7))
    assert state(store, MONDAY) == then
    assert len(state(store, MONDAY + timedelta(7))) == 3
    assert state(store, MONDAY - timedelta(1)) == {}


def test_visits_of_whole_lists_are_noted_once(store: Store) -> None:
    take(store, [posting(1)])
    take(store, [posting(1)])
    take_snapshot(store, MONDAY)
    take(store, [posting(1)])  # nothing changed, but the list was seen
    take_snapshot(store, MONDAY + timedelta(1))
    assert len(rows(store)) == 1
    assert [[row["snapshot"] for row in file] for file in rows(store, "visits")] == [[1], [2]]


def test_a_clock_that_goes_back_does_not_shuffle_the_days(store: Store) -> None:
    take(store, [posting(1)])
    take_snapshot(store, MONDAY)
    take(store, [posting(1), posting(2)])
    second = take_snapshot(store, MONDAY - timedelta(30))
    assert second is not None and second.day == MONDAY


@pytest.mark.parametrize("damage", ["missing", "not JSON", "{}", "another day"])
def test_without_its_mark_the_state_is_written_anew_beside_the_old(
    store: Store, damage: str
) -> None:
    take(store, [posting(1)])
    take_snapshot(store, MONDAY)
    last = store.snapshots.folder / "last.json"
    if damage == "another day":
        damage = last.read_text("utf-8").replace(str(MONDAY), "2026-02-30")
    last.unlink() if damage == "missing" else last.write_text(damage, encoding="utf-8")
    take_snapshot(store, MONDAY + timedelta(1))
    before, after = rows(store)
    assert [row["id"] for row in before] == [row["id"] for row in after]


def test_a_full_disk_costs_this_snapshot_only(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(store, [posting(1)])
    take_snapshot(store, MONDAY)
    take(store, [posting(1), posting(2)])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(log, "write", full)
        with pytest.raises(StoreError, match="No space"):
            take_snapshot(store, MONDAY + timedelta(1))
    assert len(rows(store)) == 1
    assert not list(store.snapshots.folder.glob("*.part"))
    take_snapshot(store, MONDAY + timedelta(1))
    assert [row["id"] for row in rows(store)[1]] == [posting(2).id]


@pytest.mark.parametrize("body", [b"", b"PAR1", b"PAR1" + 100 * b"\0"])
def test_a_damaged_file_is_named(store: Store, body: bytes) -> None:
    take(store, [posting(1)])
    take_snapshot(store, MONDAY)
    file = store.snapshots.folder / "facts-000001.parquet"
    file.write_bytes(body)
    (store.snapshots.folder / "last.json").unlink()
    with pytest.raises(DamagedError, match=file.name):
        take_snapshot(store, MONDAY)


@pytest.fixture
def stored(folder: Path, empty: Path) -> Iterator[Store]:
    """In a file: a server's backups are its own."""
    with Store(folder) as opened:
        yield opened


def test_of_two_programs_at_once_one_writes_what_changed(stored: Store, folder: Path) -> None:
    take(stored, [posting(1), posting(2)])
    with Store(folder) as other, ThreadPoolExecutor() as both:
        taken = [*both.map(lambda store: take_snapshot(store, MONDAY), (stored, other))]
    assert sorted(one is None for one in taken) == [False, True]
    assert [len(file) for file in rows(stored)] == [2]


def test_a_backup_holds_the_snapshots(stored: Store, tmp_path: Path) -> None:
    take(stored, [posting(1)])
    take_snapshot(stored, MONDAY)
    made = Path(backup.write(stored, tmp_path / "kept.zip").file)
    restore(tmp_path / "there", made)
    with Store(tmp_path / "there") as there:
        assert rows(there) == rows(stored)
        assert take_snapshot(there, MONDAY) is None


def test_a_snapshot_taken_during_a_backup_leaves_it_whole(stored: Store, folder: Path) -> None:
    take(stored, [posting(1)])
    take_snapshot(stored, MONDAY)
    members = dict(backup._members(folder, folder / "upslope.db"))
    take(stored, [posting(1), posting(2)])
    take_snapshot(stored, MONDAY)  # before the files were read
    mark = members["market/last.json"]
    last = json.loads(mark if isinstance(mark, bytes) else mark.read_bytes())
    assert f"market/facts-{last['number']:06}.parquet" in members


def test_what_an_older_store_does_not_know_is_said_to_be_gone(
    stored: Store, folder: Path, tmp_path: Path
) -> None:
    take(stored, [posting(1)])
    made = Path(backup.write(stored, tmp_path / "kept.zip").file)
    take(stored, [posting(1), posting(2)])
    take_snapshot(stored, MONDAY)
    stored.close()
    restore(folder, made)  # of before there was a snapshot: those that are here stay
    with Store(folder) as store:
        take_snapshot(store, MONDAY + timedelta(1))
        assert set(state(store, MONDAY)) == {posting(1).id, posting(2).id}
        assert set(state(store, MONDAY + timedelta(1))) == {posting(1).id}
