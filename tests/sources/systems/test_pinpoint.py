"""Pinpoint: a whole career site in one reply."""

from __future__ import annotations

import json
from typing import Any

import pytest

from upslope.errors import ReadError, UsageError
from upslope.records import RawPosting, Reply, Salary
from upslope.sources import Reading
from upslope.sources.systems.pinpoint import Pinpoint

ROW: dict[str, Any] = {
    "id": "559663",
    "title": "ML Engineer, Ranking ",
    "url": "https://quill-fish.pinpointhq.com/en/postings/ce6c9e5c",
    "path": "/en/postings/ce6c9e5c",
    "description": "<div><!--block-->You rank.</div>",
    "key_responsibilities_header": "What you'll do",
    "key_responsibilities": "<ul><li><!--block-->R&amp;D</li></ul>",
    "skills_knowledge_expertise_header": "What you'll bring",
    "skills_knowledge_expertise": "<p>C++</p>",
    "benefits_header": "What we offer",
    "benefits": "<p>Fish.</p>",
    "compensation": "€60,000 - €80,000 / year",
    "compensation_minimum": 60000.0,
    "compensation_maximum": 80000.0,
    "compensation_currency": "EUR",
    "compensation_frequency": "year",
    "compensation_visible": True,
    "deadline_at": "2026-08-28T23:59:59-04:00",
    "employment_type": "permanent_full_time",
    "workplace_type": "hybrid",
    "reporting_to": "Nobody Inparticular",
    "location": {"city": "Oslo", "name": "Norway", "province": "Oslo fylke"},
    "job": {"requisition_id": "R-1", "department": {"name": "Research"}},
}
REPLY = Reply(url="", body=json.dumps({"data": [ROW]}).encode())


def read(data: Any, url: str = "", board: str = "") -> Reading:
    return Pinpoint().read(Reply(url=url, body=json.dumps(data).encode()), board)


def posting(**changes: Any) -> RawPosting:
    return read({"data": [ROW | changes]}).postings[0]


def test_reads_every_field_and_no_person() -> None:
    assert posting() == RawPosting(
        source="pinpoint",
        source_id="559663",
        title="ML Engineer, Ranking ",
        url="https://quill-fish.pinpointhq.com/en/postings/ce6c9e5c",
        hiring_organization="Quill Fish",
        job_location=["Oslo, Oslo fylke, Norway"],
        job_location_type="hybrid",
        employment_type="permanent_full_time",
        valid_through="2026-08-28T23:59:59-04:00",
        base_salary=Salary(currency="EUR", min_value=60_000, max_value=80_000, unit_text="year"),
        description=(
            "<div>You rank.</div>\n<h3>What you'll do</h3>\n<ul><li>R&amp;D</li></ul>\n"
            "<h3>What you'll bring</h3>\n<p>C++</p>\n<h3>What we offer</h3>\n<p>Fish.</p>"
        ),
    )


def test_pay_that_the_company_hides_is_not_told() -> None:
    assert posting(compensation_visible=False).base_salary is None
    assert posting(compensation_visible=None).base_salary is None


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ({"city": "Oslo", "name": "Oslo Office, Oslo, Norway"}, ["Oslo Office, Oslo, Norway"]),
        ({"city": "Oslo", "province": "Oslo", "name": "Fully remote"}, ["Oslo"]),
        ({"name": "Remote"}, ["Remote"]),
        ("Bonn", ["Bonn"]),
        (None, []),
    ],
)
def test_places(where: Any, place: list[str]) -> None:
    assert posting(location=where).job_location == place


def test_texts_that_were_cut_off_hide_nothing_after_them() -> None:
    cut = posting(description="<p>You rank.</p><!--blo", key_responsibilities="<p>R&amp;D</p><...")
    assert cut.description is not None
    assert cut.description.startswith("<p>You rank.</p>\n<h3>What you'll do</h3>\n<p>R&amp;D</p>\n")


def test_a_bare_list_and_a_single_posting_are_read() -> None:
    assert len(read([ROW]).postings) == 1
    assert len(read({"data": ROW}).postings) == 1
    site = "https://careers.quillfish.example/postings.json"
    (own,) = read([ROW | {"url": None}], site).postings
    assert own.url == "https://careers.quillfish.example/en/postings/ce6c9e5c"
    assert own.hiring_organization == "Quillfish"


def test_an_empty_career_site_is_one() -> None:
    assert read({"data": []}).postings == []
    assert read([]).postings == []


@pytest.mark.parametrize("data", [{"error": "No"}, None, {"data": [{"id": 1, "title": "Other"}]}])
def test_what_is_no_list_is_refused(data: Any) -> None:
    with pytest.raises(ReadError, match="pinpoint sent"):
        read(data)


def test_a_bad_row_hides_no_other() -> None:
    reading = read([{"id": "1"}, [], {"title": "No id"}, ROW])
    assert (len(reading.postings), len(reading.problems)) == (1, 3)


def test_a_board_needs_a_name() -> None:
    with pytest.raises(UsageError):
        next(Pinpoint().requests(""))
