"""Stored copies of one opening are linked, however they arrive, and what a person said holds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upslope.normalize.records import posting_of
from upslope.pipeline import link_openings
from upslope.records import Filters, Posting, Understanding
from upslope.store import Store

DUTIES = (
    "You design experiments and ship ranking models to millions of travellers every single week. "
    "You own data pipelines from raw events to features, and you watch what they do in production. "
    "You review the work of colleagues, write down what you learn, and explain it to people who "
    "never saw a gradient. You bring several years of Python and a liking for plain solutions. "
)
STORY = "Quillfish maps the sea for those who sail it, from a harbour office with a good kitchen. "


def made(id: str, **fields: Any) -> Posting:
    record = {
        "id": id,
        "source": "greenhouse",
        "title": "ML Engineer",
        "company": "Quillfish",
        "location": "Bergen, Norway",
        "date_posted": "2026-05-01",
        "description": STORY + DUTIES,
    }
    return posting_of(record | fields)


def take(store: Store, postings: Sequence[Posting]) -> None:
    run = store.runs.start("greenhouse", "quillfish")
    run.verdict = "partial"
    said = [Understanding(id=one.id, role="ml_engineer", role_probability=1) for one in postings]
    store.postings.ingest(run, postings, said)


def groups(store: Store) -> set[frozenset[str]]:
    ids = [one.id for one, _ in store.postings.all(open_only=False, fold_duplicates=False)]
    links = [link for id in ids for link in store.duplicates.of(id)]
    return {
        frozenset({front} | {link.posting for link in links if link.canonical == front})
        for front in {link.canonical for link in links}
    }


def shown(store: Store) -> set[str]:
    return {one.id for one, _ in store.postings.search(Filters(limit=100)).rows}


PORTAL = {"source": "linkedin", "company": "Quillfish AS", "title": "ML Engineer (Remote)"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that is migrated once and copied by each test: migrating takes a while."""
    folder = tmp_path_factory.mktemp("empty") / "workspace"
    Store(folder).close()
    return folder


@pytest.fixture
def store(tmp_path: Path, empty: Path) -> Iterator[Store]:
    shutil.copytree(empty, tmp_path / "workspace")
    with Store(tmp_path / "workspace") as opened:
        yield opened


def test_a_portals_copy_stands_behind_the_employers_own_board(store: Store) -> None:
    take(store, [made("copy", **PORTAL, date_posted="2026-04-01")])
    assert link_openings(store) == 1
    take(store, [made("own"), made("senior", title="Senior ML Engineer")])
    assert link_openings(store) == 2
    assert shown(store) == {"own", "senior"}
    (link,) = store.duplicates.of("copy")
    assert (link.posting, link.canonical, link.by) == ("copy", "own", "model")
    assert link.probability > 0.9
    assert "100% of the shorter text" in link.why
    assert link_openings(store) == 0


def test_a_posting_with_a_text_is_shown_and_the_open_one_before_all(store: Store) -> None:
    bare = made("bare", description=None)
    take(store, [bare, made("copy", **PORTAL)])
    link_openings(store)
    assert shown(store) == {"copy"}
    take(store, [made("own", source="lever", closed=True)])
    link_openings(store)
    assert groups(store) == {frozenset({"bare", "copy", "own"})}
    assert shown(store) == {"copy"}


def test_a_posting_without_text_finds_a_long_one_and_is_found_by_it(store: Store) -> None:
    long = DUTIES + " ".join(f"Task {n} is to draw chart {n} of the coast." for n in range(30))
    take(store, [made("whole", description=long), made("bare", source="lever", description=None)])
    take(store, [made("far", source="lever", company="Tallis", description=None)])
    link_openings(store)
    take(store, [made("later", source="linkedin", description=None)])
    link_openings(store)
    assert groups(store) == {frozenset({"whole", "bare", "later"})}
    assert shown(store) == {"whole", "far"}


def test_a_chain_does_not_join_what_cannot_be_one(store: Store) -> None:
    nowhere = made("b", source="linkedin", location=None)
    take(store, [made("a"), nowhere, made("c", source="lever", location="Oslo, Norway")])
    link_openings(store)
    assert len(groups(store)) == 1
    assert not any({"a", "c"} <= group for group in groups(store))


def test_what_changed_is_compared_again(store: Store) -> None:
    take(store, [made("a"), made("b", source="lever"), made("c", source="linkedin")])
    link_openings(store)
    assert groups(store) == {frozenset("abc")}
    take(store, [made("a", title="Data Engineer, Charts")])
    assert link_openings(store) == 1
    assert groups(store) == {frozenset("bc")}
    assert store.duplicates.of("a") == []


def test_what_a_person_said_stays(store: Store) -> None:
    take(store, [made("a"), made("b", source="lever")])
    link_openings(store)
    store.duplicates.unlink("b")
    take(store, [made("c", source="linkedin"), made("b", source="lever", location="Bergen")])
    link_openings(store)
    assert groups(store) == {frozenset("ac")}
    assert shown(store) == {"a", "b"}


def test_a_stop_in_between_forgets_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    take(store, [made("a"), made("b", source="lever")])
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("upslope.pipeline.duplicates.groups", _interrupted)
        link_openings(store)
    assert groups(store) == set()
    assert link_openings(store) == 2
    assert groups(store) == {frozenset("ab")}


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


WORLD = [
    made("w0"),
    made("w1", **PORTAL),
    made("w2", source="lever", location=None),
    made("w3", source="ashby", location="Oslo, Norway"),
    made("w4", source="indeed", description=DUTIES),
    made("w5", source="monster", description=(STORY + DUTIES)[:420]),
    made("w6", title="Senior ML Engineer"),
    made("w7", source="dice", title="Senior Machine Learning Engineer", company="Quillfish Ltd"),
    made("w8", title="ML Engineer II", source="himalayas"),
    made("w9", company=None, source="seek"),
]


PARTS = st.sets(st.integers(1, len(WORLD) - 1), max_size=4)


@settings(max_examples=8)
@given(order=st.permutations(range(len(WORLD))), cuts=PARTS)
def test_any_order_and_any_parts_give_the_same_groups(
    empty: Path, order: list[int], cuts: set[int]
) -> None:
    ends = zip([0, *sorted(cuts)], [*sorted(cuts), len(order)], strict=True)
    parts = [[WORLD[place] for place in order[start:end]] for start, end in ends]
    whole = _grouped(empty, [WORLD])
    assert frozenset({"w6", "w7"}) in whole
    assert _grouped(empty, parts) == whole


def _grouped(empty: Path, batches: Sequence[Sequence[Posting]]) -> set[frozenset[str]]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(empty, Path(folder) / "workspace")
        with Store(Path(folder) / "workspace") as store:
            for batch in batches:
                take(store, batch)
                link_openings(store, at_once=3)
            return groups(store)
