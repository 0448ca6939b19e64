"""What one run may do to the stored postings, and what it may not."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.made_up import contents, ended, open_ids, posting, take, understanding

from upslope.records import Posting, Verdict
from upslope.store import Store


def test_new_postings_come_back_as_they_went_in(store: Store) -> None:
    one = posting(base_salary=None, valid_through="2027-01-01", job_location_type="hybrid")
    read = understanding(one.id, "python", "sql", seniority="senior", min_years=4)
    run = ended(store.runs.start("greenhouse", "quillfeather"))

    done = store.postings.ingest(run, [one], [read])

    assert (done.seen, done.new, done.changed, done.closed) == (1, 1, 0, 0)
    assert store.postings.get(one.id) == (one, read)
    assert [event.kind for event in store.postings.history(one.id)] == ["appeared"]


def test_the_same_run_again_changes_nothing(store: Store) -> None:
    run = ended(store.runs.start("greenhouse", "quillfeather"))
    postings = [posting(n) for n in range(30)]
    read = [understanding(one.id, "python") for one in postings]
    digests = ["aa", "bb", "aa"]
    first = store.postings.ingest(run, postings, read, digests, fingerprints=["f"] * 30)
    before = contents(store)

    # Also with other content: what counts is that this run is done.
    again = store.postings.ingest(run, postings[:1], read[:1])
    store.runs.finish(run)

    assert again == first
    assert contents(store) == before


def test_a_repeated_list_makes_no_news(store: Store) -> None:
    take(store, [posting(n) for n in range(5)])
    done = take(store, [posting(n) for n in range(5)])
    assert (done.new, done.changed, done.closed) == (0, 0, 0)
    assert len(store.postings.history("gh-3")) == 1


def test_a_change_is_kept_with_before_and_after(store: Store) -> None:
    take(store, [posting()])
    done = take(store, [posting(title="Senior ML Engineer 1", job_location=["Leeds"])])

    assert done.changed == 1
    change = store.postings.history("gh-1")[-1]
    assert change.kind == "changed"
    assert change.changes == {
        "title": ("ML Engineer 1", "Senior ML Engineer 1"),
        "job_location": (["Bonn, Germany"], ["Leeds"]),
    }
    assert store.postings.get("gh-1")[0].title == "Senior ML Engineer 1"


def test_a_new_date_or_spacing_is_stored_but_is_no_news(store: Store) -> None:
    take(store, [posting()])
    done = take(
        store, [posting(date_posted="2026-04-01", description="Train  models.\n\n- Deploy them ")]
    )
    assert done.changed == 0
    assert len(store.postings.history("gh-1")) == 1
    assert store.postings.get("gh-1")[0].date_posted == "2026-04-01"


def test_a_bare_list_does_not_wipe_out_a_description(store: Store) -> None:
    bare = posting(description=None)
    take(store, [bare])
    take(store, [posting()])
    done = take(store, [bare])
    assert (done.changed, open_ids(store)) == (0, ["gh-1"])
    assert store.postings.get("gh-1")[0] == posting()
    take(store, [])
    take(store, [bare])
    kinds = [event.kind for event in store.postings.history("gh-1")]
    assert kinds == ["appeared", "changed", "closed", "reopened"]


def test_a_complete_list_closes_what_is_absent(store: Store) -> None:
    take(store, [posting(1), posting(2)])
    take(store, [posting(3)], board="another")

    done = take(store, [posting(1)])

    assert done.closed == 1
    assert open_ids(store) == ["gh-1", "gh-3"]  # the other board's posting stays
    last = store.postings.history("gh-2")[-1]
    assert (last.kind, last.why) == ("closed", "absent from a complete list")


@pytest.mark.parametrize("verdict", ["partial", "failed", "quarantined", "unchanged"])
def test_no_other_verdict_closes(store: Store, verdict: Verdict) -> None:
    take(store, [posting(1), posting(2)])
    done = take(store, [], verdict)
    assert done.closed == 0
    assert open_ids(store) == ["gh-1", "gh-2"]


def test_a_source_that_does_not_close_by_absence_closes_nothing(store: Store) -> None:
    take(store, [posting(1), posting(2)])
    take(store, [posting(1)], closes=False)
    assert open_ids(store) == ["gh-1", "gh-2"]


def test_what_a_list_holds_but_was_not_kept_stays_open(store: Store) -> None:
    take(store, [posting(1), posting(2), posting(3)])
    done = take(store, [posting(1)], skipped=["gh-2", "never stored"])
    assert (done.seen, done.skipped, done.closed) == (3, 2, 1)
    assert open_ids(store) == ["gh-1", "gh-2"]
    assert store.postings.open_ids("greenhouse", "quillfeather") == {"gh-1", "gh-2"}
    assert store.postings.open_ids("greenhouse", "another") == set()


@pytest.mark.parametrize("verdict", ["failed", "quarantined"])
def test_a_list_that_is_not_believed_leaves_no_posting(store: Store, verdict: Verdict) -> None:
    take(store, [posting(1)])
    take(store, [posting(1, title="Please verify you are human"), posting(2)], verdict)
    assert open_ids(store) == ["gh-1"]
    assert store.postings.get("gh-1")[0].title == "ML Engineer 1"
    last = store.runs.last("greenhouse", "quillfeather")
    assert last is not None
    assert last.verdict == verdict


def test_an_unchanged_list_is_seen_again(store: Store) -> None:
    take(store, [posting(1)])
    done = take(store, [], "unchanged")
    with store.database.read() as connection:
        seen = connection.exec_driver_sql("SELECT last_seen, last_run FROM postings").one()
    assert tuple(seen) == (done.started_at, done.id)


def test_a_posting_that_is_back_is_open_again(store: Store) -> None:
    take(store, [posting(1), posting(2)])
    take(store, [posting(1)])
    take(store, [posting(1), posting(2)])
    assert open_ids(store) == ["gh-1", "gh-2"]
    kinds = [event.kind for event in store.postings.history("gh-2")]
    assert kinds == ["appeared", "closed", "reopened"]


def test_a_posting_that_its_source_calls_closed_is_stored_closed(store: Store) -> None:
    take(store, [posting(1), posting(2, closed=True)])
    done = take(store, [posting(1, closed=True), posting(2, closed=True)], "partial")

    assert done.closed == 1
    assert open_ids(store) == []
    for id in ("gh-1", "gh-2"):
        assert store.postings.get(id)[0].closed
        assert store.postings.history(id)[-1].why == "closed by its source"


def test_of_two_postings_with_one_id_the_last_counts(store: Store) -> None:
    done = take(store, [posting(1, title="First"), posting(1, title="Second")])
    assert (done.seen, done.new) == (1, 1)
    assert store.postings.get("gh-1")[0].title == "Second"


def test_characters_that_no_database_holds_are_replaced_in_place(store: Store) -> None:
    broken = posting(title="ML\x00 Engineer", description="a\ud800b", job_location=["Bo\x00nn"])
    take(store, [broken])
    stored, _ = store.postings.get("gh-1")
    assert stored.title == "ML\ufffd Engineer"
    assert stored.description == "a\ufffdb"
    assert stored.job_location == ["Bo\ufffdnn"]
    take(store, [broken])
    assert len(store.postings.history("gh-1")) == 1


def test_one_bad_row_stores_nothing_of_the_run(store: Store) -> None:
    run = ended(store.runs.start("greenhouse", "quillfeather"))
    with pytest.raises(ValueError, match="does not belong"):
        store.postings.ingest(run, [posting(1), posting(2)], [understanding("gh-1")] * 2)
    with pytest.raises(ValueError, match="shorter"):
        store.postings.ingest(run, [posting(1), posting(2)], [understanding("gh-1")])
    with pytest.raises(ValueError, match="no verdict"):
        store.postings.ingest(store.runs.start("greenhouse", "x"), [], [])
    assert open_ids(store) == []


ROWS = st.lists(
    st.builds(
        posting,
        st.integers(1, 6),
        title=st.sampled_from(["ML Engineer", "Data Scientist"]),
        description=st.one_of(st.none(), st.text(max_size=5)),
        closed=st.booleans(),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, cuts=st.sets(st.integers(1, 7), max_size=3))
def test_one_batch_or_several_give_the_same_postings(
    tmp_path_factory: pytest.TempPathFactory, empty: Path, rows: list[Posting], cuts: set[int]
) -> None:
    """Rows that repeat an id aside: their order is news, so they are taken out first."""
    rows = list({row.id: row for row in rows}.values())
    edges = [0, *sorted(cut for cut in cuts if cut < len(rows)), len(rows)]
    parts = [rows[start:end] for start, end in pairwise(edges)]

    def stored(batches: list[list[Posting]]) -> dict[str, str]:
        folder = shutil.copytree(empty, tmp_path_factory.mktemp("split") / "workspace")
        with Store(folder) as store:
            for batch in batches:
                run = ended(store.runs.start("greenhouse", "quillfeather"), "partial")
                run = msgspec.structs.replace(run, started_at="2026-05-01T00:00:00.000+00:00")
                read = [understanding(one.id, "python") for one in batch]
                prints = [one.title + (one.description or "") for one in batch]
                store.postings.ingest(run, batch, read, fingerprints=prints)
            hashes = contents(store, without=("first_run", "last_run", "run", "number", "revision"))
            return {name: hashes[name] for name in hashes if "run" not in name}

    assert stored([rows]) == stored(parts)
