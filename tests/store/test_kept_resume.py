"""The kept resume is there whole, the new one or the one before, whatever fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from upslope.errors import DocumentError, StoreError
from upslope.store.disk.owner import Owner
from upslope.store.kept_resume import YOURS, KeptResume


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Owner]:
    made = Owner(tmp_path / "running")
    yield made
    made.close()


def shown(kept: KeptResume) -> bytes:
    file = kept.file()
    return file.read_bytes() if file else b""


def test_a_new_one_takes_the_place_of_one_of_another_name(tmp_path: Path, owner: Owner) -> None:
    kept = KeptResume(tmp_path)
    kept.keep(b"invented", owner, Path.read_bytes, name="sample_student")
    kept.keep(b"mine", owner, Path.read_bytes)
    assert shown(kept) == b"mine"
    assert [one.name for one in (tmp_path / "resume").iterdir()] == [YOURS]


def test_one_that_cannot_be_read_changes_nothing(tmp_path: Path, owner: Owner) -> None:
    kept = KeptResume(tmp_path)
    kept.keep(b"mine", owner, Path.read_bytes)

    def refuse(file: Path) -> None:
        raise DocumentError("It is empty.", reason="empty")

    with pytest.raises(DocumentError):
        kept.keep(b"", owner, refuse)
    assert shown(kept) == b"mine"
    assert [one.name for one in (tmp_path / "resume").iterdir()] == [YOURS]


@pytest.mark.parametrize("fails", ["os.fsync", "pathlib.Path.replace"])
def test_a_disk_that_fails_leaves_the_one_before(
    tmp_path: Path, owner: Owner, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    kept = KeptResume(tmp_path)
    kept.keep(b"mine", owner, Path.read_bytes, name="sample_student")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(fails, full)
        with pytest.raises(StoreError, match="The one before stays"):
            kept.keep(b"new", owner, Path.read_bytes)
    assert shown(kept) == b"mine"
