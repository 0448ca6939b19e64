"""Lever: a site's postings, page by page."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources.systems.lever import Lever

ROW: dict[str, Any] = {
    "id": "0-a",
    "text": "ML Engineer, Ranking",
    "categories": {"location": "Oslo", "allLocations": ["Oslo", "Bonn"], "commitment": "Full-time"},
    "workplaceType": "hybrid",
    "createdAt": 1778517108152,
    "hostedUrl": "https://jobs.lever.co/quill-fish/0-a",
    "opening": "<p>We are Quillfish.</p>",
    "descriptionBody": "<p>You rank.</p>",
    "description": "<p>We are Quillfish.</p><p>You rank.</p>",
    "lists": [{"text": "Need R&D?", "content": "<li>Python</li>"}, {"text": "", "content": ""}],
    "additional": "<p>Benefits</p>",
    "salaryDescription": "<p>Pay varies.</p>",
    "salaryRange": {"min": 90000, "max": 120000, "currency": "EUR", "interval": "per-year-salary"},
}
REPLY = Reply(url="", body=json.dumps([ROW]).encode())


def read(*rows: Any, url: str = "", board: str = "") -> list[RawPosting]:
    return Lever().read(Reply(url=url, body=json.dumps(rows).encode()), board).postings


def posting(**changes: Any) -> RawPosting:
    return read(ROW | changes)[0]


def test_reads_every_field_and_joins_the_text_in_order() -> None:
    assert posting() == RawPosting(
        source="lever",
        source_id="0-a",
        title="ML Engineer, Ranking",
        url="https://jobs.lever.co/quill-fish/0-a",
        hiring_organization="Quill Fish",
        job_location=["Oslo", "Bonn"],
        job_location_type="hybrid",
        employment_type="Full-time",
        date_posted=1778517108152.0,
        base_salary=Salary(currency="EUR", min_value=90_000, max_value=120_000, unit_text="year"),
        description=(
            "<p>We are Quillfish.</p>\n<p>You rank.</p>\n<h3>Need R&amp;D?</h3>\n"
            "<ul><li>Python</li></ul>\n<p>Benefits</p>\n<p>Pay varies.</p>"
        ),
    )


def test_falls_back_on_the_whole_and_on_the_plain_text() -> None:
    bare: dict[str, Any] = dict.fromkeys(("opening", "additional", "salaryDescription"), "")
    bare |= {"descriptionBody": None, "lists": []}
    assert posting(**bare).description == ROW["description"]
    plain = bare | {"description": None, "descriptionPlain": "A < B\nC", "additionalPlain": "D"}
    assert posting(**plain).description == "<p>A &lt; B<br>\nC</p>\n<p>D</p>"
    assert posting(**bare | {"description": None}).description is None


@pytest.mark.parametrize(
    ("interval", "unit"),
    [("per-hour-wage", "hour"), ("per-month-salary", "month"), ("one-time", None)],
)
def test_pay_intervals(interval: str, unit: str | None) -> None:
    salary = posting(salaryRange=ROW["salaryRange"] | {"interval": interval}).base_salary
    assert salary is not None
    assert salary.unit_text == unit


def test_the_company_is_the_boards() -> None:
    assert read(ROW, board="eu:deep-thing")[0].hiring_organization == "Deep Thing"
    assert posting(hostedUrl="https://jobs.eu.lever.co/deep/1").hiring_organization == "Deep"
    assert posting(hostedUrl="https://careers.example/1").hiring_organization is None


@pytest.mark.parametrize("way", ["unspecified", "", None, 7])
def test_an_unspecified_workplace_is_not_one(way: Any) -> None:
    assert posting(workplaceType=way).job_location_type in {None, "7"}


def test_a_full_page_has_a_next_one() -> None:
    (first,) = Lever().requests("acme")
    rows = [ROW | {"id": str(number)} for number in range(100)]
    page = Lever().read(Reply(url=first.url, body=json.dumps(rows).encode()))
    assert page.next is not None
    assert page.next.url == "https://api.lever.co/v0/postings/acme?mode=json&skip=100&limit=100"
    second = Lever().read(Reply(url=page.next.url, body=json.dumps(rows).encode()))
    assert second.next is not None
    assert "skip=200" in second.next.url
    last = Lever().read(Reply(url=second.next.url, body=json.dumps(rows[:99]).encode()))
    assert last.next is None
    assert Lever().read(Reply(url="board.json", body=json.dumps(rows).encode())).next is None


def test_a_list_without_an_end_is_refused() -> None:
    rows = json.dumps([ROW] * 100).encode()
    url = "https://api.lever.co/v0/postings/acme?mode=json&skip=19900&limit=100"
    with pytest.raises(ReadError, match="no end"):
        Lever().read(Reply(url=url, body=rows))


@pytest.mark.parametrize(
    "body", [b'{"ok": false, "error": "Document not found"}', b"null", b"<html>", b'[{"id"']
)
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(ReadError, match="lever sent"):
        Lever().read(Reply(url="", body=body))


def test_one_posting_alone_is_read() -> None:
    reading = Lever().read(Reply(url="", body=json.dumps(ROW).encode()))
    assert [got.source_id for got in reading.postings] == ["0-a"]


def test_a_bad_row_hides_no_other() -> None:
    reading = Lever().read(Reply(url="", body=json.dumps([{"id": "x"}, [], ROW]).encode()))
    assert (len(reading.postings), len(reading.problems)) == (1, 2)


def test_asks_both_hosts() -> None:
    assert Lever().spellings("Deep Thing") == [
        "deepthing", "deep-thing", "eu:deepthing", "eu:deep-thing",
    ]  # fmt: skip
    (request,) = Lever().requests("eu:deep")
    assert request.url.startswith("https://api.eu.lever.co/v0/postings/deep?")
    with pytest.raises(UsageError):
        next(Lever().requests("eu:"))
