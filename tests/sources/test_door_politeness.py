"""Thirty sources on five hosts: one request at a time to a host, spaced, and robots.txt obeyed."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpcore
import pytest
from tests.replay import FakeClock, Replay, dripping, gzipped, measured, redirect, reply

from upslope.errors import DeadlineError, NetworkError, RefusedError
from upslope.records import Request
from upslope.sources.door.clock import SystemClock
from upslope.sources.door.failures import UnreachedError
from upslope.sources.door.fetch import CONTACT, USER_AGENT
from upslope.sources.door.http import Door
from upslope.sources.door.robots import KEPT, MOST

HOSTS = [f"host{number}.example.com" for number in range(5)]
PAGE = Request(url="https://careers.example.com/jobs/1", accept="text/html", page=True)
ROBOTS = "https://careers.example.com/robots.txt"
UPSLOPE = "User-agent: upslope\n"


class Watched:
    """A way to the replay server that notes when each host was asked, on the fake clock."""

    def __init__(self, replay: Replay, clock: FakeClock) -> None:
        self.at: defaultdict[str, list[float]] = defaultdict(list)
        self._replay, self._clock = replay, clock

    def dial(self, host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        self.at[host].append(self._clock.now)
        return self._replay.dial(host, port, timeout)

    def gaps(self, host: str) -> list[float]:
        return [after - before for before, after in itertools.pairwise(self.at[host])]


def test_thirty_sources_on_five_hosts_take_turns(replay: Replay) -> None:
    replay.otherwise = lambda _: [reply(b"{}")]
    clock = FakeClock()
    watched = Watched(replay, clock)
    door = replay.door(clock=clock, dial=watched.dial, deadline=1e6)
    sources = [(HOSTS[number % 5], 1.0 + number % 5) for number in range(30)]

    def visit(source: tuple[str, float]) -> None:
        host, interval = source
        for page in range(5):
            door.get(Request(url=f"https://{host}/{page}"), (host,), interval=interval)

    with ThreadPoolExecutor(30) as pool:
        list(pool.map(visit, sources))
    assert set(replay.most_at_once) == set(HOSTS)
    assert set(replay.most_at_once.values()) == {1}
    for host, interval in sources:
        assert len(watched.at[host]) == 6 * 5
        assert min(watched.gaps(host)) >= interval


def test_each_source_keeps_its_own_pause_on_a_host_they_share(replay: Replay) -> None:
    replay.otherwise = lambda _: [reply(b"{}")]
    clock = FakeClock()
    watched = Watched(replay, clock)
    door = replay.door(clock=clock, dial=watched.dial)
    for interval in (1.0, 5.0, 1.0, 9.0):
        door.get(Request(url=f"https://{HOSTS[0]}/"), interval=interval)
    assert watched.gaps(HOSTS[0]) == [5.0, 1.0, 9.0]


def test_a_slow_host_holds_up_no_other(replay: Replay) -> None:
    busy, release = threading.Event(), threading.Event()

    def stuck(_: object) -> Iterator[bytes]:
        busy.set()
        release.wait(10)
        yield reply(b"{}")

    replay.play(f"https://{HOSTS[0]}/", stuck)
    replay.otherwise = lambda _: [reply(b"{}")]
    door = replay.door(clock=SystemClock())
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(door.get, Request(url=f"https://{HOSTS[0]}/"))
        assert busy.wait(5)
        began = time.monotonic()
        for host in HOSTS[1:]:
            door.get(Request(url=f"https://{host}/"))
        assert time.monotonic() - began < 2
        assert not slow.done()
        release.set()
        assert slow.result(5).body == b"{}"


def test_no_time_left_for_a_pause_is_not_the_hosts_failure(replay: Replay) -> None:
    replay.otherwise = lambda _: [reply(b"{}")]
    door = replay.door(deadline=5.0)
    door.get(Request(url=f"https://{HOSTS[0]}/"))
    with pytest.raises(DeadlineError, match="no time left to ask"):
        door.get(Request(url=f"https://{HOSTS[0]}/"), interval=30.0)
    assert door.get(Request(url=f"https://{HOSTS[0]}/")).body == b"{}"


def test_it_says_honestly_who_asks(replay: Replay) -> None:
    replay.serve(ROBOTS, "User-agent: *\nAllow: /\n")
    replay.serve(PAGE.url, b"page")
    replay.door().get(Request(url=PAGE.url, page=True, headers={"User-Agent": "Mozilla/5.0"}))
    assert {asked.headers["user-agent"] for asked in replay.asked} == {USER_AGENT}
    assert USER_AGENT.startswith("upslope/")
    assert CONTACT in USER_AGENT


def test_a_mail_address_says_who_asks_too(replay: Replay) -> None:
    replay.serve(PAGE.url, b"page")
    mail = {"User-Agent": "nobody@quillfish.example"}
    replay.door().get(Request(url=PAGE.url, headers=mail))
    assert [asked.headers["user-agent"] for asked in replay.asked] == list(mail.values())


# -- robots.txt (RFC 9309)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451])
def test_a_site_without_robots_txt_allows_its_pages(replay: Replay, status: int) -> None:
    replay.serve(ROBOTS, status=status)
    replay.serve(PAGE.url, b"<p>page")
    door = replay.door()
    assert door.get(PAGE).body == door.get(PAGE).body == b"<p>page"
    assert replay.count(ROBOTS) == 1  # remembered


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 599])
def test_a_robots_txt_that_fails_forbids_all(replay: Replay, status: int) -> None:
    replay.serve(ROBOTS, status=status)
    with pytest.raises(RefusedError, match="cannot be read now"):
        replay.door().get(PAGE)
    assert replay.count(PAGE.url) == 0


@pytest.mark.parametrize(
    "sent",
    [b"", b"no http", reply(b"x", headers={"Content-Encoding": "br"}), reply(b"a")[:-1]],
    ids=["nothing", "rubbish", "packed", "cut off"],
)
def test_a_robots_txt_that_cannot_be_read_forbids_all(replay: Replay, sent: bytes) -> None:
    replay.play(ROBOTS, lambda _: [sent])
    with pytest.raises(RefusedError, match="cannot be read now"):
        replay.door().get(PAGE)
    assert replay.count(PAGE.url) == 0


def test_a_site_that_is_not_there_is_not_blamed_on_its_robots_txt() -> None:
    def nobody(host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no such host")

    with pytest.raises(UnreachedError, match="cannot be reached"):
        Door(dial=nobody, clock=FakeClock()).get(PAGE)


def test_a_slow_robots_txt_takes_its_time_from_the_page(replay: Replay) -> None:
    replay.play(ROBOTS, dripping(b"HTTP/1.1 200 OK\r\n\r\n" + b"# slow\n" * 500, 0.02))
    began = time.monotonic()
    with pytest.raises(DeadlineError):
        replay.door(clock=SystemClock(), deadline=0.6).get(PAGE)
    assert time.monotonic() - began < 1.6


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("", True),
        ("<!doctype html><h1>Not found</h1>", True),
        ("User-agent: *\nDisallow: /*/1$\n", False),
        ("User-agent: *\nDisallow: /jobs/\nAllow: /jobs/1\n", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Upslope\nDisallow:\n", True),
        ("User-agent: upslope\nDisallow: /\n\nUser-agent: *\nAllow: /\n", False),
        ("User-agent: *\nDisallow: /j%6Fbs/\n", False),
        ("\ufeffUser-agent: *\r\nDisallow: /jobs\r\n", False),
        ("USER-AGENT: *\rDISALLOW: /jobs\r", False),
        ("User-agent: other\nUser-agent: upslope\nDisallow: /jobs # all\n", False),
    ],
)
def test_its_rules_are_obeyed(replay: Replay, rules: str, allowed: bool) -> None:
    replay.serve(ROBOTS, rules)
    replay.serve(PAGE.url, b"page")
    door = replay.door()
    if allowed:
        assert door.get(PAGE).body == b"page"
    else:
        with pytest.raises(RefusedError, match=r"robots\.txt of careers\.example\.com forbids"):
            door.get(PAGE)
        assert replay.count(PAGE.url) == 0


def test_a_redirected_page_is_judged_by_the_rules_of_where_it_leads(replay: Replay) -> None:
    replay.serve(ROBOTS, status=404)
    replay.play(PAGE.url, redirect("https://other.example.com/jobs/1"))
    replay.serve("https://other.example.com/robots.txt", "User-agent: *\nDisallow: /\n")
    with pytest.raises(RefusedError, match=r"robots\.txt of other\.example\.com forbids"):
        replay.door().get(PAGE)
    assert replay.count("https://other.example.com/jobs/1") == 0


def test_only_the_first_part_of_a_huge_robots_txt_is_read(replay: Replay) -> None:
    filler = b"# filler\n" * (MOST // 9 - 10)
    replay.play(ROBOTS, gzipped(UPSLOPE.encode() + b"Disallow: /jobs/\n" + filler * 9))
    with pytest.raises(RefusedError, match="forbids"):
        replay.door().get(PAGE)


def test_a_rule_within_500_kib_counts(replay: Replay) -> None:
    filler = b"# filler\n" * (MOST // 9 - 10)
    assert len(filler) > 499 * 1024
    body = UPSLOPE.encode() + filler + b"Disallow: /jobs/\n" + filler
    replay.serve(ROBOTS, body)
    with pytest.raises(RefusedError, match="forbids"):
        replay.door().get(PAGE)


def test_the_rules_are_read_again_after_an_hour(replay: Replay) -> None:
    replay.serve(ROBOTS, status=503)
    replay.serve(ROBOTS, status=503)
    replay.serve(ROBOTS, status=503)
    replay.serve(ROBOTS, status=404)
    replay.serve(PAGE.url, b"page")
    clock = FakeClock()
    door = replay.door(clock=clock)
    for _ in range(2):
        with pytest.raises(RefusedError):
            door.get(PAGE)
    clock.now += KEPT
    assert door.get(PAGE).body == b"page"


@pytest.mark.parametrize(("wanted", "kept"), [("7", 7.0), ("3600", 30.0), ("-1", 1.0), ("x", 1.0)])
def test_the_pause_that_it_asks_for_is_kept(replay: Replay, wanted: str, kept: float) -> None:
    replay.serve(ROBOTS, f"User-agent: *\nCrawl-delay: {wanted}\n")
    replay.serve(PAGE.url, b"page")
    clock = FakeClock()
    watched = Watched(replay, clock)
    door = replay.door(clock=clock, dial=watched.dial)
    door.get(PAGE)
    door.get(PAGE)
    assert watched.gaps("careers.example.com") == pytest.approx([kept, kept])


def test_an_api_needs_no_robots_txt(replay: Replay) -> None:
    replay.serve(PAGE.url, b"{}")
    replay.door().get(Request(url=PAGE.url))
    assert [asked.path for asked in replay.asked] == ["/jobs/1"]


@pytest.mark.shared
def test_no_shared_robots_txt_hangs_or_breaks_us(replay: Replay, shared: Path) -> None:
    """Each by itself and with stars in the path that is asked for, in time and memory."""
    files = [file for file in (shared / "hostile/robots").iterdir() if "LICENSE" not in file.name]
    chance, worst, forbidden = random.Random(28), 0.0, 0
    for number, file in enumerate(files):
        site = f"https://site{number}.example.com"
        replay.serve(f"{site}/robots.txt", file.read_bytes())
        path = f"/{'a' * 900}" + "".join(chance.choices("/?*$=&a", k=900))
        for asked in ("/", "/careers/1", path):
            replay.serve(f"{site}{asked}", b"page")
        door = replay.door()
        began = time.monotonic()
        for asked in ("/", "/careers/1", path):
            try:
                assert door.get(Request(url=f"{site}{asked}", page=True)).body == b"page"
            except RefusedError:
                forbidden += 1
        worst = max(worst, time.monotonic() - began)
    print(f"{len(files)} files, {len(files) * 3} pages: {forbidden} forbidden, worst {worst:.2f} s")
    assert worst < 2
    assert 1 <= forbidden < len(files) * 3


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\n" + "Disallow: /" + "*a" * 2000 + "$\n",
        "User-agent: *\n" + "Disallow: /" + "*" * 100_000 + "\n",
        "User-agent: *\n" + "".join(f"Disallow: /*{n}*x$\n" for n in range(20_000)),
        "User-agent: *\n" * 30_000,
        "".join(f"User-agent: a{n}\nDisallow: /{n}\n" for n in range(15_000)),
        "Disallow: /" + "%" * 400_000 + "\n",
        "\0" * 400_000,
        "a" * 500_000,
        ":" * 500_000,
    ],
    ids=[
        "stars",
        "only stars",
        "many rules",
        "many agents",
        "groups",
        "percents",
        "NULs",
        "a",
        ":",
    ],
)
def test_no_robots_txt_takes_long(replay: Replay, rules: str) -> None:
    replay.serve(ROBOTS, rules)
    replay.otherwise = lambda _: [reply(b"page")]
    door = replay.door()
    request = Request(url="https://careers.example.com/" + "a" * 2000, page=True)
    with measured() as cost:
        try:
            door.get(request)
        except NetworkError as error:
            assert isinstance(error, RefusedError)
    print(f"{cost.seconds:.2f} s, +{cost.mebibytes:.1f} MiB")
    assert cost.worked < 4
    assert cost.mebibytes < 64
