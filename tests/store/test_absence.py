"""For how long lists have been lacking a posting: by the order of runs, whatever the clock does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.store.made_up import ended, posting, take

from upslope.records import Run, Verdict
from upslope.store import Store


def ran(
    store: Store, at: str, verdict: Verdict, listed: Sequence[str] = (), *, read: bool = True
) -> Run:
    """Note a run that began at a time and listed some of what is stored."""
    run = ended(store.runs.start("greenhouse", "quillfeather"), verdict)
    run.started_at = f"{at}:00.000+00:00"
    run.filled = {"title": len(listed)} if read else {}
    return store.postings.ingest(run, [], [], skipped=listed, closes=False)


def missed(store: Store, at: str) -> dict[str, float]:
    run = store.runs.start("greenhouse", "quillfeather")
    run.started_at = f"{at}:00.000+00:00"
    return {one.id: one.missed for one in store.postings.open_of(run)}


@pytest.fixture(autouse=True)
def _stored(store: Store) -> None:
    take(store, [posting(1), posting(2)])
    take(store, [posting(3)], board="another")


def test_what_no_list_lacks_is_not_missed(store: Store) -> None:
    assert missed(store, "2030-01-01T00:00") == {"gh-1": 0.0, "gh-2": 0.0}


def test_hours_count_from_the_first_list_that_lacks_it(store: Store) -> None:
    ran(store, "2030-01-01T00:00", "quarantined")
    ran(store, "2030-01-01T03:00", "quarantined", ["gh-1"])
    assert missed(store, "2030-01-01T04:30") == {"gh-1": 0.0, "gh-2": 4.5}
    ran(store, "2030-01-01T05:00", "drift")
    assert missed(store, "2030-01-01T12:00") == {"gh-1": 7.0, "gh-2": 12.0}


def test_what_was_no_list_of_the_board_counts_nothing(store: Store) -> None:
    ran(store, "2030-01-01T00:00", "quarantined", read=False)
    ran(store, "2030-01-01T01:00", "failed", read=False)
    ran(store, "2030-01-01T02:00", "partial", ["gh-1"])
    assert missed(store, "2030-01-02T00:00") == {"gh-1": 0.0, "gh-2": 0.0}


def test_a_list_that_is_believed_ends_all_doubt(store: Store) -> None:
    ran(store, "2030-01-01T00:00", "quarantined")
    ran(store, "2030-01-01T01:00", "complete", ["gh-1"])
    assert missed(store, "2030-01-02T00:00") == {"gh-1": 0.0, "gh-2": 0.0}


@pytest.mark.parametrize(
    ("then", "hours"),
    [
        ("2030-01-01T05:00", 5.0),
        ("2029-12-31T00:00", 0.0),  # a day back
        ("2040-01-01T00:00", 0.0),  # ten years on
        ("2030-01-08T00:00", 168.0),  # a holiday
    ],
)
def test_a_clock_that_jumps_adds_no_time(store: Store, then: str, hours: float) -> None:
    ran(store, "2030-01-01T00:00", "quarantined")
    assert missed(store, then)["gh-1"] == hours


def test_order_is_that_of_the_runs_and_not_of_the_clock(store: Store) -> None:
    ran(store, "2040-01-01T00:00", "quarantined")  # by a clock ten years ahead
    ran(store, "2030-01-01T00:00", "quarantined")
    assert missed(store, "2030-01-01T02:00")["gh-1"] == 2.0
