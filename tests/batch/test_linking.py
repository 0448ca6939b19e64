"""Openings of a data set are those of the store, however its rows are ordered, cut and spread."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.batch.memory_engine import Held, MemoryEngine

from upslope.batch import queries
from upslope.batch.columns import READ, RESULT
from upslope.batch.counts import counts as counted
from upslope.batch.stages import _stars, link, run_stages
from upslope.normalize.duplicates.blocking import keys
from upslope.normalize.duplicates.profile import Profile
from upslope.normalize.records import posting_of
from upslope.pipeline import link_openings
from upslope.records import Posting, RawPosting, Understanding
from upslope.store import Store

STORY = "Quillfish maps the sea for those who sail it, from a harbour office with a good kitchen. "
DUTIES = (
    "You design experiments and ship ranking models to millions of travellers every single week. "
    "You own data pipelines from raw events to features, and you watch what they do in production. "
    "You review the work of colleagues, write down what you learn, and explain it to people who "
    "never saw a gradient. You bring several years of Python and a liking for plain solutions. "
)
TASKS = ("draw charts of fjords", "rank harbours by depth", "price the tide", "name the winds",
         "teach pilots to sail", "sort the mail of ships")  # fmt: skip
Answer = dict[str, tuple[str, float | None, str | None]]


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


def market(size: int, seed: int = 7) -> list[Posting]:
    """Invent postings of which many are copies of others, as portals and employers change them."""
    draw = random.Random(seed)
    found = []
    for number in range(size):
        task = draw.choice(TASKS)
        company = draw.choice(("Quillfish", "Tallis", "Ajax Charts"))
        text = f"{company} needs you to {task}. {DUTIES} In short, you {task} all day. "
        change = {
            "source": draw.choice(("greenhouse", "lever", "linkedin", "indeed")),
            "company": draw.choice((company, f"{company} AS", None)),
            "title": draw.choice(("ML Engineer", "Machine Learning Engineer", "Data Scientist",
                                  "Senior ML Engineer", "ML Engineer (Remote)")),
            "location": draw.choice(("Bergen, Norway", "Oslo, Norway", "Norway", None)),
            "date_posted": draw.choice(("2026-05-01", "2026-04-01", None)),
            "description": draw.choice((text, text, STORY + text, text[:420], None)),
            "url": f"https://quillfish.example/{draw.randrange(size)}",
            "closed": draw.random() < 0.1,
        }  # fmt: skip
        found.append(made(f"{draw.getrandbits(32):08x}{number:04x}", **change))
    return found


def as_read(postings: Iterable[Posting], **linking: str) -> pa.Table:
    return pa.Table.from_pylist([_row(one) | linking for one in postings], READ)


def _row(posting: Posting) -> dict[str, Any]:
    values = msgspec.to_builtins(posting)
    digest = hashlib.sha256(msgspec.json.encode(posting)).hexdigest()
    return {name: values.get(name) for name in READ.names} | {
        "stated_salary": values["base_salary"],
        "stated_employment_type": values["employment_type"],
        "base_salary": None,
        "employment_type": None,
        "digest": digest,
        "other_id": f"{posting.id}-{digest[:8]}",
        "keys": keys(Profile(posting)),
        "file": "a.jsonl",
        "month": "2026-05",
        "country": "NO",
    }


def linked(postings: Iterable[Posting], engine: MemoryEngine | None = None) -> Answer:
    tables = link(engine or MemoryEngine(), Held("read", as_read(postings)))
    return openings(tables["openings"])


def openings(table: Any) -> Answer:
    return {name: tuple(said) for name, *said in map(dict.values, table.rows.to_pylist())}


def stored(postings: Sequence[Posting], folder: Path) -> Answer:
    """Return the openings that the store makes of postings."""
    with Store(folder) as store:
        run = store.runs.start("greenhouse", "quillfish")
        run.verdict = "partial"
        said = [Understanding(id=p.id, role="ml_engineer", role_probability=1) for p in postings]
        store.postings.ingest(run, postings, said)
        link_openings(store)
        alone: Answer = {one.id: (one.id, None, None) for one in postings}
        return alone | {
            made.posting: (made.canonical, made.probability, made.why)
            for id in alone
            for made in store.duplicates.of(id)
        }


def test_openings_are_those_of_the_store(tmp_path: Path) -> None:
    postings = market(150)
    answer = linked(postings, MemoryEngine(parts=3, size=7))
    assert answer == stored(postings, tmp_path)
    assert 15 < len({opening for opening, *_ in answer.values()}) < 130


@pytest.mark.shared
def test_openings_of_real_postings_are_those_of_the_store(shared: Path, tmp_path: Path) -> None:
    columns = ["board", "title", "company", "location", "date", "description"]
    table = pq.read_table(shared / "data" / "postings_fulltext.parquet", columns=columns)
    rows = table.sort_by([("company", "ascending"), ("title", "ascending")])[:800].to_pylist()
    postings = [
        posting_of(row | {"source": row["board"], "date_posted": row["date"], "id": f"{number:x}"})
        for number, row in enumerate(rows)
    ]
    answer = linked(postings)
    assert answer == stored(postings, tmp_path)
    assert any(opening != id for id, (opening, *_) in answer.items())


def test_one_of_many_equal_adverts_stands_in_for_all(tmp_path: Path) -> None:
    equal = [made(f"{number:02}", date_posted=f"2026-05-{31 - number}") for number in range(30)]
    others = [made("copy", source="linkedin", location=None), made("far", location="Oslo, Norway")]
    engine = MemoryEngine(parts=2)
    assert linked(equal + others, engine) == stored(equal + others, tmp_path)
    tables = link(engine, Held("read", as_read(equal + others)))
    assert counted(engine, tables).compared == 3


WORLD = market(25, seed=3)
EXPECTED = linked(WORLD)


@settings(max_examples=6)
@given(st.permutations(range(len(WORLD))), st.integers(1, 5), st.integers(1, 30))
def test_any_order_and_any_cut_give_the_same_openings(
    order: list[int], parts: int, size: int
) -> None:
    engine = MemoryEngine(parts, size)
    assert linked([WORLD[place] for place in order], engine) == EXPECTED


@settings(max_examples=4)
@given(st.sets(st.integers(0, 40)))
def test_unrelated_postings_change_nothing(numbers: set[int]) -> None:
    strangers = [
        made(f"{number:02}", company=f"Nordlicht {number}", title=f"Nurse, ward {number}",
             description=" ".join(f"word{number}x{place}" for place in range(120)))
        for number in sorted(numbers)
    ]  # fmt: skip
    answer = linked([*strangers, *WORLD])
    assert {id: said for id, said in answer.items() if id in EXPECTED} == EXPECTED
    assert all(answer[one.id][0] == one.id for one in strangers)


def test_what_comes_again_is_one_posting_and_what_shares_an_id_gets_another() -> None:
    first, second = made("a"), made("a", title="Nurse", description="You care for the sick.")
    engine = MemoryEngine()
    table = pa.concat_tables([as_read([first, second, second]), as_read([first], file="b.jsonl")])
    tables = link(engine, Held("read", table))
    answer = openings(tables["openings"])
    assert len(answer) == 2
    assert "a" in answer
    found = counted(engine, tables)
    assert (found.records, found.postings, found.repeated, found.told_apart) == (4, 2, 2, 1)
    rows = engine.query("written", queries.WRITTEN, tables).rows.to_pylist()
    assert {row["id"] for row in rows} == set(answer)
    assert {row["title"] for row in rows} == {"ML Engineer", "Nurse"}


def _crowd(size: int) -> list[Posting]:
    """Invent the adverts of one employer and title on two boards, in some cities, without text."""
    cities = ("Oslo", "Bergen", "Paris", "Lyon", "Berlin", "Bonn", "Madrid", "Rome")
    return [
        made(f"{number:05}", location=cities[number // 2 % 8], description=None,
             source="lever" if number % 2 else "linkedin")
        for number in range(size)
    ]  # fmt: skip


def test_a_crowded_key_is_not_squared() -> None:
    engine, counts = MemoryEngine(), []
    for size in (250, 500):
        tables = link(engine, Held("read", as_read(_crowd(size))))
        counts.append(counted(engine, tables))
    few, many = counts
    assert (few.crowded, many.crowded) == (1, 1)
    assert many.compared < 2.1 * few.compared
    assert many.compared + many.left_out == 500 * 499 / 2
    assert few.openings == many.openings == 8


def test_a_long_chain_of_openings_is_made_part_by_part() -> None:
    """As texts that drift: each is one with the next."""
    names = [f"{number:04}" for number in range(queries.LARGEST + 50)]
    said = [msgspec.json.encode((other, 0.9, "alike")).decode() for other in names[1:]]
    pairs = [
        {"one": one, "other": other, "said": why}
        for (one, other), why in zip(pairwise(names), said, strict=True)
    ]
    engine = MemoryEngine()
    tables = link(engine, Held("read", as_read(made(name, company=None) for name in names)))
    tables["decided"] = Held("decided", pa.Table.from_pylist(pairs))
    tables["stars"] = _stars(engine, tables["decided"])
    parts = engine.query("parts", queries.PARTS, tables).rows.to_pylist()
    assert sorted(Counter(row["part"] for row in parts).values()) == [50, queries.LARGEST]
    assert all(row["parted"] for row in parts)


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_long_chain_is_one_star_after_few_rounds(shuffled: bool) -> None:
    names = [f"{number:06}" for number in range(3_000)]
    if shuffled:
        random.Random(5).shuffle(names)
    pairs = [{"one": min(pair), "other": max(pair)} for pair in pairwise(names)]
    engine = MemoryEngine()
    stars = _stars(engine, Held("decided", pa.Table.from_pylist(pairs)))
    found = engine.count("SELECT one, count(*) FROM stars GROUP BY one", {"stars": stars})
    assert found == {"000000": 2_999}
    assert len(engine.asked) <= 13


def test_a_run_writes_every_posting_and_what_is_none() -> None:
    raws = [
        RawPosting(source="greenhouse", source_id="1", title="ML Engineer",
                   hiring_organization="Quillfish", description=STORY + DUTIES),
        RawPosting(source="linkedin", source_id="2", title="ML Engineer",
                   hiring_organization="Quillfish AS", description=STORY + DUTIES),
    ]  # fmt: skip
    records = [
        *({"file": "a", "record": msgspec.json.encode(raw).decode()} for raw in raws),
        {"file": "b", "record": "<html>", "reason": "no posting"},
    ]
    engine = MemoryEngine()
    found = run_stages(engine, records)  # type: ignore[arg-type]
    rows = engine.written["month/country"]
    assert list(rows[0]) == RESULT.names
    assert len({row["opening"] for row in rows}) == 1
    assert [row["source"] for row in rows if row["opening"] == row["id"]] == ["greenhouse"]
    assert [row["line"] for row in engine.written["_quarantine"]] == [
        '{"file":"b","reason":"no posting","record":"<html>"}'
    ]
    assert (found.records, found.postings, found.openings) == (3, 2, 1)
    assert found.quarantined == {"no posting": 1}
