"""Duplicates are linked, shown as one and can be taken apart; nothing is deleted."""

from __future__ import annotations

import pytest
from tests.store.made_up import contents, open_ids, posting, take

from upslope.errors import UsageError
from upslope.records import Filters
from upslope.store import Link, Store


def shown(store: Store) -> list[str]:
    ids = [one.id for one, _ in store.postings.all()]
    answer = store.postings.search(Filters())
    assert sorted(one.id for one, _ in answer.rows) == ids
    assert answer.total == len(ids)
    return ids


def test_equal_fingerprints_are_shown_as_the_one_seen_first(store: Store) -> None:
    take(store, [posting("z")], fingerprints=["same"])
    take(store, [posting("a"), posting("b")], board="other", fingerprints=["same", None])
    assert shown(store) == ["gh-b", "gh-z"]
    assert open_ids(store) == ["gh-a", "gh-b", "gh-z"]
    (link,) = store.duplicates.of("gh-a")
    assert (link.posting, link.canonical, link.by) == ("gh-a", "gh-z", "fingerprint")
    assert store.postings.search(Filters(), fold_duplicates=False).total == 3


def test_a_group_stays_visible_when_its_canonical_closes(store: Store) -> None:
    take(store, [posting(1)], fingerprints=["same"])
    take(store, [posting(2), posting(3)], board="other", fingerprints=["same"] * 2)
    take(store, [])
    assert shown(store) == ["gh-2"]


def test_a_posting_whose_text_changed_leaves_its_group(store: Store) -> None:
    rows = [posting(1), posting(2), posting(3)]
    take(store, rows, fingerprints=["same"] * 3)
    assert shown(store) == ["gh-1"]
    take(store, [posting(1, title="New"), *rows[1:]], fingerprints=["own", "same", "same"])
    assert shown(store) == ["gh-1", "gh-2"]
    take(store, [posting(1, title="New"), *rows[1:]], fingerprints=["own", "same", None])
    assert shown(store) == ["gh-1", "gh-2", "gh-3"]


def test_unlinked_postings_stay_apart(store: Store) -> None:
    rows = [posting(n) for n in range(4)]
    take(store, rows, fingerprints=["same"] * 4)
    store.duplicates.unlink("gh-0")  # the one that was shown
    assert shown(store) == ["gh-0", "gh-1"]
    store.duplicates.unlink("gh-3")
    assert shown(store) == ["gh-0", "gh-1", "gh-3"]

    rows = [posting(n, title="New") for n in range(5)]
    take(store, rows, fingerprints=["new"] * 5)  # rules do not undo what a person said
    store.duplicates.link([Link(posting="gh-3", canonical="gh-1", why="model", probability=0.9)])
    store.duplicates.link([Link(posting="gh-1", canonical="gh-3", why="model", probability=0.9)])
    assert shown(store) == ["gh-0", "gh-1", "gh-3"]

    store.duplicates.link([Link(posting="gh-3", canonical="gh-1", why="I said so", by="person")])
    assert shown(store) == ["gh-0", "gh-1"]


def test_groups_join_into_one_and_never_go_in_a_circle(store: Store) -> None:
    take(store, [posting(n) for n in range(1, 5)])
    pairs = [(1, 2), (3, 4), (2, 3), (4, 1), (1, 3), (2, 2)]
    store.duplicates.link(
        [Link(posting=f"gh-{a}", canonical=f"gh-{b}", why="alike") for a, b in pairs]
    )
    assert shown(store) == ["gh-4"]
    assert {link.posting for link in store.duplicates.of("gh-2")} == {"gh-1", "gh-2", "gh-3"}
    before = contents(store)
    store.duplicates.link([Link(posting="gh-1", canonical="gh-4", why="again")])
    assert contents(store) == before


def test_an_unknown_posting_is_refused(store: Store) -> None:
    take(store, [posting(1)])
    with pytest.raises(UsageError, match="no posting gh-9"):
        store.duplicates.link([Link(posting="gh-1", canonical="gh-9", why="")])
    with pytest.raises(UsageError, match="no posting gh-9"):
        store.duplicates.unlink("gh-9")


def test_groups_are_made_anew_and_noted_as_compared(store: Store) -> None:
    take(store, [posting(n) for n in range(1, 5)])
    assert store.blocks.pending() == ["gh-1", "gh-2", "gh-3", "gh-4"]
    members = {"gh-1", "gh-2", "gh-3"}
    links = [Link(posting=f"gh-{n}", canonical="gh-1", why="alike") for n in (2, 3)]
    store.duplicates.regroup(members, links)
    assert shown(store) == ["gh-1", "gh-4"]
    assert store.blocks.pending() == ["gh-4"]
    assert store.duplicates.around(["gh-3"]) == members
    before = contents(store)
    store.duplicates.regroup(members, links)
    assert contents(store) == before
    store.duplicates.regroup(members, [Link(posting="gh-1", canonical="gh-3", why="alike")])
    assert shown(store) == ["gh-2", "gh-3", "gh-4"]


def test_what_a_person_said_outlives_new_groups(store: Store) -> None:
    take(store, [posting(n) for n in range(1, 5)])
    store.duplicates.link([Link(posting="gh-2", canonical="gh-1", why="mine", by="person")])
    store.duplicates.unlink("gh-3")
    said = store.duplicates.said(["gh-1", "gh-2", "gh-3", "gh-4"])
    assert (said.alone, said.together) == ({"gh-3"}, [("gh-2", "gh-1")])
    links = [Link(posting=f"gh-{n}", canonical="gh-4", why="alike") for n in (1, 2, 3)]
    store.duplicates.regroup([f"gh-{n}" for n in range(1, 5)], links)
    assert shown(store) == ["gh-3", "gh-4"]
    whose = {link.posting: (link.by, link.why) for link in store.duplicates.of("gh-4")}
    assert whose == {"gh-1": ("model", "alike"), "gh-2": ("person", "mine")}


def test_keys_lead_to_each_other_but_whole_texts_not_by_their_title(store: Store) -> None:
    take(store, [posting(n) for n in range(1, 6)])
    store.blocks.keep(
        {
            "gh-1": ["t1", "wa"],
            "gh-2": ["t2", "wa"],
            "gh-3": ["t1", "wb"],
            "gh-4": ["sa"],
            "gh-5": ["sa", "-"],
        }
    )
    first = {("gh-1", "gh-3"), ("gh-1", "gh-4"), ("gh-1", "gh-5")}
    assert store.blocks.sharing(["gh-1"]) == first
    assert store.blocks.sharing(["gh-4"]) == {
        ("gh-1", "gh-4"), ("gh-2", "gh-4"), ("gh-4", "gh-5")
    }  # fmt: skip
    take(store, [posting(5, title="New")])
    assert "gh-5" in store.blocks.pending()
