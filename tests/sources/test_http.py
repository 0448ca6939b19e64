"""The door: what it fetches, and what it refuses, caps, repeats and waits for."""

from __future__ import annotations

import gzip
import threading
import time

import httpcore
import pytest
from tests.replay import (
    FakeClock,
    Replay,
    redirect,
)

from upslope.errors import (
    NetworkError,
    RefusedError,
    StatusError,
)
from upslope.records import Reply, Request
from upslope.sources.door.failures import UnreachedError
from upslope.sources.door.fetch import USER_AGENT
from upslope.sources.door.http import Door
from upslope.sources.door.transport import PublicDialer

URL = "https://boards.example.com/acme"
ASK = Request(url=URL)
HOSTS = ("boards.example.com",)


def test_gives_the_body_and_says_who_asks(replay: Replay) -> None:
    replay.serve(
        URL, b"[1]", headers={"Content-Type": "application/json; charset=UTF-8", "ETag": '"a"'}
    )
    got = replay.door().get(ASK, HOSTS)
    assert (got.body, got.status, got.media_type, got.charset, got.etag, got.url) == (
        b"[1]", 200, "application/json", "UTF-8", '"a"', URL,
    )  # fmt: skip
    sent = replay.asked[0].headers
    assert sent["user-agent"] == USER_AGENT
    assert USER_AGENT.startswith("upslope/")
    assert "+https://" in USER_AGENT
    assert sent["accept-encoding"] == "gzip"
    assert "cookie" not in sent


def test_reads_gzip_of_several_members(replay: Replay) -> None:
    body = gzip.compress(b"first ") + gzip.compress(b"second")
    replay.serve(URL, body, headers={"Content-Encoding": "gzip"})
    assert replay.door().get(ASK).body == b"first second"


def test_a_resolver_that_hangs_ends_too() -> None:
    release = threading.Event()

    def resolve(host: str, port: int, timeout: float) -> list[str]:
        release.wait(timeout)
        raise httpcore.ConnectTimeout("no answer")

    began = time.monotonic()
    with pytest.raises(NetworkError):
        Door(dial=PublicDialer(resolve), deadline=0.4).get(ASK)
    assert time.monotonic() - began < 1.4


# -- redirects


def test_follows_a_redirect_and_says_where_it_led(replay: Replay) -> None:
    replay.play(URL, redirect("/other"))
    replay.serve("https://boards.example.com/other", b"here")
    got = replay.door().get(ASK, HOSTS)
    assert (got.body, got.url) == (b"here", "https://boards.example.com/other")


def test_stops_after_five_hops(replay: Replay) -> None:
    for hop in range(20):
        replay.play(f"https://boards.example.com/{hop}", redirect(f"/{hop + 1}"))
    with pytest.raises(RefusedError, match="redirected more than 5 times"):
        replay.door().get(Request(url="https://boards.example.com/0"))
    assert len(replay.asked) == 6


@pytest.mark.parametrize(
    "target",
    [
        "https://other.example.com/",
        "http://boards.example.com/acme2",  # from https down to http
        "https://127.0.0.1/",
        "https://2130706433/",
        "javascript:alert(1)",
        "//169.254.169.254/latest/meta-data/",
        "https://user@boards.example.com/",
        "https://boards.example.com\\@127.0.0.1/",
        "https://[::1",
    ],
)
def test_a_redirect_is_vetted_as_any_other_address(replay: Replay, target: str) -> None:
    replay.play(URL, redirect(target))
    with pytest.raises(RefusedError):
        replay.door().get(ASK, HOSTS)
    assert len(replay.asked) == 1


def test_a_key_never_goes_to_another_site(replay: Replay) -> None:
    replay.play(URL, redirect("https://other.example.com/"))
    replay.serve("https://other.example.com/", b"ok")
    replay.door().get(Request(url=URL, headers={"Authorization": "canary"}))
    assert replay.asked[0].headers["authorization"] == "canary"
    assert "authorization" not in replay.asked[1].headers


def test_no_secret_of_a_url_is_in_an_error(replay: Replay) -> None:
    for status in (404, 500):
        url = f"https://boards.example.com/{status}?app_key=canary"
        replay.serve(url, status=status)
        with pytest.raises(StatusError) as caught:
            replay.door().get(Request(url=url, headers={"Authorization": "canary"}))
        assert "canary" not in repr(caught.value) + str(caught.value)
        assert caught.value.__cause__ is None


# -- unchanged replies


class Kept:
    """A store of one earlier reply, if it still has its body."""

    def __init__(self, body: bytes | None) -> None:
        self.body = body

    def last(self, url: str) -> Reply | None:
        if url != URL or self.body is None:
            return None
        when = "Sat, 01 Aug 2026 10:00:00 GMT"
        return Reply(
            url=url,
            body=self.body,
            etag='W/"a"',
            last_modified=when,
            charset="koi8-r",
            unchanged=True,
        )


def test_an_unchanged_reply_is_the_kept_one(replay: Replay) -> None:
    replay.serve(URL, status=304)
    kept = Kept(b"kept")
    assert replay.door(validators=kept).get(ASK) == kept.last(URL)
    assert replay.asked[0].headers["if-none-match"] == 'W/"a"'
    assert replay.asked[0].headers["if-modified-since"].startswith("Sat, 01 Aug")


def test_a_reply_whose_body_was_lost_is_asked_for_in_full(replay: Replay) -> None:
    replay.serve(URL, b"again")
    got = replay.door(validators=Kept(None)).get(ASK)
    assert (got.body, got.unchanged) == (b"again", False)
    assert "if-none-match" not in replay.asked[0].headers


def test_a_304_of_another_version_is_not_believed(replay: Replay) -> None:
    replay.serve(URL, status=304, headers={"ETag": '"b"'})
    replay.serve(URL, b"new", headers={"ETag": '"b"'})
    got = replay.door(validators=Kept(b"kept")).get(ASK)
    assert (got.body, got.etag, got.unchanged) == (b"new", '"b"', False)
    assert "if-none-match" not in replay.asked[1].headers


def test_an_etag_that_comes_again_with_another_body_is_a_new_reply(replay: Replay) -> None:
    replay.serve(URL, b"new", headers={"ETag": 'W/"a"'})
    got = replay.door(validators=Kept(b"kept")).get(ASK)
    assert (got.body, got.unchanged) == (b"new", False)


@pytest.mark.parametrize("etag", ['"\xe9"', '"' + "e" * 5000 + '"', '"a\tb"'])
def test_an_etag_that_cannot_be_sent_back_is_not_kept(replay: Replay, etag: str) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nETag: {etag}\r\n\r\n{{}}"
    replay.play(URL, lambda _: [head.encode("latin-1")])
    assert replay.door().get(ASK).etag is None


def test_304_to_a_question_that_was_not_asked_is_an_error(replay: Replay) -> None:
    replay.serve(URL, status=304)
    with pytest.raises(StatusError) as caught:
        replay.door().get(ASK)
    assert caught.value.status == 304


# -- waiting and trying again


def test_tries_a_failing_server_three_times_with_growing_pauses(replay: Replay) -> None:
    replay.serve(URL, "<h1>Sorry</h1>", status=503)
    clock = FakeClock()
    with pytest.raises(StatusError, match=r"answered 503 \(Service Unavailable\)"):
        replay.door(clock=clock).get(ASK, interval=0)
    assert replay.count(URL) == 3
    first, second = clock.slept
    assert 1 <= first <= 2 <= second <= 4


def test_a_second_attempt_may_succeed(replay: Replay) -> None:
    replay.serve(URL, status=502)
    replay.serve(URL, b"ok")
    assert replay.door().get(ASK).body == b"ok"


def test_an_unknown_page_is_asked_for_once(replay: Replay) -> None:
    with pytest.raises(StatusError, match=r"answered 404 \(Not Found\)"):
        replay.door().get(ASK)
    assert len(replay.asked) == 1


def test_an_unreachable_host_is_tried_again() -> None:
    tries = []

    def dial(host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        tries.append(host)
        raise httpcore.ConnectError("refused")

    with pytest.raises(UnreachedError, match="cannot be reached"):
        Door(dial=dial, clock=FakeClock()).get(ASK)
    assert len(tries) == 3


# -- searches that are sent as a body

SEARCH = Request(url=URL, headers={"Content-Type": "application/json"}, body=b'{"offset": 20}')


def test_a_body_is_posted_and_noted_in_the_reply(replay: Replay) -> None:
    replay.serve(URL, b"{}", 503)
    replay.serve(URL, b"[1]")
    got = replay.door().get(SEARCH, HOSTS)
    assert (got.body, got.sent) == (b"[1]", SEARCH.body)
    sent = replay.asked[-1]
    assert (sent.method, sent.body, len(replay.asked)) == ("POST", SEARCH.body, 2)
    assert sent.headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", [301, 303, 307])
def test_what_is_posted_goes_to_no_other_address(replay: Replay, status: int) -> None:
    replay.play(URL, redirect("https://boards.example.com/other", status))
    with pytest.raises(StatusError, match=f"answered {status}"):
        replay.door().get(SEARCH, HOSTS)
    assert [asked.path for asked in replay.asked] == ["/acme"]


def test_a_search_is_not_taken_for_an_earlier_one(replay: Replay) -> None:
    replay.serve(URL, b"[2]")
    assert replay.door(validators=Kept(b"of another page")).get(SEARCH).body == b"[2]"
    assert "if-none-match" not in replay.asked[0].headers
