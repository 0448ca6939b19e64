"""Two real boards on five dates each, with wrong answers between them: nothing closes falsely."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from tests.pipeline.test_belief import CAPTCHA

from upslope.errors import StatusError, UpslopeError
from upslope.pipeline.belief import weigh
from upslope.records import Posting, RawPosting, Reply, Run, Understanding
from upslope.sources import builtin
from upslope.sources.visit import Visit
from upslope.store import Store
from upslope.store.database.schema import events

pytestmark = pytest.mark.shared
BOARDS = ("databricks", "waymo")
SEQUENCES = int(os.environ.get("UPSLOPE_SEQUENCES", "4"))  # of each board
GREENHOUSE = builtin()["greenhouse"]

Rows = list[dict[str, Any]]
"""The rows of a board's list, as they were on one date."""
Wrong = Callable[[Rows, random.Random], "bytes | UpslopeError"]


def listed(rows: Rows, total: int | None = None) -> bytes:
    meta = {} if total is None else {"meta": {"total": total}}
    return json.dumps({"jobs": rows, **meta}).encode()


def strangers(rows: Rows, chance: random.Random) -> bytes:
    """Another company's board: as long, of other ids."""
    other = [{**row, "id": row["id"] + 10**9, "company_name": "Quillfish Ltd"} for row in rows]
    return listed(other[: chance.randrange(1, len(other))])


def nameless(rows: Rows, chance: random.Random) -> bytes:
    """Another company's board, which does not say whose it is."""
    count = chance.randrange(1, len(rows))
    return listed([{"id": 10**9 + n, "title": f"Chef {n}"} for n in range(count)])


def some(rows: Rows, chance: random.Random) -> Rows:
    """Half of a list or less, from anywhere."""
    return chance.sample(rows, chance.randrange(1, len(rows) // 2))


WRONG: dict[str, Wrong] = {
    "empty": lambda rows, chance: listed([]),
    "empty, and says so": lambda rows, chance: listed([], 0),
    "halved": lambda rows, chance: listed(some(rows, chance)),
    "first half": lambda rows, chance: listed(rows[: len(rows) // 2]),
    "second half": lambda rows, chance: listed(rows[len(rows) // 2 :]),
    "capped at 50": lambda rows, chance: listed(rows[:50]),
    "capped at 100": lambda rows, chance: listed(rows[:100], 100),
    "capped at the hundred below": lambda rows, chance: listed(rows[: len(rows) // 100 * 100]),
    "capped, with the total": lambda rows, chance: listed(rows[: len(rows) - 7], len(rows)),
    "wrong tenant": strangers,
    "wrong tenant, no name": nameless,
    "captcha": lambda rows, chance: CAPTCHA.encode(),
    "an error of 200": lambda rows, chance: b'{"error": {"code": 429}}',
    "cut off": lambda rows, chance: listed(rows)[: chance.randrange(1, 5_000)],
    "other wrapper": lambda rows, chance: listed(rows).replace(b'{"jobs"', b'{"jobs_v2"', 1),
    "without titles": lambda rows, chance: listed(rows).replace(b'"title"', b'"name"'),
    "503": lambda rows, chance: StatusError("The server answered 503.", status=503),
}  # fmt: skip


@cache
def snapshots(shared: Path, board: str) -> list[tuple[str, Rows]]:
    files = sorted((shared / "recordings/greenhouse/snapshots").glob(f"{board}_*.json"))
    return [(file.stem.partition("_")[2], json.loads(file.read_text())["jobs"]) for file in files]


class Board:
    """One board in a store, visited at times of our choosing."""

    def __init__(self, store: Store, name: str) -> None:
        self.store, self.name = store, name

    def visit(self, answer: bytes | UpslopeError, at: datetime) -> Run:
        """As ``store_visit`` does it, without understanding what is read."""
        visit = Visit(GREENHOUSE, self.name, self.name)
        try:
            if isinstance(answer, UpslopeError):
                raise answer
            visit.read(Reply(url="", body=answer))
        except UpslopeError as error:
            visit.error = error
        run = self.store.runs.start("greenhouse", self.name)
        run.started_at = at.isoformat(timespec="milliseconds")
        postings = [quick(raw, self.name) for raw in visit.raws]
        weighed = weigh(visit, postings, run, self.store, closes=True, unchanged=False)
        kept = [] if weighed.taken in {"doubt", "nothing"} else postings
        return self.store.postings.ingest(
            run,
            kept,
            [Understanding(id=one.id, role="other", role_probability=1.0) for one in kept],
            skipped=weighed.listed.difference(one.id for one in kept),
        )

    def open(self) -> set[str]:
        known = self.store.postings.open_ids("greenhouse", self.name)
        return {id.removeprefix(f"{self.name} ") for id in known}


def quick(raw: RawPosting, board: str) -> Posting:
    return Posting(
        id=f"{board} {raw.source_id}",  # each sequence has postings of its own
        source=raw.source,
        source_id=raw.source_id,
        title=raw.title,
        hiring_organization=raw.hiring_organization,
        job_location=raw.job_location,
        url=raw.url,
    )


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr("os.fsync", lambda _: None)  # thousands of runs: no power is cut here
    with Store(tmp_path / "workspace") as opened:
        yield opened


def ids(rows: Rows) -> set[str]:
    return {str(row["id"]) for row in rows}


@pytest.mark.parametrize("name", BOARDS)
def test_no_false_closing_whatever_comes_between(store: Store, shared: Path, name: str) -> None:
    """A posting may be closed only if the board's last true list lacks it."""
    dated, chance = snapshots(shared, name), random.Random(name)
    told, verdicts = Counter[str](), Counter[str]()
    for number in range(SEQUENCES):
        play(Board(store, f"{name}-{number}"), dated, chance, told, verdicts)
    print(name, dict(told), dict(verdicts))
    assert told["false closings"] == 0
    assert told["closings missed"] == 0
    assert told["openings missed"] == 0
    assert told["strangers stored"] == 0
    assert told["true closings"] > 100
    with store.database.read() as connection:
        reopened = connection.execute(select(events.c.posting).where(events.c.kind == "reopened"))
        assert 0 < len(reopened.all()) <= told["back again"]


def play(
    board: Board,
    dated: list[tuple[str, Rows]],
    chance: random.Random,
    told: Counter[str],
    verdicts: Counter[str],
) -> None:
    """Play the dates in order, some of them in another, with wrong answers between them."""
    keep = chance.random()
    dated = [(date, [r for r in rows if _kept(r, keep)]) for date, rows in dated]
    if chance.random() < 0.5:  # what had closed is open once more
        dated.append(("2026-09-01", dated[-3][1]))
    known, closed = {str(row["id"]) for _, rows in dated for row in rows}, set[str]()
    for date, rows in dated:
        at = datetime.fromisoformat(f"{date}T06:00+00:00")
        before = board.open()
        for _ in range(3):  # a third of a board may go between two dates: seen again, it counts
            run = board.visit(listed(rows, len(rows)), at)
            verdicts[f"true: {run.verdict}"] += 1
            at += timedelta(hours=7)
        told["true closings"] += len(before - ids(rows))
        told["back again"] += len(ids(rows) & closed)
        closed = (closed | before) - ids(rows)
        missed = len(board.open() - ids(rows))
        told["wait, for the list is round" if run.verdict == "partial" else "closings missed"] += (
            missed
        )
        told["openings missed"] += len(ids(rows) - board.open())
        for _ in range(chance.randrange(6)):
            kind = chance.choice(list(WRONG))
            run = board.visit(WRONG[kind](rows, chance), at)
            told["wrong answers"] += 1
            verdicts[f"{kind}: {run.verdict}"] += 1
            told["false closings"] += len(ids(rows) - board.open())
            told["strangers stored"] += len(board.open() - known)
            at += timedelta(minutes=chance.choice([1, 30, 100, 240]))
            if chance.random() < 0.5:
                board.visit(listed(rows, len(rows)), at)


def _kept(row: dict[str, Any], keep: float) -> bool:
    """Choose a tenth of a board, so that many sequences are played in little time."""
    return (int(row["id"]) // 1_000 * 2_654_435_761 % 1_000 / 1_000 + keep) % 1 < 0.1
