"""What a misbehaving server does to a board that was collected before: nothing."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpcore
import pytest
from tests.pipeline.test_collect import BOARD, ML, board, job
from tests.replay import Asked, FakeClock, Replay, redirect, reply
from tests.sources.test_door_scenarios import SCENARIOS, Forgetful, sends

from upslope.pipeline import collect as collect_boards
from upslope.records import Filters, Reply, Request, Run
from upslope.sources import builtin
from upslope.sources.door.inflate import Caps
from upslope.store import Store
from upslope.workspace import Workspace

HOST = "boards-api.greenhouse.io"
PAGE = "https://careers.example.com/jobs/1"
LEVER = "https://api.lever.co/v0/postings/fernwick?mode=json&skip={}&limit=100"
NINE = [job(number) for number in range(9)]


class Board:
    """A workspace whose door leads to the replay server, in a process started anew each time."""

    def __init__(self, home: Path, replay: Replay) -> None:
        self.home, self.replay, self.clock = home, replay, FakeClock()

    def open(self) -> Workspace:
        workspace = Workspace(self.home)
        store = workspace.store
        workspace.door = self.replay.door(
            validators=store.replies, hosts=store.hosts, clock=self.clock
        )
        return workspace

    def collect(self, source: str = "greenhouse", name: str = "fernwick") -> Run:
        with self.open() as workspace:
            (run,) = workspace.collect({source: [name]})
        self.clock.now += 60
        return run

    def titles(self, status: str = "open") -> list[str]:
        with self.open() as workspace:
            filters = Filters(status=status)  # type: ignore[arg-type]
            return sorted(posting.title for posting, _ in workspace.search(filters).rows)


@pytest.fixture
def fernwick(tmp_path: Path, replay: Replay) -> Board:
    return Board(tmp_path / "home", replay)


@pytest.fixture
def known(fernwick: Board) -> Board:
    """A board of which nine postings are known; what it serves next is the test's to say."""
    fernwick.replay.serve(BOARD, board(*NINE), headers={"ETag": '"1"'})
    assert fernwick.collect().verdict == "complete"
    return fernwick


def serve(known: Board, play: Any) -> None:
    """Play this from now on."""
    known.replay._plays.clear()
    known.replay.play(BOARD, play if callable(play) else sends(play))


SLOW = {"silent", "stalls in the body", *(name for name in SCENARIOS if name.startswith("slow ")),
        "endless 100 Continue", "endless early hints", "endless gzip of nothing"}  # fmt: skip
BROKEN = [
    name
    for name, (_, ends) in SCENARIOS.items()
    if not isinstance(ends, bytes) and name not in SLOW and name != "304 unasked"
]


def test_no_broken_reply_closes_anything(known: Board) -> None:
    before = known.titles()
    with known.open() as workspace:
        workspace.door = known.replay.door(hosts=Forgetful())
        for name in BROKEN:
            serve(known, SCENARIOS[name][0])
            (run,) = workspace.collect({"greenhouse": ["fernwick"]})
            assert (run.verdict, run.closed, run.seen) == ("failed", 0, 0), name
            assert run.reason
            assert "Traceback" not in run.reason
    assert known.titles() == before


def test_ok(known: Board) -> None:
    serve(known, reply(board(*NINE, job(9))))
    assert known.collect().new == 1


def test_304_after_the_body_was_lost(known: Board) -> None:
    for kept in (known.home / "raw").rglob("*.gz"):
        kept.unlink()

    def play(asked: Asked) -> list[bytes]:
        return [reply(b"", 304) if "if-none-match" in asked.headers else reply(board(*NINE))]

    serve(known, play)
    assert known.collect().verdict == "complete"
    assert "if-none-match" not in known.replay.asked[-1].headers


def test_304_to_what_was_asked_changes_nothing(known: Board) -> None:
    serve(known, reply(b"", 304))
    assert known.collect().verdict == "unchanged"
    assert known.replay.asked[-1].headers["if-none-match"] == '"1"'
    assert len(known.titles()) == 9


@pytest.mark.parametrize(("said", "wait"), [("120", 120), ("999999999", 86_400)])
def test_429_parks_the_host_and_says_so(known: Board, said: str, wait: int) -> None:
    serve(known, reply(b"", 429, {"Retry-After": said}))
    assert "429" in known.collect().reason  # moves the clock on by a minute
    asked = len(known.replay.asked)
    run = known.collect()
    assert run.verdict == "failed"
    assert f"{HOST} asked not to be asked before 1970-" in run.reason
    assert len(known.replay.asked) == asked
    serve(known, reply(board(*NINE)))
    known.clock.now += wait
    assert known.collect().verdict == "complete"


def test_503_is_tried_three_times_with_growing_pauses(known: Board) -> None:
    serve(known, reply("<h1>Sorry</h1>", 503))
    known.clock.slept.clear()
    asked = len(known.replay.asked)
    assert known.collect().verdict == "failed"
    assert len(known.replay.asked) - asked == 3
    first, second = known.clock.slept
    assert first < second


def test_200_with_an_empty_list_is_quarantined(known: Board) -> None:
    serve(known, reply(board()))
    assert known.collect().verdict == "quarantined"
    assert len(known.titles()) == 9


def lever(*numbers: int) -> str:
    return json.dumps(
        [{"id": f"{number}", "text": f"{ML} {number}", "categories": {}} for number in numbers]
    )


def test_a_second_page_that_fails_is_partial(fernwick: Board) -> None:
    fernwick.replay.serve(LEVER.format(0), lever(*range(100)))
    fernwick.replay.serve(LEVER.format(100), lever(100, 101))
    assert fernwick.collect("lever").seen == 102
    fernwick.replay._plays.clear()
    fernwick.replay.serve(LEVER.format(0), lever(*range(50, 150)))
    fernwick.replay.serve(LEVER.format(100), status=500)
    run = fernwick.collect("lever")
    assert (run.verdict, run.closed, run.new) == ("partial", 0, 48)
    assert len(fernwick.titles()) == 150


def test_an_id_on_two_pages_is_one_row(fernwick: Board) -> None:
    fernwick.replay.serve(LEVER.format(0), lever(*range(100)))
    fernwick.replay.serve(LEVER.format(100), lever(99, 100))
    fernwick.collect("lever")
    assert len(fernwick.titles()) == 101


def test_an_id_that_is_used_again_keeps_its_history(known: Board) -> None:
    other = job(7, "Data Scientist", "Measure what pumps do.") | {"company_name": "Pumps & Sons"}
    serve(known, reply(board(*NINE[:7], other, NINE[8])))
    assert known.collect().changed == 1
    with known.open() as workspace:
        (row,) = [p for p, _ in workspace.search(Filters()).rows if p.source_id == "7"]
        history = workspace.show(row.id)[2]
    assert row.title == "Data Scientist"
    assert [event.kind for event in history][:2] == ["appeared", "changed"]
    assert f"{ML} 7" in str(history[1].changes)


def test_a_field_that_was_renamed_fails_loudly_and_loses_nothing(known: Board) -> None:
    renamed = [{**row, "name": row["title"]} for row in NINE]
    for row in renamed:
        del row["title"]
    body = board(*renamed)
    serve(known, reply(body))
    run = known.collect()
    assert run.verdict == "drift"
    assert "9 of 9 postings could not be read: it has no title" in run.reason
    assert len(known.titles()) == 9
    with known.open() as workspace:
        kept = Reply(url=BOARD, body=body.encode()).digest
        assert workspace.store.replies.get(kept) == body.encode()


def test_a_date_of_1970_is_no_date(fernwick: Board) -> None:
    rows = [job(1) | {"first_published": "1970-01-01T00:00:00Z", "updated_at": None}]
    fernwick.replay.serve(BOARD, board(*rows))
    fernwick.collect()
    with fernwick.open() as workspace:
        ((posting, _),) = workspace.search(Filters()).rows
    assert posting.date_posted is None


def page(title: str) -> str:
    thing = {"@context": "https://schema.org", "@type": "JobPosting", "title": title}
    written = json.dumps(thing | {"hiringOrganization": "Fernwick"}, ensure_ascii=False)
    return f'<title>x</title><script type="application/ld+json">{written}</script>'


@pytest.mark.parametrize(
    ("encoding", "claimed"),
    [
        ("cp1252", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("shift_jis", "shift_jis"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_a_charset_that_lies_is_seen_through_also_when_kept(
    fernwick: Board, encoding: str, claimed: str
) -> None:
    title = {"shift_jis": "機械学習", "koi8-r": "Инженер"}.get(encoding, "Ingénieur à Zürich")
    body = page(title).encode(encoding)
    headers = {"Content-Type": f"text/html; charset={claimed}", "ETag": '"1"'}

    def play(asked: Asked) -> list[bytes]:
        return [reply(b"", 304) if "if-none-match" in asked.headers else reply(body, 200, headers)]

    fernwick.replay.play(PAGE, play)
    assert fernwick.collect("jsonld", PAGE).verdict == "complete"
    assert fernwick.titles() == [title]
    run = fernwick.collect("jsonld", PAGE)
    assert (run.verdict, run.changed) == ("unchanged", 0)
    with fernwick.open() as workspace:
        kept = workspace.store.replies.last(PAGE)
        assert kept is not None
        assert kept.charset == claimed
        assert [raw.title for raw in builtin()["jsonld"].read(kept).postings] == [title]


@pytest.mark.parametrize(
    "claimed", ["text/plain", "image/png", "application/pdf", "", "nonsense;;"]
)
def test_a_media_type_that_lies_is_read_by_contract(fernwick: Board, claimed: str) -> None:
    fernwick.replay.serve(BOARD, board(*NINE), headers={"Content-Type": claimed})
    assert fernwick.collect().seen == 9
    fernwick.replay.serve(PAGE, page("Engineer"), headers={"Content-Type": claimed})
    assert fernwick.collect("jsonld", PAGE).seen == 1


def test_a_name_that_is_gone_is_left_alone_ever_longer(known: Board) -> None:
    def nobody(host: str, port: int, timeout: float) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no such host")

    with known.open() as workspace:
        workspace.door = known.replay.door(dial=nobody, hosts=workspace.store.hosts)
        (run,) = workspace.collect({"greenhouse": ["fernwick"]})
        assert workspace.store.hosts.get(HOST)[1] == 3
    assert "cannot be reached" in run.reason
    assert len(known.titles()) == 9


def test_a_board_that_moved_for_good_is_asked_where_it_was_named(known: Board) -> None:
    """What a server says of its new address changes no setting, and no other host is asked."""
    serve(known, redirect("https://boards.elsewhere.example/fernwick", 301))
    run = known.collect()
    assert run.verdict == "failed"
    assert "this source asks only" in run.reason
    serve(known, reply(board(*NINE)))
    assert known.collect().verdict == "complete"
    assert known.replay.asked[-1].host == HOST


@pytest.mark.parametrize("status", [500, 503])
def test_a_failing_robots_txt_forbids_its_pages(fernwick: Board, status: int) -> None:
    fernwick.replay.serve("https://careers.example.com/robots.txt", status=status)
    run = fernwick.collect("jsonld", PAGE)
    assert run.verdict == "failed"
    assert "robots.txt cannot be read now" in run.reason


def test_a_robots_txt_of_600_kb_is_read_to_500(fernwick: Board) -> None:
    filler = "# filler\n" * (300 * 1024 // 9)
    rules = f"User-agent: *\n{filler}Disallow: /jobs/\n{filler}Allow: /jobs/1\n"
    fernwick.replay.serve("https://careers.example.com/robots.txt", rules)
    assert "forbids this page" in fernwick.collect("jsonld", PAGE).reason


#: Which test acts out each of the shared scenarios, here or on the wire alone.
ACTED = {
    "ok": test_ok,
    "slowbody": "slow body",
    "infinite": "endless body",
    "brbomb": "brotli",
    "short": "short body",
    "chunknoend": "no last chunk",
    "clte": "length and chunks",
    "manyheaders": "100,000 headers",
    "loop": "loop",
    "tohost": "to loopback",
    "continue100": "endless 100 Continue",
    "nul": "NUL in a header",
    "304_after_db_restore": test_304_after_the_body_was_lost,
    "429_ra_seconds": test_429_parks_the_host_and_says_so,
    "429_ra_huge": test_429_parks_the_host_and_says_so,
    "503_html": test_503_is_tried_three_times_with_growing_pauses,
    "200_empty_list": test_200_with_an_empty_list_is_quarantined,
    "page2_500": test_a_second_page_that_fails_is_partial,
    "page_overlap": test_an_id_on_two_pages_is_one_row,
    "id_reused": test_an_id_that_is_used_again_keeps_its_history,
    "field_renamed": test_a_field_that_was_renamed_fails_loudly_and_loses_nothing,
    "date_1970": test_a_date_of_1970_is_no_date,
    "encoding_lie": test_a_charset_that_lies_is_seen_through_also_when_kept,
    "content_type_lie": test_a_media_type_that_lies_is_read_by_contract,
    "dns_nxdomain": test_a_name_that_is_gone_is_left_alone_ever_longer,
    "301_permanent": test_a_board_that_moved_for_good_is_asked_where_it_was_named,
    "robots_5xx": test_a_failing_robots_txt_forbids_its_pages,
    "robots_600k": test_a_robots_txt_of_600_kb_is_read_to_500,
}


@pytest.mark.shared
def test_every_shared_scenario_is_acted_out(shared: Path) -> None:
    told = json.loads((shared / "hostile/http/scenarios.json").read_text())
    assert {each["path"] for each in told} == set(ACTED)
    assert {name for name in ACTED.values() if isinstance(name, str)} <= set(SCENARIOS)


# -- recorded replies, cut off


class Cut:
    """Answers each request with the same reply, whole or cut off on its way here."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def get(
        self,
        request: Request,
        allow_hosts: tuple[str, ...] = (),
        *,
        interval: float = 1.0,
        caps: Caps = Caps(),  # noqa: B008 - frozen
    ) -> Reply:
        return Reply(url=request.url, body=self.body, sent=request.body)


NAMED = {"hn": "12", "simplify": "acme/list", "workday": "acme.wd5/Careers", "jsonld": PAGE}
CUTS = 8


def recorded(shared: Path) -> Iterator[tuple[str, Path]]:
    """Give three recordings of each source; test_every_source cuts them all, without a store."""
    taken = Counter[str]()
    for name in json.loads((shared / "recordings/expected.json").read_text()):
        source, path = name.split("/")[0], shared / "recordings" / name
        if source in builtin() and path.suffix != ".csv" and path.stat().st_size < 400_000:
            taken[source] += 1
            if taken[source] <= 3:
                yield source, path


@pytest.mark.shared
def test_a_recorded_reply_cut_anywhere_closes_nothing(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is taken in whole, then cut anywhere in each of its eighths."""
    monkeypatch.setattr("os.fsync", lambda _: None)  # hundreds of runs: no power is cut here
    chance, verdicts = random.Random(25), Counter[str]()
    with Store(tmp_path / "home") as store:
        for number, (name, path) in enumerate(recorded(shared)):
            source, body = builtin()[name], path.read_bytes().rstrip()
            boards = [(source, NAMED.get(name, f"board-{number}"))]
            collect_boards(boards, Cut(body), store)
            before = contents(store)
            for part in range(CUTS):
                cut = body[: int(len(body) * (part + chance.random()) / CUTS)]
                (run,) = collect_boards(boards, Cut(cut), store)
                verdicts[f"{name} {run.verdict}"] += 1
                assert (run.closed, run.new) == (0, 0), (path, run)
                if path.suffix == ".html":  # all of ours, or half a row, may stand before the cut
                    assert run.verdict != "complete" or not source.closes, (path, run)
                    continue
                assert run.changed == 0, (path, run)
                assert run.verdict in {"failed", "partial", "quarantined"}, (path, run)
            assert path.suffix == ".html" or contents(store) == before
    print(f"{verdicts.total()} cuts of {number + 1} recordings: {dict(verdicts)}")


def contents(store: Store) -> list[tuple[str, str, str | None]]:
    return [(p.id, p.title, p.description) for p, _ in store.postings.all()]
