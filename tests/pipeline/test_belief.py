"""What a board's list must never do, however wrong it is: close what is still open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from upslope.errors import ReadError, StatusError
from upslope.pipeline import collect
from upslope.records import Reply, Request, Run
from upslope.sources import Source, builtin
from upslope.store import Store
from upslope.store.database.schema import runs

CAPTCHA = """<!doctype html><html><head><title>Just a moment...</title></head><body>
<h1>Checking that you are human</h1><form action="/challenge"></form></body></html>"""
WRONG = {
    "nothing": b"",
    "captcha": CAPTCHA.encode(),
    "error of 200": b'{"error": {"code": 429, "message": "Too many requests"}}',
    "error with a status": b'{"status": 404, "error": "Job not found"}',
    "null": b"null",
    "text": b'"ok"',
    "no object": b"{}",
    "another list": b'{"items": [], "count": 0}',
    "empty list": b"[]",
    "empty jobs": b'{"jobs": [], "meta": {"total": 0}, "apiVersion": "1"}',
    "empty content": b'{"offset": 0, "limit": 100, "totalFound": 0, "content": []}',
    "empty postings": b'{"total": 0, "jobPostings": [], "facets": []}',
    "cut off": b'{"jobs": [{"id": 1, "title": "ML Eng',
}


class Played:
    """A door that answers every request with the next body, the last again and again."""

    def __init__(self, *bodies: bytes) -> None:
        self.bodies = list(bodies)
        self.asked = 0

    def get(self, request: Request, *_: Any, **__: Any) -> Reply:
        self.asked += 1
        assert self.asked < 3_000, "it goes on for ever"
        body = self.bodies.pop(0) if len(self.bodies) > 1 else self.bodies[0]
        if body == b"500":
            raise StatusError("The server answered 500.", status=500)
        return Reply(url=request.url, body=body)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "workspace") as opened:
        yield opened


def visit(store: Store, source: Source, *bodies: bytes, board: str = "acme.wd5/jobs") -> Run:
    (run,) = collect([(source, board)], Played(*bodies), store)
    return run


def halves(body: bytes) -> bytes:
    """Cut every long list of a JSON document to half, and any count of it with it."""

    def cut(value: Any) -> Any:
        if isinstance(value, list):
            return value[: len(value) // 2] if len(value) > 3 else value
        if isinstance(value, dict):
            held = {name: cut(one) for name, one in value.items()}
            return {n: v for n, v in held.items() if n not in {"total", "totalFound", "meta"}}
        return value

    return json.dumps(cut(json.loads(body))).encode()


def check_all_wrong(store: Store, source: Source, others: dict[str, bytes], board: str) -> None:
    before = store.postings.open_ids(source.name, board)
    for name, body in {**WRONG, **others}.items():
        run = visit(store, source, body, board=board)
        assert run.verdict in {"failed", "partial", "quarantined", "drift"}, (name, run)
        assert run.reason, name
        assert not run.closed
        assert store.postings.open_ids(source.name, board) >= before, name


def job(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "title": f"Engineer {number}",
        "absolute_url": f"https://x.example/{number}",
    }


def board(*numbers: int) -> bytes:
    return json.dumps({"jobs": [job(number) for number in numbers]}).encode()


def test_no_wrong_list_closes_a_posting(store: Store) -> None:
    greenhouse = builtin()["greenhouse"]
    assert visit(store, greenhouse, board(*range(40)), board="acme").verdict == "complete"
    others = {
        "half": board(*range(20)),
        "two thirds": board(*range(27)),
        "another company": board(*range(100, 140)),
        "one of another": board(7_000),
    }
    check_all_wrong(store, greenhouse, others, "acme")


def test_a_third_less_must_be_seen_twice_six_hours_apart(store: Store) -> None:
    greenhouse = builtin()["greenhouse"]
    visit(store, greenhouse, board(*range(40)), board="acme")
    for hours in (0.0, 5.9):
        back_date(store, hours)
        run = visit(store, greenhouse, board(*range(20)), board="acme")
        assert (run.verdict, run.closed) == ("quarantined", 0)
        assert len(store.postings.open_ids("greenhouse", "acme")) == 40
    back_date(store, 6.1)
    run = visit(store, greenhouse, board(*range(20)), board="acme")
    assert (run.verdict, run.closed) == ("complete", 20)


def test_halves_that_differ_close_nothing_however_long_it_lasts(store: Store) -> None:
    greenhouse = builtin()["greenhouse"]
    visit(store, greenhouse, board(*range(41)), board="acme")
    for hours, listed in ((0, range(19)), (7, range(19, 41)), (7, range(9, 28)), (7, range(22))):
        back_date(store, hours)
        run = visit(store, greenhouse, board(*listed), board="acme")
        assert (run.verdict, run.closed) == ("quarantined", 0)
    assert len(store.postings.open_ids("greenhouse", "acme")) == 41


def back_date(store: Store, hours: float) -> None:
    """Let all runs have begun so many hours ago."""
    then = (datetime.now(UTC) - timedelta(hours=hours)).isoformat(timespec="milliseconds")
    with store.database.write() as connection:
        connection.execute(update(runs).values(started_at=then))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ashby", "greenhouse", "lever", "smartrecruiters", "workday"])
def test_no_wrong_list_closes_a_posting_of_a_real_board(
    name: str, tmp_path: Path, shared: Path
) -> None:
    source = builtin()[name]
    files = [f for f in (shared / "recordings" / name).glob("*.json") if len(ids(source, f)) > 1]
    files.sort(key=lambda file: file.stat().st_size)
    assert len(files) >= 2
    for file in files[:4]:
        with Store(tmp_path / file.stem) as store:
            run = visit(store, source, file.read_bytes(), board=board_of(name))
            assert run.new > 1
            strange = [f for f in files[:4] if not ids(source, f) & ids(source, file)]
            others = {other.name: other.read_bytes() for other in strange}
            if run.new > 3:
                others["half"] = halves(file.read_bytes())
            check_all_wrong(store, source, others, board_of(name))


def ids(source: Source, file: Path) -> set[str]:
    try:
        reading = source.read(Reply(url="", body=file.read_bytes()), "acme")
    except ReadError:
        return set()
    return {posting.source_id for posting in reading.postings}


def board_of(name: str) -> str:
    return "acme.wd5/Jobs" if name == "workday" else "acme"
