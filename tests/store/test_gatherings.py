"""Gatherings and evidence in the store: what changed, what an origin has no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from upslope.errors import UsageError
from upslope.records import Deadline, Evidence, Gathering
from upslope.store import Store
from upslope.store.evidence import EvidenceKept
from upslope.store.gatherings import Gatherings, Stored
from upslope.workspace import Workspace


@pytest.fixture
def store() -> Iterator[Store]:
    with Workspace() as workspace:
        yield workspace.store


def gathering(id: str = "1", **fields: Any) -> Gathering:
    usual = {"title": "QFC", "starts": "2099-03-01", "ends": "2099-03-05"}
    return Gathering(id=id, kind="conference", **{**usual, **fields})


def test_what_is_known_just_so_is_not_news(store: Store) -> None:
    kept = Gatherings(store.database)
    deadline = Deadline(at="2098-12-02T11:59:59Z", label="Paper", zone="AoE")
    assert kept.put([gathering(deadlines=[deadline])], "a.yml") == Stored(new=1)
    (first,) = kept.all()
    assert kept.put([gathering(deadlines=[deadline])], "a.yml") == Stored(same=1)
    assert kept.all() == [first]
    assert kept.put([gathering(deadlines=[])], "a.yml") == Stored(changed=1)
    assert kept.all()[0].deadlines == []


def test_what_has_no_end_is_dropped_too_once_its_origin_has_it_no_more(store: Store) -> None:
    kept = Gatherings(store.database)
    meetup, moved = gathering("1", ends=None), gathering("2", ends=None)
    past = gathering("3", starts="2001-03-01", ends=None)
    kept.put([meetup, moved, past], "a.ics", whole=True)
    kept.put([meetup], "a.ics", whole=True)
    assert [one.id for one in kept.all()] == ["1", "3"]


def test_one_that_comes_twice_has_the_fields_of_both(store: Store) -> None:
    kept = Gatherings(store.database)
    kept.put([gathering(fields=["data"]), gathering(fields=["python"])], "a.json")
    assert kept.all()[0].fields == ["data", "python"]


def test_what_an_origin_has_no_more_is_dropped_if_it_is_to_come(store: Store) -> None:
    kept = Gatherings(store.database)
    past = gathering("old", starts="2020-01-01", ends="2020-01-02")
    kept.put([past, gathering("1"), gathering("2")], "a.ics", whole=True)
    kept.put([gathering("3")], "b.ics", whole=True)
    kept.put([gathering("2")], "a.ics", whole=True)
    assert [one.id for one in kept.all()] == ["2", "3", "old"]
    kept.put([], "a.ics", whole=True)  # an empty list is not believed
    kept.put([gathering("4")], "b.ics")
    assert [one.id for one in kept.all()] == ["2", "3", "4", "old"]
    assert kept.origins() == ["a.ics", "b.ics"]
    assert kept.origins("meetup") == []


def test_odd_characters_are_stored(store: Store) -> None:
    kept = Gatherings(store.database)
    kept.put([gathering(title="a\0b")], "a\0.yml")
    assert kept.all()[0].title.startswith("a")


def test_evidence_is_kept_and_removed(store: Store) -> None:
    kept = EvidenceKept(store.database)
    kept.put(
        [
            Evidence(id="aa1", kind="project", title="Old", at="2020-01-01"),
            Evidence(id="ab2", kind="notebook", title="New", at="2026-01-01"),
            Evidence(id="ac3", kind="other", title="Some day"),
        ]
    )
    assert [one.title for one in kept.all()] == ["New", "Old", "Some day"]
    for wrong in ("", "a", "x"):
        with pytest.raises(UsageError):
            kept.remove(wrong)
    assert kept.remove("ab").title == "New"
    assert len(kept.all()) == 2
