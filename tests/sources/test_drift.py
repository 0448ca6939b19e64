"""A source that changes its shape is noticed, whichever field it renames, drops or retypes."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.sources.mutations import Mutation, mutations
from tests.sources.test_every_source import SOURCES, TESTED, each_source, recordings

from upslope.errors import DriftError, ReadError, WebPageError
from upslope.pipeline.take_in import store_visit
from upslope.records import Reply, Request, Run
from upslope.sources import Reading, Source, builtin
from upslope.sources.drift import told_apart
from upslope.sources.filled import emptied, filled
from upslope.sources.visit import Visit
from upslope.store import Store

SAID = ReadError("quillfish sent no list of postings.")
PAGE = "<!doctype html><html><head><title>{}</title></head><body>{}</body></html>"
CHECK = PAGE.format("Just a moment...", "Checking your browser before you go on.")
LOGIN = PAGE.format("Quillfish", "<h1>Welcome</h1><p>Please sign in to go on.</p>")
CAREERS = PAGE.format("Careers", '<script src="recaptcha.js"></script>' + "<p>We sail.</p>" * 300)


def replied(body: str) -> Reply:
    return Reply(url="https://quillfish.example/jobs", body=body.encode())


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('{"rows": [{"title": "Chef"}]}', DriftError),
        ('{"message": "12 found", "rows": [{"title": "Chef"}]}', DriftError),
        ("null", DriftError),
        ("[]", DriftError),
        ("<jobs><job><name>Chef</name></job></jobs>", DriftError),
        ('{"error": {"code": 429}}', ReadError),
        ('{"errors": [{"message": "no such site"}], "data": null}', ReadError),
        ('{"rows": [{"title": "Ch', ReadError),
        ("<jobs><job><name>Che", ReadError),
        ("", ReadError),
        ("no list", ReadError),
    ],
)
def test_a_reply_of_another_shape_is_told_from_a_broken_one(
    body: str, kind: type[ReadError]
) -> None:
    assert type(told_apart(SAID, replied(body), Request(url=""))) is kind


@pytest.mark.parametrize("body", [CHECK, LOGIN, CAREERS])
def test_a_page_that_nobody_asked_for_is_no_list(body: str) -> None:
    error = told_apart(SAID, replied(body), Request(url=""))
    assert isinstance(error, WebPageError)
    assert SAID.what in str(error)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (CHECK, WebPageError),
        (LOGIN, WebPageError),
        (CAREERS, DriftError),  # many pages load a check that they do not show
        (CAREERS[:-20], ReadError),
    ],
)
def test_a_page_that_was_asked_for_may_have_changed(body: str, kind: type[ReadError]) -> None:
    assert type(told_apart(SAID, replied(body), Request(url="", page=True))) is kind


def test_a_field_is_missed_when_so_many_cannot_lack_it_by_chance() -> None:
    before = {"title": 40, "url": 40, "base_salary": 4, "description": 39}
    now = {"title": 40, "url": 40, "base_salary": 0, "description": 0}
    assert emptied(now, before) == ["base_salary", "description"]
    assert emptied({**now, "title": 6}, before) == ["description"]
    assert emptied({**now, "description": 20}, before) == ["base_salary"]
    assert emptied({}, before) == []


#: Changes that are no drift by these rules, and why.
UNSEEN: dict[str, dict[str, str]] = {
    "email_alerts": {"rename <a>": "a mail without links is a mail of another kind: refused"},
}


def told(source: Source, mutation: Mutation, before: Reading) -> str:
    """Say how a changed reply is noticed; raise if it is not."""
    try:
        visit = Visit(source, "quill-fish", "quill-fish")
        visit.read(mutation.reply)
    except ReadError as error:
        assert isinstance(error, DriftError), (mutation.what, error)
        return "drift"
    if len(visit.problems) > len(visit.raws):
        return "drift"
    ids = {raw.source_id: raw for raw in visit.raws}
    known = {raw.source_id: raw for raw in before.postings}
    assert visit.problems or len(ids) >= len(known), f"{mutation.what}: lost without a word"
    flipped = [raw for id, raw in ids.items() if id in known and raw.closed > known[id].closed]
    assert not flipped, f"{mutation.what}: closed"
    if not ids.keys() >= known.keys():
        return "other ids"
    return "counted" if filled(visit.raws) != filled(before.postings) else "no loss"


def check(source: Source, reply: Reply, changed: Iterator[Mutation]) -> Counter[str]:
    """Check that every change is noticed, and count how."""
    before, seen, wrong = source.read(reply, "quill-fish"), Counter[str](), []
    for mutation in changed:
        if mutation.what in UNSEEN.get(source.name, {}):
            continue
        try:
            seen[told(source, mutation, before)] += 1
        except AssertionError as error:
            wrong.append(str(error).partition("\n")[0])
    assert wrong == []
    return seen


@each_source
def test_every_field_of_a_reply_is_missed(source: Source) -> None:
    reply = TESTED[source.name].REPLY
    print(source.name, dict(check(source, reply, mutations(reply))))


MOST, LARGEST = 150, 400_000


@pytest.mark.shared
@pytest.mark.parametrize("name", [source.name for source in SOURCES])
def test_every_field_of_a_recorded_reply_is_missed(name: str, shared: Path) -> None:
    """The smallest recording of each source that holds several postings, changed at random."""
    own = [(path, count) for one, path, count in recordings(shared) if one.name == name]
    several = [path for path, count in own if count > 1 and path.stat().st_size < LARGEST]
    if not several:
        pytest.skip(f"no small recording of {name} holds several postings")
    path = min(several, key=lambda path: path.stat().st_size)
    reply = Reply(url="", body=path.read_bytes())
    changed = list(mutations(reply))
    chosen = random.Random(46).sample(changed, min(MOST, len(changed)))
    print(name, path.name, dict(check(builtin()[name], reply, iter(chosen))))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "workspace") as opened:
        yield opened


def take(store: Store, source: Source, reply: Reply, board: str = "quill-fish") -> Run:
    """Take a reply in as a board's list."""
    visit = Visit(source, board, board)
    store.replies.keep(reply)
    try:
        visit.read(reply)
    except ReadError as error:
        visit.error = error
    return store_visit(visit, store.runs.start(source.name, board), store)


@each_source
def test_a_change_that_matters_gives_a_warning_and_closes_nothing(
    source: Source, store: Store
) -> None:
    reply = TESTED[source.name].REPLY
    before = source.read(reply, "quill-fish")
    good = take(store, source, reply)
    known = store.postings.open_ids(source.name, "quill-fish")
    changed = [one for one in mutations(reply) if one.what not in UNSEEN.get(source.name, {})]
    told_by = [(one, told(source, one, before)) for one in changed[:40]]
    for mutation in [one for one, how in told_by if how == "drift"][:3]:
        run = take(store, source, mutation.reply)
        assert run.verdict == "drift", (mutation.what, run)
        assert run.reason
        assert not run.closed
        assert store.postings.open_ids(source.name, "quill-fish") >= known
        assert store.replies.get(mutation.reply.digest) == mutation.reply.body
    assert good.filled["title"] == len(before.postings)


def board(rows: int, **changed: Any) -> Reply:
    """A board of one whole row, many times; ``changed`` says which fields are other ones."""
    row = {**TESTED["greenhouse"].ROW, **changed}
    jobs = [
        {
            **row,
            "id": number,
            "title": f"Engineer {number}",
            "absolute_url": f"https://q.example/{number}",
        }
        for number in range(rows)
    ]
    return Reply(url="", body=json.dumps({"jobs": jobs}).encode())


def test_an_optional_field_that_is_gone_is_said_until_it_is_back(store: Store) -> None:
    greenhouse = builtin()["greenhouse"]
    whole = take(store, greenhouse, board(12))
    assert (whole.verdict, whole.drifted, whole.reason) == ("complete", [], "")
    for _ in range(2):
        run = take(store, greenhouse, board(12, content=None))
        assert (run.verdict, run.drifted) == ("complete", ["description"])
        assert run.filled["description"] == 0
        assert "description" in run.reason
    again = take(store, greenhouse, board(12))
    assert (again.drifted, again.reason) == ([], "")


def test_a_first_visit_is_set_against_what_all_other_boards_fill(store: Store) -> None:
    greenhouse = builtin()["greenhouse"]
    for number in range(3):
        take(store, greenhouse, board(9), f"board-{number}")
    run = take(store, greenhouse, board(9, content=None), "new-one")
    assert (run.verdict, run.drifted) == ("complete", ["description"])


def test_ids_that_change_close_nothing_and_store_nothing_twice(store: Store) -> None:
    greenhouse = builtin()["greenhouse"]
    take(store, greenhouse, board(12))
    jobs = json.loads(board(12).body)["jobs"]
    renamed = json.dumps({"jobs": [{**job, "id": f"v2-{job['id']}"} for job in jobs]})
    run = take(store, greenhouse, Reply(url="", body=renamed.encode()))
    assert (run.verdict, run.new, run.closed) == ("drift", 0, 0)
    assert "12 of 12 open postings come under other ids" in run.reason
    assert len(store.postings.open_ids("greenhouse", "quill-fish")) == 12


def test_a_total_without_postings_is_no_empty_list(store: Store) -> None:
    body = b'{"jobs": [], "meta": {"total": 40}}'
    run = take(store, builtin()["greenhouse"], Reply(url="", body=body))
    assert run.verdict == "drift"
    assert "40 postings" in run.reason
