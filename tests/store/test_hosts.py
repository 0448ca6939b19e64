"""Hosts that must not be asked yet: kept over restarts, and let go when a person asks."""

from __future__ import annotations

from pathlib import Path

from upslope.store import Store


def test_what_a_host_asked_outlives_the_process(folder: Path) -> None:
    with Store(folder) as store:
        store.hosts.put("a.example", 2e9, 0)
        store.hosts.put("b.example", 1e9, 2)
        store.hosts.put("b.example", 2e9, 3)
    with Store(folder) as store:
        assert store.hosts.get("a.example") == (2e9, 0)
        assert store.hosts.get("b.example") == (2e9, 3)
        store.hosts.put("b.example", 0, 0)
        assert store.hosts.get("b.example") == (0, 0)


def test_a_person_gets_one_try_but_not_before_a_host_allows(store: Store) -> None:
    store.hosts.put("asked.example", 2e9, 0)
    store.hosts.put("failed.example", 2e9, 9)
    store.hosts.allow_a_try()
    assert store.hosts.get("asked.example") == (2e9, 0)
    assert store.hosts.get("failed.example") == (0, 9)


def test_two_processes_ask_a_host_in_turn(folder: Path) -> None:
    with Store(folder) as first, Store(folder) as second:
        with first.hosts.alone("boards.example.com", 0) as ours:
            with second.hosts.alone("boards.example.com", 0.1) as theirs:
                assert (ours, theirs) == (True, False)
            with second.hosts.alone("other.example.com", 0) as other:
                assert other
        with second.hosts.alone("boards.example.com", 0) as theirs:
            assert theirs
