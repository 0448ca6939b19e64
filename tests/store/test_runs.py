"""Runs: noted from their start, found again by board and verdict."""

from __future__ import annotations

import msgspec
import pytest
from tests.store.made_up import ended

from upslope.records import Verdict
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


def test_the_last_list_that_was_read_is_found(store: Store) -> None:
    run = store.runs.start("greenhouse", "quillfeather")
    assert store.runs.last_read(run) is None
    ends: list[tuple[Verdict, int]] = [
        ("complete", 3), ("partial", 2), ("quarantined", 1), ("failed", 0)
    ]  # fmt: skip
    for verdict, filled in ends:
        read = ended(store.runs.start("greenhouse", "quillfeather"), verdict)
        read.filled = {"title": filled, "url": filled} if filled else {}
        store.postings.ingest(read, [], [])
    known = store.runs.last_read(run)
    assert known is not None
    assert known.filled == {"title": 2, "url": 2}
    other = store.runs.start("greenhouse", "another")
    assert list(store.runs.filled_elsewhere(other)) == [{"title": 3, "url": 3}]
    assert list(store.runs.filled_elsewhere(run)) == []
