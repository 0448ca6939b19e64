"""Runs: noted from their start, found again by board and verdict."""

from __future__ import annotations

import msgspec
import pytest
from tests.store.made_up import take

from upslope.store import Store


def test_a_run_survives_a_round_trip(store: Store) -> None:
    run = store.runs.start("greenhouse", "quillfeather")
    run = msgspec.structs.replace(run, verdict="failed", reason="HTML, not JSON", skipped=3)
    store.runs.finish(run)
    (stored,) = store.runs.list()
    assert stored == msgspec.structs.replace(run, finished_at=stored.finished_at)
    assert store.runs.last("greenhouse", "quillfeather", verdict="complete") is None
    with pytest.raises(ValueError, match="no verdict"):
        store.runs.finish(store.runs.start("greenhouse", "quillfeather"))


def test_since_is_the_start_of_the_present_row(store: Store) -> None:
    assert store.runs.since("greenhouse", "quillfeather", "quarantined") is None
    take(store, [], "quarantined")
    take(store, [], "complete")
    first = take(store, [], "quarantined")
    take(store, [], "quarantined")
    take(store, [], "quarantined", board="another")
    store.runs.start("greenhouse", "quillfeather")  # goes on: has no say yet
    assert store.runs.since("greenhouse", "quillfeather", "quarantined") == first.started_at
    assert store.runs.since("greenhouse", "quillfeather", "complete") is None
