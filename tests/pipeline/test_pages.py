"""Lists of several pages that break off, overlap or never end: kept as far as they came."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.sources.systems import test_lever, test_smartrecruiters, test_workday

from upslope.errors import StatusError
from upslope.pipeline import collect
from upslope.records import RawPosting, Reply, Request, Run
from upslope.sources import Reading, Source, builtin
from upslope.sources.visit import ask
from upslope.store import Store

Page = Callable[[int, int, int], Any]


def lever(start: int, rows: int, _: int) -> Any:
    return [test_lever.ROW | {"id": f"id-{n}"} for n in range(start, start + rows)]


def smartrecruiters(start: int, rows: int, total: int) -> Any:
    content = [test_smartrecruiters.LISTED | {"id": str(n)} for n in range(start, start + rows)]
    return {"offset": start, "limit": 100, "totalFound": total, "content": content}


def workday(start: int, rows: int, total: int) -> Any:
    found = [
        test_workday.ROW | {"externalPath": f"/job/Oslo/ML_R-{n}", "bulletFields": [f"R-{n}"]}
        for n in range(start, start + rows)
    ]
    return {"total": total, "jobPostings": found}


SOURCES: dict[str, tuple[Page, int]] = {
    "lever": (lever, 100),
    "smartrecruiters": (smartrecruiters, 100),
    "workday": (workday, 20),
}
each_source = pytest.mark.parametrize("name", SOURCES)


class Played:
    """A door that answers a request for the rows from an offset on."""

    def __init__(self, answer: Callable[[int], Any]) -> None:
        self._answer, self.asked = answer, 0

    def get(self, request: Request, *_: Any, **__: Any) -> Reply:
        self.asked += 1
        assert self.asked < 2_000, "it goes on for ever"
        query = parse_qs(urlsplit(request.url).query)
        given = json.loads(request.body)["offset"] if request.body else 0
        offset = int(query.get("offset", query.get("skip", [given]))[0])
        answer = self._answer(offset)
        if answer is None:
            raise StatusError("The server answered 500.", status=500)
        return Reply(url=request.url, sent=request.body, body=json.dumps(answer).encode())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "workspace") as opened:
        yield opened


def visit(store: Store, name: str, answer: Callable[[int], Any]) -> Run:
    place = "quill.wd5/Fish" if name == "workday" else "quill-fish"
    (run,) = collect([(builtin()[name], place)], Played(answer), store, only_ml=True)
    return run


def open_ids(store: Store, name: str) -> set[str]:
    return store.postings.open_ids(name, "quill.wd5/Fish" if name == "workday" else "quill-fish")


def known(store: Store, name: str) -> tuple[Page, int, set[str]]:
    """A board whose two pages were read whole before: one and a half pages of postings."""
    page, size = SOURCES[name]
    total = size + size // 2
    rows = {0: size, size: size // 2}
    run = visit(store, name, lambda at: page(at, rows.get(at, 0), total))
    assert (run.verdict, run.new) == ("complete", total), run
    return page, size, open_ids(store, name)


@each_source
def test_a_page_that_fails_closes_nothing_and_keeps_what_came(store: Store, name: str) -> None:
    page, size, before = known(store, name)
    start = 5 * size  # the first page holds new postings only
    run = visit(store, name, lambda at: None if at else page(start, size, size + size // 2))
    assert run.verdict == "partial"
    assert (run.new, run.closed) == (size, 0)
    assert open_ids(store, name) > before


@each_source
def test_pages_that_overlap_are_one_row_each(store: Store, name: str) -> None:
    page, size, before = known(store, name)
    total = size + size // 2
    rows = {0: (0, size), size: (size // 2, size)}
    run = visit(store, name, lambda at: page(*rows.get(at, (0, 0)), total))
    assert (run.new, run.closed) == (0, 0)
    assert open_ids(store, name) == before


@each_source
def test_the_same_page_again_and_again_stops(store: Store, name: str) -> None:
    page, size, before = known(store, name)
    run = visit(store, name, lambda _: page(0, size, 10 * size))
    assert run.verdict == "partial"
    assert run.closed == 0
    assert open_ids(store, name) == before


@each_source
def test_pages_without_end_stop(name: str) -> None:
    page, size = SOURCES[name]
    door = Played(lambda at: page(at, size, 10**9))
    asked = ask(builtin()[name], "quill.wd5/Fish", door, lambda _: "")
    assert asked.error or asked.total == 10**9  # so it is not believed to be complete
    assert door.asked <= 1_001
    assert len(asked.raws) <= 20_000


def test_a_source_from_outside_cannot_ask_for_ever() -> None:
    class Endless(Source):
        name = label = about = "endless"

        def requests(self, board: str) -> Iterator[Request]:
            yield Request(url="https://jobs.example/0")

        def read(self, reply: Reply, board: str = "") -> Reading:
            number = int(reply.url.rpartition("/")[2])
            row = RawPosting(source="endless", source_id=str(number), title="ML Engineer")
            return Reading([row], next=Request(url=f"https://jobs.example/{number + 1}"))

    asked = ask(Endless(), "any", Played(lambda _: []), lambda _: "")
    assert asked.error
    assert len(asked.raws) <= 1_001
