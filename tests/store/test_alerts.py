"""What was told is told once: by claims on both engines, and by files that say how far it came."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.store.made_up import posting, take

from upslope.errors import StoreError
from upslope.records import Channel, Filters, QuietHours, SavedSearch
from upslope.store import Link, Store
from upslope.store.alerts import Alerts
from upslope.store.channels import FILE, Channels
from upslope.store.disk.owner import Owner
from upslope.store.outbox import LONGEST, Outbox, Parcel
from upslope.store.reposts import Repost

AT = "2026-11-22T09:00:00+00:00"


@pytest.fixture
def kept(store: Store) -> Alerts:
    return Alerts(store.database)


def test_searches_are_kept_replaced_and_forgotten(kept: Alerts) -> None:
    first = SavedSearch(id="a", name="Oslo", created=AT, filters=Filters(place="Oslo"))
    second = SavedSearch(id="b", name="\x00 \ud800", created=AT, channels=["phone"], after=7)
    kept.put(first)
    kept.put(second)
    assert [one.name for one in kept.searches()] == ["Oslo", "\ufffd \ufffd"]
    kept.put(SavedSearch(id="a", name="Bonn", created=AT, min_score=70))
    assert kept.searches()[0].name == "Bonn"
    assert (kept.forget("a"), kept.forget("a")) == (True, False)
    assert [one.after for one in kept.searches()] == [7]


def test_what_appeared_is_counted_from_an_event(store: Store, kept: Alerts) -> None:
    slow = store.runs.start("greenhouse", "slow")  # begins before, brings its postings after
    take(store, [posting(1)])
    after = kept.newest()
    take(store, [posting(1), posting(2)])
    assert kept.appeared(after) == {"gh-2"}
    assert kept.appeared(0) == {"gh-1", "gh-2"}
    take(store, [posting(1, title="Another title"), posting(2), posting(3)], board="slow")
    assert kept.appeared(after) == {"gh-2", "gh-3"}
    assert set(kept.first_seen(["gh-1", "gh-3", "none"])) == {"gh-1", "gh-3"}
    assert slow.started_at < kept.first_seen(["gh-3"])["gh-3"]


def test_one_opening_may_be_many_postings(store: Store, kept: Alerts) -> None:
    run = take(store, [posting(number) for number in range(7)])
    store.duplicates.link([Link(posting=f"gh-{n}", canonical="gh-0", why="same") for n in (1, 2)])
    store.duplicates.unlink("gh-6")
    again = Repost(posting="gh-3", earlier="gh-2", probability=0.4, why="advertised again")
    renewed = Repost(posting="gh-5", earlier="gh-5", probability=1.0, why="its date moved")
    store.reposts.note(run, [again, renewed])
    same = kept.same_opening(["gh-3", "gh-1", "gh-5", "gh-6", "never"])
    assert same["gh-3"] == same["gh-1"] == {"gh-0", "gh-1", "gh-2", "gh-3"}
    assert all(same[id] == {id} for id in ("gh-5", "gh-6", "never"))
    assert kept.same_opening([]) == {}


def test_a_claim_holds_for_its_channel_until_it_is_released(kept: Alerts) -> None:
    assert kept.claim("phone", "s", [{"a", "b"}, {"c"}, {"b", "d"}], at=AT) == [0, 1]
    assert kept.claim("mail", "s", [{"a"}], at=AT) == [0]
    assert kept.claim("phone", "t", [{"b"}, {"d"}], at="later") == [1]
    kept.release("phone", ["a", "b", "d"], at=AT)
    assert kept.told("phone") == {"c", "d"}
    kept.forget_channel("phone")
    assert (kept.told("phone"), kept.told("mail")) == (set(), {"a"})


def test_of_many_that_claim_at_once_one_gets_each(kept: Alerts) -> None:
    openings = [{f"p{number}", f"q{number}"} for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        claims = list(
            pool.map(
                lambda turn: kept.claim("phone", "s", openings[turn:] + openings[:turn], at=AT),
                range(0, 40, 5),
            )
        )
    assert sum(map(len, claims)) == 40
    assert len(kept.told("phone")) == 80


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "ws").mkdir()
    return tmp_path / "ws"


@pytest.fixture
def owner(home: Path) -> Owner:
    return Owner(home / "running")


def test_addresses_lie_in_a_private_file(home: Path, owner: Owner) -> None:
    channels = Channels(home, owner)
    quiet = QuietHours(begins="22:00", ends="07:30")
    old = os.umask(0)
    try:
        channels.put(Channel(name="phone", kind="ntfys", quiet=quiet), "ntfys://secret")
    finally:
        os.umask(old)
    assert (home / FILE).stat().st_mode & 0o777 == 0o600
    assert channels.all() == [Channel(name="phone", kind="ntfys", quiet=quiet)]
    assert "secret" not in repr(channels.all())
    assert (channels.address("phone"), channels.address("other")) == ("ntfys://secret", None)
    assert (channels.remove("phone"), channels.remove("phone")) == (True, False)
    channels.forget()
    assert not (home / FILE).exists() and channels.all() == []


def test_two_that_add_channels_at_once_lose_none(home: Path, owner: Owner) -> None:
    def add(number: int) -> None:
        channels = Channels(home, owner)
        channels.put(Channel(name=f"c{number}", kind="json"), f"json://h/{number}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(12)))
    assert len(Channels(home, owner).all()) == 12


def test_a_damaged_file_is_said_without_its_words(home: Path, owner: Owner) -> None:
    (home / FILE).write_text('{"phone": {"kind": 7, "address": "canary')
    with pytest.raises(StoreError) as caught:
        Channels(home, owner).all()
    assert "canary" not in str(caught.value) and caught.value.__cause__ is None


def test_a_digest_is_settled_by_how_far_it_came(home: Path, owner: Owner) -> None:
    outbox = Outbox(home, owner)

    def left(state: str, age: float = 0.0) -> list[bool]:
        file = outbox.put(Parcel(channel="phone", ids=[state], at=AT))
        file = file.rename(file.with_suffix(f".{state}"))
        os.utime(file, (time.time() - age,) * 2)
        found = list(outbox.left())
        assert all(one.parcel.ids == [state] for one in found)
        outbox.clear()
        return [one.sent for one in found]

    assert left("ready") == [False]
    assert left("begun") == []  # its sender may be at it still
    assert left("begun", LONGEST + 1) == [False]
    assert left("begun", -3600) == [False]  # a clock that was put back waits for nothing
    assert left("sent") == [True]
    assert left("failed") == [False]


def test_who_was_taken_back_cannot_begin(home: Path, owner: Owner) -> None:
    outbox = Outbox(home, owner)
    parcel = Parcel(channel="phone", ids=["a"], at=AT)
    file = outbox.put(parcel)
    [left] = outbox.left()
    assert not left.sent
    with pytest.raises(FileNotFoundError):
        file.rename(file.with_suffix(".begun"))
    assert outbox.ended(file, parcel).file == left.file
    (home / "outbox" / "0.ready").write_text("not of ours")
    assert [one.parcel.ids for one in outbox.left()] == [[], ["a"]]


def test_a_sender_that_ends_meanwhile_is_left_alone(
    home: Path, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = Outbox(home, owner)
    file = outbox.put(Parcel(channel="phone", ids=["a"], at=AT))
    begun = file.rename(file.with_suffix(".begun"))
    looks, listed = Path.glob, list[Path]()

    def ends(self: Path, pattern: str) -> list[Path]:
        listed[:] = looks(self, pattern)
        begun.rename(begun.with_suffix(".sent"))
        return listed

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Path, "glob", ends)
        assert list(outbox.left()) == []
    assert listed == [begun]
    assert [one.sent for one in outbox.left()] == [True]


@pytest.mark.parametrize("begins", ["7:30", "24:00", "22:60", "", "night", "٠٧:٣٠"])
def test_quiet_hours_that_somebody_wrote_by_hand_are_read_or_refused(
    home: Path, owner: Owner, begins: str
) -> None:
    channels = Channels(home, owner)
    channels.put(
        Channel(name="phone", kind="ntfys", quiet=QuietHours(begins="22:00", ends="07:30")), "x://y"
    )
    kept = (home / FILE).read_text().replace("22:00", begins)
    (home / FILE).write_text(kept)
    with pytest.raises(StoreError, match="cannot be read"):
        channels.all()
