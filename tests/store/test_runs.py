"""Runs: noted from their start, found again by board and verdict."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from tests.store.made_up import ended, posting, take

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


def test_how_a_run_ends_costs_no_more_with_more_postings(folder: Path) -> None:
    with Store(folder) as store:
        take(store, [posting(1)])
        few = _steps_of_an_end(store)
        take(store, [posting(number) for number in range(2_000)], board="large")
        assert _steps_of_an_end(store) < few + 100


def _steps_of_an_end(store: Store) -> int:
    """Count the steps, in hundreds, that SQLite takes to write the end of a run."""
    run, steps = store.runs.start("greenhouse", "quillfeather"), [0]

    def count() -> int:
        steps[0] += 1
        return 0

    with store.database.whole_file() as raw:
        connection = raw.driver_connection
    connection.set_progress_handler(count, 100)
    store.runs.finish(ended(run, "failed"))
    connection.set_progress_handler(None, 0)
    return steps[0]
