"""An opening that comes again is known again: told in its history, and merged with nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from upslope.pipeline.take_in import store_visit
from upslope.records import RawPosting, Run
from upslope.sources import builtin
from upslope.sources.visit import Visit
from upslope.store import Store
from upslope.store.undo import undo

START = datetime.fromisoformat("2026-06-03T06:00+00:00")
TEXT = " ".join(f"You train model number {n} of the fleet." for n in range(30))


def raw(id: str, title: str = "ML Engineer", **fields: Any) -> RawPosting:
    given = {
        "hiring_organization": "Quillfish",
        "job_location": ["Bonn, Germany"],
        "description": TEXT,
    }
    return RawPosting(source="lever", source_id=id, title=title, **{**given, **fields})


OTHERS = [raw(f"other-{n}", f"Cook {n}") for n in range(9)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "workspace") as opened:
        yield opened


def visit(store: Store, day: float, raws: Sequence[RawPosting]) -> Run:
    run = store.runs.start("lever", "quillfish")
    run.started_at = (START + timedelta(days=day)).isoformat(timespec="milliseconds")
    seen = Visit(builtin()["lever"], "quillfish", "quillfish")
    seen.raws = [*OTHERS, *raws]
    return store_visit(seen, run, store)


def history(store: Store, title: str, source_id: str) -> list[str]:
    posting = next(
        p
        for p, _ in store.postings.all(open_only=False, fold_duplicates=False)
        if p.source_id == source_id
    )
    assert posting.title == title
    return [f"{event.kind} {event.why}".strip() for event in store.postings.history(posting.id)]


def test_a_repost_is_told_in_the_history(store: Store) -> None:
    for day in (0, 29):
        visit(store, day, [raw("old")])
    visit(store, 30, [])
    run = visit(store, 32, [raw("new")])
    assert run.new == 1
    assert history(store, "ML Engineer", "new") == [
        "appeared",
        "reposted first seen 2026-06-03, closed 2026-07-03 (74% sure)",
    ]
    assert history(store, "ML Engineer", "old")[-1].startswith("closed")


def test_one_that_comes_as_the_old_one_goes_is_surer(store: Store) -> None:
    visit(store, 0, [raw("old")])
    visit(store, 2, [raw("new")])
    assert "74% sure" in history(store, "ML Engineer", "new")[-1]


@pytest.mark.parametrize(
    ("day", "other"),
    [
        (3, {"title": "Senior ML Engineer"}),
        (3, {"job_location": ["Hamburg, Germany"]}),
        (3, {"hiring_organization": "Inkwell"}),
        (3, {"description": " ".join(f"You sell boat number {n}." for n in range(50))}),
        (40, {}),
    ],
)
def test_another_opening_is_no_repost(store: Store, day: float, other: dict[str, Any]) -> None:
    visit(store, 0, [raw("old")])
    visit(store, 1, [])
    visit(store, day, [raw("new", **other)])
    assert history(store, other.get("title", "ML Engineer"), "new") == ["appeared"]


def test_what_is_open_at_the_same_time_is_no_repost(store: Store) -> None:
    visit(store, 0, [raw("old")])
    visit(store, 1, [raw("old"), raw("new")])
    assert history(store, "ML Engineer", "new") == ["appeared"]


def test_one_closed_opening_is_reposted_once(store: Store) -> None:
    visit(store, 0, [raw("old")])
    visit(store, 1, [])
    visit(store, 2, [raw("new-1"), raw("new-2")])
    told = [history(store, "ML Engineer", f"new-{n}")[1:] for n in (1, 2)]
    assert sorted(map(len, told)) == [0, 1]


def test_the_same_id_is_reopened_and_not_reposted(store: Store) -> None:
    visit(store, 0, [raw("old")])
    visit(store, 1, [])
    visit(store, 2, [raw("old")])
    assert [line.split()[0] for line in history(store, "ML Engineer", "old")] == [
        "appeared",
        "closed",
        "reopened",
    ]


def test_undoing_the_closing_takes_the_repost_back(store: Store) -> None:
    visit(store, 0, [raw("old")])
    run = visit(store, 1, [raw("new")])
    new = next(p.id for p, _ in store.postings.all(fold_duplicates=False) if p.source_id == "new")
    assert store.reposts.of(new) is not None
    undo(store.database, run.id)
    assert store.reposts.of(new) is None


def test_a_renewed_date_is_told_once_and_a_new_index_is_not(store: Store) -> None:
    visit(store, 0, [raw("old", date_posted="2026-05-01")])
    for day in (60, 61):
        visit(store, day, [raw("old", date_posted="2026-08-01")])
    assert history(store, "ML Engineer", "old") == [
        "appeared",
        "reposted its date moved from 2026-05-01 to 2026-08-01",
    ]
    dated = [raw(f"many-{n}", f"Chef {n}", date_posted="2026-05-01") for n in range(20)]
    visit(store, 62, dated)
    visit(store, 90, [raw(f"many-{n}", f"Chef {n}", date_posted="2026-08-20") for n in range(20)])
    assert history(store, "Chef 1", "many-1") == ["appeared"]
