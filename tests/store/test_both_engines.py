"""Where SQLite and PostgreSQL differ by nature: the store gives the same answers on both."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.store.made_up import contents, ended, open_ids, posting, take, understanding

from upslope.errors import StoreError, UsageError
from upslope.records import Filters, Place, Reply, Responsibility, Salary, SkillMention
from upslope.store import Store
from upslope.store.export import export

BAD = "a\0b\ud83dc"  # NUL, and half an emoji
GOOD = "a\ufffdb\ufffdc"


def test_no_text_is_too_odd_to_be_stored(store: Store, tmp_path: Path) -> None:
    odd = posting(
        1,
        url=f"https://jobs.example/{BAD}",
        title=BAD,
        clean_title=BAD,
        hiring_organization=BAD,
        job_location=[BAD],
        places=[Place(city=BAD, region=BAD, country=BAD)],
        date_posted=BAD,
        valid_through=BAD,
        description=BAD,
        language=BAD,
    )
    mention = SkillMention(skill=BAD, surface=BAD, need="required", field="title", start=0, end=5)
    duty = Responsibility(present=True, probability=1.0, evidence=BAD)
    read = understanding(
        odd.id, skills=[mention], responsibilities={"data": duty}, degree_fields=[BAD]
    )
    run = msgspec.structs.replace(ended(store.runs.start("greenhouse", BAD)), reason=BAD)
    done = store.postings.ingest(run, [odd], [read], ["aa"], fingerprints=["f"])
    before = contents(store)
    assert store.postings.ingest(run, [odd], [read]) == done

    kept, understood = store.postings.get(odd.id)
    assert (kept.title, kept.url) == (GOOD, f"https://jobs.example/{GOOD}")
    assert kept.places == [Place(city=GOOD, region=GOOD, country=GOOD)]
    assert (kept.description, kept.job_location) == (GOOD, [GOOD])
    assert (understood.skills[0].skill, understood.skills[0].surface) == (GOOD, GOOD)
    assert understood.responsibilities["data"].evidence == GOOD
    assert (store.runs.list()[0].board, store.runs.list()[0].reason) == (GOOD, GOOD)
    assert contents(store) == before

    again = msgspec.structs.replace(odd, title=f"{BAD} II")
    run = ended(store.runs.start("greenhouse", BAD))
    assert store.postings.ingest(run, [again], [read]).changed == 1
    assert store.postings.history(odd.id)[-1].changes == {"title": (GOOD, f"{GOOD} II")}
    for format in ("parquet", "csv", "jsonl", "sqlite"):
        export.write(store, tmp_path / format, format)


def test_no_question_is_too_odd_to_be_asked(store: Store) -> None:
    take(store, [posting(1, title=BAD)])
    odd = Filters(
        query=BAD, place=BAD, skills=(BAD,), sources=(BAD,), posted_since=BAD, pay_currency=BAD
    )
    assert store.postings.search(odd).total == 0
    with pytest.raises(UsageError, match="no posting"):
        store.postings.get(BAD)
    assert store.postings.open_ids(BAD, BAD) == set()
    assert store.postings.with_text([BAD, "gh-1"]) == {"gh-1"}
    assert store.runs.last(BAD, BAD) is None


def test_replies_of_odd_addresses_are_remembered(store: Store) -> None:
    odd = Reply(url=f"https://jobs.example/{BAD}", body=b"x", etag=BAD, last_modified=BAD)
    store.replies.keep(odd)
    store.replies.remember(odd)
    last = store.replies.last(odd.url)
    assert last is not None
    assert (last.etag, last.last_modified) == (GOOD, GOOD)


def test_ids_are_in_the_order_of_their_code_points(store: Store) -> None:
    ids = ["Z", "a", "_", "-b", "a-b", "aB", "ab", "10", "9", "é", "e", "z", "ß", "ss", "Å", " x"]
    take(store, [posting(id, id=id, date_posted=None) for id in ids])
    assert open_ids(store) == sorted(ids)
    found = store.postings.search(Filters())
    assert [one.id for one, _ in found.rows] == sorted(ids)


def test_the_undated_come_last_and_days_before_their_hours(store: Store) -> None:
    days = [None, "2026-03-01", "2026-03-01T10:00:00+00:00", "2025-12-31", None, "2026-03-02"]
    take(store, [posting(n, date_posted=day) for n, day in enumerate(days)])
    found = [one.id for one, _ in store.postings.search(Filters()).rows]
    assert found == ["gh-5", "gh-2", "gh-1", "gh-3", "gh-0", "gh-4"]
    since = store.postings.search(Filters(posted_since="2026-03-01"))
    assert {one.id for one, _ in since.rows} == {"gh-5", "gh-2", "gh-1"}


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"query": "engineer"}, {1, 2}),
        ({"query": "ENGINEER"}, {1, 2}),
        ({"query": "zürich"}, {1}),
        ({"query": "ZÜRICH"}, {2}),  # only a to z are folded here, on both
        ({"query": "istanbul"}, {4}),
        ({"query": "\\"}, {3}),
        ({"query": "50%_"}, {3}),
        ({"query": "/"}, {4}),
        ({"place": "ÉVRY"}, {3}),
        ({"skills": ("C++",)}, {1}),
    ],
)
def test_letters_and_signs_are_found_alike(
    store: Store, asked: dict[str, Any], numbers: set[int]
) -> None:
    rows = [
        posting(1, title="Engineer, Zürich"),
        posting(2, title="ENGINEER, ZÜRICH"),
        posting(3, title="50%_off \\o", places=[Place(city="Évry")], description=None),
        posting(4, title="Istanbul/Izmir"),
    ]
    run = ended(store.runs.start("greenhouse", "quillfeather"))
    skills = ["c++", "python", "sql", "go"]
    read = [understanding(row.id, skill) for row, skill in zip(rows, skills, strict=True)]
    store.postings.ingest(run, rows, read)
    found = store.postings.search(Filters(**asked))
    assert {int(one.source_id) for one, _ in found.rows} == numbers


def test_a_busy_writer_is_waited_for_as_long_as_is_said(folder: Path, url: str | None) -> None:
    with Store(folder, url, busy_seconds=0.4) as store, store.database.write():
        start = time.monotonic()
        with pytest.raises(StoreError, match=r"busy: another process.*Try again"):
            store.runs.start("greenhouse", "quillfeather")
        assert 0.3 < time.monotonic() - start < 10
        assert store.runs.list() == []  # reading goes on


def test_numbers_at_the_edge_come_back(store: Store) -> None:
    pay = Salary(currency="USD", min_value=0.1, max_value=1e300, unit_text="year")
    take(store, [posting(1, base_salary=pay)])
    assert store.postings.get("gh-1")[0].base_salary == pay
