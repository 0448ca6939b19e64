"""Files of outside series are kept whole or not at all, and never changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from upslope.errors import StoreError, UsageError
from upslope.store.backup.backup import MEMBER
from upslope.store.disk.owner import Owner
from upslope.store.vintages import VintageFiles


@pytest.fixture
def files(tmp_path: Path) -> Iterator[VintageFiles]:
    (tmp_path / "running").mkdir()
    owner = Owner(tmp_path / "running")
    yield VintageFiles(tmp_path, owner)
    owner.close()


def names(files: VintageFiles, series: str = "ai_share") -> list[str]:
    return [file.path.name for file in files.kept(series)]


def test_a_file_lies_where_its_series_and_day_say(files: VintageFiles, tmp_path: Path) -> None:
    assert files.keep("ai_share", "2026-07-21", b"one")
    path = tmp_path / "market" / "outside" / "ai_share" / "2026-07-21.csv"
    assert path.read_bytes() == b"one"
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert MEMBER.fullmatch(path.relative_to(tmp_path).as_posix())
    if os.name != "nt":
        assert (path.parent.parent.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (
            448,
            384,
        )


def test_the_same_again_changes_nothing_and_another_is_kept_beside(files: VintageFiles) -> None:
    came = [files.keep("ai_share", "2026-07-21", body) for body in (b"a", b"b", b"a", b"b", b"c")]
    assert came == [True, True, False, False, True]
    assert names(files) == ["2026-07-21.csv", "2026-07-21.2.csv", "2026-07-21.3.csv"]
    assert [file.path.read_bytes() for file in files.kept("ai_share")] == [b"a", b"b", b"c"]


def test_days_and_their_files_come_in_order(files: VintageFiles) -> None:
    for number in range(11):
        files.keep("ai_share", "2026-07-21", b"%d" % number)
    files.keep("ai_share", "2025-01-01", b"x")
    assert names(files)[0] == "2025-01-01.csv"
    assert names(files)[-2:] == ["2026-07-21.10.csv", "2026-07-21.11.csv"]


@pytest.mark.parametrize(
    "series", ["", "..", "../x", "a/b", "AI", "a\\b", "a.b", "a\n", "x" * 50, "con:"]
)
def test_no_name_leads_elsewhere(files: VintageFiles, series: str) -> None:
    with pytest.raises(UsageError):
        files.keep(series, "2026-07-21", b"a")
    with pytest.raises(UsageError):
        files.kept(series)


@pytest.mark.parametrize("day", ["", "../2026-07-21", "2026-02-30", "20260721", "2026-W01-1"])
def test_nor_does_a_day(files: VintageFiles, day: str) -> None:
    with pytest.raises(UsageError):
        files.keep("ai_share", day, b"a")
    assert not names(files)


def test_what_else_lies_there_is_not_taken_for_a_file(files: VintageFiles) -> None:
    files.keep("ai_share", "2026-07-21", b"a")
    folder = files.kept("ai_share")[0].path.parent
    for name in ("notes.csv", "2026-02-30.csv", "2026-07-21.0.csv", "2026-07-22.txt"):
        (folder / name).write_bytes(b"x")
    (folder / "2026-07-20.csv").mkdir()
    (folder / "2026-07-19.csv").symlink_to("/etc/hostname")
    assert names(files) == ["2026-07-21.csv"]


def test_a_full_disk_leaves_nothing_half(
    files: VintageFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    files.keep("ai_share", "2026-07-20", b"a")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        files.keep("ai_share", "2026-07-21", b"b")
    assert names(files) == ["2026-07-20.csv"]
    assert not list(tmp_path.rglob("*.part"))


def test_many_at_once_lose_nothing(files: VintageFiles) -> None:
    bodies = [b"%d" % (number % 8) for number in range(32)]
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(lambda body: files.keep("ai_share", "2026-07-21", body), bodies))
    assert sum(came) == 8
    assert {file.path.read_bytes() for file in files.kept("ai_share")} == set(bodies)


def test_where_files_came_from_is_known_again(files: VintageFiles) -> None:
    files.keep("ai_share", "2026-07-21", b"a", "https://a.example/1")
    files.keep("ai_share", "2026-07-22", b"a", "https://a.example/2")
    files.keep("ai_share", "2026-07-21", b"a", "https://a.example/3")
    assert files.origins("ai_share") == {f"https://a.example/{number}" for number in (1, 2, 3)}
    assert files.origins("wage_growth") == set()
    (files.kept("ai_share")[0].path.parent / "origins.jsonl").write_bytes(b'"a"\n{broken')
    assert files.origins("ai_share") == set()


def test_what_was_read_can_be_remembered_and_lost(files: VintageFiles) -> None:
    files.keep("ai_share", "2026-07-21", b"a")
    [file] = files.kept("ai_share")
    assert files.recall(file) is None
    files.remember(file, b"read")
    assert files.recall(file) == b"read"
    assert names(files) == ["2026-07-21.csv"]
