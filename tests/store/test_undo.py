"""What a run closed by mistake is opened again: once, with a note, and nothing else."""

from __future__ import annotations

import pytest
from tests.store.made_up import contents, ended, open_ids, posting, take, understanding

from upslope.errors import UsageError
from upslope.records import Filters, Reply, Run
from upslope.store import Store
from upslope.store.undo import undo

ALL = [posting(n) for n in range(6)]


@pytest.fixture
def closing(store: Store) -> Run:
    take(store, ALL)
    run = take(store, ALL[:2])
    assert run.closed == 4
    return run


def test_undo_opens_what_the_run_closed_and_says_so(store: Store, closing: Run) -> None:
    done = undo(store.database, closing.id[:6])
    assert (done.run.id, done.reopened, done.left) == (closing.id, 4, 0)
    assert len(open_ids(store)) == 6
    assert store.postings.search(Filters()).total == 6
    assert [event.kind for event in store.postings.history("gh-5")] == [
        "appeared",
        "closed",
        "reopened",
    ]
    assert "undone" in store.postings.history("gh-5")[-1].why


def test_undo_twice_is_undo_once(store: Store, closing: Run) -> None:
    undo(store.database, closing.id)
    before = contents(store)
    assert undo(store.database, closing.id).left == 4
    assert contents(store) == before


def test_undo_leaves_what_another_run_did_since(store: Store, closing: Run) -> None:
    take(store, [*ALL[:2], ALL[5]])  # 5 came back by itself
    take(store, ALL[:2])  # and was closed again, by another run
    assert undo(store.database, closing.id).left == 1
    assert open_ids(store) == ["gh-0", "gh-1", "gh-2", "gh-3", "gh-4"]


def test_undo_opens_what_the_source_closed_but_not_what_came_closed(store: Store) -> None:
    take(store, ALL[:2])
    gone = [posting(0), posting(1, closed=True), posting(7, closed=True)]
    run = take(store, gone)
    assert run.closed == 1
    assert undo(store.database, run.id).reopened == 1
    assert open_ids(store) == ["gh-0", "gh-1"]


def test_undo_follows_the_group_of_duplicates(store: Store) -> None:
    take(store, ALL[:2], fingerprints=["same", "same"])
    run = take(store, [])
    undo(store.database, run.id)
    assert store.postings.search(Filters()).total == 1


def test_after_undo_the_list_is_asked_for_anew(store: Store) -> None:
    """Else "304 Not Modified" would count as seen what the list lacks."""
    reply = Reply(url="https://boards.example/q", body=b"[]", etag='"1"')
    take(store, ALL)
    run = ended(store.runs.start("greenhouse", "quillfeather"))
    digest = store.replies.keep(reply)
    run = store.postings.ingest(run, ALL[:1], [understanding("gh-0")], [digest])
    store.replies.remember(reply)
    assert store.replies.last(reply.url) is not None
    undo(store.database, run.id)
    assert store.replies.last(reply.url) is None


def test_what_cannot_be_undone_is_refused(store: Store, closing: Run) -> None:
    first = store.runs.list()[-1]
    before = contents(store)
    with pytest.raises(UsageError, match=r"closed nothing.*upslope undo"):
        undo(store.database, first.id)
    for unknown in ("zzz", "", "%"):
        with pytest.raises(UsageError, match="run"):
            undo(store.database, unknown)
    assert contents(store) == before


def test_the_runs_that_closed_postings_are_listed(store: Store, closing: Run) -> None:
    assert [run.id for run in store.runs.list(closing=True)] == [closing.id]
