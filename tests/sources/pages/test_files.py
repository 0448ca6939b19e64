"""Tables of postings, whatever their columns are called."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources.pages.files import Files
from upslope.sources.source import Reading

REPLY = Reply(url="mine.csv", body=b"title,company\nML Engineer,Quillfish\n")


def read(body: bytes | str, **columns: str) -> Reading:
    data = body.encode() if isinstance(body, str) else body
    return Files(columns).read(Reply(url="mine.csv", body=data))


def test_guesses_the_columns() -> None:
    (got,) = read(
        "Job Title,Company Name,Location,Job Link,Publication Date,Full/Part Time,Job Description\n"
        'ML Engineer,Quillfish,"Oslo; Bonn",https://q.example/1,2026-11-01,Full-time,Rank things.\n'
    ).postings
    assert got == RawPosting(
        source="files",
        source_id="https://q.example/1",
        title="ML Engineer",
        url="https://q.example/1",
        hiring_organization="Quillfish",
        job_location=["Oslo", "Bonn"],
        employment_type="Full-time",
        date_posted="2026-11-01",
        description="Rank things.",
    )


def test_a_column_map_goes_before_guesses() -> None:
    body = "title,stelle,firma\nwrong,ML Engineer,Quillfish\n"
    (got,) = read(body, title="stelle", hiring_organization="firma").postings
    assert (got.title, got.hiring_organization) == ("ML Engineer", "Quillfish")
    with pytest.raises(UsageError, match="no column 'nope'"):
        read(body, title="nope")
    with pytest.raises(UsageError, match="no field called 'titel'"):
        read(body, titel="stelle")


def test_rows_without_a_title_are_problems() -> None:
    reading = read("title,company\nA,x\n ,y\nB,z\n")
    assert [got.title for got in reading.postings] == ["A", "B"]
    assert [(problem.where, problem.why) for problem in reading.problems] == [
        ("row 2", "it has no title")
    ]


@pytest.mark.parametrize("body", ["firma,ort\nQuillfish,Oslo\n", "title,company\n", "", "<p>"])
def test_what_has_no_postings_is_refused(body: str) -> None:
    with pytest.raises(ReadError):
        read(body)


def test_ids_are_stable_and_never_shared() -> None:
    body = "id,title,company\n1,A,x\n1,B,x\n1,A,x\n"
    ids = [got.source_id for got in read(body).postings]
    assert len(ids) == len(set(ids)) == 2
    assert ids == [got.source_id for got in read(body).postings]
    first = read("title,company\nA,x\n").postings[0].source_id
    assert first == read("company,title\nX,a \n").postings[0].source_id
    assert first != read("title,company\nA,y\n").postings[0].source_id


@pytest.mark.parametrize(
    ("value", "way"),
    [("True", "remote"), ("no", None), ("Hybrid", "Hybrid"), (True, "remote"), (False, None)],
)
def test_ways_of_working(value: Any, way: str | None) -> None:
    row = json.dumps([{"title": "A", "remote": value}])
    assert read(row).postings[0].job_location_type == way


def test_pay_columns() -> None:
    body = "title,min_salary,max_salary,currency,pay_period\nA,90000,120000,USD,YEARLY\n"
    assert read(body).postings[0].base_salary == Salary(
        currency="USD", min_value=90_000, max_value=120_000, unit_text="year"
    )


def test_what_we_exported_ourselves_is_read_back() -> None:
    pay = {"currency": "EUR", "min_value": 5.0, "max_value": 6.0, "unit_text": "hour"}
    row = {"source_id": "x", "title": "A", "job_location": ["Oslo"], "base_salary": pay}
    (got,) = read(json.dumps(row)).postings
    assert (got.source_id, got.job_location) == ("x", ["Oslo"])
    assert got.base_salary == Salary(currency="EUR", min_value=5, max_value=6, unit_text="hour")


@pytest.mark.parametrize("wrap", ["{}", '{{"page": "x.html", "jobposting": {}}}'])
def test_schema_org_objects_are_read_as_such(wrap: str) -> None:
    thing = {"title": "A", "hiringOrganization": {"name": "Quillfish"}, "datePosted": "2026-01-05"}
    (got,) = read(wrap.format(json.dumps(thing)) + "\n").postings
    assert (got.hiring_organization, got.date_posted) == ("Quillfish", "2026-01-05")


def test_parquet_with_dates_and_lists() -> None:
    buffer = io.BytesIO()
    table = {
        "title": ["A"],
        "locations": [["Oslo", "Bonn"]],
        "date_posted": [datetime(2026, 11, 1, tzinfo=UTC)],
        "deadline": [date(2026, 12, 1)],
    }
    pq.write_table(pa.table(table), buffer)
    (got,) = read(buffer.getvalue()).postings
    assert got.job_location == ["Oslo", "Bonn"]
    assert (got.date_posted, got.valid_through) == ("2026-11-01T00:00:00+00:00", "2026-12-01")


def test_it_cannot_be_asked_over_the_network() -> None:
    with pytest.raises(UsageError, match="read from files"):
        Files().requests("x")


def test_a_row_may_say_that_it_is_closed() -> None:
    body = b'{"title": "A", "closed": true}\n{"title": "B", "closed": "no"}\n{"title": "C"}\n'
    reading = Files().read(Reply(url="mine.jsonl", body=body))
    assert [posting.closed for posting in reading.postings] == [True, False, False]


def test_a_stream_gives_what_reading_at_once_gives() -> None:
    lines = [json.dumps({"title": f"Title {n % 7}", "id": n % 5 or None}) for n in range(20)]
    lines.insert(3, '{"company": "Quillfish"}')
    reply = Reply(url="mine.jsonl", body="\n".join(lines).encode())
    whole, parts = Files().read(reply), list(Files().stream(reply, 4))
    assert [len(part.postings) + len(part.problems) for part in parts][:-1] == [4] * 5
    assert [problem for part in parts for problem in part.problems] == whole.problems
    ids = dict.fromkeys(posting.source_id for part in parts for posting in part.postings)
    assert list(ids) == [posting.source_id for posting in whole.postings]


def test_a_stream_of_no_table_is_refused() -> None:
    for body in (b"", b"firm;town\nQuillfish;Oslo\n"):
        with pytest.raises(ReadError):
            list(Files().stream(Reply(url="mine.csv", body=body)))
