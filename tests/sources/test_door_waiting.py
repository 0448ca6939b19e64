"""When a host is left alone: what it asks for, what its failures cost it, and over restarts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.replay import FakeClock, Replay, reply

from upslope.errors import NetworkError, RefusedError, StatusError, TooLargeError
from upslope.records import Request
from upslope.sources.door.failures import NotYetError
from upslope.sources.door.http import ATTEMPTS, Door
from upslope.sources.door.inflate import Caps
from upslope.sources.door.turns import (
    LONGEST_ASKED,
    LONGEST_BACK_OFF,
    InMemory,
    back_off,
    retry_after,
)
from upslope.store import Store
from upslope.workspace import Workspace

HOST, URL = "boards.example.com", "https://boards.example.com/acme"
ASK = Request(url=URL)
OTHER = Request(url="https://other.example.com/acme")
DAY = 86_400.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store(folder) as opened:
        yield opened


# -- what a host asks for

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120), (" 7 ", 7), ("0", 0), ("999999999", DAY), ("9" * 5000, DAY),
        ("Sat, 21 Nov 2026 12:02:00 GMT", 120), ("Saturday, 21-Nov-26 12:02:00 GMT", 120),
        ("Sat Nov 21 12:02:00 2026", 120), ("Sat, 21 Nov 2026 12:02:00 -0000", 120),
        ("Sat, 21 Nov 2026 14:02:00 +0200", 120),
        ("Fri, 20 Nov 2026 12:00:00 GMT", 0), ("Sat, 21 Nov 2099 12:00:00 GMT", DAY),
        ("Sat, 21 Nov 99999 12:00:00 GMT", None), ("-120", None), ("1.5", None), ("+3", None),
        ("soon", None), ("", None), (None, None), ("120, 240", None), ("٣", None), ("12 s", None),
    ],
)  # fmt: skip
def test_every_form_of_retry_after(said: str | None, seconds: float | None) -> None:
    assert retry_after(said, NOW) == seconds


@given(st.text(max_size=60))
def test_any_retry_after_is_none_or_at_most_a_day(said: str) -> None:
    assert (retry_after(said, NOW) or 0.0) <= DAY


@pytest.mark.parametrize("status", [429, 503, 403, 413])
@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", 120.0),
        (format_datetime(datetime.fromtimestamp(NOW + 3600, UTC), usegmt=True), 3600.0),
        ("999999999", DAY),
    ],
)
def test_a_host_is_not_asked_before_it_allows(
    replay: Replay, folder: Path, status: int, said: str, wait: float
) -> None:
    replay.serve(URL, status=status, headers={"Retry-After": said})
    replay.serve(URL, b"ok")
    replay.serve(OTHER.url, b"ok")
    clock = FakeClock(NOW)
    with Store(folder) as store:
        door = replay.door(clock=clock, hosts=store.hosts)
        with pytest.raises(StatusError, match=f"{status}.*asks to wait") as first:
            door.get(ASK)
        assert first.value.retry_after == pytest.approx(wait, abs=5)
        assert door.get(OTHER).body == b"ok"  # nobody else is delayed

    clock.now = NOW + wait - 60
    with Store(folder) as store:  # the process was started anew
        store.hosts.allow_a_try()  # and a person asks: that is not for them to allow
        door = replay.door(clock=clock, hosts=store.hosts)
        with pytest.raises(NotYetError, match=f"{HOST} asked not to be asked before 20") as caught:
            door.get(Request(url=f"{URL}/another/page"))
        assert caught.value.until == pytest.approx(NOW + wait, abs=5)
        assert door.get(OTHER).body == b"ok"
        assert replay.count(URL) == 1

        clock.now = NOW + wait + 5
        assert door.get(ASK).body == b"ok"


def test_a_short_wait_is_waited_for(replay: Replay) -> None:
    replay.serve(URL, status=429, headers={"Retry-After": "20"})
    replay.serve(URL, b"ok")
    clock = FakeClock()
    assert replay.door(clock=clock).get(ASK).body == b"ok"
    assert sum(clock.slept) == pytest.approx(20)


@pytest.mark.parametrize("said", ["soon", "-120", "0", "Fri, 20 Nov 2026 12:00:00 GMT"])
def test_without_a_moment_it_is_an_ordinary_failure(replay: Replay, said: str) -> None:
    replay.serve(URL, status=429, headers={"Retry-After": said})
    hosts = InMemory()
    with pytest.raises(StatusError):
        replay.door(clock=FakeClock(NOW), hosts=hosts).get(ASK)
    assert replay.count(URL) == 3
    assert hosts.get(HOST)[1] == 3


def test_a_clock_that_was_set_back_parks_nobody_for_years(replay: Replay) -> None:
    replay.serve(URL, b"ok")
    hosts = InMemory()
    hosts.put(HOST, NOW + 400 * DAY, 0)
    assert replay.door(clock=FakeClock(NOW), hosts=hosts).get(ASK).body == b"ok"


# -- what failures cost


def down(host: str, port: int, timeout: float) -> httpcore.NetworkStream:
    raise httpcore.ConnectError("refused")


def test_a_host_that_does_not_answer_is_left_alone_ever_longer() -> None:
    clock, hosts = FakeClock(NOW), InMemory()
    door = Door(dial=down, clock=clock, hosts=hosts)
    waits = []
    for failures in range(1, 25):
        until, counted = hosts.get(HOST)
        clock.now = max(clock.now, until)
        with pytest.raises(NetworkError):
            door.get(Request(url=URL))
        until, now_counted = hosts.get(HOST)
        assert now_counted > counted
        waits.append(until - clock.now)
        if failures > 6:  # a host that has failed so long gets one attempt, not three
            assert now_counted == counted + 1
    assert max(waits) <= LONGEST_BACK_OFF
    assert waits[-1] >= LONGEST_BACK_OFF / 2


def test_a_host_down_says_until_when_and_how_to_try_all_the_same() -> None:
    hosts = InMemory()
    hosts.put(HOST, NOW + 3600, 12)
    with pytest.raises(NotYetError, match=r"failed 12 times in a row.*--company NAME") as caught:
        Door(dial=down, clock=FakeClock(NOW), hosts=hosts).get(ASK)
    assert caught.value.failures == 12


@pytest.mark.parametrize("status", [200, 304, 403, 404])
def test_any_answer_ends_the_wait(replay: Replay, status: int) -> None:
    replay.serve(URL, status=status)
    hosts = InMemory()
    hosts.put(HOST, NOW - 1, 12)
    try:
        replay.door(clock=FakeClock(NOW), hosts=hosts).get(ASK)
    except StatusError as error:
        assert error.status == status
    assert hosts.get(HOST) == (0, 0)


def test_a_reply_that_is_too_large_is_an_answer_too(replay: Replay) -> None:
    replay.serve(URL, b"a" * 2000)
    hosts = InMemory()
    hosts.put(HOST, NOW - 1, 12)
    with pytest.raises(TooLargeError):
        replay.door(clock=FakeClock(NOW), hosts=hosts).get(ASK, caps=Caps(raw=1000))
    assert hosts.get(HOST) == (0, 0)


@pytest.mark.parametrize("error", [RefusedError("no"), KeyboardInterrupt()])
def test_what_is_no_answer_changes_nothing(error: BaseException) -> None:
    def dial(host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        raise error

    hosts = InMemory()
    hosts.put(HOST, NOW - 1, 12)
    with pytest.raises(type(error)):
        Door(dial=dial, clock=FakeClock(NOW), hosts=hosts).get(ASK)
    assert hosts.get(HOST) == (NOW - 1, 12)


def test_one_page_that_fails_does_not_silence_its_host(replay: Replay) -> None:
    replay.serve(URL, status=500)
    replay.serve(f"{URL}/2", b"ok")
    door = replay.door()
    with pytest.raises(StatusError):
        door.get(ASK)
    assert door.get(Request(url=f"{URL}/2")).body == b"ok"


def test_many_boards_on_a_dead_host_cost_a_few_attempts() -> None:
    tried = list[float]()
    clock = FakeClock(NOW)

    def dial(host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        tried.append(clock.now)
        raise httpcore.ConnectError("refused")

    door = Door(dial=dial, clock=clock)
    for board in range(50):
        with pytest.raises(NetworkError):
            door.get(Request(url=f"{URL}/{board}"))
    assert len(tried) <= 8
    assert clock.now - NOW < 120


def test_the_waits_differ_by_chance() -> None:
    assert len({back_off(9) for _ in range(50)}) > 40
    assert all(2.0**9 / 2 <= back_off(9) <= 2.0**9 for _ in range(50))


# -- everything down for three days, asked every hour, the process started anew each time

BOARDS = {"greenhouse": ("fernwick", "quill"), "lever": ("fernwick",)}
HOSTS = {"boards-api.greenhouse.io", "api.lever.co"}
#: Waits double from 1-2 s to 3-6 h: so many attempts until the longest wait, and then at most one
#: each three hours. The first attempts of a host come together.
BOUND = math.ceil(math.log2(LONGEST_BACK_OFF)) + math.ceil(3 * DAY / (LONGEST_BACK_OFF / 2)) + 1


def collect(folder: Path, clock: FakeClock, dial: object, boards: object = None) -> list[str]:
    """Collect all boards in a process of its own; give the reasons of what failed."""
    with Workspace(folder) as workspace:
        workspace.door = Door(hosts=workspace.store.hosts, clock=clock, dial=dial)  # type: ignore[arg-type]
        runs = workspace.collect(boards)  # type: ignore[arg-type]
    return [run.reason for run in runs if run.verdict == "failed"]


def test_three_days_without_a_network(folder: Path, replay: Replay) -> None:
    folder.mkdir()
    lines = [f"{name} = {json.dumps(boards)}" for name, boards in BOARDS.items()]
    (folder / "config.toml").write_text("\n".join(["[boards]", *lines]))
    tried = list[str]()
    clock = FakeClock(NOW)

    def dead(host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        tried.append(host)
        raise httpcore.ConnectError("no route")

    with Store(folder) as store:
        while clock.now < NOW + 3 * DAY:  # hours in which nobody would be asked are left out
            collect(folder, clock, dead)
            wakes = min(store.hosts.get(host)[0] for host in HOSTS)
            clock.now = NOW + math.ceil((max(clock.now, wakes) - NOW) / 3600) * 3600
        assert len({store.hosts.get(host)[0] for host in HOSTS}) == len(HOSTS)  # by chance
    for host in HOSTS:
        assert 10 <= tried.count(host) <= BOUND

    collect(folder, clock, dead)
    reasons = collect(folder, clock, dead)
    assert all("times in a row and is not asked before" in reason for reason in reasons)

    # It is back: a person who asks by name has it at once ...
    replay.serve("https://api.lever.co/v0/postings/fernwick?mode=json&skip=0&limit=100", b"[]")
    replay.serve(
        "https://boards-api.greenhouse.io/v1/boards/fernwick/jobs?content=true", b'{"jobs": []}'
    )
    assert collect(folder, clock, replay.dial, {"lever": ["fernwick"]}) == []
    # ... and nobody waits longer than the longest wait.
    with Store(folder) as store:
        assert store.hosts.get("boards-api.greenhouse.io")[0] <= clock.now + LONGEST_BACK_OFF
    clock.now += LONGEST_BACK_OFF
    left = collect(folder, clock, replay.dial)
    assert not any("times in a row" in reason for reason in left)
    with Store(folder) as store:
        assert {store.hosts.get(host) for host in HOSTS} == {(0.0, 0)}
    print(f"{len(tried)} attempts of {len(HOSTS)} hosts in 3 days; bound {BOUND} each")


def test_the_figures_of_the_bound() -> None:
    assert (ATTEMPTS, LONGEST_ASKED, BOUND) == (3, DAY, 40)


def test_a_body_of_a_failing_page_is_not_read(replay: Replay) -> None:
    replay.play(URL, lambda _: [reply(b"<h1>Sorry</h1>" * 10_000, 503)])
    with pytest.raises(StatusError, match="503"):
        replay.door().get(ASK)
    assert replay.count(URL) == 3
