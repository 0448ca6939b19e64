"""Clocks jump and ids are used again: nothing expires, nothing is lost, the order stays."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.sources.test_every_source import TESTED

from upslope.errors import ReadError
from upslope.pipeline import take_in
from upslope.pipeline.take_in import store_visit
from upslope.records import Filters, Reply, Run
from upslope.sources import builtin
from upslope.sources.visit import Visit
from upslope.store import Store, runs
from upslope.store.database.schema import metadata

GREENHOUSE = builtin()["greenhouse"]
START = datetime(2026, 3, 28, 12, tzinfo=UTC)  # the night before European clocks go forward


class Clock:
    """What time it is said to be; several tests set it as they like."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> str:
        return self.at.isoformat(timespec="milliseconds")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    set_by_us = Clock()
    monkeypatch.setattr(runs, "now", set_by_us.now)
    return set_by_us


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with Store(tmp_path / "workspace") as opened:
        yield opened


def board(*jobs: dict[str, Any]) -> bytes:
    return json.dumps({"jobs": list(jobs)}).encode()


def job(number: int, title: str = "", **fields: Any) -> dict[str, Any]:
    url = f"https://quillfish.example/{number}"
    return {"id": number, "title": title or f"Engineer {number}", "absolute_url": url, **fields}


JOBS = [job(number) for number in range(12)]


def visit(store: Store, *jobs: dict[str, Any]) -> Run:
    seen = Visit(GREENHOUSE, "quillfish", "quillfish")
    seen.read(Reply(url="", body=board(*jobs)))
    return store_visit(seen, store.runs.start("greenhouse", "quillfish"), store)


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=3653), timedelta(hours=1)])
def test_no_posting_expires_because_a_clock_jumps(
    store: Store, clock: Clock, jump: timedelta
) -> None:
    """Whether a broken list comes before or after the jump, and when the clock is right again."""
    visit(store, *JOBS)
    for step in (timedelta(hours=1), jump, timedelta(minutes=1), -jump, timedelta(minutes=1)):
        clock.at += step
        assert visit(store).verdict == "quarantined"
        assert visit(store, *JOBS[:4]).verdict == "quarantined"
    assert store.postings.search(Filters()).total == 12
    assert visit(store, *JOBS).verdict == "complete"
    assert store.postings.search(Filters()).total == 12


def test_a_valid_through_in_the_past_closes_nothing_by_itself(store: Store, clock: Clock) -> None:
    visit(store, job(1, application_deadline="2026-04-01T00:00:00Z"))
    clock.at += timedelta(days=3653)
    assert store.postings.search(Filters()).total == 1


def test_the_order_of_events_is_that_of_runs(store: Store, clock: Clock) -> None:
    """Each visit sees the clock a day earlier than the one before."""
    for jobs in (JOBS, JOBS[1:], JOBS, JOBS[1:]):
        visit(store, *jobs)
        clock.at -= timedelta(days=1)
    (gone,) = store.postings.search(Filters(status="closed")).rows
    kinds = [event.kind for event in store.postings.history(gone[0].id)]
    assert kinds == ["appeared", "closed", "reopened", "closed"]
    assert [run.closed for run in store.runs.list()] == [1, 0, 1, 0]  # newest first


def test_a_run_of_the_future_stops_none_of_today(store: Store, clock: Clock) -> None:
    clock.at += timedelta(days=3653)
    visit(store, *JOBS)
    clock.at -= timedelta(days=3653)
    run = visit(store, *JOBS[1:], job(99))
    assert (run.verdict, run.new, run.closed) == ("complete", 1, 1)
    last = store.runs.last("greenhouse", "quillfish")
    assert last is not None
    assert last.id == run.id


def test_times_are_in_utc_whatever_the_time_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    for zone in ("Pacific/Kiritimati", "America/Los_Angeles", "Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        began = datetime.fromisoformat(runs.now())
        assert abs(began - datetime.now(UTC)) < timedelta(seconds=60)
        assert began.utcoffset() == timedelta()
    monkeypatch.delenv("TZ")
    time.tzset()


def test_an_id_that_is_used_again_keeps_both_in_its_history(store: Store) -> None:
    visit(store, *JOBS)
    run = visit(store, job(0, "Chef", company_name="Inkwell"), *JOBS[1:])
    assert (run.verdict, run.changed) == ("complete", 1)
    chef = next(p for p, _ in store.postings.search(Filters()).rows if p.title == "Chef")
    (_, changed) = store.postings.history(chef.id)
    assert changed.changes["title"] == ("Engineer 0", "Chef")
    assert changed.changes["hiring_organization"][1] == "Inkwell"


def test_an_id_twice_in_one_list_is_one_posting(store: Store) -> None:
    run = visit(store, *JOBS, job(3, "Engineer 3, again"))
    assert (run.verdict, run.new) == ("complete", 12)


def test_ids_that_change_for_good_are_believed_hours_later(store: Store, clock: Clock) -> None:
    visit(store, *JOBS)
    renamed = [{**one, "id": one["id"] + 500} for one in JOBS]
    assert visit(store, *renamed).verdict == "drift"
    clock.at += timedelta(hours=7)
    run = visit(store, *renamed)
    assert (run.verdict, run.new, run.closed) == ("complete", 12, 12)
    (new, _) = store.postings.search(Filters()).rows[0]
    assert [event.kind for event in store.postings.history(new.id)] == ["appeared", "reposted"]


def hashes(store: Store) -> dict[str, str]:
    """Return a hash of every table's rows, without what names a run or counts up."""
    passing = {"number", "revision", "run", "first_run", "last_run", "owner"}
    told = {}
    with store.database.read() as connection:
        for table in metadata.sorted_tables:
            if table.name in {"runs", "run_replies", "predictions"}:  # logs, in order of time
                continue
            columns = [column for column in table.c if column.name not in passing]
            rows = connection.execute(table.select().with_only_columns(*columns)).all()
            told[table.name] = hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
    return told


def parsed(folder: Path, replies: Sequence[tuple[str, Reply]]) -> dict[str, str]:
    with Store(folder) as store:
        for name, reply in replies:
            try:
                take_in(builtin()[name], reply, store, board=f"{name} {reply.digest[:8]}")
            except ReadError:
                continue
        return hashes(store)


def check_determined(tmp_path: Path, replies: list[tuple[str, Reply]]) -> None:
    first = parsed(tmp_path / "first", replies)
    assert parsed(tmp_path / "second", replies) == first
    random.Random(60).shuffle(replies)
    assert parsed(tmp_path / "shuffled", replies) == first
    assert parsed(tmp_path / "twice", [*replies, *replies]) == first


def test_the_same_replies_in_any_order_give_the_same_tables(tmp_path: Path, clock: Clock) -> None:
    check_determined(
        tmp_path,
        [(name, TESTED[name].REPLY) for name in builtin() if hasattr(TESTED.get(name), "REPLY")],
    )


@pytest.mark.shared
def test_real_replies_in_any_order_give_the_same_tables(
    tmp_path: Path, shared: Path, clock: Clock
) -> None:
    expected = json.loads((shared / "recordings/expected.json").read_text())
    files = [(name.split("/")[0], shared / "recordings" / name) for name in expected]
    one_each = {name: file for name, file in files if file.stat().st_size < 60_000}
    replies = [
        (name, Reply(url=file.name, body=file.read_bytes()))
        for name, file in sorted(one_each.items())
        if name in builtin()
    ]
    check_determined(tmp_path, replies[:12])
