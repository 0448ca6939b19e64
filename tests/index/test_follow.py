"""The index keeps up with the store, and gets back to it from anything."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.index.made_up import CHANGES, change
from tests.store.made_up import posting, salary, take, understanding

from upslope.guide.search import follow, search
from upslope.index import IndexBusyError, TextIndex
from upslope.index.schema import open_index
from upslope.records import Change, Filters, Mark, Posting, Understanding
from upslope.records.filters import Status
from upslope.store import Store
from upslope.store.duplicates import Link


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "workspace"
    Store(folder).close()
    return folder


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    with Store(shutil.copytree(empty, tmp_path / "workspace")) as opened:
        yield opened


@pytest.fixture
def index(store: Store) -> TextIndex:
    return TextIndex(store.folder)


def ids(store: Store, index: TextIndex, query: str = "", **asked: object) -> set[str]:
    return {one.id for one, _ in search(Filters(query=query, **asked), store, index).rows}  # type: ignore[arg-type]


def test_what_is_new_changed_closed_linked_or_read_anew_is_found(
    store: Store, index: TextIndex
) -> None:
    take(store, [posting(1, title="Rust engineer"), posting(2, title="Go engineer")])
    assert ids(store, index, "engineer") == {"gh-1", "gh-2"}

    take(store, [posting(1, title="Zig engineer")])  # complete: the other one is gone
    assert ids(store, index, "engineer") == ids(store, index, "zig") == {"gh-1"}
    assert ids(store, index, "rust", status="any") == set()
    assert ids(store, index, "engineer", status="closed") == {"gh-2"}

    store.duplicates.link([Link(posting="gh-2", canonical="gh-1", why="looks alike")])
    assert ids(store, index, "engineer", status="any") == {"gh-1"}
    store.duplicates.unlink("gh-1")
    assert ids(store, index, "engineer", status="any") == {"gh-1", "gh-2"}

    store.postings.understand_again([understanding("gh-1", "cobol")], reader="2")
    assert ids(store, index, "skill:cobol") == {"gh-1"}


def test_only_what_changed_is_taken_in(store: Store, index: TextIndex) -> None:
    take(store, [posting(1), posting(2)])
    assert follow(store, index) == 2
    assert follow(store, index) == 0
    take(store, [posting(1), posting(2), posting(3)])
    assert follow(store, index) == 1


_POSTINGS = st.builds(
    lambda number, title, closed: posting(number, title=title, closed=closed),
    st.integers(0, 7),
    st.sampled_from(["ML engineer", "Data engineer", "Analyst"]),
    st.booleans(),
)
_VISITS = st.lists(
    st.tuples(st.lists(_POSTINGS, max_size=4, unique_by=lambda one: one.id), st.booleans()),
    min_size=1,
    max_size=5,
)


_ASKED = ("", "engineer", "analyst", "company:quillfeather -data")


@settings(max_examples=12)
@given(_VISITS)
def test_catching_up_in_pieces_is_building_at_once(
    empty: Path, visits: list[tuple[list[Posting], bool]]
) -> None:
    with (
        tempfile.TemporaryDirectory() as name,
        Store(shutil.copytree(empty, Path(name) / "workspace")) as store,
    ):
        pieces, whole = TextIndex(store.folder), TextIndex(Path(name))
        for seen, catches_up in visits:
            take(store, seen, fingerprints=[one.title for one in seen])
            if catches_up:
                follow(store, pieces)
        for query, status in itertools.product(_ASKED, get_args(Status)):
            asked = Filters(query=query, status=status, facets=True)
            found = [search(asked, store, index) for index in (pieces, whole)]
            rows = [{one.id for one, _ in each.rows} for each in found]
            assert rows[0] == rows[1]
            assert found[0].total == found[1].total == len(rows[0])
            assert found[0].facets == found[1].facets


_ROWS: list[tuple[Posting, Understanding]] = [
    (posting(1, base_salary=salary(120_000, 150_000)), understanding("gh-1", "python")),
    (posting(2, job_location=["Austin, TX, US"], places=[]), understanding("gh-2", "SQL")),
    (posting(3, base_salary=salary(60, 70, "hour", "CHF")), understanding("gh-3", remote="remote")),
    (posting(4, date_posted=None, closed=True), understanding("gh-4", seniority="senior")),
    (posting(5, job_location=[], places=[], source="lever"), understanding("gh-5", role="other")),
    (posting(6, date_posted="2026-01-15T10:00:00+00:00"), understanding("gh-6", "python", "SQL")),
]


@pytest.mark.parametrize("status", ["open", "any"])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"sources": ("lever",)},
        {"place": "germ"},
        {"place": "us"},
        {"remote": ("remote",), "seniorities": ("senior",)},
        {"posted_since": "2026-01-16"},
        {"skills": ("Python",)},
        {"pay_at_least": 130_000},
        {"pay_at_least": 1, "pay_currency": "CHF", "place": "bonn"},
        {"roles": ("ml_engineer",), "skills": ("sql",)},
    ],
)
def test_filters_mean_the_same_in_the_index_and_the_database(
    store: Store, index: TextIndex, asked: dict[str, object], status: str
) -> None:
    run = msgspec.structs.replace(store.runs.start("x", "y"), verdict="complete")
    prints = ["same" if one.id in ("gh-1", "gh-5") else None for one, _ in _ROWS]
    store.postings.ingest(run, [p for p, _ in _ROWS], [u for _, u in _ROWS], fingerprints=prints)
    filters = Filters(**asked, status=status)  # type: ignore[arg-type]
    here, there = search(filters, store, index), store.postings.search(filters)
    assert [one.id for one, _ in here.rows] == [one.id for one, _ in there.rows]
    assert (here.total, here.left_out) == (there.total, there.left_out)


@pytest.mark.parametrize("damage", ["cut", "emptied", "overwritten", "gone"])
def test_a_damaged_index_is_built_anew_and_that_is_said(
    store: Store, index: TextIndex, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    take(store, [posting(1, title="Rust engineer"), posting(2)])
    follow(store, index)
    number = 0
    while number < len(files := sorted(index.folder.iterdir())):
        file, whole = files[number], files[number].read_bytes()
        file.unlink()  # a file cut short while it is mapped would end this process
        if damage != "gone":
            damaged = {"cut": whole[: len(whole) // 2], "emptied": b""}
            file.write_bytes(damaged.get(damage, bytes(byte ^ 0x5A for byte in whole)))
        found = search(Filters(query="rust", facets=True), store, TextIndex(store.folder))
        assert ([one.id for one, _ in found.rows], found.total) == (["gh-1"], 1), file.name
        assert found.facets, file.name  # by an index that is whole again
        number += 1
    said = [record.message for record in caplog.records]
    assert len(said) >= 6
    assert all(
        re.fullmatch(r"The text index cannot.*\. It is built anew from the store\.", line)
        for line in said
    )


def test_an_index_of_another_schema_or_store_is_built_anew(store: Store, index: TextIndex) -> None:
    take(store, [posting(1)])
    index.follow(CHANGES, Mark(revision=900, run="of another store"))
    assert ids(store, index) == {"gh-1"}
    index.follow(CHANGES, Mark(revision=1, run="of another store"))
    assert ids(store, index) == {"gh-1"}
    shutil.rmtree(index.folder)
    assert ids(store, index) == {"gh-1"}
    assert index.folder.stat().st_mode & 0o777 == 0o700


def test_while_another_process_writes_what_was_there_is_searched(
    store: Store, index: TextIndex
) -> None:
    take(store, [posting(1, title="Rust engineer")])
    follow(store, index)
    writer = open_index(index.folder).writer(15_000_000, num_threads=1)
    take(store, [posting(1, title="Zig engineer")])
    assert ids(store, index, "rust") == {"gh-1"}
    with pytest.raises(IndexBusyError):
        index.follow([change(1)], Mark(revision=9))
    del writer
    assert ids(store, index, "rust") == set()


def test_while_another_thread_writes_a_search_waits_for_it(
    store: Store, index: TextIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(store, [posting(1, title="Rust engineer")])
    follow(store, index)
    take(store, [posting(1, title="Zig engineer")])
    began, write = threading.Event(), index.follow

    def slowly(changes: Iterable[Change], mark: Mark) -> int:
        began.set()
        time.sleep(0.2)
        return write(changes, mark)

    monkeypatch.setattr(index, "follow", slowly)
    other = threading.Thread(target=follow, args=(store, index))
    other.start()
    assert began.wait(10)
    assert ids(store, index, "rust") == set()
    other.join()


def test_while_another_process_builds_the_database_looks_for_the_words(
    store: Store, index: TextIndex
) -> None:
    take(store, [posting(1, title="Rust engineer"), posting(2, title="Zig engineer")])
    index.folder.mkdir()
    writer = open_index(index.folder, create=True).writer(15_000_000, num_threads=1)
    found = search(Filters(query='title:"rust engineer" -zig place:bonn'), store, index)
    assert [one.id for one, _ in found.rows] == ["gh-1"]
    assert found.facets == {}
    for query, number in (("rust OR zig", 2), ("skill:Python", 2), ("role:other", 0)):
        assert search(Filters(query=query), store, index).total == number
    assert search(Filters(query="source:greenhouse company:quill"), store, index).total == 2
    del writer


def test_a_folder_that_cannot_be_written_costs_no_search(store: Store, index: TextIndex) -> None:
    take(store, [posting(1)])
    index.folder.write_text("a file is in the way")
    assert ids(store, index, "engineer") == {"gh-1"}


def test_killed_at_any_moment_it_is_built_again(store: Store, index: TextIndex) -> None:
    take(store, [posting(number, description="word " * 2_000) for number in range(60)])
    code = (
        "import sys; from pathlib import Path; from upslope.store import Store;"
        "from upslope.index import TextIndex; from upslope.guide.search import follow;"
        "home = Path(sys.argv[1]); store = Store(home); print('ready', flush=True);"
        "index = TextIndex(home)\nwhile True: follow(store, index); index.throw_away()"
    )
    for milliseconds in (1, 15, 40, 90):
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(store.folder)], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        assert child.stdout.readline()
        time.sleep(milliseconds / 1000)
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()
        assert len(ids(store, index, "word", limit=None)) == 60
