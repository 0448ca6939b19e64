"""Secrets are made whole or not at all, once, and an empty one opens nothing."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from upslope.apps.loopback.access import Access
from upslope.errors import StoreError


@pytest.mark.parametrize("left", ["", "\n", " "])
def test_what_a_full_disk_left_lets_nobody_in(tmp_path: Path, left: str) -> None:
    access = Access(tmp_path)
    access.folder.mkdir()
    for name, is_known in {"token": access.is_token, "browser": access.is_browser}.items():
        (access.folder / name).write_text(left)
        assert not is_known(""), name
        assert is_known(access.secret(name)), name
        assert len(access.secret(name)) > 40


def test_a_secret_that_cannot_be_written_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = Access(tmp_path)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="No space left"):
            access.is_browser("")
    assert list(access.folder.iterdir()) == []
    assert access.is_browser(access.secret("browser"))


def test_of_many_that_make_a_secret_at_once_all_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: Access(tmp_path).secret("token"), range(40)))
    assert len(set(made)) == 1


def test_extensions_that_are_paired_at_once_are_all_kept(tmp_path: Path) -> None:
    access = Access(tmp_path)
    origins = [f"chrome-extension://{number}" for number in range(20)]
    with ThreadPoolExecutor(8) as threads:
        tokens = list(threads.map(lambda one: access.pair(access.code(), one), origins))
    assert all(map(access.is_paired, origins, tokens))
    access.unpair(origins[0])
    assert not access.is_paired(origins[0], tokens[0]) and access.is_paired(origins[1], tokens[1])


def test_a_code_that_is_shown_by_many_at_once_lets_one_in(tmp_path: Path) -> None:
    access = Access(tmp_path)
    for _ in range(20):
        code = access.code()
        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(access.spend, [code] * 16)) == 1
